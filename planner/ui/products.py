"""The page of products: its bar, its two views, and what to do where there are none yet."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import read
from planner.ui.product_form import ask, open_what_was_asked, sales_to_copy
from planner.ui.product_list import product_list
from planner.ui.product_sheet import bring_in, example_sheet, take_out
from planner.ui.sale_shops import sale_shop
from planner.ui.saying import say
from planner.ui.visitor import visitor


def products_of(campaign: CampaignCard) -> None:
    """What a shop of the sale sells; who plans may change it."""
    plans = visitor().may(Right.PLAN) and visitor().may(Right.SEE_COSTS) and not campaign.archived
    with st.container(horizontal=True, vertical_alignment="center"):
        shop_id = sale_shop(campaign)
        if shop_id is None:
            return
        products = read(reports.products.products, campaign_id=campaign.id, shop_id=shop_id)
        view = _chosen_view() if plans and not products.empty else "list"
        if plans and not products.empty:
            _add_buttons(campaign.id, shop_id)
    if products.empty:
        _none_yet(campaign, shop_id, plans=plans)
    elif view == "sheet":
        _sheets(campaign, shop_id)
    else:
        product_list(products, plans=plans)
    if plans:
        open_what_was_asked(campaign, shop_id)


def _chosen_view() -> str:
    views = {"list": say("List"), "sheet": say("Excel")}
    chosen: str = st.segmented_control(
        say("View"),
        list(views),
        format_func=lambda name: views[name],
        default="list",
        required=True,
        key="products-view",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen


def _add_buttons(campaign_id: int, shop_id: int) -> None:
    st.button(
        say("Add product"),
        key="product-ask-add",
        icon=":material/add:",
        type="primary",
        on_click=ask,
        args=("add",),
    )
    if sales_to_copy(campaign_id, shop_id):
        st.button(
            say("Take over from another sale"),
            key="product-ask-copy",
            icon=":material/history:",
            on_click=ask,
            args=("copy",),
        )


def _sheets(campaign: CampaignCard, shop_id: int) -> None:
    back, out = st.columns([3, 2], gap="large")
    with back:
        st.subheader(say("Bring a sheet in"), anchor=False)
        st.write(
            say(
                "Rows are told apart by their code. What a sheet leaves empty or does not have "
                "stays as it is, and you see every change before it is kept."
            )
        )
        bring_in(campaign, shop_id)
    with out:
        st.subheader(say("Take them to Excel"), anchor=False)
        st.write(say("All products of this shop, a row each. The sheet can come back edited."))
        take_out(campaign, shop_id)


def _none_yet(campaign: CampaignCard, shop_id: int, *, plans: bool) -> None:
    with st.container(border=True):
        st.subheader(say("No products yet"), anchor=False)
        if not plans:
            st.write(say("Nobody has entered the products of this sale yet."))
            return
        st.write(
            say(
                "Drop the sheet you work with: code, name, list price, and if you like cost, floor "
                "price, stock and the platform's IDs, in Chinese or English and in any order. With "
                "costs the app can tell which promotion would sell at a loss."
            )
        )
        bring_in(campaign, shop_id)
        with st.container(horizontal=True, vertical_alignment="center"):
            example_sheet()
            _add_buttons(campaign.id, shop_id)
