"""A campaign's sales in the amount the reader chose, ready for a chart or a file."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pandas as pd

from planner.rules.targets import Measure

COLUMNS: dict[Measure, str] = {
    Measure.ORDERED: "ordered_fen",
    Measure.PAID: "paid_fen",
    Measure.NET: "net_fen",
}
_PLANNED = ("planned_fen", "target_fen", "due_fen")
_DAY = timedelta(days=1)


def in_amount(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The same rows with another amount reached, and no plan: the target does not mean it."""
    unknown = {name: pd.array([pd.NA] * len(rows), dtype="Int64") for name in _PLANNED}
    planless = {name: values for name, values in unknown.items() if name in rows}
    return rows.assign(reached_fen=rows[COLUMNS[measure]], **planless)


def running(
    days: pd.DataFrame, measure: Measure, opens: datetime, closes: datetime, covers_to: datetime
) -> pd.DataFrame:
    """The days of a campaign as stretches with the running total of an amount and no plan.

    One row is a day between ``opens`` and ``closes``, the last one known cut at ``covers_to``:
    begins, ends, phase, phase_kind, planned_fen (NA) and reached_fen (NA after ``covers_to`` and
    where the day is unknown).
    """
    records = []
    total = 0
    for day in days.to_dict("records"):
        midnight = datetime.combine(day["day"], time.min)
        begins, ends = max(opens, midnight), min(closes, midnight + _DAY)
        fen = day[COLUMNS[measure]]
        total += 0 if pd.isna(fen) else int(fen)
        known = begins < covers_to and not pd.isna(fen)
        records.append(
            {
                "begins": begins,
                "ends": min(ends, covers_to) if known else ends,
                "phase": day["phase"],
                "phase_kind": day["phase_kind"],
                "planned_fen": None,
                "reached_fen": total if known else None,
            }
        )
    return pd.DataFrame(records).astype({"planned_fen": "Int64", "reached_fen": "Int64"})
