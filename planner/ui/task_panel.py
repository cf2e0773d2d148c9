"""A task's details in a drawer, and the small forms that some verbs need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from planner import actions, reports
from planner.reports.task_cards import Proof, Remark, TaskCard
from planner.rules.people import Right
from planner.rules.tasks import STATE_NAMES, TaskState
from planner.rules.verbs import verbs_for
from planner.ui.asking import guarded, perform, read, show_notices
from planner.ui.components.sentences import TASK_WORDS
from planner.ui.link_fields import how_said
from planner.ui.moving import move_task_form
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import ask, asked, close, on_act
from planner.ui.task_dates import day_verbs, why_this_date
from planner.ui.task_edit import add_form, edit_form
from planner.ui.task_forms import FORMS, comment_form, evidence_forms
from planner.ui.visitor import visitor
from planner.words import Sentence

_REMARKS = {
    "said": Sentence("{who} wrote, {when}"),
    "returned": Sentence("{who} returned it, {when}"),
    "stuck": Sentence("{who} was stuck, {when}"),
    "handed_over": Sentence("{who} handed it over, {when}"),
}


def open_what_was_asked() -> None:
    """Draw the drawer or form that somebody asked for; called once at the end of a page."""
    what = asked()
    if what is None:
        return
    wide = what[0] in ("open", "add", "move")
    if what[0] == "add":
        title = say("Add task")
    else:
        title = plain(read(reports.task_cards.card, task_id=what[1]).row["title"])
    opened = st.dialog(
        title,
        width="medium" if wide else "small",
        position="right" if wide else "center",
        on_dismiss=close,
    )
    opened(_inside)(what)


def _inside(what: tuple[str, int]) -> None:
    if asked() != what:
        st.rerun()
    show_notices()
    verb, about = what
    guarded(lambda: {**_DRAWN, **FORMS}[verb](about))


def details(task_id: int) -> None:
    """Everything about one task, with what this person may do to it."""
    actor = visitor()
    card = read(reports.task_cards.card, task_id=task_id)
    row = card.row
    _state_line(card)
    _verbs(card)
    about, work = st.tabs([say("Work"), say("Plan")], key=f"task-tabs-{row['id']}")
    with about:
        if row["acceptance"]:
            st.markdown(f"**{say('Done when')}**  \n{plain(row['acceptance'])}")
        _steps(card)
        _neighbours(card)
        _proofs(card)
        _remarks(card)
    with work:
        _facts(card)
        why_this_date(card)
        if actor.may(Right.PLAN):
            day_verbs(card)
            edit_form(card)


def _state_line(card: TaskCard) -> None:
    row = card.row
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(say(STATE_NAMES[TaskState(row["state"])]), color="gray")
        if row["must_have"]:
            st.badge(say("Must-have"), icon=":material/star:", color="gray")
        if row["late_days"]:
            late = say("{n} day late", "{n} days late", n=row["late_days"])
            st.badge(late, icon=":material/schedule:", color="red")
        if card.pinned_at is not None:
            st.badge(say("Pinned"), icon=":material/keep:", color="gray")
        if row["stuck_reason"]:
            st.badge(
                say("Stuck: {reason}", reason=row["stuck_reason"]),
                icon=":material/flag:",
                color="orange",
            )
        if row["blocked_by"]:
            st.badge(
                say("Waits for {task}", task=voice().join(row["blocked_by"])),
                icon=":material/lock:",
                color="orange",
            )


def _verbs(card: TaskCard) -> None:
    row = card.row
    can = verbs_for(
        visitor(),
        state=TaskState(row["state"]),
        owner_id=row["owner_id"],
        team_id=row["team_id"],
        approver_id=row["approver_id"],
        stuck=bool(row["stuck_reason"]),
    )
    with st.container(horizontal=True, gap="small"):
        for place, verb in enumerate(can):
            st.button(
                say(TASK_WORDS[verb]),
                key=f"verb-{verb}-{row['id']}",
                type="primary" if place == 0 else "secondary",
                on_click=on_act,
                args=(verb, {"task": row["id"], "version": row["version"]}),
            )


def _steps(card: TaskCard) -> None:
    if not card.steps:
        return
    done = sum(step.done_at is not None for step in card.steps)
    heading = say("Checklist: {done} of {total}", done=done, total=len(card.steps))
    st.markdown(f"**{heading}**")
    for step in card.steps:
        key = f"step-{step.id}-{step.done_at is not None}"
        verb = actions.evidence.tick_item
        if step.done_at is not None:
            verb = actions.evidence.untick_item
        st.checkbox(
            plain(step.text),
            value=step.done_at is not None,
            key=key,
            on_change=perform,
            args=(verb,),
            kwargs={"item_id": step.id},
        )


def _neighbours(card: TaskCard) -> None:
    for heading, neighbours in (
        (say("Waits for"), card.before),
        (say("Others wait for it"), card.after),
    ):
        if not neighbours:
            continue
        st.markdown(f"**{heading}**")
        for other in neighbours:
            icon = ":material/check_circle:" if other.done else ":material/radio_button_unchecked:"
            st.button(
                plain(other.title),
                key=f"neighbour-{card.row['id']}-{other.id}",
                icon=icon,
                type="tertiary",
                on_click=ask,
                args=("open", other.id),
            )
            if how := how_said(other.link):
                st.caption(how)


def _proofs(card: TaskCard) -> None:
    st.markdown(f"**{say('Links and files')}**")
    for proof in card.proofs:
        with st.container(horizontal=True, vertical_alignment="center"):
            _proof(proof)
            st.button(
                say("Take away"),
                key=f"take-away-{proof.id}",
                type="tertiary",
                icon=":material/close:",
                on_click=perform,
                args=(actions.evidence.take_away,),
                kwargs={"evidence_id": proof.id},
            )
    evidence_forms(card.row["id"])


def _proof(proof: Proof) -> None:
    by = say("{who}, {when}", who=name_of(proof.added_by), when=voice().moment(proof.added_at))
    if proof.url is None:
        label = f"{plain(proof.title)} ({voice().size(proof.size)})"
        st.link_button(label, f"/files/{proof.id}", icon=":material/download:", help=by)
    else:
        st.link_button(plain(proof.title), proof.url, icon=":material/link:", help=by)


def _remarks(card: TaskCard) -> None:
    st.markdown(f"**{say('Comments')}**")
    for remark in card.remarks:
        _remark(remark)
    comment_form(card.row["id"])


def _remark(remark: Remark) -> None:
    line = Sentence(
        _REMARKS[remark.kind].msgid,
        who=name_of(remark.written_by),
        when=voice().moment(remark.written_at),
    )
    st.caption(say(line))
    st.text(remark.text)


def _facts(card: TaskCard) -> None:
    row = card.row
    due = Sentence(
        "{day} ({offset} from: {anchor})",
        day=voice().day_long(row["due_on"]),
        offset=card.offset_said,
        anchor=card.anchor_said,
    )
    facts = {
        say("Team"): plain(team_name(row["team_key"], row["team"])),
        say("Owner"): plain(row["owner"] or say("Unclaimed")),
        say("Approver"): plain(row["approver"] or say("Nobody")),
        say("Needed for"): plain(row["phase"]),
        say("Due"): say(due),
        say("Effort"): voice().hours(row["effort_hours"]),
    }
    with st.grid(2):
        for label, fact in facts.items():
            st.markdown(f"{label}  \n**{fact}**")


def _add(campaign_id: int) -> None:
    add_form(read(reports.campaigns.card, campaign_id=campaign_id))


_DRAWN: Mapping[str, Callable[[int], None]] = {
    "open": details,
    "add": _add,
    "move": move_task_form,
}
