"""Every case of the table is priced as its source says; PROMO_CASES may name another table."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.files.basket_answers import answer
from planner.files.basket_files import BasketFile, basket_of
from planner.rules.promotions import quote
from planner.rules.promotions.quotes import Quote
from planner.rules.promotions.rounding import Rounded, Rounding
from planner.rules.promotions.ruleset import Base, Policy

TABLE = Path(os.environ.get("PROMO_CASES") or Path(__file__).with_name("cases.json"))
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))["cases"]
PRICED = [case for case in CASES if case["portability"] not in ("audit", "do-not-adopt")]
NOT_EXPRESSED = {
    "E12": "an engine's quirk: which pieces two limits of pieces mean, its own source leaves open",
}
# What a source says under another policy than the one of the case.
OTHERWISE: dict[str, tuple[Policy, Callable[[Quote], Any]]] = {
    "parallel_payable": (Policy(base=Base.LIST), lambda quoted: quoted.payable_fen),
    "order_level_total_discount": (Policy(), lambda quoted: quoted.off_fen),
    "largest_remainder_line_discounts": (Policy(), lambda quoted: list(quoted.lines_off)),
    "half_up_total_discount": (
        Policy(rounding=Rounding(Rounded.OFF)),
        lambda quoted: quoted.off_fen,
    ),
}
AUDITED = [case for case in CASES if "audit" in case["expected"]]
# What a case says beside the price: how a bug looked, or what the audit finds.
ASIDE = {"buggy_actual", "buggy_actual_total", "audit", "severity", "intended_payable"}
# How bad a source calls what stops a sale.
LEVELS = {"error": "P0"}


@pytest.mark.parametrize("case", PRICED, ids=lambda case: str(case["id"]))
def test_a_case_is_priced_as_its_source_says(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case["expected"].items() if name not in ASIDE}
    refund = expected.pop("refund", None)
    returned = {} if refund is None else {"returned": {refund["sku"]: refund["qty"]}}
    file = basket_of(case | returned)

    told = answer(file)

    for name, wanted in expected.items():
        assert shaped(told, file, name, wanted) == wanted, name
    assert refund is None or told["refund"] == refund["amount"]


@pytest.mark.parametrize("case", AUDITED, ids=lambda case: str(case["id"]))
def test_a_case_is_audited_as_its_source_says(case: dict[str, Any]) -> None:
    """Every code that the source asks for is found; where it asks for none, none is."""
    expected = case["expected"]

    told = answer(basket_of(case))

    assert set(expected["audit"]) <= set(told["audit"])
    assert expected["audit"] or told["audit"] == []
    assert set(expected.get("skipped", [])) <= set(told["not_checked"])
    level = expected.get("severity")
    assert level is None or told["severity"] == LEVELS.get(level, level)
    if case["portability"] == "audit":
        for name in expected.keys() - ASIDE - {"skipped"}:
            assert told[name] == expected[name], name


def test_every_case_is_priced_audited_or_has_its_reason() -> None:
    left_out = {case["id"] for case in CASES if case["portability"] == "do-not-adopt"}

    assert left_out <= NOT_EXPRESSED.keys()


def shaped(told: dict[str, Any], file: BasketFile, name: str, wanted: Any) -> Any:
    """What was answered, in the shape in which a case writes it."""
    if name in OTHERWISE:
        policy, of = OTHERWISE[name]
        return of(quote(file.basket, file.rules, policy))
    if name == "line_discounts_any_order":
        return sorted(told["line_discounts"])
    if name == "unit_discounts" and not isinstance(wanted[0], list):
        return told[name][0]
    if name == "per_rule" and isinstance(wanted[0], list):
        return [step["shares"] for step in told["steps"]]
    if name in ("line_discounts", "points") and len(wanted) < len(file.basket):
        chosen = replace(file, basket=tuple(goods for goods in file.basket if goods.selected))
        return answer(chosen)[name]
    return told[name]
