"""The form that adds a product by hand, and the one that takes products over from another sale."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.files.cells import whole
from planner.reports.campaigns import CampaignCard
from planner.rules.money import parse_fen
from planner.rules.promotions.product_fields import (
    COUNT_FIELDS,
    FIELD_NAMES,
    MONEY_FIELDS,
    NEEDED,
    ProductField,
)
from planner.ui.asking import attempt, guarded, notice, shaped, show_notices
from planner.ui.saying import say, voice
from planner.words import Refusal, Sentence

_ASKED = "_product_asked"
_TYPED = "product-typed-"
_FIRST = (
    *(ProductField.SKU, ProductField.NAME, ProductField.LIST, ProductField.COST),
    *(ProductField.FLOOR, ProductField.STOCK),
)
_HELP: dict[ProductField, Sentence] = {
    ProductField.SKU: Sentence("Your own code of the variant, as in your stock lists."),
    ProductField.LIST: Sentence("In yuan: the activity price before any promotion."),
    ProductField.COST: Sentence("In yuan: what a piece costs you, packing included."),
    ProductField.FLOOR: Sentence("In yuan: you never want to sell below it."),
    ProductField.PLANNED: Sentence("How many pieces the sale should sell."),
    ProductField.LAST: Sentence("In yuan: what a piece cost customers in the last sale."),
    ProductField.LOWEST_WEEK: Sentence("In yuan: the lowest deal of the seven days before."),
}


def ask(what: str) -> None:
    """Open a form in the next run: "add" or "copy"."""
    _forget_typed()
    st.session_state[_ASKED] = what


def open_what_was_asked(campaign: CampaignCard, shop_id: int) -> None:
    """Draw the form that somebody asked for; called once at the end of the page."""
    what = st.session_state.get(_ASKED)
    if what is None:
        return
    title = say("Add a product") if what == "add" else say("Take over from another sale")
    st.dialog(title, width="medium", on_dismiss=_close)(_inside)(what, campaign.id, shop_id)


def sales_to_copy(campaign_id: int, shop_id: int) -> dict[int, str]:
    """The other sales with products of the shop: id to name, day and number of products."""
    return shaped(_told, reports.products.other_sales, campaign_id=campaign_id, shop_id=shop_id)


def _inside(what: str, campaign_id: int, shop_id: int) -> None:
    if st.session_state.get(_ASKED) != what:
        st.rerun()
    show_notices()
    draw = _add_form if what == "add" else _copy_form
    guarded(lambda: draw(campaign_id, shop_id))


def _add_form(campaign_id: int, shop_id: int) -> None:
    with st.form("product-add", border=False):
        with st.grid(2, min_column_width=200):
            for field in _FIRST:
                _field(field)
        with (
            st.expander(say("More about it"), key="product-more", type="compact"),
            st.grid(2, min_column_width=200),
        ):
            for field in ProductField:
                if field not in _FIRST:
                    _field(field)
        st.form_submit_button(
            say("Add product"), type="primary", on_click=_add, args=(campaign_id, shop_id)
        )


def _field(field: ProductField) -> None:
    label = say(FIELD_NAMES[field])
    st.text_input(
        label if field not in NEEDED else say("{label} (needed)", label=FIELD_NAMES[field]),
        key=f"{_TYPED}{field}",
        help=say(_HELP[field]) if field in _HELP else None,
        autocomplete="off",
    )


def _add(campaign_id: int, shop_id: int) -> None:
    try:
        fields = {field: _typed(field) for field in ProductField}
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    added = attempt(actions.products.add, campaign_id=campaign_id, shop_id=shop_id, fields=fields)
    if added is not None:
        _close()


def _typed(field: ProductField) -> Any:
    text = (st.session_state.get(f"{_TYPED}{field}") or "").strip()
    if field in COUNT_FIELDS:
        return whole(text, voice().say(FIELD_NAMES[field]))
    if field not in MONEY_FIELDS:
        return text
    try:
        return parse_fen(text) if text else None
    except Refusal as refusal:
        raise Refusal(
            "{field}: {problem}", field=FIELD_NAMES[field], problem=refusal.sentence
        ) from refusal


def _copy_form(campaign_id: int, shop_id: int) -> None:
    sales = sales_to_copy(campaign_id, shop_id)
    with st.form("products-copy", border=False):
        st.selectbox(
            say("Sale"),
            list(sales),
            format_func=lambda sale: sales[sale],
            key=f"{_TYPED}copy-from",
        )
        st.caption(
            say(
                "Each product comes with what a piece cost customers there. Stock and planned "
                "pieces stay empty; products that are here already stay as they are."
            )
        )
        st.form_submit_button(
            say("Take them over"), type="primary", on_click=_copy, args=(campaign_id, shop_id)
        )


def _copy(campaign_id: int, shop_id: int) -> None:
    taken = attempt(
        actions.product_intake.take_from_campaign,
        campaign_id=campaign_id,
        shop_id=shop_id,
        from_campaign_id=st.session_state[f"{_TYPED}copy-from"],
    )
    if taken is not None:
        _close()


def _told(sales: pd.DataFrame) -> dict[int, str]:
    return {
        int(sale_id): voice().say(
            "{sale}, {day}: {products}",
            sale=name,
            day=date(day.year, day.month, day.day),
            products=Sentence("{n} product", "{n} products", n=int(n)),
        )
        for sale_id, name, day, n in zip(
            sales["id"], sales["name"], sales["sale_day"], sales["n"], strict=True
        )
    }


def _close() -> None:
    st.session_state.pop(_ASKED, None)
    _forget_typed()


def _forget_typed() -> None:
    for key in [key for key in st.session_state if str(key).startswith(_TYPED)]:
        del st.session_state[key]
