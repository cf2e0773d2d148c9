"""What the figures of a day are called when history speaks of them."""

from __future__ import annotations

from planner.words import Sentence

FIGURE_FIELDS: dict[str, Sentence] = {
    "ad_clicks": Sentence("ad clicks"),
    "ad_paid_fen": Sentence("sales attributed to ads"),
    "ad_spend_fen": Sentence("ad spend"),
    "buyers": Sentence("buyers"),
    "cart_people": Sentence("people adding to cart"),
    "cart_pieces": Sentence("pieces added to cart"),
    "chats": Sentence("chats with customers"),
    "coupons_claimed": Sentence("coupons claimed"),
    "deposit_fen": Sentence("deposit amount"),
    "deposit_orders": Sentence("deposit orders"),
    "dispatch_due": Sentence("orders to dispatch"),
    "dispatched_on_time": Sentence("dispatched on time"),
    "favourites": Sentence("people adding favourites"),
    "members_gained": Sentence("members gained"),
    "new_buyers": Sentence("new buyers"),
    "ordered_count": Sentence("orders placed"),
    "ordered_fen": Sentence("ordered amount"),
    "page_views": Sentence("page views"),
    "paid_count": Sentence("paid orders"),
    "paid_fen": Sentence("paid amount"),
    "products_in_stock": Sentence("products on sale and in stock"),
    "products_on_sale": Sentence("products on sale"),
    "refund_orders": Sentence("refunded orders"),
    "refunded_fen": Sentence("refunded amount"),
    "replied_in_time": Sentence("chats replied to in time"),
    "returning_buyers": Sentence("returning buyers"),
    "returning_paid_fen": Sentence("paid by returning buyers"),
    "visitors": Sentence("visitors"),
}
