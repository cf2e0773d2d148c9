"""The orders on which thresholds are tried: from an export that stays here, or made up."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from planner.files import order_values
from planner.files.order_values import OrderValues
from planner.reports.thresholds import StartingPoint
from planner.rules.promotions.past_orders import (
    PIECES_OF_ORDERS,
    average,
    median,
    orders_from_prices,
)
from planner.ui.places import link_to
from planner.ui.reading_bar import reading
from planner.ui.saying import say, voice
from planner.words import Bp, Fen, Refusal

_READ = "_threshold_orders"


@dataclass(frozen=True)
class _ReadFile:
    upload_id: str
    name: str
    orders: OrderValues


def chosen_orders(start: StartingPoint) -> tuple[int, ...]:
    """The values of the orders to try, in fen; empty where there are none yet."""
    ways = {"export": voice().say("Past orders"), "prices": voice().say("Price list")}
    way = st.segmented_control(
        say("Try it on"),
        list(ways),
        format_func=lambda key: ways[key],
        default="export",
        required=True,
        key="orders",
        bind="query-params",
        label_visibility="collapsed",
    )
    values = _from_prices(start) if way == "prices" else _from_export()
    if values:
        st.caption(
            say(
                "{n} order, in the middle {median}, on average {average}.",
                "{n} orders, in the middle {median}, on average {average}.",
                n=len(values),
                median=Fen(median(values)),
                average=Fen(average(values)),
            )
        )
    return values


def _from_export() -> tuple[int, ...]:
    uploaded = st.file_uploader(
        say("Order export of Taobao or Tmall (.csv, .xlsx or .xls)"),
        key="threshold-orders",
        on_change=_let_go,
    )
    kept: _ReadFile | None = st.session_state.get(_READ)
    if uploaded is not None:
        try:
            kept = _read(uploaded.file_id, uploaded.name, uploaded.getvalue())
        except Refusal as refusal:
            st.error(say(refusal.sentence), icon=":material/block:")
            return ()
    if kept is None:
        _what_to_export()
        return ()
    _said(kept)
    return kept.orders.values_fen


def _read(upload_id: str, name: str, content: bytes) -> _ReadFile:
    kept: _ReadFile | None = st.session_state.get(_READ)
    if kept is not None and kept.upload_id == upload_id:
        return kept
    with reading(name) as advance:
        orders = order_values.read(content, name, advance)
    kept = _ReadFile(upload_id, name, orders)
    st.session_state[_READ] = kept
    return kept


def _let_go() -> None:
    st.session_state.pop(_READ, None)


def _said(kept: _ReadFile) -> None:
    orders = kept.orders
    st.write(
        say(
            "“{file}”: paid from {first} to {last}; {unpaid} never paid or free, "
            "{skipped} left out.",
            file=kept.name,
            first=orders.first_day,
            last=orders.last_day,
            unpaid=orders.unpaid,
            skipped=len(orders.skipped),
        )
    )


def _what_to_export() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("Which 满减 would have paid?"), anchor=False)
        st.write(
            say(
                "Drop the orders of a normal month or of the last sale: in 千牛, 交易 › "
                "已卖出的宝贝 › 批量导出. Only order numbers, amounts and times are read, and "
                "only the amounts are kept, for you and until you leave: never a buyer. Without "
                "an export, try it on the price list."
            )
        )


def _from_prices(start: StartingPoint) -> tuple[int, ...]:
    try:
        values = orders_from_prices(start.prices_fen)
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/sell:")
        link_to("products", say("Products"), "inventory_2")
        return ()
    orders = sum(PIECES_OF_ORDERS.values())
    one, two, three = (Bp(10_000 * count // orders) for count in PIECES_OF_ORDERS.values())
    st.warning(
        say(
            "Made-up orders, an assumption: {one} have one piece, {two} two and {three} three, "
            "each product as likely as another, at list price. Past orders say more.",
            one=one,
            two=two,
            three=three,
        ),
        icon=":material/casino:",
    )
    return values
