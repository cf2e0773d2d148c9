"""Rules as plain values and back, what they are known by, and how they are said in a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.extra_rules import DepositWorth, FreeFreight, Gift
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.plans import Limits, PlannedRule, Product, SalePlan
from planner.rules.promotions.ruleset import Freight, Giving, Layer, Rule
from planner.rules.promotions.telling import covers, terms
from planner.rules.promotions.written_rules import (
    fingerprint,
    read_gives,
    read_scope,
    write_gives,
    write_scope,
)
from tests.support.promotion_worlds import givings

WRITTEN = (
    *(AmountOff, RateOff, PieceOff, PiecePrice, NthPieceOff, BuyGet, PiecesForPrice),
    *(SetForPrice, DepositWorth, Gift, FreeFreight),
)
BURST, WRAP = 1, 2
TEA = Product("T1", "高山乌龙", 16_800, 6_000, 9_900, stock=300)
CUP = Product("C1", "茶杯", 3_900, 1_500)


@given(givings.filter(lambda gives: isinstance(gives, WRITTEN)))
def test_what_a_rule_gives_comes_back_from_json(gives: Giving) -> None:
    kept = json.loads(json.dumps(write_gives(gives)))

    assert read_gives(kept) == gives


@given(st.builds(Scope, *[st.frozensets(st.text(max_size=5))] * 3))
def test_whom_a_rule_covers_comes_back_from_json(scope: Scope) -> None:
    assert read_scope(json.loads(json.dumps(write_scope(scope)))) == scope


@pytest.mark.parametrize(
    ("gives", "said"),
    [
        (AmountOff(((30_000, 5_000),)), "50 off from 300"),
        (AmountOff(((30_000, 5_000),), repeat=True), "50 off for every 300"),
        (AmountOff(((0, 500),)), "5 off"),
        (AmountOff(((2, 500),), Measure.PIECES), "5 off from 2 pieces"),
        (AmountOff(((10_000, 500), (20_000, 1_500))), "5 off from 100, 15 off from 200"),
        (AmountOff(((30_000, 5_000),), repeat=True, most_fen=20_000), "at most 200 an order"),
        (RateOff(((0, 1_500),)), "15% off"),
        (RateOff(((0, 500),), most_fen=2_000), "5% off, at most 20 an order"),
        (
            RateOff(((0, 1_500),), most_fen=150_000, most_for=MostFor.PIECE),
            "15% off, at most 1,500 a piece",
        ),
        (RateOff(((3, 2_000),), Measure.PIECES), "20% off from 3 pieces"),
        (PieceOff(640_00), "640 off each piece"),
        (PiecePrice(9_900), "99 a piece"),
        (NthPieceOff(2, 5_000), "50% off one of every 2 pieces"),
        (BuyGet(Scope(), 2, Scope(), 1), "Buy 2, get 1 free"),
        (PiecesForPrice(3, 9_900), "3 pieces for 99"),
        (SetForPrice({"T1": 1, "C1": 2}, 19_900), "T1 × 1, C1 × 2 together for 199"),
        (DepositWorth(10_000, 20_000), "Deposit of 100 counts for 200"),
        (Gift(Present("杯垫", 2)), "Gift 杯垫 × 2"),
        (Gift(Present("杯垫", 1), 20_000, repeat=True), "Gift 杯垫 × 1 for every 200"),
        (FreeFreight(9_900), "Free of freight from 99"),
        (FreeFreight(), "Free of freight, from any amount"),
    ],
)
def test_a_rule_is_said_in_a_line(
    gives: Giving | Freight, said: str, in_english: Callable[[object], str]
) -> None:
    assert said in in_english(terms(gives)).replace("¥", "").replace(".00", "")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(), "All products"),
        (Scope(frozenset({"T1"})), "1 product"),
        (Scope(categories=frozenset({"茶", "杯"})), "categories 杯, 茶"),
        (Scope(except_skus=frozenset({"T1", "C1"})), "All products, without 2 products"),
    ],
)
def test_whom_a_rule_covers_is_said_in_a_line(
    scope: Scope, said: str, in_english: Callable[[object], str]
) -> None:
    assert in_english(covers(scope)) == said


@pytest.mark.parametrize(
    "changed",
    [
        lambda plan: replace(plan, products=(replace(TEA, list_fen=16_801), CUP)),
        lambda plan: replace(plan, products=(replace(TEA, cost_fen=6_001), CUP)),
        lambda plan: replace(plan, products=(replace(TEA, floor_fen=None), CUP)),
        lambda plan: replace(plan, products=(TEA,)),
        lambda plan: replace(plan, costs=Costs(fee_bp=501)),
        lambda plan: replace(plan, limits=Limits(rate_bp=4_000)),
        lambda plan: replace(plan, rules=()),
        lambda plan: replace(plan, rules=(rule(5_001),)),
        lambda plan: replace(plan, phases=phases(closes=datetime(2026, 11, 13))),
    ],
)
def test_a_change_of_rule_price_or_cost_changes_what_the_rules_are_known_by(
    changed: Callable[[SalePlan], SalePlan],
) -> None:
    plan = sale()

    assert fingerprint([changed(plan)], BURST) != fingerprint([plan], BURST)


@pytest.mark.parametrize(
    "same",
    [
        lambda plan: replace(plan, products=(CUP, TEA)),
        lambda plan: replace(plan, products=(replace(TEA, stock=1, name="乌龙"), CUP)),
        lambda plan: replace(plan, now=datetime(2026, 11, 11)),
        lambda plan: replace(plan, rules=(*plan.rules, rule(7_000, "2", phase=WRAP))),
    ],
)
def test_order_stock_and_other_phases_leave_it_as_it_is(
    same: Callable[[SalePlan], SalePlan],
) -> None:
    plan = sale()

    assert fingerprint([same(plan)], BURST) == fingerprint([plan], BURST)


def test_a_rule_from_before_a_most_could_count_for_pieces_is_known_as_it_was() -> None:
    """Neither what was signed for nor what is kept changes by what such a rule can't have said."""
    order = RateOff(((0, 500),), most_fen=2_000)
    piece = replace(order, most_for=MostFor.PIECE)
    kept = {"kind": "rate_off", "tiers": [[0, 500]], "measure": "amount"}

    known = fingerprint([points(order)], BURST)

    assert known == "269910ff27dc60f87e69b5f6a5a1b9d2c823b06a7a463e4f9d0fd2696b0a92af"
    assert fingerprint([points(piece)], BURST) != known
    assert write_gives(order) == {**kept, "most_fen": 2_000, "elsewhere": 0}
    assert read_gives({**kept, "most_fen": 2_000, "elsewhere": 0}) == order


def points(gives: RateOff) -> SalePlan:
    """The sale with points in the place of its 满减."""
    own = replace(rule(5_000), rule=Rule("1", "积分", gives, Layer.ASSETS))
    return replace(sale(), rules=(own,))


def sale() -> SalePlan:
    """Two products and one 满减 in the burst."""
    return SalePlan((TEA, CUP), (rule(5_000),), phases(), Costs(fee_bp=500))


def phases(closes: datetime = datetime(2026, 11, 12)) -> tuple[Phase[int], ...]:
    return (
        Phase(BURST, "爆发", PhaseKind.BURST, datetime(2026, 11, 10, 20), closes),
        Phase(WRAP, "收尾", PhaseKind.WRAP_UP, datetime(2026, 11, 13), datetime(2026, 11, 16)),
    )


def rule(off_fen: int, key: str = "1", *, phase: int = BURST) -> PlannedRule:
    return PlannedRule(
        Rule(key, "满300减50", AmountOff(((30_000, off_fen),), repeat=True), Layer.SHOP),
        frozenset({phase}),
        datetime(2026, 11, 10, 20),
        datetime(2026, 11, 12),
    )
