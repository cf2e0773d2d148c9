"""What each source of sales figures is called, and how much of a shop it knows."""

from __future__ import annotations

from planner.rules.figures import Source
from planner.words import Sentence

SOURCE_NAMES: dict[Source, Sentence] = {
    Source.TAOBAO_ORDERS: Sentence("Taobao/Tmall order export"),
    Source.PDD_ORDERS: Sentence("Pinduoduo order export"),
    Source.DOUYIN_ORDERS: Sentence("Douyin order export"),
    Source.SHOPIFY_ORDERS: Sentence("Shopify order export"),
    Source.SYCM_SHOP: Sentence("Sycm: shop by day"),
    Source.SYCM_ITEMS: Sentence("Sycm: all items"),
    Source.SYCM_MACRO: Sentence("Sycm: items in all"),
    Source.SYCM_FLOW: Sentence("Sycm: traffic sources"),
    Source.JD_ITEMS: Sentence("JD Shangzhi: items"),
    Source.JD_FUNNEL: Sentence("JD Shangzhi: traffic by channel"),
    Source.PDD_TRADE: Sentence("Pinduoduo: trade by day"),
    Source.PDD_HOURS: Sentence("Pinduoduo: trade by hour"),
    Source.DOUYIN_LIVE: Sentence("Douyin Compass: livestreams"),
    Source.DOUYIN_DAYS: Sentence("Douyin: livestreams by day"),
    Source.ALIMAMA_PLANS: Sentence("Alimama: ad plans"),
    Source.ALIMAMA_ITEMS: Sentence("Alimama: ads by item"),
    Source.AMAZON_ITEMS: Sentence("Amazon business report by item"),
    Source.AMAZON_DAYS: Sentence("Amazon business report by day"),
    Source.DAILY_SHEET: Sentence("Sheet of daily figures"),
    Source.HOURLY_SHEET: Sentence("Sheet of hourly figures"),
    Source.MAPPED_SHEET: Sentence("Sheet mapped by hand"),
    Source.TYPED: Sentence("Typed in"),
}

SUMS_OF_ITEMS: frozenset[Source] = frozenset(
    {Source.SYCM_ITEMS, Source.JD_ITEMS, Source.AMAZON_ITEMS, Source.ALIMAMA_ITEMS}
)
"""They list items, so what the shop brought in all is a sum; the shop's own figures go first."""

SOME_SALES_ONLY: frozenset[Source] = frozenset(
    {Source.SYCM_FLOW, Source.DOUYIN_LIVE, Source.DOUYIN_DAYS}
)
"""They know a part of what a shop sells, such as livestreams; they count where nobody else does."""

_OWN_FIGURES, _SUMS, _SOME_ONLY = 2, 1, 0


def rank_of(source: Source) -> tuple[bool, int]:
    """Whether a source speaks of all sales of a shop, and how good its word is among others."""
    if source in SOME_SALES_ONLY:
        return False, _SOME_ONLY
    return True, _SUMS if source in SUMS_OF_ITEMS else _OWN_FIGURES
