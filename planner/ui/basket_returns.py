"""Returning a line of a tried basket: what goes back, and what a kept discount costs the shop."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import reports
from planner.reports.basket_frames import PricedBasket
from planner.ui.asking import read
from planner.ui.saying import say, voice
from planner.words import Fen

_LINE, _PIECES = "basket-return-line", "basket-return-pieces"


def return_a_line(basket: dict[str, Any], likely: PricedBasket) -> None:
    """Choose a line and how much of it goes back; the sum is that of the likely price."""
    st.subheader(say("If a line goes back"), anchor=False)
    names = dict(zip(likely.lines["sku"], likely.lines["name"], strict=True))
    pieces = dict(zip(likely.lines["sku"], likely.lines["pieces"].astype(int), strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sku = st.selectbox(
            say("Return this line"),
            list(names),
            format_func=lambda sku: names[sku],
            key=_LINE,
            width=320,
        )
        count = st.number_input(
            say("Pieces"),
            min_value=1,
            max_value=pieces[sku],
            value=pieces[sku],
            step=1,
            key=f"{_PIECES}-{sku}-{pieces[sku]}",
            width=140,
        )
    tried = read(reports.baskets.returned, **basket, back=((sku, int(count)),))
    back = tried.back
    with st.grid(4, min_column_width=150, gap="small"):
        st.metric(say("Refund"), voice().money(back.refund_fen))
        st.metric(say("Stays paid"), voice().money(back.kept_fen))
        st.metric(say("The rest by itself would cost"), voice().money(back.alone_fen))
        if tried.margin_before is not None and tried.margin_after is not None:
            st.metric(
                say("Leaves the shop then"),
                voice().money(tried.margin_after),
                help=say("The whole order leaves {amount}.", amount=Fen(tried.margin_before)),
            )
    if not back.alone_fen and not back.kept_fen:
        st.caption(say("Everything goes back."))
    elif back.lost_fen:
        st.warning(
            say(
                "The customer keeps {amount} of a discount that the rest would not have reached.",
                amount=Fen(back.lost_fen),
            ),
            icon=":material/assignment_return:",
        )
    else:
        st.caption(say("The rest would not have cost more by itself: nothing is lost by it."))
