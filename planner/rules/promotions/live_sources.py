"""The exports of a back office that say what is live."""

from __future__ import annotations

from enum import StrEnum

from planner.words import Sentence


class LiveSource(StrEnum):
    """A kind of export: 价格查询, 活动商品导出, 单品立减导出."""

    PRICE_CHECK = "price_check"
    ACTIVITY_ITEMS = "activity_items"
    PIECE_CUTS = "piece_cuts"


LIVE_SOURCE_NAMES: dict[LiveSource, Sentence] = {
    LiveSource.PRICE_CHECK: Sentence("Price check"),
    LiveSource.ACTIVITY_ITEMS: Sentence("Products of the event"),
    LiveSource.PIECE_CUTS: Sentence("Cuts on single products"),
}
