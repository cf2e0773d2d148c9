"""The audit: a clean sale raises nothing, and every fault that is planted into it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.audits import audit, blocking, needing_reason
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import CODE_NAMES, Code, Level
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.piece_rules import PieceOff, PiecePrice
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.ruleset import Layer
from tests.support.sale_plans import (
    BURST,
    NOW,
    PHASES,
    WRAP_UP,
    changed,
    clean,
    only,
    planned,
    rules,
    with_product,
    with_rule,
)

ONE = frozenset({BURST})


@dataclass(frozen=True)
class Planted:
    """A fault: how it gets into the clean sale, and what has to be said of it."""

    code: Code
    level: Level
    into: Callable[[SalePlan], SalePlan]
    rule: str | None = None
    sku: str | None = None
    phase: int | None = None
    loss: int | None = None


def _added(key: str, gives: object, layer: Layer = Layer.SHOP, **more: object) -> SalePlan:
    name = str(more.pop("name", "新优惠"))
    more = {"phases": ONE, "issued": 100, "per_buyer": 1} | more
    return with_rule(clean(), planned(key, name, gives, layer, **more))  # type: ignore[arg-type]  # named


PLANTED: tuple[Planted, ...] = (
    Planted(
        Code.PAYABLE_ZERO,
        Level.P0,
        lambda _: _added("free", AmountOff(((10_000, 10_000),), repeat=True)),
        "free",
        "茶-红",
        BURST,
        32_000,
    ),
    Planted(
        Code.PAYABLE_NEAR_ZERO,
        Level.P0,
        lambda _: _added("cheap", PiecePrice(50), Layer.ITEM, scope=only("杯")),
        "cheap",
        "杯",
        BURST,
        1_250,
    ),
    Planted(
        Code.BELOW_COST,
        Level.P0,
        lambda _: _added("deep", PieceOff(4_000), Layer.ITEM, scope=only("杯")),
        "deep",
        "杯",
        BURST,
    ),
    Planted(
        Code.BELOW_TARGET_MARGIN,
        Level.P1,
        lambda plan: with_product(plan, "盘", cost_fen=11_000, floor_fen=10_000),
        "save",
        "盘",
        BURST,
    ),
    Planted(
        Code.BELOW_FLOOR,
        Level.P1,
        lambda plan: with_product(plan, "盘", floor_fen=16_500),
        "official",
        "盘",
        BURST,
    ),
    Planted(
        Code.AMOUNT_EQUALS_THRESHOLD,
        Level.P0,
        lambda _: _added("same", AmountOff(((100_000, 100_000),)), automatic=False),
        "same",
        None,
        BURST,
        100_000,
    ),
    Planted(
        Code.AMOUNT_EXCEEDS_THRESHOLD,
        Level.P0,
        lambda _: _added("more", AmountOff(((100_000, 110_000),)), automatic=False),
        "more",
        None,
        BURST,
        100_000,
    ),
    Planted(
        Code.DISCOUNT_RATE_OVER_LIMIT,
        Level.P1,
        lambda _: _added("rate", RateOff(((0, 5_100),)), automatic=False, scope=only("杯")),
        "rate",
        None,
        BURST,
        3_009,
    ),
    Planted(
        Code.NO_THRESHOLD,
        Level.P1,
        lambda _: _added("any", AmountOff(((0, 200),)), automatic=False),
        "any",
        None,
        BURST,
        200,
    ),
    Planted(
        Code.FIELDS_SWAPPED_SUSPECTED,
        Level.P0,
        lambda _: _added("swapped", AmountOff(((5_000, 30_000),)), automatic=False),
        "swapped",
        None,
        BURST,
        5_000,
    ),
    Planted(
        Code.TEN_TIMES_USUAL,
        Level.P0,
        lambda plan: changed(
            plan, "coupon", gives=AmountOff(((299_000, 30_000),)), name="店铺券", copy=""
        ),
        "coupon",
        None,
        None,
    ),
    Planted(
        Code.DECIMAL_SLIP_SUSPECTED,
        Level.P0,
        lambda plan: with_product(plan, "壶", list_fen=3_990, last_fen=39_900),
        None,
        "壶",
        None,
        35_910,
    ),
    Planted(
        Code.ZHE_VS_OFF_AMBIGUOUS,
        Level.P1,
        lambda _: _added(
            "zhe", RateOff(((0, 6_000),)), automatic=False, scope=only("杯"), typed="60"
        ),
        "zhe",
        None,
        BURST,
    ),
    Planted(
        Code.UNIT_SUSPECTED,
        Level.P1,
        lambda _: _added("fen", AmountOff(((300, 50),)), automatic=False),
        "fen",
        None,
        BURST,
        50,
    ),
    Planted(
        Code.PRICE_RISES,
        Level.P0,
        lambda _: _added("dear", PiecePrice(6_900), Layer.ITEM, scope=only("杯")),
        "dear",
        "杯",
        BURST,
    ),
    Planted(
        Code.PERCENT_OVER_100,
        Level.P0,
        lambda _: _added("over", RateOff(((0, 12_000),)), automatic=False, scope=only("杯")),
        "over",
        None,
        BURST,
        5_900,
    ),
    Planted(
        Code.NAME_DISAGREES_WITH_VALUES,
        Level.P0,
        lambda plan: changed(plan, "save", name="每满300减30"),
        "save",
    ),
    Planted(
        Code.DUPLICATE_RULE,
        Level.P0,
        lambda plan: with_rule(
            plan, planned("twice", "满减", rules()[1].rule.gives, Layer.PLATFORM, phases=ONE)
        ),
        "twice",
        None,
        BURST,
        5_000,
    ),
    Planted(
        Code.OVERLAPPING_RULE,
        Level.P1,
        lambda _: _added(
            "other", AmountOff(((29_900, 2_000),)), automatic=False, group="shop coupon"
        ),
        "other",
        None,
        BURST,
    ),
    Planted(
        Code.STACK_OVER_LIMIT,
        Level.P1,
        lambda _: _added("stack", AmountOff(((40_000, 12_000),)), automatic=False),
        "stack",
        "茶-绿",
        BURST,
    ),
    Planted(
        Code.RULE_OUTSIDE_PHASE,
        Level.P0,
        lambda plan: changed(
            plan, "save", opens=datetime(2025, 10, 31, 20), closes=datetime(2025, 11, 15)
        ),
        "save",
    ),
    Planted(
        Code.PHASE_GAP,
        Level.P1,
        lambda plan: replace(
            plan,
            rules=tuple(
                replace(one, closes=PHASES[2].closes - timedelta(hours=4)) for one in plan.rules
            ),
        ),
        None,
        None,
        WRAP_UP,
    ),
    Planted(
        Code.PHASE_PRICES_INCONSISTENT,
        Level.P1,
        lambda _: _added(
            "later", PieceOff(500), Layer.ITEM, scope=only("盘"), phases=frozenset({WRAP_UP})
        ),
        "later",
        "盘",
        WRAP_UP,
        500,
    ),
    Planted(
        Code.PRICE_PROTECTION_RISK,
        Level.P2,
        lambda plan: replace(plan, products=plan.products[2:3]),
        None,
        "壶",
        BURST,
        11_000,
    ),
    Planted(
        Code.OVER_PLATFORM_LINE,
        Level.P0,
        lambda plan: with_product(plan, "盘", coupon_line_fen=16_900, lines_read_at=NOW),
        "official",
        "盘",
        BURST,
        15,
    ),
    Planted(
        Code.MISSING_FLOOR_EVIDENCE,
        Level.P0,
        lambda plan: replace(
            plan,
            products=tuple(
                replace(one, list_line_fen=one.list_fen, lines_read_at=NOW - timedelta(hours=n))
                for one, n in zip(plan.products, (1, 2, 25, 3, 4, 5), strict=True)
            ),
            limits=replace(plan.limits, platform_lines=True),
        ),
        None,
        "壶",
    ),
    Planted(
        Code.REFERENCE_PRICE,
        Level.P1,
        lambda plan: with_product(plan, "壶", struck_fen=49_900),
        None,
        "壶",
    ),
    Planted(
        Code.CROSS_SHOP_PRICE_GAP,
        Level.P1,
        lambda plan: replace(plan, elsewhere={"壶": {"京东店": 48_000}}),
        None,
        "壶",
        None,
        8_100,
    ),
    Planted(
        Code.PRICE_DROP_OVER_LIMIT,
        Level.P1,
        lambda _: _added("drop", PieceOff(9_000), Layer.ITEM, scope=only("盘")),
        "drop",
        "盘",
        BURST,
    ),
    Planted(
        Code.BUNDLE_RATE_OVER_LIMIT,
        Level.P0,
        lambda _: _added(
            "bundle", SetForPrice({"壶": 1, "杯": 2}, 20_000), Layer.ITEM, scope=only("壶", "杯")
        ),
        "bundle",
        None,
        BURST,
        31_700,
    ),
    Planted(
        Code.BUNDLE_DEARER,
        Level.P1,
        lambda _: _added("pieces", PiecesForPrice(3, 18_000), Layer.ITEM, scope=only("杯")),
        "pieces",
        "杯",
        BURST,
    ),
    Planted(
        Code.GIFT_STOCK,
        Level.P1,
        lambda plan: changed(plan, "gift", issued=1_000),
        "gift",
        "杯垫",
        None,
        300,
    ),
    Planted(
        Code.GIFT_COST,
        Level.P1,
        lambda plan: changed(plan, "gift", gives=Gift(Present("杯垫", 1, 27_000), 39_900)),
        "gift",
        "壶",
        BURST,
    ),
    Planted(
        Code.STOCK_SHORT,
        Level.P1,
        lambda plan: with_product(plan, "杯", planned_pieces=1_000),
        None,
        "杯",
        None,
        5_900,
    ),
    Planted(
        Code.LIMIT_MISSING,
        Level.P1,
        lambda plan: with_rule(
            with_product(plan, "盘", limit_per_buyer=None),
            planned("flash", "秒杀", PiecePrice(9_900), Layer.ITEM, phases=ONE, scope=only("盘")),
        ),
        "flash",
        "盘",
        BURST,
        9_999,
    ),
    Planted(
        Code.COUPON_BUDGET,
        Level.P1,
        lambda plan: changed(plan, "coupon", issued=3_000),
        "coupon",
        None,
        None,
        3_000,
    ),
    Planted(
        Code.REFUND_DROPS_BELOW_THRESHOLD,
        Level.P2,
        lambda plan: plan,
        "coupon",
        "盘",
        None,
        1_500,
    ),
    Planted(
        Code.ITEM_SKU_SET_INCOMPLETE,
        Level.P0,
        lambda plan: changed(plan, "official", scope=only("茶-红", "壶", "杯", "盘")),
        "official",
        "茶-绿",
    ),
    Planted(
        Code.LINK_SKU_MISMATCH,
        Level.P0,
        lambda plan: with_product(
            plan, "杯", link="https://detail.tmall.com/item.htm?id=600000000099"
        ),
        None,
        "杯",
    ),
    Planted(
        Code.LIVE_DIFFERS_FROM_PLAN,
        Level.P0,
        lambda plan: replace(
            plan,
            live=tuple(
                replace(one, list_fen=19_800) if one.name == "盘" else one for one in plan.live
            ),
        ),
        None,
        "盘",
        BURST,
        100,
    ),
)


def test_every_code_has_a_name_and_a_planted_fault() -> None:
    planted = {one.code for one in PLANTED}

    assert set(CODE_NAMES) == set(Code) == planted


def test_a_clean_sale_raises_nothing_that_blocks_or_needs_a_reason() -> None:
    findings = audit(clean())

    assert blocking(findings) == []
    assert needing_reason(findings) == []
    assert [one for one in findings if one.level is Level.NOT_CHECKED] == []


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: str(planted.code))
def test_a_planted_fault_is_found(planted: Planted) -> None:
    plan = planted.into(clean())

    findings = audit(plan)

    own = [one for one in findings if one.code is planted.code and one.level is planted.level]
    matching = [
        one
        for one in own
        if (planted.rule is None or planted.rule in one.rules)
        and one.sku == planted.sku
        and one.phase == planted.phase
    ]
    assert matching, [(one.rules, one.sku, one.phase) for one in own]
    found = matching[0]
    assert planted.loss is None or found.loss_fen == planted.loss
    assert found.working
    assert found.fix is not None
