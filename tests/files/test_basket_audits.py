"""The audit of a basket file: what its limits and questions become, at their borders."""

from __future__ import annotations

from typing import Any

import pytest

from planner.files.basket_answers import answer
from planner.files.basket_files import basket_of
from planner.words import Refusal

GAP = {"type": "cross_shop_gap", "warn": 15, "block": 20, "strict": True}
RED_LINE = {"type": "margin_red_line", "min_price_over_cost": "1.15"}


def told(rules: list[dict[str, Any]], *lines: dict[str, Any]) -> dict[str, Any]:
    """What is answered about lines of one piece of tea, 100 yuan unless they say otherwise."""
    basket = [{"sku": "茶", "qty": 1, "unit_price": 10_000} | line for line in lines or ({},)]
    return answer(basket_of({"basket": basket, "rules": rules}))


@pytest.mark.parametrize(
    ("price", "level"), [(8_500, None), (8_499, "P1"), (8_000, "P1"), (7_999, "P0")]
)
def test_own_shops_may_lie_fifteen_percent_apart_and_not_more(
    price: int, level: str | None
) -> None:
    found = told([GAP], {"unit_price": price, "shop": "甲"}, {"shop": "乙"})

    assert found["severity"] == level
    assert found.get("on_shop") == (level and "甲")


def test_prices_in_two_currencies_are_not_compared() -> None:
    abroad = {"unit_price": 1_400, "shop": "甲", "currency": "USD"}

    assert told([GAP], abroad, {"shop": "乙", "currency": "CNY"})["audit"] == []


@pytest.mark.parametrize(
    ("price", "codes"),
    [(4_600, []), (4_599, ["below_target_margin"]), (3_999, ["below_cost"])],
)
def test_a_red_line_is_kept_when_it_is_just_reached(price: int, codes: list[str]) -> None:
    found = told([RED_LINE], {"unit_price": price, "cost": 4_000})

    assert found["audit"] == codes
    assert found["impact"] == 4_600 - price


@pytest.mark.parametrize(("days_ago", "codes"), [(30, ["price_protection_risk"]), (31, [])])
def test_only_deals_within_the_days_are_protected(days_ago: int, codes: list[str]) -> None:
    deal = {"days_ago": days_ago, "amount": 21_000, "qty": 2}

    assert told([{"type": "price_protection", "days": 30, "deals": [deal]}])["audit"] == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"lines": [10_100, 10_000]}, []),
        ({"lines": [10_100, 9_999]}, ["over_platform_line"]),
        ({"line": 10_000, "age_hours": 24}, []),
        ({"line": 10_000, "age_hours": 25}, ["missing_floor_evidence"]),
    ],
)
def test_the_strictest_line_counts_while_it_is_fresh(
    line: dict[str, Any], codes: list[str]
) -> None:
    assert told([{"type": "platform_line"} | line])["audit"] == codes


def test_a_platform_line_is_compared_without_rounding() -> None:
    """56.93 × 0.88 = 50.0984 is over 50, though it rounds to 50.10 and 官方立减 to 49.93."""
    official = {
        "type": "official_percent_off",
        "percent": 12,
        "round_discount": "up_to_whole_yuan",
        "base": "activity_price",
    }

    found = told([official, {"type": "platform_line", "line": 5_000}], {"unit_price": 5_693})

    assert found["audit"] == ["over_platform_line"]
    assert found["payable"] == 4_993


def test_a_red_line_that_is_no_number_is_refused() -> None:
    with pytest.raises(Refusal, match="min_price_over_cost"):
        told([RED_LINE | {"min_price_over_cost": "anything"}], {"cost": 1})
