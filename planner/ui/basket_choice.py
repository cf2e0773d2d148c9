"""Which basket is tried: the shop, the phase, the products and how many pieces of each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import next_phase_to_open, phase_at
from planner.rules.people import Right
from planner.ui.asking import read
from planner.ui.people import shops
from planner.ui.places import link_to
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor

_CHOSEN, _PIECES = "basket-products", "basket-pieces"
_MOST_PIECES = 1_000
_MOST_LINES = 20


def chosen_basket(campaign: CampaignCard) -> dict[str, Any] | None:
    """The basket as the report asks for it; None, with a word on what to do, where it is empty."""
    goods = read(reports.promotions.goods, campaign_id=campaign.id)
    if goods.empty:
        _no_products(campaign)
        return None
    st.caption(say("Put products into a basket: the sum is worked out as the platform does it."))
    with st.grid(2, min_column_width=260):
        shop_id = _chosen_shop(campaign)
        phase_id = _chosen_phase(campaign, shop_id)
    sold = goods[goods["shop_id"] == shop_id]
    if sold.empty:
        st.info(say("This shop has no products in the campaign yet."), icon=":material/info:")
        return None
    pieces = _chosen_pieces(sold, shop_id)
    if not any(count for _, count in pieces):
        st.info(say("Choose products to see what they cost together."), icon=":material/info:")
        return None
    return {
        "campaign_id": campaign.id,
        "shop_id": shop_id,
        "phase_id": phase_id,
        "pieces": pieces,
    }


def _no_products(campaign: CampaignCard) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No products yet"), anchor=False)
        st.write(
            say("Add the products of this sale with their prices first: then baskets can be tried.")
        )
        if visitor().may(Right.PLAN):
            link_to("products", say("Add products"), "inventory_2", campaign.name)


def _chosen_shop(campaign: CampaignCard) -> int:
    known = shops()
    names = {shop_id: known[shop_id] for shop_id in campaign.shop_ids if shop_id in known}
    chosen: int = st.selectbox(
        say("Shop"),
        list(names),
        format_func=lambda shop_id: names[shop_id],
        key=f"basket-shop-{campaign.id}",
        persist_state="session",
    )
    return chosen


def _chosen_phase(campaign: CampaignCard, shop_id: int) -> int:
    phases = [phase for phase in campaign.phases if not phase.shops or shop_id in phase.shops]
    names = {phase.key: phase.name for phase in phases}
    first = phase_at(phases, campaign.now) or next_phase_to_open(phases, campaign.now) or phases[-1]
    chosen: int = st.selectbox(
        say("Phase"),
        list(names),
        index=list(names).index(first.key),
        format_func=lambda phase_id: names[phase_id],
        key=f"basket-phase-{campaign.id}-{shop_id}",
        persist_state="session",
    )
    return chosen


def _chosen_pieces(sold: pd.DataFrame, shop_id: int) -> tuple[tuple[str, int], ...]:
    """The products that are chosen, with a number field each."""
    prices = dict(zip(sold["sku"], sold["list_fen"].astype(int), strict=True))
    names = dict(zip(sold["sku"], sold["name"], strict=True))
    chosen: list[str] = st.multiselect(
        say("Products"),
        list(names),
        format_func=lambda sku: f"{sku} · {names[sku]} · {voice().money(prices[sku])}",
        key=f"{_CHOSEN}-{shop_id}",
        placeholder=say("Choose products"),
        max_selections=_MOST_LINES,
        persist_state="session",
    )
    found = []
    with st.grid(4, min_column_width=200):
        for sku in chosen:
            key = f"{_PIECES}-{shop_id}-{sku}"
            st.session_state.setdefault(key, 1)
            count = st.number_input(
                plain(f"{names[sku]} · {voice().money(prices[sku])}"),
                min_value=0,
                max_value=_MOST_PIECES,
                step=1,
                key=key,
                persist_state="session",
            )
            found.append((sku, int(count)))
    return tuple(found)
