"""How the demo's figures come in: looked at, agreed to and taken in, file by file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from planner.actions.sales import take_in
from planner.demo.calendar import ZONE
from planner.demo.figures import LAST_YEAR, THIS_YEAR, daily_sheet, order_export, sold_by_hour
from planner.demo.names import DAILY_FILE, ORDERS_FILE
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.reports.imports import preview
from planner.rules.clock import instant_of
from planner.rules.figures import SalesFile, Span
from planner.rules.people import Actor

# Clock times at which order exports of the hours since the one before are taken in.
_EXPORTS = ((-10, 10), (-6, 9), (-1, 18), (-1, 22))


def orders_up_to_now(sale: Sale) -> Iterator[Moment]:
    """Both shops' orders from the first opening up to the last full hour, in a few exports."""
    calendar = sale.calendar
    last = instant_of(calendar.last_full_hour, ZONE)
    for shop, trade in enumerate(THIS_YEAR):
        taken_at = [calendar.at(day, hour, 12 + 5 * shop) for day, hour in _EXPORTS]
        taken_at.append(last + (calendar.now - last) * (shop + 1) / 3)
        seed = f"orders {sale.layout.sale_day.year} {shop}"
        hours = sold_by_hour(sale.layout, sale.target_fen, trade, seed, calendar.last_full_hour)
        since = 0
        for moment in taken_at:
            until = sum(_ends(span) <= moment for span in hours)
            if since < until:
                part = hours[since:until]
                name = (
                    ORDERS_FILE[shop]
                    .of(sale.language)
                    .format(first=f"{part[0].day:%m%d}", last=f"{part[-1].day:%m%d}")
                )
                yield taking_in(sale, shop, order_export(part), name, moment)
            since = until


def days_of_the_sale(sale: Sale) -> Iterator[Moment]:
    """Both shops' figures of the whole sale as a sheet of days, brought once it is over."""
    closes = max(phase.closes for phase in sale.layout.phases)
    for shop, trade in enumerate(LAST_YEAR):
        seed = f"days {sale.layout.sale_day.year} {shop}"
        hours = sold_by_hour(sale.layout, sale.target_fen, trade, seed, closes)
        name = DAILY_FILE[shop].of(sale.language).format(year=sale.layout.sale_day.year)
        moment = instant_of(closes, ZONE) + timedelta(hours=10, minutes=5 * shop)
        yield taking_in(sale, shop, daily_sheet(hours, seed), name, moment)


def taking_in(sale: Sale, shop: int, file: SalesFile, name: str, at: datetime) -> Moment:
    """A file of a shop, looked at and taken in by the operator."""
    return Moment(
        at,
        sale.cast.operator,
        take_in,
        {
            "shop_id": shop + 1,
            "sales_file": file,
            "file_name": name,
            "sha256": hashlib.sha256(repr(file.spans).encode()).hexdigest(),
        },
        partial(_previewed, actor=sale.cast.operator, shop_id=shop + 1, file=file),
    )


def _previewed(desk: Desk, *, actor: Actor, shop_id: int, file: SalesFile) -> Mapping[str, Any]:
    seen = desk.read(preview, actor=actor, shop_id=shop_id, sales_file=file)
    return {"digest": seen.digest}


def _ends(span: Span) -> datetime:
    begins = datetime.combine(span.day, time(span.hour or 0))
    return instant_of(begins + timedelta(hours=1), ZONE)
