"""The audit: a clean sale raises nothing, and every fault that is planted into it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from planner.rules.promotions.amount_rules import AmountOff, Measure, RateOff
from planner.rules.promotions.audits import audit, blocking, in_phase, needing_reason
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.findings import CODE_NAMES, Code, Finding, Level
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.piece_rules import NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.plans import Product, SalePlan
from planner.rules.promotions.ruleset import Giving, Layer
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
        59,
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


def _one(findings: list[Finding], code: Code) -> Finding:
    return next(one for one in findings if one.code is code)


def test_what_is_not_known_is_said_once_for_all_products_and_stands_last() -> None:
    plan = clean()
    bare = tuple(Product(one.sku, one.name, one.list_fen) for one in plan.products if one.list_fen)

    findings = audit(replace(plan, products=bare, live=(), elsewhere={}, last_rules=()))

    unknown = [one for one in findings if one.level is Level.NOT_CHECKED]
    assert findings[-len(unknown) :] == unknown
    cost = _one(unknown, Code.BELOW_COST)
    assert str(cost.said).startswith("Not checked because nobody has said what 5 products cost")
    assert {one.code for one in unknown} >= {
        Code.BELOW_TARGET_MARGIN,
        Code.BELOW_FLOOR,
        Code.TEN_TIMES_USUAL,
        Code.PRICE_PROTECTION_RISK,
        Code.STOCK_SHORT,
        Code.LINK_SKU_MISMATCH,
        Code.LIVE_DIFFERS_FROM_PLAN,
    }
    assert all(one.fix is not None for one in unknown)


def test_two_things_that_are_not_known_of_one_code_do_not_hide_each_other() -> None:
    gifts = [
        planned(key, name, Gift(Present("杯垫", 1), 39_900), Layer.SHOP, phases=ONE)
        for key, name in (("one", "赠杯垫"), ("two", "再赠杯垫"))
    ]
    plan = with_rule(with_rule(clean(), gifts[0]), replace(gifts[1], issued=5))

    unknown = [one for one in audit(plan) if one.code is Code.GIFT_COST]

    assert {one.rules for one in unknown} == {("one",), ("two",)}
    assert len({one.key for one in unknown}) == 2
    not_seen = [one for one in audit(plan) if one.code is Code.BELOW_COST]
    assert {(one.rules, one.level) for one in not_seen} == {
        (("one",), Level.NOT_CHECKED),
        (("two",), Level.NOT_CHECKED),
    }


def test_a_finding_keeps_its_key_and_changes_its_proof_when_its_numbers_change() -> None:
    before = _one(audit(with_product(clean(), "杯", planned_pieces=1_000)), Code.STOCK_SHORT)
    same = _one(audit(with_product(clean(), "杯", planned_pieces=1_000)), Code.STOCK_SHORT)

    after = _one(audit(with_product(clean(), "杯", planned_pieces=1_001)), Code.STOCK_SHORT)

    assert (same.key, same.proof) == (before.key, before.proof)
    assert after.key == before.key
    assert after.proof != before.proof


def test_a_phase_answers_for_its_own_rules_and_for_the_whole_sale() -> None:
    plan = with_rule(clean(), planned("deep", "直降", PieceOff(4_000), Layer.ITEM, phases=ONE))
    plan = with_product(plan, "杯", planned_pieces=1_000)

    findings = audit(plan)

    burst, wrap_up = (in_phase(findings, plan, phase) for phase in (BURST, WRAP_UP))
    assert Code.BELOW_COST in {one.code for one in burst}
    assert Code.BELOW_COST not in {one.code for one in wrap_up}
    assert Code.STOCK_SHORT in {one.code for one in burst} & {one.code for one in wrap_up}


def test_a_loss_is_counted_for_all_that_is_planned() -> None:
    """600 pieces are planned; an order of one loses."""
    plan = with_rule(
        clean(),
        planned("deep", "直降", PieceOff(4_000), Layer.ITEM, phases=ONE, scope=only("杯")),
    )

    found = _one(audit(plan), Code.BELOW_COST)

    assert found.basket is not None
    pieces = found.basket.quote.basket[0].pieces
    assert found.loss_fen == -found.basket.margin.margin_fen
    assert found.loss_at_stock_fen == found.loss_fen * (600 // pieces)


@pytest.mark.parametrize(
    ("name", "gives"),
    [
        ("满300减50", AmountOff(((30_000, 5_000),))),
        ("双11 满300元立减50元", AmountOff(((30_000, 5_000),))),
        ("满199减20 满399减50", AmountOff(((19_900, 2_000), (39_900, 5_000)))),
        ("50元店铺券", AmountOff(((50_000, 5_000),))),
        ("全场8.5折", RateOff(((0, 1_500),))),
        ("会员95折", RateOff(((0, 500),))),
        ("官方立减15%", RateOff(((0, 1_500),))),
        ("３件８折", RateOff(((3, 2_000),), Measure.PIECES)),
        ("第2件半价", NthPieceOff(2, 5_000)),
        ("第二件5折", NthPieceOff(2, 5_000)),
        ("立减30元", PieceOff(3_000)),
        ("99元任选3件", PiecesForPrice(3, 9_900)),
        ("11月11日满300减50", AmountOff(((30_000, 5_000),))),
        ("618返场", PieceOff(2_000)),
        ("88VIP券 500-50", AmountOff(((50_000, 5_000),))),
        ("50 off from 300", AmountOff(((30_000, 5_000),))),
        ("Spend ¥300, save ¥50", AmountOff(((30_000, 5_000),))),
        ("Second piece at half price", NthPieceOff(2, 5_000)),
        ("15% off from 300", RateOff(((30_000, 1_500),))),
    ],
)
def test_a_name_that_says_what_the_rule_does_is_not_doubted(name: str, gives: Giving) -> None:
    plan = with_rule(clean(), planned("named", name, gives, Layer.SHOP, automatic=False))

    codes = [one.code for one in audit(plan) if "named" in one.rules]

    assert Code.NAME_DISAGREES_WITH_VALUES not in codes


@pytest.mark.parametrize(
    ("name", "gives"),
    [
        ("满300减5", AmountOff(((30_000, 5_000),))),
        ("满30减50", AmountOff(((30_000, 5_000),))),
        ("20元店铺券", AmountOff(((50_000, 5_000),))),
        ("全场8.5折", RateOff(((0, 8_500),))),
        ("95折", RateOff(((0, 5_000),))),
        ("2件8折", RateOff(((3, 2_000),), Measure.PIECES)),
        ("第3件半价", NthPieceOff(2, 5_000)),
        ("立减30元", PieceOff(300)),
        ("99元任选3件", PiecesForPrice(2, 9_900)),
        ("6月18日满300减50", AmountOff(((30_000, 5_000),))),
        ("12 off from 199", AmountOff(((19_900, 12_000),))),
        ("Spend 300 and get 5", AmountOff(((30_000, 5_000),))),
        ("Third piece at half price", NthPieceOff(2, 5_000)),
    ],
)
def test_a_name_that_promises_something_else_blocks(name: str, gives: Giving) -> None:
    plan = with_rule(clean(), planned("named", name, gives, Layer.SHOP, automatic=False))

    codes = [one.code for one in blocking(audit(plan)) if "named" in one.rules]

    assert Code.NAME_DISAGREES_WITH_VALUES in codes


def test_coupons_of_rising_thresholds_in_one_group_are_a_ladder() -> None:
    plan = clean()
    for key, least, off in (("a", 20_000, 2_000), ("b", 80_000, 8_000), ("c", 150_000, 15_000)):
        coupon = planned(
            key,
            f"88VIP券 {least // 100}-{off // 100}",
            AmountOff(((least, off),)),
            Layer.PLATFORM,
            group="platform coupon",
            automatic=False,
            shop_bp=0,
        )
        plan = with_rule(plan, coupon)

    findings = audit(plan)

    assert blocking(findings) == []
    assert needing_reason(findings) == []


def test_a_window_of_another_time_zone_and_one_a_little_long_are_told_apart() -> None:
    hours = timedelta(hours=8)
    shifted = changed(
        clean(), "save", opens=PHASES[1].opens + hours, closes=PHASES[2].closes + hours
    )
    late = changed(clean(), "save", closes=PHASES[2].closes + timedelta(hours=1))

    levels = [_one(audit(plan), Code.RULE_OUTSIDE_PHASE).level for plan in (shifted, late)]

    assert levels == [Level.P0, Level.P1]
