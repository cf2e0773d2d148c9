"""Cells and tables that reports about sales share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from planner.rules.attribution import Attributed
from planner.rules.campaign_sales import CampaignSales, totals
from planner.rules.campaigns import Phase
from planner.rules.money import ratio_bp
from planner.rules.targets import Measure

Key = TypeVar("Key", bound=Hashable)
AMOUNTS = ("ordered_fen", "paid_fen", "refunded_fen", "net_fen", "orders")
BETWEEN = "between"


def grouped(
    sold: Iterable[Attributed[int]], by: Callable[[Attributed[int]], Key]
) -> defaultdict[Key, list[Attributed[int]]]:
    """What was sold, by what ``by`` says of it."""
    found: defaultdict[Key, list[Attributed[int]]] = defaultdict(list)
    for one in sold:
        found[by(one)].append(one)
    return found


def amounts(sales: CampaignSales, sold: Iterable[Attributed[int]]) -> dict[str, int | None]:
    """The cells of ``AMOUNTS`` and ``reached_fen``."""
    figures = totals(sold)
    return {
        "ordered_fen": figures.ordered_fen,
        "paid_fen": figures.paid_fen,
        "refunded_fen": figures.refunded_fen,
        "net_fen": Measure.NET.of(figures),
        "orders": figures.paid_count,
        "reached_fen": sales.measure.of(figures),
    }


def share(part: int | None, whole: int | None) -> int | None:
    """A part of a whole in basis points; None where one is unknown."""
    return None if part is None or whole is None else ratio_bp(part, whole)


def summed(values: Sequence[int] | None) -> int | None:
    """The sum of values, None for none."""
    return None if values is None else sum(values)


def phase_cells(phase: Phase[int] | None) -> dict[str, str | None]:
    """The cells that name a phase and its kind."""
    if phase is None:
        return {"phase": None, "phase_kind": BETWEEN}
    return {"phase": phase.name, "phase_kind": str(phase.kind)}


def table(records: Sequence[Mapping[str, Any]], *whole: str) -> pd.DataFrame:
    """The records as a table, with whole numbers that may be missing in the columns named."""
    cells = {name: [record[name] for record in records] for name in records[0]}
    return pd.DataFrame(
        {
            name: pd.array(values, dtype="Int64") if name in whole else values
            for name, values in cells.items()
        }
    )
