"""What a tried basket costs: the likely price step by step, the worst allowed one, and returns."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.basket_frames import PricedBasket
from planner.reports.baskets import TriedBasket
from planner.rules.promotions.margins import Margin
from planner.ui.asking import read
from planner.ui.basket_picture import waterfall
from planner.ui.basket_returns import return_a_line
from planner.ui.saying import plain, say, voice
from planner.words import Bp, Fen, Refusal

_UNCLAIMED = "basket-unclaimed"
_NARROW, _WIDE = 80, 330


def basket_results(basket: dict[str, Any]) -> None:
    """Everything about the basket, in the order in which an operator asks."""
    tried = _tried(basket)
    if tried is None:
        return
    unclaimed = _claims(tried)
    if unclaimed:
        basket = {**basket, "unclaimed": unclaimed}
        again = _tried(basket)
        tried = tried if again is None else again
    _headline(tried)
    likely, worst = tried.likely, tried.worst
    if worst is None:
        _priced(likely)
    else:
        names = {"likely": say("Likely price"), "worst": say("Worst allowed price")}
        view = st.segmented_control(
            say("Which price"),
            list(names),
            format_func=lambda name: names[name],
            default="likely",
            required=True,
            key="basket-view",
            label_visibility="collapsed",
        )
        if view == "likely":
            st.caption(say("The best that a customer can do, which most will."))
            _priced(likely)
        else:
            st.caption(say("The allowed rules that leave the shop least on this basket."))
            _priced(worst)
    if tried.no_worst is not None:
        st.warning(
            say("The worst allowed price is not known. {why}", why=tried.no_worst),
            icon=":material/help:",
        )
    if tried.without_cost:
        st.info(
            say(
                "The margin is not known because nobody has said what this costs: {names}.",
                names=list(tried.without_cost),
            ),
            icon=":material/help:",
        )
    return_a_line(basket, likely)


def _tried(basket: dict[str, Any]) -> TriedBasket | None:
    try:
        return read(reports.baskets.tried, **basket)
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/info:")
        return None


def _claims(tried: TriedBasket) -> tuple[str, ...]:
    """Which of the claimed rules this customer leaves unclaimed."""
    if not tried.claimable:
        return ()
    names = dict(tried.claimable)
    claimed = st.pills(
        say("This customer claims"),
        list(names),
        format_func=lambda key: plain(names[key]),
        selection_mode="multi",
        default=list(names),
        key=f"{_UNCLAIMED}-{'-'.join(names)}",
    )
    return tuple(key for key in names if key not in claimed)


def _headline(tried: TriedBasket) -> None:
    likely, worst = tried.likely, tried.worst
    with st.grid(5, min_column_width=150, gap="small"):
        st.metric(say("List price"), voice().money(likely.list_fen))
        st.metric(say("Customer pays"), voice().money(likely.paid_fen))
        if likely.margin is not None:
            st.metric(
                say("Leaves the shop, {rate}", rate=_rate(likely.margin)),
                voice().money(likely.margin.margin_fen),
            )
        if worst is not None:
            st.metric(say("Pays at worst"), voice().money(worst.paid_fen))
            if worst.margin is not None:
                st.metric(
                    say("Leaves at worst, {rate}", rate=_rate(worst.margin)),
                    voice().money(worst.margin.margin_fen),
                )
    least = worst.margin if worst is not None else None
    if least is None or tried.target_bp is None:
        return
    if least.margin_fen < 0:
        st.error(
            say("At worst this basket loses {amount}.", amount=Fen(-least.margin_fen)),
            icon=":material/trending_down:",
        )
    elif least.margin_bp is not None and least.margin_bp < tried.target_bp:
        st.warning(
            say(
                "At worst {margin} is left of what is paid, less than the wanted {target}.",
                margin=Bp(least.margin_bp),
                target=Bp(tried.target_bp),
            ),
            icon=":material/trending_down:",
        )


def _rate(left: Margin) -> Bp | str:
    return voice().percent(None) if left.margin_bp is None else Bp(left.margin_bp)


def _priced(priced: PricedBasket) -> None:
    if not priced.every_way:
        st.caption(
            say(
                "These rules combine in too many ways to compare all, so another choice of coupons"
                " may be cheaper still."
            )
        )
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        waterfall(priced)
    with beside:
        if priced.margin is not None:
            _margin(priced.margin)
        _presents(priced.presents)
    _steps(priced)
    shares, others = st.columns([3, 2], gap="large")
    with shares:
        _lines(priced.lines)
    with others:
        _skipped(priced.skipped)


def _steps(priced: PricedBasket) -> None:
    """The sum as an operator writes it: before, rule, how, off, after."""
    st.markdown(f"**{say('Step by step')}**")
    money = voice().money
    rows: list[dict[str, str]] = [
        {
            say("Before"): money(row.before_fen),
            say("Rule"): row.rule,
            say("How"): voice().say(row.how),
            say("Off"): money(row.off_fen),
            say("After"): money(row.after_fen),
        }
        for row in _rows(priced.steps)
    ]
    if rows:
        _table(rows, say("Before"), say("Off"), say("After"))
    else:
        st.caption(say("No rule takes anything off."))
    if priced.freight_free is not None:
        freight = say(priced.freight_free)
        st.caption(freight[:1].upper() + freight[1:])


def _lines(lines: pd.DataFrame) -> None:
    """What each line shares in it, which is what goes back on a return."""
    st.markdown(f"**{say('Share of each line')}**")
    money = voice().money
    rows = [
        {
            say("Product"): f"{row.name} × {row.pieces}",
            say("List price"): money(row.list_fen),
            say("Off"): money(row.off_fen),
            say("Pays"): money(row.paid_fen),
        }
        for row in _rows(lines)
    ]
    _table(rows, say("List price"), say("Off"), say("Pays"))


def _margin(left: Margin) -> None:
    st.markdown(f"**{say('What it leaves the shop')}**")
    money = voice().money
    parts = (
        (say("The shop receives"), left.received_fen),
        (say("Platform fee"), -left.fee_fen),
        (say("Cost of the goods"), -left.goods_fen),
        (say("Cost of gifts"), -left.gifts_fen),
        (say("Cost of the order"), -left.order_fen),
        (say("Left"), left.margin_fen),
    )
    rows = [{say("What"): name, say("Amount"): money(fen)} for name, fen in parts if fen]
    _table(rows, say("Amount"))


def _presents(presents: pd.DataFrame) -> None:
    for row in _rows(presents):
        st.caption(say("Gift: {gift} × {n}", gift=str(row.gift), n=row.pieces))


def _skipped(skipped: pd.DataFrame) -> None:
    if skipped.empty:
        return
    st.markdown(f"**{say('Does not count')}**")
    for row in _rows(skipped):
        st.caption(say("{rule}: {why}", rule=str(row.rule), why=row.why))


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, each with its columns as attributes."""
    for row in frame.to_dict("records"):
        yield SimpleNamespace(**{str(name): value for name, value in row.items()})


def _table(rows: list[dict[str, str]], *amounts: str) -> None:
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            name: st.column_config.TextColumn(name, alignment="right", width=_NARROW)
            for name in amounts
        }
        | {say("How"): st.column_config.TextColumn(say("How"), width=_WIDE)},
    )
