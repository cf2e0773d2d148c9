"""How each phase stands by the figures of its own that it is judged by."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_sales
from planner.reports.reading import reads
from planner.rules.people import Actor, Right
from planner.rules.phase_targets import judged
from planner.tables.target_rows import load_phase_targets

_COLUMNS = (
    *("phase_id", "phase", "phase_kind", "figure", "wanted", "reached", "share_bp", "met"),
    *("moment", "sources", "daily_sum", "whole_sale"),
)


@reads("sales", "campaigns", "shops", "curves")
def by_figure(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a figure of a phase that is wanted or known, in order: phase_id, phase,
    phase_kind, figure (a ``PhaseFigure``), wanted, reached, share_bp, met (None if not known),
    moment (wall clock), sources, daily_sum (people counted day by day), whole_sale.

    Amounts are in fen, rates in basis points; what is not known is None.
    """
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    found = judged(sales, load_phase_targets(session, campaign_id))
    records = [
        {
            "phase_id": one.phase.key,
            "phase": one.phase.name,
            "phase_kind": str(one.phase.kind),
            "figure": one.figure,
            "wanted": one.wanted,
            "reached": one.reached,
            "share_bp": one.share_bp,
            "met": one.met,
            "moment": one.moment,
            "sources": one.sources,
            "daily_sum": one.daily_sum,
            "whole_sale": one.whole_sale,
        }
        for one in found
    ]
    return pd.DataFrame.from_records(records, columns=list(_COLUMNS)).astype(object)
