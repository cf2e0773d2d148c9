"""A sale at the end of September 2026, before 国庆, and others by chance, to be moved about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.moving_plans import (
    MilestoneMoves,
    Moving,
    MovingPlan,
    MovingTask,
    PhaseMoves,
    SaleDayMoves,
    TaskMoves,
)

WARM, BURST = 1, 2
FREEZE = 1
OPENING = Anchor(AnchorKind.OPENING, BURST)
CLOSING = Anchor(AnchorKind.CLOSING, BURST)
FROZEN = Anchor(AnchorKind.MILESTONE, FREEZE)
ANCHORS = (Anchor(AnchorKind.OPENING, WARM), OPENING, CLOSING, FROZEN)
SALE_DAY = date(2026, 9, 30)
DAY = timedelta(days=1)


def autumn() -> WorkingDays:
    """2026 as published for 国庆: off from 1 to 7 October, 20 September and 10 October worked."""
    off = [date(2026, 10, 1) + after * DAY for after in range(7)]
    worked = [date(2026, 9, 20), date(2026, 10, 10)]
    days = [CalendarDay(day, works=False, name="国庆", standing=Standing.OFFICIAL) for day in off]
    days += [CalendarDay(day, works=True, name="", standing=Standing.OFFICIAL) for day in worked]
    return WorkingDays(date(2026, 1, 1), date(2026, 12, 31), days)


AUTUMN = autumn()


def september(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 9, day, hour)


def plan(*tasks: MovingTask) -> MovingPlan:
    """A sale of 30 September, a Wednesday: warm-up from the 22nd, burst from the 28th at 20:00 to
    the end of the 30th, pages frozen on Friday the 25th at noon."""
    return MovingPlan(
        SALE_DAY,
        (
            Phase(WARM, "预热", PhaseKind.WARM_UP, september(22), september(28, 20)),
            Phase(BURST, "爆发", PhaseKind.BURST, september(28, 20), datetime(2026, 10, 1)),
        ),
        (Milestone(FREEZE, "页面冻结", september(25, 12), freezes=True),),
        tasks,
    )


def task(
    key: int,
    start: int,
    due: int,
    anchor: Anchor[int] = OPENING,
    *after: Link[int] | int,
    done: bool = False,
    pinned: bool = False,
) -> MovingTask:
    """A task of September that serves the burst."""
    due_on = date(2026, 9, due)
    links = tuple(Link(one) if isinstance(one, int) else one for one in after)
    offset = (due_on - plan().day_of(anchor)).days
    return MovingTask(
        key, date(2026, 9, start), due_on, anchor, offset, BURST, 1, done, done, pinned, links
    )


@st.composite
def plans(draw: st.DrawFn) -> MovingPlan:
    """Plans of up to nine tasks, each waiting for any of those before it."""
    tasks = []
    for key in range(1, draw(st.integers(1, 9)) + 1):
        due = draw(st.integers(1, 30))
        length = draw(st.integers(1, min(6, due)))
        before = draw(st.sets(st.integers(1, key - 1), max_size=3)) if key > 1 else ()
        links = [
            Link(one, draw(st.sampled_from(LinkKind)), draw(st.integers(-2, 3)), unit)
            for one in sorted(before)
            for unit in [draw(st.sampled_from(LagUnit))]
        ]
        state = draw(st.sampled_from(["open", "open", "open", "done", "pinned"]))
        anchor = draw(st.sampled_from(ANCHORS))
        done, pinned = state == "done", state == "pinned"
        tasks.append(task(key, due - length + 1, due, anchor, *links, done=done, pinned=pinned))
    return plan(*tasks)


@st.composite
def moves(draw: st.DrawFn, of: MovingPlan) -> tuple[Moving, Moving]:
    """Something of a plan that moves, and the way back."""
    by = DAY * draw(st.integers(-60, 60).filter(bool))
    opens, closes = of.phases[1].opens, of.phases[1].closes
    longer = DAY * draw(st.integers(0, 20))
    choices: list[tuple[Moving, Moving]] = [
        (SaleDayMoves(SALE_DAY + by), SaleDayMoves(SALE_DAY)),
        (PhaseMoves(BURST, opens + by, closes + by + longer), PhaseMoves(BURST, opens, closes)),
        (
            MilestoneMoves(FREEZE, of.milestones[0].at + by),
            MilestoneMoves(FREEZE, of.milestones[0].at),
        ),
    ]
    choices += [
        (TaskMoves(one.key, one.due_on + by), TaskMoves(one.key, one.due_on))
        for one in of.tasks
        if not one.stays
    ]
    return draw(st.sampled_from(choices))
