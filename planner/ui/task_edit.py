"""The form that plans a task: to add one, or to change the one on screen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.task_cards import TaskCard
from planner.rules.campaigns import Anchor, AnchorKind, say_anchor
from planner.rules.tasks import TaskField
from planner.ui.asking import attempt, read
from planner.ui.link_fields import link_fields, typed_links
from planner.ui.people import assignable, teams
from planner.ui.saying import say, voice
from planner.ui.task_acts import EDITING, close, drafted, forget_typed

_NOBODY = 0
_ROW_NAMES = {
    TaskField.TITLE: "title",
    TaskField.TEAM: "team_id",
    TaskField.PHASE: "phase_id",
    TaskField.DUE: "due_on",
    TaskField.ACCEPTANCE: "acceptance",
}


def edit_form(card: TaskCard) -> None:
    """Change what is planned of a task; the form carries the version that was first on screen.

    A stale edit is refused and keeps what was typed; saving again then counts as having looked.
    """
    campaign = read(reports.campaigns.card, campaign_id=card.row["campaign_id"])
    key = f"{EDITING}{card.row['id']}"
    st.session_state.setdefault(f"{key}-version", card.row["version"])
    with st.form(key, border=False):
        _fields(key, campaign, card)
        with st.container(horizontal=True):
            st.form_submit_button(
                say("Save changes"), type="primary", on_click=_save, args=(key, card)
            )
            st.form_submit_button(
                say("Put into the recycle bin"),
                type="tertiary",
                icon=":material/delete:",
                on_click=_remove,
                args=(card.row["id"],),
            )


def add_form(campaign: CampaignCard) -> None:
    """Add a task to a campaign."""
    key = f"{EDITING}new-{campaign.id}"
    with st.form(key, border=False):
        _fields(key, campaign, None)
        st.form_submit_button(
            say("Add task"), type="primary", on_click=_add, args=(key, campaign.id)
        )


def _fields(key: str, campaign: CampaignCard, card: TaskCard | None) -> None:
    row: dict[str, Any] = card.row if card else _drafted(campaign.id)
    people, team_names = assignable(), teams()
    phases = {phase.key: phase.name for phase in campaign.phases}
    st.text_input(say("Title"), row.get("title", ""), key=f"{key}-title", max_chars=200)
    with st.grid(2, min_column_width=240):
        _choice(key, "team", say("Team"), team_names, row.get("team_id"))
        _choice(key, "phase", say("Needed for"), phases, row.get("phase_id"))
        _choice(
            key, "owner", say("Owner"), {_NOBODY: say("Unclaimed")} | people, row.get("owner_id")
        )
        _choice(
            key,
            "approver",
            say("Approver"),
            {_NOBODY: say("Nobody")} | people,
            row.get("approver_id"),
        )
        _anchor(key, campaign, card)
        st.date_input(
            say("Due"),
            row.get("due_on", campaign.sale_day),
            min_value=min(campaign.planning_day, row.get("due_on", campaign.planning_day)),
            max_value=max(campaign.last_day, row.get("due_on", campaign.last_day)),
            key=f"{key}-due",
            format="YYYY-MM-DD",
        )
        st.number_input(
            say("Working days"), 1, 366, int(row.get("duration_days", 1)), key=f"{key}-duration"
        )
        st.number_input(
            say("Effort in hours"),
            0.0,
            10_000.0,
            float(row.get("effort_hours", 0)),
            step=0.5,
            key=f"{key}-effort",
        )
        st.number_input(
            say("People at once"),
            1,
            1000,
            card.people_at_once if card else 1,
            key=f"{key}-people",
            help=say("How many can share the effort at the same time."),
        )
    st.checkbox(
        say("Must-have: its phase may not open without it"),
        bool(row.get("must_have", False)),
        key=f"{key}-must",
    )
    st.text_area(say("Done when"), row.get("acceptance", ""), key=f"{key}-acceptance", height=80)
    st.text_area(
        say("Checklist, one step a line"),
        "\n".join(step.text for step in card.steps) if card else "",
        key=f"{key}-checklist",
        height=120,
    )
    _predecessors(key, campaign, card)


def _drafted(campaign_id: int) -> dict[str, Any]:
    """What a new task begins with, under the names that a row of one has."""
    given = drafted(campaign_id)
    return {name: given[field] for field, name in _ROW_NAMES.items() if field in given}


def _choice(key: str, name: str, label: str, options: dict[int, str], chosen: Any) -> None:
    ids = list(options)
    place = ids.index(int(chosen)) if chosen is not None and int(chosen) in options else 0
    st.selectbox(
        label, ids, index=place, format_func=lambda option: options[option], key=f"{key}-{name}"
    )


def _anchor(key: str, campaign: CampaignCard, card: TaskCard | None) -> None:
    anchors = [
        Anchor(kind, phase.key)
        for phase in campaign.phases
        for kind in (AnchorKind.OPENING, AnchorKind.CLOSING)
    ]
    anchors += [Anchor(AnchorKind.MILESTONE, milestone.key) for milestone in campaign.milestones]
    names = {
        anchor: voice().say(say_anchor(anchor, campaign.phases, campaign.milestones))
        for anchor in anchors
    }
    st.selectbox(
        say("Moves with"),
        anchors,
        index=anchors.index(card.anchor) if card and card.anchor in anchors else 0,
        format_func=lambda anchor: names[anchor],
        key=f"{key}-anchor",
        help=say("When this moment moves, the due day moves with it."),
    )


def _predecessors(key: str, campaign: CampaignCard, card: TaskCard | None) -> None:
    others = read(reports.tasks.listing, campaign_id=campaign.id)
    titles = dict(zip(others["id"].astype(int), others["title"], strict=True))
    if card:
        titles.pop(card.row["id"], None)
    link_fields(key, titles, card.before if card else ())


def _typed(key: str, card: TaskCard | None = None) -> dict[TaskField, Any]:
    state = st.session_state
    lines = [line.strip() for line in state[f"{key}-checklist"].splitlines() if line.strip()]
    return {
        TaskField.TITLE: state[f"{key}-title"],
        TaskField.TEAM: state[f"{key}-team"],
        TaskField.PHASE: state[f"{key}-phase"],
        TaskField.OWNER: state[f"{key}-owner"] or None,
        TaskField.APPROVER: state[f"{key}-approver"] or None,
        TaskField.ANCHOR: state[f"{key}-anchor"],
        TaskField.DUE: state[f"{key}-due"],
        TaskField.DURATION_DAYS: state[f"{key}-duration"],
        TaskField.EFFORT_HOURS: state[f"{key}-effort"],
        TaskField.PEOPLE_AT_ONCE: state[f"{key}-people"],
        TaskField.MUST_HAVE: state[f"{key}-must"],
        TaskField.ACCEPTANCE: state[f"{key}-acceptance"],
        TaskField.CHECKLIST: [(None, line) for line in lines],
        TaskField.PREDECESSORS: typed_links(key, card.before if card else ()),
    }


def _save(key: str, card: TaskCard) -> None:
    saved = attempt(
        actions.plans.edit,
        task_id=card.row["id"],
        version=st.session_state[f"{key}-version"],
        changes=_typed(key, card),
    )
    if saved is None:
        st.session_state[f"{key}-version"] = read(
            reports.task_cards.card, task_id=card.row["id"]
        ).row["version"]
    else:
        forget_typed()


def _add(key: str, campaign_id: int) -> None:
    if attempt(actions.plans.add, campaign_id=campaign_id, changes=_typed(key)) is not None:
        close()


def _remove(task_id: int) -> None:
    if attempt(actions.plans.remove, task_ids=[task_id]) is not None:
        close()
