"""Which tasks to show: chosen with chips and boxes, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import Filters
from planner.rules.tasks import STATE_NAMES, Bucket, TaskState
from planner.ui.people import assignable, teams
from planner.ui.saying import say, voice
from planner.ui.timeline_view import BASELINE, CHAIN
from planner.words import Sentence

K = TypeVar("K")

_NOBODY = 0
_DUE: Mapping[Bucket, Sentence] = {
    Bucket.OVERDUE: Sentence("Overdue"),
    Bucket.TODAY: Sentence("Due today"),
    Bucket.THIS_WEEK: Sentence("This week"),
    Bucket.LATER: Sentence("Later"),
}
_ORDERS: Mapping[str, Sentence] = {
    "due_on": Sentence("By due day"),
    "title": Sentence("By title"),
    "team": Sentence("By team"),
    "owner": Sentence("By owner"),
    "phase": Sentence("By phase"),
    "state": Sentence("By state"),
}
_GROUPINGS: Mapping[str, Sentence] = {
    "phase": Sentence("By phase"),
    "team": Sentence("By team"),
    "owner": Sentence("By owner"),
}
_MARKS: Mapping[str, Sentence] = {
    CHAIN: Sentence("Critical chain"),
    BASELINE: Sentence("Baseline"),
}


def chosen_grouping() -> str:
    """How the timeline's rows are grouped."""
    names = {key: voice().say(sentence) for key, sentence in _GROUPINGS.items()}
    chosen: str = st.segmented_control(
        say("Rows"),
        list(names),
        format_func=lambda key: names[key],
        default="phase",
        required=True,
        key="rows",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen


def chosen_marks() -> tuple[str, ...]:
    """What the timeline shows besides the bars: the critical chain, the baseline, or both."""
    names = {key: voice().say(sentence) for key, sentence in _MARKS.items()}
    chosen = st.pills(
        say("Also show"),
        list(names),
        format_func=lambda key: names[key],
        selection_mode="multi",
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    return tuple(chosen)


def chosen_filters(campaign: CampaignCard) -> Filters:
    """A search box, and the other filters in a popover that says how many are set."""
    search = st.text_input(
        say("Search"),
        key="search",
        bind="query-params",
        placeholder=say("Search titles"),
        label_visibility="collapsed",
        width=220,
    )
    keys = ("phase", "team", "owner", "state", "due")
    active = sum(bool(st.session_state.get(key)) for key in keys)
    label = say("Filter ({n})", n=active) if active else say("Filter")
    with st.popover(label, icon=":material/filter_list:", width=150):
        phases = _several("phase", say("Phase"), {p.key: p.name for p in campaign.phases})
        team_ids = _several("team", say("Team"), teams())
        owners = _several("owner", say("Owner"), {_NOBODY: say("Unclaimed")} | assignable())
        states = _several(
            "state", say("State"), {state: voice().say(name) for state, name in STATE_NAMES.items()}
        )
        due = _one("due", say("Due"), {key: voice().say(name) for key, name in _DUE.items()})
        sort = _one("sort", say("Sort"), {key: voice().say(name) for key, name in _ORDERS.items()})
    return Filters(
        phase_ids=tuple(phases),
        team_ids=tuple(team_ids),
        owner_ids=tuple(owners),
        states=tuple(TaskState(state) for state in states),
        due=due,
        search=search or "",
        sort=sort or "due_on",
    )


def _several(key: str, label: str, options: Mapping[K, str]) -> list[K]:
    chosen: list[K] = st.multiselect(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        bind="query-params",
        placeholder=say("All"),
    )
    return chosen


def _one(key: str, label: str, options: Mapping[K, str]) -> K | None:
    chosen: K | None = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda option: options[option],
        key=key,
        bind="query-params",
        placeholder=say("All") if key == "due" else say("By due day"),
    )
    return chosen
