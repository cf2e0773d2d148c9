"""What the audit of a sale finds: a code, how bad it is, and the sum that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from planner.rules.promotions.worst_cases import Basket
from planner.words import Sentence


class Level(StrEnum):
    """How bad a finding is: it blocks, it needs a person's reason, it informs, or nobody knows."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    NOT_CHECKED = "not_checked"


class Code(StrEnum):
    """What can be wrong with a sale's promotions."""

    PAYABLE_ZERO = "payable_zero"
    PAYABLE_NEAR_ZERO = "payable_near_zero"
    BELOW_COST = "below_cost"
    BELOW_TARGET_MARGIN = "below_target_margin"
    BELOW_FLOOR = "below_floor"
    AMOUNT_EQUALS_THRESHOLD = "amount_equals_threshold"
    AMOUNT_EXCEEDS_THRESHOLD = "amount_exceeds_threshold"
    DISCOUNT_RATE_OVER_LIMIT = "discount_rate_over_limit"
    NO_THRESHOLD = "no_threshold"
    FIELDS_SWAPPED_SUSPECTED = "fields_swapped_suspected"
    TEN_TIMES_USUAL = "ten_times_usual"
    DECIMAL_SLIP_SUSPECTED = "decimal_slip_suspected"
    ZHE_VS_OFF_AMBIGUOUS = "zhe_vs_off_ambiguous"
    UNIT_SUSPECTED = "unit_suspected"
    PRICE_RISES = "price_rises"
    PERCENT_OVER_100 = "percent_over_100"
    NAME_DISAGREES_WITH_VALUES = "name_disagrees_with_values"
    DUPLICATE_RULE = "duplicate_rule"
    OVERLAPPING_RULE = "overlapping_rule"
    STACK_OVER_LIMIT = "stack_over_limit"
    RULE_OUTSIDE_PHASE = "rule_outside_phase"
    PHASE_GAP = "phase_gap"
    PHASE_PRICES_INCONSISTENT = "phase_prices_inconsistent"
    PRICE_PROTECTION_RISK = "price_protection_risk"
    OVER_PLATFORM_LINE = "over_platform_line"
    MISSING_FLOOR_EVIDENCE = "missing_floor_evidence"
    REFERENCE_PRICE = "reference_price"
    CROSS_SHOP_PRICE_GAP = "cross_shop_price_gap"
    PRICE_DROP_OVER_LIMIT = "price_drop_over_limit"
    BUNDLE_RATE_OVER_LIMIT = "bundle_rate_over_limit"
    BUNDLE_DEARER = "bundle_dearer"
    GIFT_STOCK = "gift_stock"
    GIFT_COST = "gift_cost"
    STOCK_SHORT = "stock_short"
    LIMIT_MISSING = "limit_missing"
    COUPON_BUDGET = "coupon_budget"
    REFUND_DROPS_BELOW_THRESHOLD = "refund_drops_below_threshold"
    ITEM_SKU_SET_INCOMPLETE = "item_sku_set_incomplete"
    LINK_SKU_MISMATCH = "link_sku_mismatch"
    LIVE_DIFFERS_FROM_PLAN = "live_differs_from_plan"


