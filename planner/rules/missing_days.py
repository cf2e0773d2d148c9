"""Days of a sale of which nobody has said what was sold, though later ones are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from planner.rules.campaign_sales import CampaignSales

_AMOUNTS = ("paid_fen", "ordered_fen")
_DAY = timedelta(days=1)
_MOMENT = timedelta(seconds=1)

Stretch = tuple[date, date]


def missing_days(sales: CampaignSales) -> dict[int, tuple[Stretch, ...]]:
    """By shop with figures, the days before its last moment covered that no figure speaks of.

    Days one after the other are one stretch, with its first and last. Days on which no phase of
    the shop is open are left out.
    """
    known = {(one.shop_id, one.day) for one in sales.counted.figures if one.figure in _AMOUNTS}
    found: dict[int, tuple[Stretch, ...]] = {}
    for shop_id, covered in sales.counted.covered_to.items():
        last = (min(covered, sales.closes) - _MOMENT).date()
        missing = [
            day
            for day in sales.days()
            if day <= last and (shop_id, day) not in known and _is_open(sales, shop_id, day)
        ]
        if missing and any(of_shop == shop_id for of_shop, _ in known):
            found[shop_id] = tuple(_stretches(missing))
    return found


def _is_open(sales: CampaignSales, shop_id: int, day: date) -> bool:
    return any(
        phase.opens.date() <= day <= phase.last_day
        for phase in sales.phases
        if not phase.shops or shop_id in phase.shops
    )


def _stretches(days: Iterable[date]) -> list[Stretch]:
    found: list[Stretch] = []
    for day in days:
        if found and found[-1][1] + _DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
