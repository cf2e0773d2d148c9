"""A promotion from the fields of its form, and the fields as a preset or a promotion fills them."""

from __future__ import annotations

from typing import Any

from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.draft_fields import DRAFT_LABELS as LABELS
from planner.rules.promotions.draft_fields import DraftField, TypedDraft
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.piece_rules import BuyGet
from planner.rules.promotions.presets import GivingKind, Preset
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.promotions.typed_givings import giving_texts, read_giving
from planner.rules.promotions.typed_values import (
    count_text,
    rate,
    rate_text,
    whole_or_none,
    written,
    yuan_or_none,
    yuan_text,
)
from planner.rules.promotions.written_rules import kind_of
from planner.words import Refusal


def draft_from(preset: Preset, typed: TypedDraft) -> Draft:
    """The promotion that was typed into the form of a preset.

    Raises Refusal naming the first field that can't be.
    """
    field = DraftField
    scope = _scope(typed)
    gives = read_giving(preset.kind, typed, scope)
    if preset.kind is GivingKind.SET_FOR_PRICE:
        scope = Scope(skus=frozenset(sku for sku, _ in typed[field.SET]))
    elif isinstance(gives, BuyGet) and (scope.skus or scope.categories):
        scope = Scope(scope.skus | gives.get.skus, scope.categories, scope.except_skus)
    return Draft(
        name=typed.get(field.NAME) or "",
        preset=preset.key,
        gives=gives,
        layer=Layer(typed.get(field.LAYER, preset.layer)),
        base=Base(typed.get(field.BASE, preset.base)),
        phases=frozenset(typed.get(field.PHASES) or ()),
        scope=scope,
        group=typed.get(field.GROUP) or "",
        claimed=bool(typed.get(field.CLAIMED)),
        priority=_priority(typed.get(field.PRIORITY)),
        rounding=typed.get(field.ROUNDING) or preset.rounding,
        shop_bp=rate(LABELS[field.SHOP_SHARE], typed.get(field.SHOP_SHARE)),
        shuts=frozenset(Layer(layer) for layer in typed.get(field.SHUTS) or ()),
        shop=typed.get(field.SHOP) or None,
        opens=typed.get(field.OPENS),
        closes=typed.get(field.CLOSES),
        issued=whole_or_none(LABELS[field.ISSUED], typed.get(field.ISSUED)),
        per_buyer=whole_or_none(LABELS[field.PER_BUYER], typed.get(field.PER_BUYER)),
        budget_fen=yuan_or_none(LABELS[field.BUDGET], typed.get(field.BUDGET)),
        wording=typed.get(field.WORDING) or "",
    )


def preset_texts(preset: Preset) -> dict[DraftField, Any]:
    """How the form of a preset stands before anybody has typed."""
    return {
        DraftField.LAYER: preset.layer,
        DraftField.BASE: preset.base,
        DraftField.GROUP: preset.group,
        DraftField.CLAIMED: preset.claimed,
        DraftField.REPEAT: preset.repeat,
        DraftField.MOST_FOR: preset.most_for,
        DraftField.GIFT_PIECES: "1",
        DraftField.PRIORITY: "",
        DraftField.ROUNDING: preset.rounding,
        DraftField.SHOP_SHARE: rate_text(preset.shop_bp),
        DraftField.SHUTS: sorted(preset.closes),
    }


def draft_texts(draft: Draft) -> dict[DraftField, Any]:
    """A promotion as it would be typed."""
    gives = draft.gives
    bought = gives.buy if isinstance(gives, BuyGet) and gives.get.skus else draft.scope
    if kind_of(gives) is GivingKind.SET_FOR_PRICE:
        bought = Scope()
    return {
        DraftField.NAME: draft.name,
        DraftField.PHASES: sorted(draft.phases),
        DraftField.SHOP: draft.shop or 0,
        DraftField.SKUS: sorted(bought.skus),
        DraftField.CATEGORIES: sorted(bought.categories),
        DraftField.EXCEPT_SKUS: sorted(draft.scope.except_skus),
        DraftField.LAYER: draft.layer,
        DraftField.BASE: draft.base,
        DraftField.GROUP: draft.group,
        DraftField.CLAIMED: draft.claimed,
        DraftField.PRIORITY: str(draft.priority) if draft.priority else "",
        DraftField.ROUNDING: draft.rounding,
        DraftField.SHOP_SHARE: rate_text(draft.shop_bp),
        DraftField.SHUTS: sorted(draft.shuts),
        DraftField.OPENS: draft.opens,
        DraftField.CLOSES: draft.closes,
        DraftField.ISSUED: count_text(draft.issued),
        DraftField.PER_BUYER: count_text(draft.per_buyer),
        DraftField.BUDGET: yuan_text(draft.budget_fen),
        DraftField.WORDING: draft.wording,
        **giving_texts(gives),
    }


def _scope(typed: TypedDraft) -> Scope:
    return Scope(
        skus=frozenset(typed.get(DraftField.SKUS) or ()),
        categories=frozenset(typed.get(DraftField.CATEGORIES) or ()),
        except_skus=frozenset(typed.get(DraftField.EXCEPT_SKUS) or ()),
    )


def _priority(text: str | None) -> int:
    if not written(text):
        return 0
    digits = (text or "").strip()
    if not digits.isdecimal() or len(digits) > 4:
        raise Refusal(
            "{field}: write a whole number from 0 to 9,999, or leave it empty.",
            field=LABELS[DraftField.PRIORITY],
        )
    return int(digits)
