"""The shop of a sale that a page is about: chosen where the sale runs in more than one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import shaped
from planner.ui.places import link_to
from planner.ui.saying import say
from planner.ui.visitor import visitor


def sale_shop(campaign: CampaignCard) -> int | None:
    """The shop to look at; None, with a word on what to do, where the sale has no shop."""
    if not campaign.shop_ids:
        _no_shop_in_the_sale()
        return None
    if len(campaign.shop_ids) == 1:
        return campaign.shop_ids[0]
    named = shaped(_names, reports.shops.shops, archived=True)
    chosen: int = st.selectbox(
        say("Shop"),
        list(campaign.shop_ids),
        format_func=lambda shop_id: named.get(shop_id, ""),
        key=f"sale-shop-{campaign.id}",
        persist_state="session",
        label_visibility="collapsed",
        width=260,
    )
    return chosen


def _names(shops: pd.DataFrame) -> dict[int, str]:
    return dict(zip(shops["id"].astype(int), shops["name"], strict=True))


def _no_shop_in_the_sale() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("This sale has no shop yet"), anchor=False)
        st.write(say("Products and promotions belong to a shop. Say which shops take part."))
        if visitor().may(Right.PLAN):
            link_to("campaign", say("Choose the shops"), "storefront")
