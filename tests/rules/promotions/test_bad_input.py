"""Bad input is refused in a sentence that names the field and the fix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from planner.rules.money import parse_fen
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.piece_rules import NthPieceOff, PieceOff
from planner.rules.promotions.plans import PlannedRule, Product
from planner.rules.promotions.rates import parse_off
from planner.rules.promotions.ruleset import Base, Layer, Rule
from planner.words import Refusal

NOON, LATER = datetime(2026, 11, 11, 12), datetime(2026, 11, 12)
FLOAT: Any = 99.5
COUPON = Rule("券", "满300减30", AmountOff(((30_000, 3_000),)), Layer.SHOP)


def drafted(opens: datetime, closes: datetime) -> Draft:
    return Draft(
        "满300减30",
        "coupon",
        COUPON.gives,
        COUPON.layer,
        Base.RUNNING,
        frozenset({1}),
        opens=opens,
        closes=closes,
    )


def planned(opens: datetime, closes: datetime, issued: int | None = None) -> PlannedRule:
    return PlannedRule(COUPON, frozenset({1}), opens, closes, issued=issued)


@pytest.mark.parametrize("text", ["8.5", "85", "0.85", "15"])
def test_a_rate_without_a_unit_is_asked_for_its_unit(text: str) -> None:
    with pytest.raises(Refusal, match=rf"“{text}” could be 折 or percent off"):
        parse_off(text)


@pytest.mark.parametrize("text", ["8.555折", "15.255%", "八折", "1e1%", "折", ""])
def test_what_is_no_rate_says_how_to_write_one(text: str) -> None:
    with pytest.raises(Refusal, match=r"Write 8\.5折"):
        parse_off(text)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("19.999", "at most two decimals"),
        ("12a", "Write a number like 1,234.50"),
        ("1e3", "Write a number like 1,234.50"),
        ("十元", "Write a number like 1,234.50"),
        ("-5", "Write an amount of 0 or more"),
        ("", "Write a number like 1,234.50"),
    ],
)
def test_a_price_that_is_none_says_how_to_write_one(text: str, fix: str) -> None:
    with pytest.raises(Refusal, match=fix):
        parse_fen(text)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Product("茶", "龙井", 100, stock=-1), "Stock of “茶”: write a whole number"),
        (lambda: Product("茶", "龙井", -100), "List price of “茶”: write an amount from 0"),
        (lambda: Product("茶", "龙井", 100, cost_fen=-1), "Cost of “茶”: write an amount"),
        (lambda: Product("茶", "龙井", 100, floor_fen=-1), "Floor price of “茶”: write"),
        (
            lambda: Product("茶", "龙井", 100, limit_per_buyer=0),
            "Limit per buyer of “茶”: write a whole number of at least 1",
        ),
        (lambda: Product("茶", "龙井", FLOAT), "List price of “茶”: write whole fen"),
        (lambda: Product("茶", "龙井", 100, stock=FLOAT), "Stock of “茶”: write a whole number"),
        (lambda: drafted(LATER, NOON), "Window: it ends at or before it begins. Set a later end"),
        (lambda: drafted(NOON, NOON), "Window: it ends at or before it begins. Set a later end"),
        (lambda: planned(NOON, LATER, -1), "Number issued of “满300减30”: write 0 or more"),
        (lambda: Goods("茶", -1, 100), "Pieces: write a number from 0"),
        (lambda: Goods("茶", 1, -100), "“茶”: write amounts from 0"),
        (lambda: Goods("茶", 1, FLOAT), "“茶”: write whole fen"),
        (lambda: AmountOff(((0, 500),), repeat=True), "Every full threshold: write one threshold"),
        (lambda: AmountOff(((-1, 500),)), "Thresholds: write them rising"),
        (lambda: AmountOff(((30_000, 500), (20_000, 900))), "Thresholds: write them rising"),
        (lambda: AmountOff(()), "Thresholds: write at least one"),
        (lambda: AmountOff(((30_000, 0),)), "Off: write more than 0"),
        (lambda: AmountOff(((30_000, FLOAT),)), "Thresholds: write whole fen"),
        (lambda: RateOff(((0, FLOAT),)), "Thresholds: write whole fen"),
        (lambda: Gift(Present("杯", 1), 0, repeat=True), "Every full threshold: write a threshold"),
        (lambda: PieceOff(0), "Off: write more than 0"),
        (lambda: PieceOff(FLOAT), "Off: write whole fen"),
        (lambda: NthPieceOff(0, 5_000), "Pieces: write a number of at least 1"),
    ],
)
def test_what_can_not_be_is_refused_with_its_field_and_the_fix(
    make: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        make()


def test_a_planned_rule_that_ends_before_it_starts_is_left_to_the_audit() -> None:
    assert planned(LATER, NOON).closes == NOON


def test_more_off_than_its_threshold_is_left_to_the_audit() -> None:
    rule = AmountOff(((10_000, 10_000),))

    assert rule.tiers == ((10_000, 10_000),)
