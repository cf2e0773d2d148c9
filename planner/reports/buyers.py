"""Who buys: new and returning buyers, what returning ones pay, and the members gained."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd
from sqlmodel import Session

from planner.reports.campaign_sales import load_sales
from planner.reports.reading import reads
from planner.rules.key_figures import Amount, Working, amount, rate
from planner.rules.money import ratio_bp
from planner.rules.people import Actor, Right
from planner.rules.sales import Counted


@dataclass(frozen=True)
class Buyers:
    """Who bought in a campaign, up to the moments of each figure; None where no export says it.

    ``returning`` is what buyers who had bought before paid, of all that was paid. ``days`` has a
    row for each day of a shop: day, shop, new_buyers, returning_buyers, repurchase_bp, source;
    people are deduplicated within the day of a shop, so nothing adds them up.
    """

    members: Amount | None
    returning: Working | None
    days: pd.DataFrame = field(compare=False, hash=False)


@reads("sales", "campaigns", "shops")
def buyers(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> Buyers:
    """Who buys in a campaign."""
    actor.require(Right.SEE_PLAN)
    sales = load_sales(session, campaign_id)
    figures = sales.counted.figures
    by_day: dict[tuple[date, int], dict[str, Counted]] = defaultdict(dict)
    for one in figures:
        if one.figure in ("new_buyers", "returning_buyers"):
            by_day[one.day, one.shop_id][one.figure] = one
    records = []
    for (day, shop_id), known in sorted(by_day.items()):
        new, returning = known.get("new_buyers"), known.get("returning_buyers")
        if new is None or returning is None or new.claim.source != returning.claim.source:
            continue
        share = ratio_bp(returning.value, new.value + returning.value)
        source = new.claim.source
        records.append((day, sales.shops[shop_id], new.value, returning.value, share, source))
    columns = ["day", "shop", "new_buyers", "returning_buyers", "repurchase_bp", "source"]
    return Buyers(
        members=amount(figures, "members_gained"),
        returning=rate(figures, "returning_paid_fen", "paid_fen"),
        days=pd.DataFrame(records, columns=columns),
    )
