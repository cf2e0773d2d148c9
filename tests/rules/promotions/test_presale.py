"""A presale deposit that counts for more, beside rules on the item and on the order."""

from __future__ import annotations

from planner.rules.promotions import quote
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.extra_rules import DepositWorth
from planner.rules.promotions.rounding import Rounded, Rounding, Way
from planner.rules.promotions.ruleset import Base, Layer, Policy, Rule

TRAY = (Goods("TRAY", 1, 89_900),)
DEPOSIT = Rule("deposit", "预售定金 50 抵 100", DepositWorth(5_000, 10_000), Layer.ORDER)
OFFICIAL = Rule(
    "official",
    "官方立减 15%",
    RateOff(((0, 1_500),)),
    Layer.ITEM,
    base=Base.LIST,
    rounding=Rounding(Rounded.OFF, Way.UP, 100),
)


def test_a_rate_on_the_item_reads_its_price_whatever_the_deposit_counts_for() -> None:
    quoted = quote(TRAY, [DEPOSIT, OFFICIAL], Policy())

    # 15 % of 899 are 134.85, rounded up to 135; of 849 they would be 128.
    assert [step.off_fen for step in quoted.steps] == [5_000, 13_500]
    assert quoted.payable_fen == 71_400


def test_a_coupon_reads_the_price_less_what_the_deposit_counts_for_more() -> None:
    coupon = Rule("coupon", "满850减30", AmountOff(((85_000, 3_000),)), Layer.SHOP, base=Base.LIST)
    lower = Rule("lower", "满849减30", AmountOff(((84_900, 3_000),)), Layer.SHOP, base=Base.LIST)

    missed = quote(TRAY, [DEPOSIT, coupon], Policy())
    reached = quote(TRAY, [DEPOSIT, lower], Policy())

    assert (missed.payable_fen, reached.payable_fen) == (84_900, 81_900)
