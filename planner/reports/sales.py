"""What people ask about a campaign's sales: key figures, by day, hour, phase and shop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_sales
from planner.reports.reading import reads
from planner.rules.attribution import Attributed
from planner.rules.campaign_sales import CampaignSales, totals
from planner.rules.campaigns import Phase
from planner.rules.figures import Source
from planner.rules.money import ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.targets import Measure

__all__ = ["burn_up", "by_day", "by_hour", "by_phase", "by_shop"]

Key = TypeVar("Key", bound=Hashable)

_AMOUNTS = ("ordered_fen", "paid_fen", "refunded_fen", "net_fen", "orders")
_BETWEEN = "between"


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
    sales = load_sales(session, campaign_id)
    records = []
    for begins, ends in sales.stretches():
        phase = sales.phase_at(begins)
        records.append(
            {
                "begins": begins,
                "ends": ends,
                **_phase(phase),
                "planned_fen": sales.planned_until(ends),
                "reached_fen": sales.reached_until(ends),
            }
        )
    return _table(records, "planned_fen", "reached_fen")


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
    sold = _grouped(sales.sold, lambda one: one.span.day)
    sources: dict[date, set[Source]] = defaultdict(set)
    partial: set[date] = set()
    for figure in sales.counted.figures:
        sources[figure.day].add(figure.claim.source)
        if figure.claim.partial:
            partial.add(figure.day)
    records = [
        {
            "day": day,
            **_phase(sales.phase_of(day)),
            "planned_fen": _sum(sales.planned_by_hour(day)),
            **_amounts(sales, sold[day]),
            "sources": tuple(sorted(sources[day])),
            "partial": day in partial,
        }
        for day in sales.days()
    ]
    return _table(records, "planned_fen", *_AMOUNTS, "reached_fen")


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
    sold = _grouped(sales.sold, lambda one: one.span.hour)
    records = [
        {
            "begins": datetime.combine(day, time(hour)),
            **_phase(sales.phase_at(datetime.combine(day, time(hour, 30)))),
            "planned_fen": None if planned is None else planned[hour],
            **_amounts(sales, sold[hour]),
            "partial": any(one.span.partial for one in sold[hour]),
        }
        for hour in range(24)
    ]
    return _table(records, "planned_fen", *_AMOUNTS, "reached_fen")


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
    sold = _grouped(sales.sold, lambda one: one.phase_key)
    phases: list[Phase[int] | None] = [*sales.phases, *([None] if sold[None] else [])]
    records = []
    for phase in phases:
        of_phase = sold[None if phase is None else phase.key]
        target, due = (None, None) if phase is None else sales.planned_in(phase)
        records.append(
            {
                "phase_id": None if phase is None else phase.key,
                **_phase(phase),
                "target_fen": target,
                "due_fen": due,
                **_amounts(sales, of_phase),
                "by_day": any(one.by_day for one in of_phase),
            }
        )
    return _table(records, "phase_id", "target_fen", "due_fen", *_AMOUNTS, "reached_fen")


@reads("sales", "campaigns", "shops")
def by_shop(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a shop of the campaign by name: shop_id, shop, target_fen and due_fen (NA: a
    target is not split by shop yet), ordered_fen, paid_fen, refunded_fen, net_fen, orders,
    reached_fen, share_bp (of what all reached), covers_to (wall clock, NaT without figures).
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    sold = _grouped(sales.sold, lambda one: one.shop_id)
    everything = sales.measure.of(totals(sales.sold))
    records = []
    for shop_id, name in sales.shops.items():
        amounts = _amounts(sales, sold[shop_id])
        reached = amounts["reached_fen"]
        records.append(
            {
                "shop_id": shop_id,
                "shop": name,
                "target_fen": None,
                "due_fen": None,
                **amounts,
                "share_bp": _share(reached, everything),
                "covers_to": sales.counted.covered_to.get(shop_id),
            }
        )
    frame = _table(records, "target_fen", "due_fen", *_AMOUNTS, "reached_fen", "share_bp")
    frame["covers_to"] = pd.to_datetime(frame["covers_to"])
    return frame


def _grouped(
    sold: Iterable[Attributed[int]], by: Callable[[Attributed[int]], Key]
) -> defaultdict[Key, list[Attributed[int]]]:
    found: defaultdict[Key, list[Attributed[int]]] = defaultdict(list)
    for one in sold:
        found[by(one)].append(one)
    return found


def _amounts(sales: CampaignSales, sold: Iterable[Attributed[int]]) -> dict[str, int | None]:
    figures = totals(sold)
    return {
        "ordered_fen": figures.ordered_fen,
        "paid_fen": figures.paid_fen,
        "refunded_fen": figures.refunded_fen,
        "net_fen": Measure.NET.of(figures),
        "orders": figures.paid_count,
        "reached_fen": sales.measure.of(figures),
    }


def _share(part: int | None, whole: int | None) -> int | None:
    return None if part is None or whole is None else ratio_bp(part, whole)


def _sum(values: Sequence[int] | None) -> int | None:
    return None if values is None else sum(values)


def _phase(phase: Phase[int] | None) -> dict[str, str | None]:
    if phase is None:
        return {"phase": None, "phase_kind": _BETWEEN}
    return {"phase": phase.name, "phase_kind": str(phase.kind)}


def _table(records: Sequence[Mapping[str, Any]], *whole: str) -> pd.DataFrame:
    """The records as a table, with whole numbers that may be missing in the columns named."""
    cells = {name: [record[name] for record in records] for name in records[0]}
    return pd.DataFrame(
        {
            name: pd.array(values, dtype="Int64") if name in whole else values
            for name, values in cells.items()
        }
    )
