"""Sales figures as every room passes them: what was sold, in which hour or day, said by whom.

A figure that a source does not know is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

from planner.words import Sentence


class Source(StrEnum):
    """A kind of export, or "typed"; never a single file."""

    TAOBAO_ORDERS = "taobao_orders"
    PDD_ORDERS = "pdd_orders"
    DOUYIN_ORDERS = "douyin_orders"
    SHOPIFY_ORDERS = "shopify_orders"
    SYCM_SHOP = "sycm_shop"
    SYCM_ITEMS = "sycm_items"
    SYCM_MACRO = "sycm_macro"
    SYCM_FLOW = "sycm_flow"
    JD_ITEMS = "jd_items"
    JD_FUNNEL = "jd_funnel"
    PDD_TRADE = "pdd_trade"
    PDD_HOURS = "pdd_hours"
    DOUYIN_LIVE = "douyin_live"
    DOUYIN_DAYS = "douyin_days"
    ALIMAMA_PLANS = "alimama_plans"
    ALIMAMA_ITEMS = "alimama_items"
    AMAZON_ITEMS = "amazon_items"
    AMAZON_DAYS = "amazon_days"
    DAILY_SHEET = "daily_sheet"
    HOURLY_SHEET = "hourly_sheet"
    MAPPED_SHEET = "mapped_sheet"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one span brought: amounts in fen, counts as whole numbers.

    Ordered counts by creation time, paid and refunded by payment time. A deposit is no sale until
    the balance is paid. ``ad_paid_fen`` is what the ad platform says its clicks brought;
    ``dispatch_due`` counts orders to be dispatched in the span, ``dispatched_on_time`` those of
    them that were; ``replied_in_time`` those of the ``chats`` begun in the span, and
    ``products_in_stock`` those of the ``products_on_sale`` on a day, so that a sum counts days of
    products. Which figures may be added up, ``NOT_ADDED`` says.
    """

    ordered_fen: int | None = None
    ordered_count: int | None = None
    paid_fen: int | None = None
    paid_count: int | None = None
    refunded_fen: int | None = None
    visitors: int | None = None
    buyers: int | None = None
    page_views: int | None = None
    cart_people: int | None = None
    cart_pieces: int | None = None
    favourites: int | None = None
    coupons_claimed: int | None = None
    deposit_orders: int | None = None
    deposit_fen: int | None = None
    members_gained: int | None = None
    new_buyers: int | None = None
    returning_buyers: int | None = None
    returning_paid_fen: int | None = None
    ad_spend_fen: int | None = None
    ad_clicks: int | None = None
    ad_paid_fen: int | None = None
    refund_orders: int | None = None
    dispatch_due: int | None = None
    dispatched_on_time: int | None = None
    chats: int | None = None
    replied_in_time: int | None = None
    products_on_sale: int | None = None
    products_in_stock: int | None = None


FIGURE_NAMES: tuple[str, ...] = tuple(one.name for one in fields(Figures))

NOT_ADDED: frozenset[str] = frozenset(
    {"visitors", "buyers", "cart_people", "favourites", "new_buyers", "returning_buyers"}
)
"""People, deduplicated within a span: a sum over hours, days, items or channels would count them
twice. Everything else is an amount or a number of things that happened, and adds up."""

ADDED: tuple[str, ...] = tuple(name for name in FIGURE_NAMES if name not in NOT_ADDED)

FIGURE_TITLES: dict[str, Sentence] = {
    "ordered_fen": Sentence("Ordered amount"),
    "ordered_count": Sentence("Orders placed"),
    "paid_fen": Sentence("Paid amount"),
    "paid_count": Sentence("Paid orders"),
    "refunded_fen": Sentence("Refunded amount"),
    "visitors": Sentence("Visitors"),
    "buyers": Sentence("Buyers"),
    "page_views": Sentence("Page views"),
    "cart_people": Sentence("People adding to cart"),
    "cart_pieces": Sentence("Pieces added to cart"),
    "favourites": Sentence("People adding favourites"),
    "coupons_claimed": Sentence("Coupons claimed"),
    "deposit_orders": Sentence("Deposit orders"),
    "deposit_fen": Sentence("Deposit amount"),
    "members_gained": Sentence("Members gained"),
    "new_buyers": Sentence("New buyers"),
    "returning_buyers": Sentence("Returning buyers"),
    "returning_paid_fen": Sentence("Paid by returning buyers"),
    "ad_spend_fen": Sentence("Ad spend"),
    "ad_clicks": Sentence("Ad clicks"),
    "ad_paid_fen": Sentence("Sales attributed to ads"),
    "refund_orders": Sentence("Refunded orders"),
    "dispatch_due": Sentence("Orders to dispatch"),
    "dispatched_on_time": Sentence("Dispatched on time"),
    "chats": Sentence("Chats with customers"),
    "replied_in_time": Sentence("Chats replied to in time"),
    "products_on_sale": Sentence("Products on sale"),
    "products_in_stock": Sentence("Products on sale and in stock"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The figures of one day (hour is None) or one clock hour (0 to 23) of a channel of a shop.

    ``channel`` is "" for the whole shop. ``partial`` marks an hour or day that the source covers
    only in part.
    """

    day: date
    hour: int | None
    figures: Figures
    channel: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row a reader left out: its number in the file as a spreadsheet shows it, and why."""

    row: int
    why: Sentence


@dataclass(frozen=True, slots=True)
class SalesFile:
    """What a reader took from a file: spans ready to keep, the stretch covered, what was skipped.

    ``covers_from`` and ``covers_to`` are wall-clock moments of the shop: the first moment covered
    and the last one the data speaks of. ``headers`` are the file's columns as they stand there,
    ``columns`` those that were read, each with what it holds; neither makes two files different.
    """

    source: Source
    spans: tuple[Span, ...]
    rows_read: int
    covers_from: datetime
    covers_to: datetime
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Sentence, ...] = ()
    headers: tuple[str, ...] = field(default=(), compare=False)
    columns: tuple[tuple[str, str], ...] = field(default=(), compare=False)