CODE_NAMES: dict[Code, Sentence] = {
    Code.PAYABLE_ZERO: Sentence("An order can cost nothing"),
    Code.PAYABLE_NEAR_ZERO: Sentence("An order can cost almost nothing"),
    Code.BELOW_COST: Sentence("Sold below cost"),
    Code.BELOW_TARGET_MARGIN: Sentence("Below the wanted margin"),
    Code.BELOW_FLOOR: Sentence("Below the floor price"),
    Code.AMOUNT_EQUALS_THRESHOLD: Sentence("As much off as the threshold"),
    Code.AMOUNT_EXCEEDS_THRESHOLD: Sentence("More off than the threshold"),
    Code.DISCOUNT_RATE_OVER_LIMIT: Sentence("Discount over the shop's limit"),
    Code.NO_THRESHOLD: Sentence("Amount off without a threshold"),
    Code.FIELDS_SWAPPED_SUSPECTED: Sentence("Threshold and amount look swapped"),
    Code.TEN_TIMES_USUAL: Sentence("About ten times the usual"),
    Code.DECIMAL_SLIP_SUSPECTED: Sentence("A decimal point may have slipped"),
    Code.ZHE_VS_OFF_AMBIGUOUS: Sentence("折 or percent off?"),
    Code.UNIT_SUSPECTED: Sentence("The unit looks wrong"),
    Code.PRICE_RISES: Sentence("The discount makes it dearer"),
    Code.PERCENT_OVER_100: Sentence("More than all comes off"),
    Code.NAME_DISAGREES_WITH_VALUES: Sentence("Name and values disagree"),
    Code.DUPLICATE_RULE: Sentence("Entered twice"),
    Code.OVERLAPPING_RULE: Sentence("Rules of one group overlap"),
    Code.STACK_OVER_LIMIT: Sentence("Rules together take too much"),
    Code.RULE_OUTSIDE_PHASE: Sentence("Runs outside its phase"),
    Code.PHASE_GAP: Sentence("Hours of a phase without a rule"),
    Code.PHASE_PRICES_INCONSISTENT: Sentence("Cheaper in a later phase"),
    Code.PRICE_PROTECTION_RISK: Sentence("Earlier buyers may claim the difference"),
    Code.OVER_PLATFORM_LINE: Sentence("Over the platform's price line"),
    Code.MISSING_FLOOR_EVIDENCE: Sentence("The platform's price line is not known"),
    Code.REFERENCE_PRICE: Sentence("The struck-through price may not be shown"),
    Code.CROSS_SHOP_PRICE_GAP: Sentence("Prices of own shops lie apart"),
    Code.PRICE_DROP_OVER_LIMIT: Sentence("The price drops too far"),
    Code.BUNDLE_RATE_OVER_LIMIT: Sentence("Bundle too cheap"),
    Code.BUNDLE_DEARER: Sentence("Bundle dearer than its parts"),
    Code.GIFT_STOCK: Sentence("Not enough gifts"),
    Code.GIFT_COST: Sentence("The gift eats the margin"),
    Code.STOCK_SHORT: Sentence("Less in stock than planned"),
    Code.LIMIT_MISSING: Sentence("Deep discount without a limit"),
    Code.COUPON_BUDGET: Sentence("Coupons over their budget"),
    Code.REFUND_DROPS_BELOW_THRESHOLD: Sentence("Returned fillers keep the discount"),
    Code.ITEM_SKU_SET_INCOMPLETE: Sentence("Variants of an item are missing"),
    Code.LINK_SKU_MISMATCH: Sentence("The link leads elsewhere"),
    Code.LIVE_DIFFERS_FROM_PLAN: Sentence("The back office differs from the plan"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a plan, or could not be checked.

    ``rules`` are keys. A finding without a ``phase`` is about every phase of its rules, and about
    the whole sale where it has none. ``working`` is the sum line by line; ``loss_fen`` is what one
    order loses, ``loss_at_stock_fen`` what all planned pieces do. ``fix`` is one way out; of what
    was not checked, what has to be said for it.
    """

    code: Code
    level: Level
    said: Sentence
    rules: tuple[str, ...] = ()
    sku: str | None = None
    phase: int | None = None
    basket: Basket | None = None
    working: tuple[Sentence, ...] = ()
    loss_fen: int | None = None
    loss_at_stock_fen: int | None = None
    fix: Sentence | None = None

    @property
    def key(self) -> str:
        """What it is about, whatever its numbers: a person's reason is kept under it."""
        phase = "" if self.phase is None else str(self.phase)
        parts = [self.code, ",".join(sorted(self.rules)), self.sku or "", phase]
        if self.level is Level.NOT_CHECKED:
            parts.append(_digest(self.said.values["why"].msgid))
        return "|".join(parts)

    @property
    def proof(self) -> str:
        """A digest of its numbers: where it changes, a reason that was given no longer holds."""
        lines = [self.level, self.said, *self.working, self.loss_fen, self.loss_at_stock_fen]
        return _digest("\n".join(str(line) for line in lines))


def code_of(key: str) -> Code | None:
    """The code of the finding that is known by a key; None where there is no such code now."""
    code = key.partition("|")[0]
    return Code(code) if code in set(Code) else None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
