"""The audit of any plan: it never fails, what it shows loses again, and sound sales stay quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.rules.promotions import price
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.audits import audit, blocking, needing_reason
from planner.rules.promotions.findings import Code, Level
from planner.rules.promotions.margins import Costs, margin
from planner.rules.promotions.plans import Limits, PlannedRule, Product, SalePlan
from planner.rules.promotions.ruleset import Base, Policy
from tests.support.promotion_worlds import SKUS, givings, rules_of
from tests.support.sale_plans import NOW, PHASES, changed, clean, product

amounts = st.integers(0, 30_000)
maybe = st.none() | amounts
texts = st.sampled_from(
    ("", "满300减50", "8折", "11月11日 15%", "第2件半价", "https://x.cn/1?id=12345")
)
products = st.builds(
    Product,
    st.just(""),
    texts,
    amounts,
    maybe,
    floor_fen=maybe,
    stock=st.none() | st.integers(0, 30),
    item_id=st.sampled_from(("", "600000000001")),
    link=texts,
    limit_per_buyer=st.none() | st.integers(1, 5),
    last_fen=maybe,
    sku_id=st.sampled_from(("", "5000000001")),
    planned_pieces=st.none() | st.integers(0, 60),
    struck_fen=maybe,
    lowest_week_fen=maybe,
    list_line_fen=maybe,
    coupon_line_fen=maybe,
    lines_read_at=st.none() | st.just(NOW - timedelta(days=2)),
)
moments = st.integers(-400, 60).map(lambda days: NOW + timedelta(days=days))


@st.composite
def plans(draw: st.DrawFn) -> SalePlan:
    """A plan of any products and rules, whether they make sense or not. A rule that ends before it
    starts is none: it is refused when it is planned."""
    rules = [
        PlannedRule(
            replace(rule, name=draw(texts)),
            draw(st.frozensets(st.sampled_from((1, 2, 3, 9)))),
            opens := draw(moments),
            opens + draw(st.sampled_from((timedelta(hours=2), timedelta(days=30)))),
            issued=draw(st.none() | st.integers(1, 100)),
            budget_fen=draw(maybe),
            copy=draw(texts),
            typed=draw(st.sampled_from(("", "9", "80", "8000", "8折"))),
        )
        for rule in draw(rules_of(givings))
    ]
    goods = draw(st.lists(products, max_size=3))
    return SalePlan(
        tuple(replace(one, sku=sku) for one, sku in zip(goods, SKUS, strict=False)),
        tuple(rules),
        PHASES[: draw(st.integers(0, 3))],
        draw(st.builds(Costs, st.integers(0, 900), target_bp=st.integers(0, 2_000))),
        Limits(most_pieces=6, platform_lines=draw(st.booleans())),
        Policy(base=draw(st.none() | st.sampled_from(Base))),
        now=draw(st.none() | st.just(NOW)),
        last_rules=tuple(rules[:1]),
        elsewhere={"茶": {"别店": draw(amounts)}},
    )


@given(plans())
def test_the_audit_answers_about_any_plan_and_always_the_same(plan: SalePlan) -> None:
    findings = audit(plan)

    assert findings == audit(plan)
    assert [one.level for one in findings] == sorted(
        (one.level for one in findings), key=list(Level).index
    )
    assert all(one.fix is not None for one in findings)
    assert all(one.working for one in findings if one.level is not Level.NOT_CHECKED)
    keys = [one.key for one in findings]
    assert len(keys) == len(set(keys))


@given(plans())
def test_a_basket_below_cost_loses_when_it_is_priced_again(plan: SalePlan) -> None:
    costs = {one.sku: one.cost_fen for one in plan.products}

    found = [one for one in audit(plan) if one.code is Code.BELOW_COST and one.basket is not None]

    for one in found:
        assert one.basket is not None
        if costs[one.sku or ""] is None:
            continue
        again = margin(price(one.basket.quote.basket, one.basket.rules, plan.policy), plan.costs)
        assert again == one.basket.margin
        assert again.margin_fen < 0
        assert one.loss_fen == -again.margin_fen


@st.composite
def sound(draw: st.DrawFn) -> SalePlan:
    """A sensible sale of other products, rates and thresholds."""
    goods = []
    for place in range(draw(st.integers(1, 6))):
        list_fen = draw(st.integers(39, 999)) * 100
        cost_fen = list_fen * draw(st.integers(10, 27)) // 100
        goods.append(product(f"款{place}", list_fen, cost_fen, place + 1, place))
    least = draw(st.sampled_from((199, 200, 300, 400)))
    off = least * draw(st.integers(5, 17)) // 100
    official = draw(st.sampled_from((1_000, 1_200, 1_500)))
    plan = replace(clean(), products=(*goods, clean().products[-1]), live=(), elsewhere={})
    plan = changed(
        plan,
        "save",
        name=f"每满{least}减{off}",
        gives=AmountOff(((least * 100, off * 100),), repeat=True),
    )
    plan = changed(plan, "coupon", copy="每人限领一张")
    name = f"官方立减 {official // 100}%"
    plan = changed(plan, "official", name=name, gives=RateOff(((0, official),)))
    return replace(plan, last_rules=plan.rules)


@given(sound())
def test_a_sound_sale_raises_nothing_that_blocks_or_needs_a_reason(plan: SalePlan) -> None:
    findings = audit(plan)

    assert blocking(findings) == []
    assert needing_reason(findings) == []
