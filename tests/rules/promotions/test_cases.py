"""Every case of the table is priced as its source says; PROMO_CASES may name another table."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.files.basket_answers import answer
from planner.files.basket_files import BasketFile, basket_of
from planner.rules.promotions.lines import Pick
from planner.rules.promotions.rounding import PAID_HALF_UP, Rounded, Rounding
from planner.rules.promotions.ruleset import Base
from planner.rules.promotions.sharing import Sharing

TABLE = Path(os.environ.get("PROMO_CASES") or Path(__file__).with_name("cases.json"))
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text("utf-8"), parse_float=Decimal)["cases"]
PRICED = [case for case in CASES if case["portability"] not in ("audit", "do-not-adopt")]
NOT_EXPRESSED = {
    "E12": "an engine's quirk: which pieces two limits of pieces mean, its own source leaves open",
}
# What a source says under another policy than the one of the case, before the name of the value.
OTHERWISE: dict[str, dict[str, Any]] = {
    "parallel_": {"base": Base.LIST},
    "sequential_": {"base": Base.RUNNING},
    "order_level_": {"rounding": PAID_HALF_UP},
    "largest_remainder_": {"sharing": Sharing.LARGEST_REMAINDER},
    "half_up_": {"rounding": Rounding(Rounded.OFF)},
    "cheapest_": {"pick": Pick.CHEAPEST},
    "dearest_": {"pick": Pick.DEAREST},
}
AUDITED = [case for case in CASES if "audit" in case["expected"]]
# What a case says beside the price: how a bug or an engine looked, or what the audit finds.
ASIDE = {"audit", "severity", "note"}
HEARSAY = ("buggy_", "engine_", "intended_")
# Lists of which a source may leave out the lines that are not bought.
BY_LINE = {"line_discounts", "line_payable", "line_shipping", "points", "unit_discounts"}
# How bad a source calls what stops a sale, or what doesn't.
LEVELS = {"error": "P0", "warning": "P1", "warn": "P1", "info": "P2"}


@pytest.mark.parametrize("case", PRICED, ids=lambda case: str(case["id"]))
def test_a_case_is_priced_as_its_source_says(case: dict[str, Any]) -> None:
    expected = asked(case)
    refunds = expected.pop("refund", [])
    file = basket_of(case)

    told = answer(file)

    for name, wanted in expected.items():
        assert shaped(told, file, name, wanted) == wanted, name
    for back in refunds if isinstance(refunds, list) else [refunds]:
        returned = answer(basket_of(case | {"returned": {back["sku"]: back["qty"]}}))
        assert returned["refund"] == back["amount"]


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
        for name, wanted in asked(case).items():
            assert name == "skipped" or told[name] == wanted, name


def test_every_case_is_priced_audited_or_has_its_reason() -> None:
    left_out = [case for case in CASES if case["portability"] == "do-not-adopt"]

    reasons = {case["id"]: NOT_EXPRESSED.get(case["id"]) or case.get("note") for case in left_out}

    assert all(reasons.values()), reasons


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """What a case expects of us."""
    expected = case["expected"].items()
    return {n: value for n, value in expected if n not in ASIDE and not n.startswith(HEARSAY)}


def shaped(told: dict[str, Any], file: BasketFile, name: str, wanted: Any) -> Any:
    """What was answered, in the shape in which a case writes it."""
    for other, changed in OTHERWISE.items():
        if name not in told and name.startswith(other):
            otherwise = replace(file, policy=replace(file.policy, **changed))
            return shaped(answer(otherwise), otherwise, name.removeprefix(other), wanted)
    if name == "line_discounts_any_order":
        return sorted(told["line_discounts"])
    if name == "unit_discounts" and not isinstance(wanted[0], list):
        return told[name][0]
    if name == "per_rule" and len(wanted) < len(told[name]):
        return [step["off"] for step in told["steps"]]
    if name == "per_rule" and isinstance(wanted[0], list):
        return [step["shares"] for step in told["steps"]]
    if name in BY_LINE and len(wanted) < len(file.basket):
        lines = zip(file.basket, told[name], strict=True)
        return [value for goods, value in lines if goods.selected]
    return told[name]
