"""What a promotion is for in its form: phases, shop, products, how many, and its wording."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.promotions.draft_fields import DraftField
from planner.rules.promotions.presets import GivingKind, Preset
from planner.ui.asking import read
from planner.ui.people import shops
from planner.ui.promotion_fields import choice_field, choices_field, text_field
from planner.ui.saying import plain, say


def scope_fields(key: str, campaign: CampaignCard, preset: Preset) -> None:
    """Phases, shop, products and exceptions, how many there are, and what customers read."""
    phases = {phase.key: plain(phase.name) for phase in campaign.phases}
    st.pills(
        say("Phases"),
        list(phases),
        format_func=lambda phase: phases[phase],
        selection_mode="multi",
        key=f"{key}-{DraftField.PHASES}",
        persist_state="session",
    )
    known = shops()
    taking_part = {shop_id: known[shop_id] for shop_id in campaign.shop_ids if shop_id in known}
    if len(taking_part) > 1:
        choice_field(key, DraftField.SHOP, {0: say("All shops"), **taking_part})
    if preset.kind is not GivingKind.SET_FOR_PRICE:
        products = product_names(campaign)
        categories = _categories(campaign)
        with st.grid(3, min_column_width=220):
            choices_field(key, DraftField.SKUS, products, say("All products"))
            if categories or st.session_state.get(f"{key}-{DraftField.CATEGORIES}"):
                choices_field(
                    key,
                    DraftField.CATEGORIES,
                    {name: name for name in categories},
                    say("All categories"),
                )
            choices_field(key, DraftField.EXCEPT_SKUS, products, say("No exception"))
    with st.grid(3, min_column_width=200):
        text_field(key, DraftField.ISSUED, say("no limit"))
        text_field(key, DraftField.PER_BUYER, say("no limit"))
    st.text_area(
        say("What customers read"),
        key=f"{key}-{DraftField.WORDING}",
        max_chars=1000,
        height=70,
        persist_state="session",
    )


def product_names(campaign: CampaignCard) -> dict[str, str]:
    """The products of a campaign by code, with their names."""
    goods = read(reports.promotions.goods, campaign_id=campaign.id)
    return {
        str(sku): f"{sku} · {name}" for sku, name in zip(goods["sku"], goods["name"], strict=True)
    }


def _categories(campaign: CampaignCard) -> list[str]:
    goods = read(reports.promotions.goods, campaign_id=campaign.id)
    return sorted({str(name) for name in goods["category"] if name})
