"""Sales of the tea shop by the hour, taken in as an order export."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from planner.actions.sales import take_in
from planner.reports.imports import preview
from planner.rules.figures import Figures, SalesFile, Source, Span
from tests.support.cast import Cast

_HOUR = timedelta(hours=1)


def sell(cast: Cast, opens: datetime, paid_fen: Sequence[int], shop_id: int = 1) -> None:
    """So much was paid in each hour from ``opens`` on; the export ends as the last hour does."""
    spans = tuple(
        Span(at.date(), at.hour, Figures(ordered_fen=paid, paid_fen=paid, refunded_fen=0))
        for at, paid in ((opens + place * _HOUR, paid) for place, paid in enumerate(paid_fen))
    )
    file = SalesFile(
        source=Source.TAOBAO_ORDERS,
        spans=spans,
        rows_read=len(spans),
        covers_from=opens,
        covers_to=opens + len(spans) * _HOUR - timedelta(seconds=1),
    )
    seen = cast.ask(cast.damao, preview, shop_id=shop_id, sales_file=file)
    cast.do(
        cast.damao,
        take_in,
        shop_id=shop_id,
        sales_file=file,
        file_name="orders.csv",
        sha256=hashlib.sha256(repr(spans).encode()).hexdigest(),
        digest=seen.digest,
    )
