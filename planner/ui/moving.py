"""Moving the sale day, a phase, a milestone or a task: first what and where, then a look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.moving_plans import (
    AskedMove,
    MilestoneMoves,
    Moving,
    PhaseMoves,
    Rest,
    SaleDayMoves,
    TaskMoves,
)
from planner.ui.asking import notice, read
from planner.ui.campaign_acts import TYPED, close
from planner.ui.layout_fields import (
    milestone_time,
    phase_times,
    typed_milestone_time,
    typed_phase_times,
)
from planner.ui.move_preview import look_at
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import EDITING
from planner.ui.task_acts import close as close_task
from planner.words import Refusal, Sentence

_A_YEAR = timedelta(days=365)
_SALE_DAY = ("sale", 0)
_RESTS: Mapping[Rest, tuple[Sentence, Sentence]] = {
    Rest.KEEP_GAPS: (
        Sentence("Keep the gaps"),
        Sentence("What hangs on it, or waits for it, moves as far as it does."),
    ),
    Rest.USE_SLACK: (
        Sentence("Use the slack"),
        Sentence("Only what has to move does; the time between tasks is used up."),
    ),
    Rest.LEAVE: (
        Sentence("Leave the rest"),
        Sentence("Nothing else moves. What no longer fits is shown."),
    ),
}


@dataclass(frozen=True)
class _Asking:
    """Where the answers are kept, and what makes the move of them."""

    key: str
    moving: Callable[[], Moving]


def choose_what_moves(campaign_id: int, what: tuple[str, int]) -> None:
    """Let the form begin with a phase or milestone, by its kind and key."""
    st.session_state[f"{_key(campaign_id)}-what"] = what


def move_form(campaign: CampaignCard) -> None:
    """Move the sale day, a phase or a milestone of a campaign."""
    key = _key(campaign.id)
    asked: AskedMove | None = st.session_state.get(f"{key}-asked")
    if asked is not None:
        _look(key, campaign.id, asked, close)
        return
    names = _movable(campaign)
    what = st.selectbox(
        say("What moves?"),
        list(names),
        format_func=lambda one: names[one],
        key=f"{key}-what",
        persist_state="session",
    )
    _where(key, campaign, what)
    _rest(_Asking(key, lambda: _typed(key, what)))


def move_task_form(task_id: int) -> None:
    """Move one task to another day."""
    card = read(reports.task_cards.card, task_id=task_id)
    key = f"{EDITING}move-{task_id}"
    asked: AskedMove | None = st.session_state.get(f"{key}-asked")
    if asked is not None:
        _look(key, card.row["campaign_id"], asked, close_task)
        return
    due_on: date = card.row["due_on"]
    st.caption(say("Due so far: {day}", day=voice().day_long(due_on)))
    _day(f"{key}-day", say("New due day"), due_on)
    _rest(_Asking(key, lambda: TaskMoves(task_id, _given_day(key))))


def _key(campaign_id: int) -> str:
    return f"{TYPED}move-{campaign_id}"


def _look(key: str, campaign_id: int, asked: AskedMove, done: Callable[[], None]) -> None:
    about = {"campaign_id": campaign_id, "asked": asked}
    look_at(
        f"{key}-asked", reports.moves.move, actions.moves.move, about, done, label=say("Move it so")
    )


def _movable(campaign: CampaignCard) -> dict[tuple[str, int], str]:
    names = {_SALE_DAY: say("The sale day, and everything with it")}
    names |= {("phase", phase.key): plain(phase.name) for phase in campaign.phases}
    names |= {("milestone", stone.key): plain(stone.name) for stone in campaign.milestones}
    return names


def _where(key: str, campaign: CampaignCard, what: tuple[str, int]) -> None:
    kind, number = what
    if kind == "sale":
        _day(f"{key}-day", say("New sale day"), campaign.sale_day)
    elif kind == "phase":
        phase_times(f"{key}-{number}", next(one for one in campaign.phases if one.key == number))
    else:
        milestone_time(
            f"{key}-{number}", next(one for one in campaign.milestones if one.key == number)
        )


def _rest(asking: _Asking) -> None:
    """What the tasks shall do, how distance is counted, and on to the preview."""
    rests = {rest: say(name) for rest, (name, _) in _RESTS.items()}
    st.radio(
        say("What do the other tasks do?"),
        list(rests),
        format_func=lambda rest: rests[rest],
        captions=[say(caption) for _, caption in _RESTS.values()],
        key=f"{asking.key}-rest",
        persist_state="session",
    )
    st.checkbox(
        say("Count distances in working days"),
        key=f"{asking.key}-working",
        help=say("Otherwise every day counts, weekends and holidays too."),
        persist_state="session",
    )
    st.button(
        say("See what changes"),
        type="primary",
        key=f"{asking.key}-see",
        on_click=_ask,
        args=(asking,),
    )


def _ask(asking: _Asking) -> None:
    state = st.session_state
    try:
        moving = asking.moving()
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    rest = Rest(state[f"{asking.key}-rest"])
    state[f"{asking.key}-asked"] = AskedMove(moving, rest, bool(state[f"{asking.key}-working"]))


def _typed(key: str, what: tuple[str, int]) -> Moving:
    kind, number = what
    if kind == "sale":
        return SaleDayMoves(_given_day(key))
    if kind == "phase":
        return PhaseMoves(number, *typed_phase_times(f"{key}-{number}"))
    return MilestoneMoves(number, typed_milestone_time(f"{key}-{number}"))


def _given_day(key: str) -> date:
    day: date | None = st.session_state[f"{key}-day"]
    if day is None:
        raise Refusal("Day: choose one.")
    return day


def _day(key: str, label: str, day: date) -> None:
    st.date_input(
        label,
        day,
        min_value=day - _A_YEAR,
        max_value=day + _A_YEAR,
        key=key,
        format="YYYY-MM-DD",
        persist_state="session",
    )
