"""What a war room asks in burst hours: the hours of the burst, and the must-haves still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import bindparam, exists, select
from sqlmodel import Session, col

from planner.reports.campaign_sales import NOUNS, load_past, load_sales
from planner.reports.reading import reads
from planner.reports.task_rows import TASKS, as_frame, task_rows
from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.clock import wall_clock
from planner.rules.forecasts.campaigns import hours_sold
from planner.rules.people import Actor, Right
from planner.rules.pressing import Needed, needed_an_hour, shown_burst, shown_hours
from planner.tables import campaigns as rows
from planner.tables.gates import Waiver
from planner.tables.tasks import Task

_HOUR = timedelta(hours=1)
_OPEN_MUST_HAVES = TASKS.where(
    col(Task.campaign_id) == bindparam("campaign_id"),
    col(Task.must_have).is_(True),
    col(Task.done_at).is_(None),
    col(Task.deleted_at).is_(None),
    col(rows.Phase.closes_at) > bindparam("wall"),
    ~exists(
        select(col(Waiver.id)).where(
            col(Waiver.task_id) == col(Task.id), col(Waiver.phase_id) == col(Task.phase_id)
        )
    ),
)


@dataclass(frozen=True, slots=True)
class BurstHour:
    """A clock hour: planned, reached, and what the last sale brought as long after its opening.

    None where nobody knows; ``partial`` says that the figures end within the hour.
    """

    begins: datetime
    planned_fen: int | None
    reached_fen: int | None
    last_fen: int | None
    partial: bool


@dataclass(frozen=True)
class BurstHours:
    """The burst that a war room watches, hour by hour, the hours around the last one known.

    ``last_sale`` names the sale behind ``last_fen``; where ``last_spread``, that one is known by
    day and its hours follow its plan. ``needed`` is what each hour to come has to bring.
    """

    phase: Phase[int]
    hours: tuple[BurstHour, ...]
    last_sale: str | None
    last_spread: bool
    needed: Needed | None


@reads(*NOUNS, across=True)
def burst(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> BurstHours | None:
    """The burst under way, else the last that opened, else the first to come; None without one."""
    actor.require(Right.SEE_PLAN)
    campaign = session.get_one(rows.Campaign, campaign_id)
    sales = load_sales(session, campaign_id, hourly=True)
    clock = wall_clock(now, campaign.time_zone)
    phase = shown_burst(sales.phases, clock)
    if phase is None:
        return None
    begins = shown_hours(phase, sales.covers_to or clock)
    name, last, spread = _last(session, campaign_id, sales, phase)
    reached = _reached(sales)
    return BurstHours(
        phase=phase,
        hours=tuple(
            BurstHour(
                begins=at,
                planned_fen=_planned(sales, at),
                reached_fen=_known(sales, reached, at),
                last_fen=last.get((at - _full(phase.opens)) // _HOUR),
                partial=_partial(sales, at),
            )
            for at in begins
        ),
        last_sale=name,
        last_spread=spread,
        needed=needed_an_hour(sales, phase),
    )


@reads("tasks", "campaigns", "people", "gates")
def open_must_haves(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> pd.DataFrame:
    """One row is a must-have that is neither done nor waived, of a phase that has not closed, in
    order of due day: columns as in ``TaskRow``."""
    actor.require(Right.SEE_PLAN)
    campaign = session.get_one(rows.Campaign, campaign_id)
    wall = wall_clock(now, campaign.time_zone)
    found = task_rows(session, now, _OPEN_MUST_HAVES, campaign_id=campaign_id, wall=wall)
    return as_frame(sorted(found, key=lambda row: (row.due_on, row.number)))


def _last(
    session: Session, campaign_id: int, sales: CampaignSales, phase: Phase[int]
) -> tuple[str | None, Mapping[int, int], bool]:
    """What the last sale's burst like this one brought, by hours since its opening."""
    past = load_past(session, campaign_id)
    if not past:
        return None, {}, False
    name, before = past[-1]
    theirs = _bursts(before.phases)
    if not theirs:
        return None, {}, False
    like_it = theirs[min(_bursts(sales.phases).index(phase), len(theirs) - 1)]
    opens = _full(like_it.opens)
    last: dict[int, int] = {}
    for one in hours_sold(before):
        if opens <= one.starts < like_it.closes:
            since = (one.starts - opens) // _HOUR
            last[since] = last.get(since, 0) + one.fen
    spread = any(
        one.span.hour is None and like_it.first_day <= one.span.day <= like_it.last_day
        for one in before.sold
    )
    return name, last, spread


def _bursts(phases: Sequence[Phase[int]]) -> list[Phase[int]]:
    return [phase for phase in phases if phase.kind is PhaseKind.BURST]


def _reached(sales: CampaignSales) -> Mapping[tuple[date, int | None], int]:
    found: dict[tuple[date, int | None], int] = {}
    for one in sales.sold:
        fen = sales.measure.of(one.span.figures)
        if fen is not None:
            place = (one.span.day, one.span.hour)
            found[place] = found.get(place, 0) + fen
    return found


def _known(
    sales: CampaignSales, reached: Mapping[tuple[date, int | None], int], at: datetime
) -> int | None:
    """What an hour brought; an hour without a sale of a day known by the hour brought 0."""
    if (at.date(), at.hour) in reached:
        return reached[at.date(), at.hour]
    by_day = (at.date(), None) in reached
    covered = sales.covers_to is not None and at + _HOUR <= sales.covers_to
    return 0 if covered and not by_day else None


def _planned(sales: CampaignSales, at: datetime) -> int | None:
    planned = sales.planned_by_hour(at.date())
    return None if planned is None else planned[at.hour]


def _partial(sales: CampaignSales, at: datetime) -> bool:
    covered = sales.covered_by_all
    return covered is not None and covered + timedelta(seconds=1) < at + _HOUR


def _full(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
