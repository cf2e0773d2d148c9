"""Basket files and tables of cases: what is read, and what is said of what can't be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.files.basket_answers import answer
from planner.files.basket_files import basket_of, read_table
from planner.words import Refusal

TEA = {"sku": "茶", "qty": 2, "unit_price": 10_000}
CUP = {"sku": "杯", "qty": 1, "unit_price": 5_000}


def told(*rules: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """What is answered about two boxes of tea and a cup."""
    return answer(basket_of({"basket": [TEA, CUP], "rules": list(rules), "tags": list(tags)}))


def table(*cases: dict[str, Any]) -> bytes:
    """A table of cases as JSON."""
    return json.dumps({"cases": cases}).encode()


def test_a_case_that_cant_be_read_is_named_and_leaves_the_others_as_they_are() -> None:
    good = {"id": "好", "basket": [TEA], "rules": []}
    odd = {"id": "怪", "basket": [TEA], "rules": [{"type": "teleport"}]}

    cases = dict(read_table(table(odd, good)))

    assert isinstance(cases["怪"], Refusal)
    assert "“teleport” is not known" in str(cases["怪"])
    assert not isinstance(cases["好"], Refusal)
    assert answer(cases["好"])["payable"] == 20_000


def test_one_basket_is_no_table() -> None:
    assert read_table(json.dumps({"basket": [TEA], "rules": []}).encode()) == []


def test_every_rule_has_its_place_in_the_sum_even_where_it_takes_nothing_off() -> None:
    reached = {"type": "spend_and_save", "threshold": 20_000, "amount": 1_000}
    short = {"type": "spend_and_save", "threshold": 90_000, "amount": 9_000}
    nothing = {"type": "order_fixed_off", "amount": 0}

    found = told(short, {"type": "freight_flat", "fee": 800}, nothing, reached)

    assert found["per_rule"] == [0, 0, 1_000]
    assert found["applied_rules"] == 1


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "order_percent_off", "percent": 15},
        {"type": "order_percent_off", "basis_points": 1_500},
        {"type": "order_percent_off", "zhe": "8.5"},
        {"type": "zhe", "zhe": "8.5", "min_spend": 25_000},
    ],
)
def test_a_rate_may_be_written_as_percent_as_basis_points_or_in_zhe(rule: dict[str, Any]) -> None:
    assert told(rule)["total_discount"] == 3_750


@pytest.mark.parametrize(
    ("limit", "lines"),
    [
        ({}, [2_000, 500]),
        ({"max_units_per_line": 1}, [1_000, 500]),
        ({"max_units": 1}, [0, 500]),
        ({"max_units": 1, "choose": "dearest"}, [1_000, 0]),
    ],
)
def test_a_rate_off_so_many_pieces_leaves_the_others_alone(
    limit: dict[str, Any], lines: list[int]
) -> None:
    assert told({"type": "percent_off", "percent": 10} | limit)["line_discounts"] == lines


@pytest.mark.parametrize(("least", "off"), [(25_000, 1_500), (25_001, 0)])
def test_a_rule_about_pieces_waits_for_its_threshold(least: int, off: int) -> None:
    rule = {"type": "unit_fixed_off", "amount": 500, "min_spend": least}

    assert told(rule)["total_discount"] == off


@pytest.mark.parametrize(
    ("rules", "shipping"),
    [
        ([{"type": "shipping_percent_off", "percent": 20}], 640),
        ([{"type": "shipping_percent_off", "percent": 20, "min_amount": 25_001}], 800),
        ([{"type": "shipping_fixed_off", "amount": 900}], 0),
        ([{"type": "free_shipping", "when": "order>=25001"}], 800),
        ([{"type": "free_shipping", "scope": ["壶"]}], 800),
        ([{"type": "free_shipping", "min_amount": 25_000}], 0),
    ],
)
def test_freight_is_reduced_where_the_order_has_what_that_needs(
    rules: list[dict[str, Any]], shipping: int
) -> None:
    found = told({"type": "freight_flat", "fee": 800}, *rules)

    assert (found["shipping"], sum(found["line_shipping"])) == (shipping, shipping)
    assert found["payable"] == 25_000 + shipping


def test_where_rules_dont_stack_each_product_has_its_own_best_and_freight_is_still_paid() -> None:
    tea = {"type": "percent_off", "percent": 20, "scope": ["茶"]}
    everybody = {"type": "percent_off", "percent": 10}
    freight = {"type": "freight_flat", "fee": 800}

    found = told(everybody, tea, freight, tags=("best-only",))

    assert found["line_discounts"] == [4_000, 500]
    assert found["payable"] == 20_500 + 800


def test_an_orders_rule_counts_alone_where_it_is_better_than_the_best_of_each_product() -> None:
    tea = {"type": "percent_off", "percent": 20, "scope": ["茶"]}
    whole = {"type": "order_fixed_off", "amount": 4_001}

    assert told(tea, whole, tags=("best-only",))["per_rule"] == [0, 4_001]


def test_what_earlier_buyers_may_ask_back_is_their_pieces_times_the_difference() -> None:
    deals = [{"days_ago": 3, "amount": 21_000, "qty": 2}, {"days_ago": 40, "amount": 99_900}]
    rule = {"type": "price_protection", "days": 30, "deals": [deal | {"qty": 2} for deal in deals]}

    found = answer(basket_of({"basket": [TEA], "rules": [rule]}))

    assert found["exposure"] == 2 * 500


def test_a_field_that_changes_nothing_is_named_beside_the_price() -> None:
    capped = {"type": "unit_fixed_off", "amount": 500, "cap": 800, "note": "for people"}

    found = told(capped, {"type": "order_percent_off", "percent": 10, "cap": 800})

    assert found["not_read"] == {"rules 1": ["cap"]}


def test_an_amount_off_so_many_pieces_takes_the_cheapest_first() -> None:
    rule = {"type": "unit_fixed_off", "amount": 6_000, "max_units": 2}

    assert told(rule)["line_discounts"] == [6_000, 5_000]
    assert told(rule | {"max_units": 1})["line_discounts"] == [0, 5_000]
