"""What people write down to keep and to change: two lists, and a field below each."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.actions.retrospectives import LONGEST_NOTE
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.retrospectives import NOTE_KIND_NAMES, NoteKind
from planner.ui.asking import attempt, perform, read
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.visitor import visitor


def notes(campaign: CampaignCard) -> None:
    """Both lists beside each other; operators and leads add and remove notes."""
    st.header(say("In our own words"), anchor=False)
    rows = records_of(read(reports.retrospectives.notes, campaign_id=campaign.id))
    writes = visitor().may(Right.PLAN) and not campaign.archived
    for place, kind in zip(st.columns(2, gap="large"), NoteKind, strict=True):
        with place:
            st.subheader(say(NOTE_KIND_NAMES[kind]), anchor=False)
            mine = [row for row in rows if row["kind"] == kind]
            for row in mine:
                _note(row["id"], row["text"], row["author"], removable=writes)
            if not mine:
                st.caption(say("Nothing written yet."))
            if writes:
                _field(campaign, kind)


def _note(note_id: int, text: str, author: str | None, *, removable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap=None):
            st.markdown("  \n".join(plain(line) for line in text.splitlines()))
            st.caption(plain(name_of(author)))
        if removable:
            st.button(
                say("Remove"),
                key=f"remove-note-{note_id}",
                type="tertiary",
                icon=":material/close:",
                on_click=perform,
                args=(actions.retrospectives.remove_note,),
                kwargs={"note_id": note_id},
            )


def _field(campaign: CampaignCard, kind: NoteKind) -> None:
    key = f"note-{kind}-{campaign.id}"
    st.text_area(
        say(NOTE_KIND_NAMES[kind]),
        key=key,
        max_chars=LONGEST_NOTE,
        height=80,
        placeholder=voice().say("One thing a note"),
        label_visibility="collapsed",
    )
    st.button(
        say("Write it down"), key=f"{key}-save", on_click=_write, args=(campaign.id, kind, key)
    )


def _write(campaign_id: int, kind: NoteKind, key: str) -> None:
    given = {"campaign_id": campaign_id, "kind": kind, "text": st.session_state[key]}
    if attempt(actions.retrospectives.write_note, **given):
        st.session_state[key] = ""
