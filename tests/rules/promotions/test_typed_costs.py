"""Costs and limits as they are typed."""

from __future__ import annotations

import pytest

from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.typed_costs import COST_LABELS, CostField, cost_texts, costs_from
from planner.words import Refusal

COSTS = Costs(fee_bp=525, fee_base=FeeBase.PAID, order_fen=650, target_bp=1_000)
LIMITS = Limits(rate_bp=4_500, protection_days=15, platform_lines=True, lines_hours=12)


def test_what_is_set_is_typed_as_it_was() -> None:
    texts = cost_texts(COSTS, LIMITS)

    assert (texts[CostField.FEE], texts[CostField.ORDER]) == ("5.25%", "6.50")
    assert costs_from(texts) == (COSTS, LIMITS)


def test_every_field_has_a_label() -> None:
    assert set(COST_LABELS) == set(CostField)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (CostField.FEE, "5 percent", "Platform fee, in %: “5 percent” is not a rate"),
        (CostField.FEE, "101", "Platform fee, in %: write a rate of at most 100%"),
        (CostField.ORDER, "-1", "Cost of an order, in yuan: “-1” is below zero"),
        (CostField.TARGET, "95", "under 100% together"),
        (CostField.PROTECTION, "x", "Days of price protection: “x” is not a whole number"),
        (CostField.NEAR_ZERO, "1.005", "Almost for nothing.*less than a fen"),
    ],
)
def test_what_can_not_be_is_refused_with_the_field_and_the_fix(
    field: CostField, text: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        costs_from(cost_texts(COSTS, LIMITS) | {field: text})
