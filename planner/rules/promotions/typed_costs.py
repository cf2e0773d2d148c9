"""What selling costs and what a shop allows itself, from the fields of a form, and back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.typed_values import rate, rate_text, whole, yuan, yuan_text
from planner.words import Sentence


class CostField(StrEnum):
    """One field of the form; rates and amounts are texts, ``PLATFORM_LINES`` is true or false."""

    FEE = "fee"
    FEE_BASE = "fee_base"
    ORDER = "order"
    TARGET = "target"
    RATE = "rate"
    NEAR_ZERO = "near_zero"
    NEAR_ZERO_COST = "near_zero_cost"
    DROP = "drop"
    PROTECTION = "protection"
    GAP_WARN = "gap_warn"
    GAP_STOP = "gap_stop"
    BUNDLE = "bundle"
    PIECES = "pieces"
    PLATFORM_LINES = "platform_lines"
    LINES_HOURS = "lines_hours"


COST_LABELS: dict[CostField, Sentence] = {
    CostField.FEE: Sentence("Platform fee, in %"),
    CostField.FEE_BASE: Sentence("The fee is taken from"),
    CostField.ORDER: Sentence("Cost of an order, in yuan"),
    CostField.TARGET: Sentence("Wanted margin, in % of what is paid"),
    CostField.RATE: Sentence("Highest rate off of one rule, in %"),
    CostField.NEAR_ZERO: Sentence("Almost for nothing: under so many yuan"),
    CostField.NEAR_ZERO_COST: Sentence("or under so much of the cost, in %"),
    CostField.DROP: Sentence("Largest drop of a price, in %"),
    CostField.PROTECTION: Sentence("Days of price protection"),
    CostField.GAP_WARN: Sentence("Gap between own shops: warn from, in %"),
    CostField.GAP_STOP: Sentence("Gap between own shops: stop from, in %"),
    CostField.BUNDLE: Sentence("Highest rate off of a bundle, in %"),
    CostField.PIECES: Sentence("Pieces of a product looked at in one order"),
    CostField.PLATFORM_LINES: Sentence("The platform sets lines that prices must stay under"),
    CostField.LINES_HOURS: Sentence("Hours until these lines are too old"),
}

FEE_BASE_NAMES: dict[FeeBase, Sentence] = {
    FeeBase.LIST: Sentence("List price"),
    FeeBase.PAID: Sentence("What customers pay"),
    FeeBase.RECEIVED: Sentence("What the shop receives, subsidies included"),
}


def costs_from(typed: Mapping[CostField, Any]) -> tuple[Costs, Limits]:
    """The costs and limits that were typed; raises Refusal naming the field that can't be."""

    def bp(field: CostField) -> int:
        return rate(COST_LABELS[field], typed.get(field))

    def fen(field: CostField) -> int:
        return yuan(COST_LABELS[field], typed.get(field))

    def number(field: CostField) -> int:
        return whole(COST_LABELS[field], typed.get(field))

    costs = Costs(
        fee_bp=bp(CostField.FEE),
        fee_base=FeeBase(typed.get(CostField.FEE_BASE) or FeeBase.RECEIVED),
        order_fen=fen(CostField.ORDER),
        target_bp=bp(CostField.TARGET),
    )
    limits = Limits(
        rate_bp=bp(CostField.RATE),
        near_zero_fen=fen(CostField.NEAR_ZERO),
        near_zero_cost_bp=bp(CostField.NEAR_ZERO_COST),
        drop_bp=bp(CostField.DROP),
        protection_days=number(CostField.PROTECTION),
        gap_warn_bp=bp(CostField.GAP_WARN),
        gap_stop_bp=bp(CostField.GAP_STOP),
        bundle_bp=bp(CostField.BUNDLE),
        most_pieces=number(CostField.PIECES),
        platform_lines=bool(typed.get(CostField.PLATFORM_LINES)),
        lines_hours=number(CostField.LINES_HOURS),
    )
    return costs, limits


def cost_texts(costs: Costs, limits: Limits) -> dict[CostField, Any]:
    """The costs and limits as they would be typed."""
    return {
        CostField.FEE: rate_text(costs.fee_bp),
        CostField.FEE_BASE: costs.fee_base,
        CostField.ORDER: yuan_text(costs.order_fen),
        CostField.TARGET: rate_text(costs.target_bp),
        CostField.RATE: rate_text(limits.rate_bp),
        CostField.NEAR_ZERO: yuan_text(limits.near_zero_fen),
        CostField.NEAR_ZERO_COST: rate_text(limits.near_zero_cost_bp),
        CostField.DROP: rate_text(limits.drop_bp),
        CostField.PROTECTION: str(limits.protection_days),
        CostField.GAP_WARN: rate_text(limits.gap_warn_bp),
        CostField.GAP_STOP: rate_text(limits.gap_stop_bp),
        CostField.BUNDLE: rate_text(limits.bundle_bp),
        CostField.PIECES: str(limits.most_pieces),
        CostField.PLATFORM_LINES: limits.platform_lines,
        CostField.LINES_HOURS: str(limits.lines_hours),
    }
