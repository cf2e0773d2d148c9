"""What a task waits for, in a form: the other tasks by title, and how each holds it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from planner.reports.task_cards import Neighbour
from planner.rules.links import MOST_LAG_DAYS, LagUnit, Link, LinkKind
from planner.ui.saying import plain, say
from planner.words import Sentence

_KINDS: Mapping[LinkKind, Sentence] = {
    LinkKind.FINISH_START: Sentence("starts when it is finished"),
    LinkKind.START_START: Sentence("starts together with it"),
    LinkKind.FINISH_FINISH: Sentence("finishes together with it"),
    LinkKind.START_FINISH: Sentence("finishes when it starts"),
}
_UNITS: Mapping[LagUnit, Sentence] = {
    LagUnit.WORKING: Sentence("working days later"),
    LagUnit.CALENDAR: Sentence("calendar days later"),
}


def link_fields(key: str, titles: Mapping[int, str], before: tuple[Neighbour, ...]) -> None:
    """Choose the tasks that it waits for; those that it waits for already say how."""
    known = [other for other in before if other.id in titles]
    st.multiselect(
        say("Waits for"),
        list(titles),
        default=[other.id for other in known],
        format_func=lambda task_id: titles[task_id],
        key=f"{key}-before",
        placeholder=say("Choose tasks that must be done first"),
    )
    for other in known:
        _how(f"{key}-before-{other.id}", other)


def typed_links(key: str, before: tuple[Neighbour, ...]) -> list[Link[int]]:
    """The links as chosen: new ones plain, the others as their fields say."""
    state = st.session_state
    known = {other.id for other in before}
    return [
        Link(
            task_id,
            LinkKind(state[f"{key}-before-{task_id}-kind"]),
            int(state[f"{key}-before-{task_id}-lag"] or 0),
            LagUnit(state[f"{key}-before-{task_id}-unit"]),
        )
        if task_id in known and f"{key}-before-{task_id}-kind" in state
        else Link(task_id)
        for task_id in state[f"{key}-before"]
    ]


def how_said(link: Link[int]) -> str:
    """How a task holds another, in words; nothing for the usual way."""
    if link.kind is LinkKind.FINISH_START and not link.lag_days:
        return ""
    kind = say(_KINDS[link.kind])
    if not link.lag_days:
        return kind
    return f"{kind}, {link.lag_days:+d} {say(_UNITS[link.unit])}"


def _how(key: str, other: Neighbour) -> None:
    kinds = {kind: say(sentence) for kind, sentence in _KINDS.items()}
    units = {unit: say(sentence) for unit, sentence in _UNITS.items()}
    st.caption(plain(other.title))
    with st.container(horizontal=True, gap="small"):
        st.selectbox(
            say("How it waits"),
            list(kinds),
            index=list(kinds).index(other.link.kind),
            format_func=lambda kind: kinds[kind],
            key=f"{key}-kind",
            label_visibility="collapsed",
            width=210,
        )
        st.number_input(
            say("Days between"),
            -MOST_LAG_DAYS,
            MOST_LAG_DAYS,
            other.link.lag_days,
            key=f"{key}-lag",
            label_visibility="collapsed",
            width=110,
        )
        st.selectbox(
            say("Which days"),
            list(units),
            index=list(units).index(other.link.unit),
            format_func=lambda unit: units[unit],
            key=f"{key}-unit",
            label_visibility="collapsed",
            width=170,
        )
