"""The fields of a phase and of a milestone, for a campaign that is planned or to be planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from planner.rules.campaigns import PHASE_KIND_NAMES, Key, Milestone, Phase, PhaseKind
from planner.ui.saying import say
from planner.words import Refusal, Sentence

_LONGEST = 40


@dataclass(frozen=True)
class TypedPhase:
    """What somebody typed of a phase, but for its times."""

    name: str
    kind: PhaseKind
    shop_ids: tuple[int, ...]


@dataclass(frozen=True)
class TypedMilestone:
    """What somebody typed of a milestone, but for its time."""

    name: str
    freezes: bool


def phase_fields(
    key: str,
    phase: Phase[Key],
    shops: Mapping[int, str],
    *,
    new: bool = False,
    with_times: bool = True,
) -> None:
    """Name, kind, opening, closing and, where there are several shops, which of them.

    Of a ``new`` phase the name is still to be written; without times only the rest is asked.
    """
    kinds = {kind: say(name) for kind, name in PHASE_KIND_NAMES.items()}
    st.text_input(
        say("Phase name"), "" if new else phase.name, key=f"{key}-name", max_chars=_LONGEST
    )
    st.segmented_control(
        say("Kind"),
        list(kinds),
        format_func=lambda kind: kinds[kind],
        default=phase.kind,
        required=True,
        key=f"{key}-kind",
    )
    if with_times:
        phase_times(key, phase)
    if len(shops) > 1:
        st.multiselect(
            say("Only for these shops"),
            list(shops),
            default=[shop_id for shop_id in sorted(phase.shops) if shop_id in shops],
            format_func=lambda shop_id: shops[shop_id],
            key=f"{key}-shops",
            placeholder=say("All shops"),
        )


def phase_times(key: str, phase: Phase[Key]) -> None:
    """When a phase opens and closes."""
    with st.grid(2, min_column_width=220):
        _moment(f"{key}-opens", say("Opens"), phase.opens)
        _moment(f"{key}-closes", say("Closes"), phase.closes)
    st.caption(say("A phase that runs to the end of a day closes at 00:00 of the next."))


def milestone_fields(
    key: str, milestone: Milestone[Key], *, new: bool = False, with_time: bool = True
) -> None:
    """Name, moment and whether pages freeze; of a ``new`` milestone the name is still to be
    written, and without its time only the rest is asked."""
    st.text_input(
        say("Milestone name"), "" if new else milestone.name, key=f"{key}-name", max_chars=_LONGEST
    )
    if with_time:
        milestone_time(key, milestone)
    st.checkbox(
        say("Pages stay as they are from here until the next phase opens"),
        milestone.freezes,
        key=f"{key}-freezes",
    )


def milestone_time(key: str, milestone: Milestone[Key]) -> None:
    """When a milestone happens."""
    _moment(f"{key}-at", say("When"), milestone.at)


def typed_phase(key: str) -> TypedPhase:
    """The phase as typed."""
    state = st.session_state
    return TypedPhase(
        name=state[f"{key}-name"],
        kind=PhaseKind(state[f"{key}-kind"]),
        shop_ids=tuple(state.get(f"{key}-shops", ())),
    )


def typed_phase_times(key: str) -> tuple[datetime, datetime]:
    """A phase's opening and closing as typed; raises Refusal where one is missing."""
    return (
        _required(f"{key}-opens", Sentence("Opens: choose a day and a time.")),
        _required(f"{key}-closes", Sentence("Closes: choose a day and a time.")),
    )


def typed_milestone(key: str) -> TypedMilestone:
    """The milestone as typed."""
    return TypedMilestone(st.session_state[f"{key}-name"], bool(st.session_state[f"{key}-freezes"]))


def typed_milestone_time(key: str) -> datetime:
    """When a milestone happens, as typed; raises Refusal where that is missing."""
    return _required(f"{key}-at", Sentence("When: choose a day and a time."))


def _moment(key: str, label: str, moment: datetime) -> None:
    st.datetime_input(
        label, moment, key=key, format="YYYY-MM-DD", step=1800, persist_state="session"
    )


def _required(key: str, otherwise: Sentence) -> datetime:
    moment: datetime | None = st.session_state[key]
    if moment is None:
        raise Refusal(otherwise)
    return moment
