"""The shop that the sales page is measured with says what it is said to."""

from __future__ import annotations

from pathlib import Path

from benchmarks.sales_page import DAYS, make
from planner import reports


def test_each_channel_is_known_and_planned_and_last_years_sale_is_behind_it(
    tmp_path: Path,
) -> None:
    shop = make(tmp_path, 2)

    ask, lead, sale = shop.desk.read, shop.lead, shop.campaign_id
    channels = ask(reports.sale_places.by_channel, actor=lead, campaign_id=sale)
    known = ask(reports.forecasts.forecast, actor=lead, campaign_id=sale)
    days = ask(reports.sales.by_day, actor=lead, campaign_id=sale)

    assert set(channels["channel"]) == {"Channel 0", "Channel 1"}
    assert channels["target_fen"].sum() == 500_000_000
    assert len(days) == DAYS
    assert days["paid_fen"].notna().sum() == DAYS - 2
    assert known is not None
    assert len(known.past) == 1
    shop.desk.close()
