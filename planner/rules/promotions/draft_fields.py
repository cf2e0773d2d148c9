"""The fields in which people write a promotion down, and which of them each kind needs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from planner.rules.promotions.presets import GivingKind
from planner.words import Sentence


class DraftField(StrEnum):
    """One field of a promotion as it is typed.

    ``TIERS`` holds pairs of texts, threshold and what comes off; ``SET`` pairs of a product's code
    and a text of pieces; phases, products and categories are tuples; times are wall-clock times or
    None; flags are true or false; everything else is a text or a member of the enumeration.
    """

    NAME = "name"
    PHASES = "phases"
    SHOP = "shop"
    TIERS = "tiers"
    MEASURE = "measure"
    REPEAT = "repeat"
    MOST = "most"
    MOST_FOR = "most_for"
    OFF = "off"
    PRICE = "price"
    NTH = "nth"
    RATE = "rate"
    BUY = "buy"
    GET = "get"
    GET_SKUS = "get_skus"
    PIECES = "pieces"
    TIMES = "times"
    SET = "set"
    DEPOSIT = "deposit"
    WORTH = "worth"
    GIFT = "gift"
    GIFT_PIECES = "gift_pieces"
    GIFT_COST = "gift_cost"
    THRESHOLD = "threshold"
    SKUS = "skus"
    CATEGORIES = "categories"
    EXCEPT_SKUS = "except_skus"
    LAYER = "layer"
    BASE = "base"
    GROUP = "group"
    CLAIMED = "claimed"
    PRIORITY = "priority"
    ROUNDING = "rounding"
    SHOP_SHARE = "shop_share"
    SHUTS = "shuts"
    OPENS = "opens"
    CLOSES = "closes"
    ISSUED = "issued"
    PER_BUYER = "per_buyer"
    BUDGET = "budget"
    WORDING = "wording"


TypedDraft = Mapping[DraftField, Any]

DRAFT_LABELS: dict[DraftField, Sentence] = {
    DraftField.NAME: Sentence("Name of the promotion"),
    DraftField.PHASES: Sentence("Phases"),
    DraftField.SHOP: Sentence("Shop"),
    DraftField.TIERS: Sentence("Threshold"),
    DraftField.MEASURE: Sentence("The threshold counts"),
    DraftField.REPEAT: Sentence("For every full threshold (每满)"),
    DraftField.MOST: Sentence("At most off, in yuan"),
    DraftField.MOST_FOR: Sentence("The most counts for"),
    DraftField.OFF: Sentence("Off each piece, in yuan"),
    DraftField.PRICE: Sentence("Price, in yuan"),
    DraftField.NTH: Sentence("Every how many pieces"),
    DraftField.RATE: Sentence("Off that piece, 5折 or 50%"),
    DraftField.BUY: Sentence("Pieces to buy"),
    DraftField.GET: Sentence("Pieces that are free"),
    DraftField.GET_SKUS: Sentence("Which are free"),
    DraftField.PIECES: Sentence("Pieces together"),
    DraftField.TIMES: Sentence("At most how often in an order"),
    DraftField.SET: Sentence("Products of the bundle"),
    DraftField.DEPOSIT: Sentence("Deposit, in yuan"),
    DraftField.WORTH: Sentence("Counts for, in yuan"),
    DraftField.GIFT: Sentence("Gift"),
    DraftField.GIFT_PIECES: Sentence("Pieces of the gift"),
    DraftField.GIFT_COST: Sentence("Cost of a piece of the gift, in yuan"),
    DraftField.THRESHOLD: Sentence("From which threshold on"),
    DraftField.SKUS: Sentence("Products"),
    DraftField.CATEGORIES: Sentence("Categories"),
    DraftField.EXCEPT_SKUS: Sentence("Except"),
    DraftField.LAYER: Sentence("Layer"),
    DraftField.BASE: Sentence("Thresholds and rates read"),
    DraftField.GROUP: Sentence("Only one counts of"),
    DraftField.CLAIMED: Sentence("Customers have to claim it"),
    DraftField.PRIORITY: Sentence("Order within its layer, highest first"),
    DraftField.ROUNDING: Sentence("Rounding"),
    DraftField.SHOP_SHARE: Sentence("Share that the shop bears, in %"),
    DraftField.SHUTS: Sentence("Shuts these layers for its products"),
    DraftField.OPENS: Sentence("Begins"),
    DraftField.CLOSES: Sentence("Ends"),
    DraftField.ISSUED: Sentence("How many there are"),
    DraftField.PER_BUYER: Sentence("How many a buyer gets"),
    DraftField.BUDGET: Sentence("Budget, in yuan"),
    DraftField.WORDING: Sentence("What customers read"),
}

NEEDED_FIELDS: dict[GivingKind, tuple[DraftField, ...]] = {
    GivingKind.AMOUNT_OFF: (
        DraftField.MEASURE,
        DraftField.TIERS,
        DraftField.REPEAT,
        DraftField.MOST,
    ),
    GivingKind.RATE_OFF: (
        DraftField.MEASURE,
        DraftField.TIERS,
        DraftField.MOST,
        DraftField.MOST_FOR,
    ),
    GivingKind.PIECE_OFF: (DraftField.OFF,),
    GivingKind.PIECE_PRICE: (DraftField.PRICE,),
    GivingKind.NTH_PIECE_OFF: (DraftField.NTH, DraftField.RATE, DraftField.TIMES),
    GivingKind.BUY_GET: (
        DraftField.BUY,
        DraftField.GET,
        DraftField.GET_SKUS,
        DraftField.TIMES,
    ),
    GivingKind.PIECES_FOR_PRICE: (DraftField.PIECES, DraftField.PRICE, DraftField.TIMES),
    GivingKind.SET_FOR_PRICE: (DraftField.SET, DraftField.PRICE, DraftField.TIMES),
    GivingKind.DEPOSIT_WORTH: (DraftField.DEPOSIT, DraftField.WORTH),
    GivingKind.GIFT: (
        DraftField.GIFT,
        DraftField.GIFT_PIECES,
        DraftField.GIFT_COST,
        DraftField.MEASURE,
        DraftField.THRESHOLD,
        DraftField.REPEAT,
    ),
    GivingKind.FREE_FREIGHT: (DraftField.THRESHOLD,),
}
