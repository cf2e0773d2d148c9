"""What people ask about a campaign's sales: key figures, by day, hour, phase and shop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_sales
from planner.reports.reading import reads
from planner.reports.sales_rows import AMOUNTS, amounts, grouped, phase_cells, summed, table
from planner.rules.campaign_sales import CampaignSales, says_amounts
from planner.rules.campaigns import Phase
from planner.rules.figures import Source
from planner.rules.people import Actor, Right

__all__ = ["burn_up", "by_day", "by_hour", "by_phase"]


@reads("sales", "campaigns", "shops")
def burn_up(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a stretch of a day, cut at phase borders and at the last moment covered: begins,
    ends (wall clock), phase, phase_kind ("between" without one), planned_fen and reached_fen.

    Both amounts are running totals at ``ends``; ``reached_fen`` is NA where the figures do not say,
    ``planned_fen`` without a target.
    """
    actor.require(Right.SEE_PLAN)
    return stretch_rows(load_sales(session, campaign_id))


@reads("sales", "campaigns", "shops")
def by_day(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a day from the first opening to the last closing: day, phase, phase_kind,
    planned_fen, ordered_fen, paid_fen, refunded_fen, net_fen, orders, reached_fen (the amount the
    target means), sources (a tuple of those that count), partial (not all of the day is covered).

    A day belongs to the phase that expects most of it. Unknown is NA, never 0.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    sold = grouped(sales.sold, lambda one: one.span.day)
    sources: dict[date, set[Source]] = defaultdict(set)
    partial: set[date] = set()
    for figure in sales.counted.figures:
        sources[figure.day].add(figure.claim.source)
        if figure.claim.partial:
            partial.add(figure.day)
    records = [
        {
            "day": day,
            **phase_cells(sales.phase_of(day)),
            "planned_fen": summed(sales.planned_by_hour(day)),
            **amounts(sales, sold[day]),
            "sources": tuple(sorted(sources[day])),
            "partial": day in partial,
        }
        for day in sales.days()
    ]
    return table(records, "planned_fen", *AMOUNTS, "reached_fen")


@reads("sales", "campaigns", "shops")
def by_hour(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    day: date,
) -> pd.DataFrame:
    """One row is a clock hour of a day: begins (wall clock), phase, phase_kind, planned_fen,
    ordered_fen, paid_fen, refunded_fen, net_fen, orders, reached_fen, partial.

    Only sources that know hours speak here; an hour that none of them knows is NA.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id, only_day=day)
    planned = sales.planned_by_hour(day)
    sold = grouped(sales.sold, lambda one: one.span.hour)
    records = [
        {
            "begins": datetime.combine(day, time(hour)),
            **phase_cells(sales.phase_at(datetime.combine(day, time(hour, 30)))),
            "planned_fen": None if planned is None else planned[hour],
            **amounts(sales, sold[hour]),
            "partial": any(one.span.partial for one in sold[hour]),
        }
        for hour in range(24)
    ]
    return table(records, "planned_fen", *AMOUNTS, "reached_fen")


@reads("sales", "campaigns", "shops")
def by_phase(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a phase in order of opening, then "between phases" if anything was sold there:
    phase_id, phase, phase_kind, target_fen, due_fen (planned up to the last moment covered),
    ordered_fen, paid_fen, refunded_fen, net_fen, orders, reached_fen, by_day.

    ``by_day`` says that a day figure went whole to the phase that expects most of a day which a
    phase border cuts.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    sold = grouped(sales.sold, lambda one: one.phase_key)
    phases: list[Phase[int] | None] = [*sales.phases, *([None] if sold[None] else [])]
    records = []
    for phase in phases:
        of_phase = sold[None if phase is None else phase.key]
        target, due = (None, None) if phase is None else sales.planned_in(phase)
        records.append(
            {
                "phase_id": None if phase is None else phase.key,
                **phase_cells(phase),
                "target_fen": target,
                "due_fen": due,
                **amounts(sales, of_phase),
                "by_day": any(one.by_day and says_amounts(one.span.figures) for one in of_phase),
            }
        )
    return table(records, "phase_id", "target_fen", "due_fen", *AMOUNTS, "reached_fen")


def stretch_rows(sales: CampaignSales, cuts: Iterable[datetime] = ()) -> pd.DataFrame:
    """The rows of ``burn_up``, cut at further moments too."""
    records = []
    for begins, ends in sales.stretches(cuts):
        phase = sales.phase_at(begins)
        records.append(
            {
                "begins": begins,
                "ends": ends,
                **phase_cells(phase),
                "planned_fen": sales.planned_until(ends),
                "reached_fen": sales.reached_until(ends),
            }
        )
    return table(records, "planned_fen", "reached_fen")
