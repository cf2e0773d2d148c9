"""The safety map's page: where an order can lose money, and the basket and sum that show it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.reports.safety import PlaceShown
from planner.rules.promotions.safety import COST_NOT_SAID, SAFETY_NAMES, Safety
from planner.ui.asking import read, shaped
from planner.ui.components.safety_map import WORDS, safety_map
from planner.ui.names import words
from planner.ui.places import link_to
from planner.ui.safety_view import margin_text, margins
from planner.ui.sale_shops import sale_shop
from planner.ui.saying import say, voice
from planner.ui.working import promotion_links, sum_of
from planner.words import Sentence

_CELL = "cell"
_COLOURS = {
    Safety.LOSES: "red",
    Safety.THIN: "orange",
    Safety.UNPROVEN: "gray",
    Safety.SAFE: "green",
    Safety.UNKNOWN: "gray",
}


def safety_of(campaign: CampaignCard) -> None:
    """The map of a shop of the sale, or what is missing before there is one."""
    with st.container(horizontal=True, vertical_alignment="center"):
        shop_id = sale_shop(campaign)
        if shop_id is None:
            return
        unsafe_only = st.toggle(say("Only what is not safe"), key="unsafe", bind="query-params")
    frame = read(reports.safety.safety, campaign_id=campaign.id, shop_id=shop_id)
    if frame.empty:
        _empty(
            Sentence("No products yet"),
            Sentence(
                "The map shows the worst that an order can do to each product in each phase. Enter"
                " the products of this sale with what they cost first."
            ),
            *("products", Sentence("Enter products"), "inventory_2", campaign.name),
        )
        return
    if not frame["n_rules"].any():
        _empty(
            Sentence("No promotions yet"),
            Sentence(
                "Once there are promotions, every basket that they allow is looked at, and you see"
                " here which product could be sold at a loss."
            ),
            *("promotions", Sentence("Write the first promotion"), "sell", campaign.name),
        )
        return
    _summary(frame, campaign.name)
    cell = _chosen(frame)
    safety_map(
        shaped(
            margins,
            reports.safety.safety,
            about=("" if cell is None else str(st.query_params[_CELL]), unsafe_only),
            campaign_id=campaign.id,
            shop_id=shop_id,
        ),
        words=words(WORDS),
        key="safety",
        on_act=_on_act,
    )
    if cell is not None:
        _behind(campaign, cell)


def _summary(frame: pd.DataFrame, campaign: str) -> None:
    """How many products can lose, and what is not known."""
    of_product = frame.groupby("product_id")["verdict"].agg(set)
    loses = sum(Safety.LOSES in verdicts for verdicts in of_product)
    thin = sum(Safety.THIN in verdicts and Safety.LOSES not in verdicts for verdicts in of_product)
    unknown = sum(Safety.UNKNOWN in verdicts for verdicts in of_product)
    if loses:
        told = say(
            "{n} product can be sold at a loss. Tap a red field to see the basket.",
            "{n} products can be sold at a loss. Tap a red field to see the basket.",
            n=loses,
        )
        st.markdown(f":red[:material/warning:] {told}")
    elif thin:
        told = say(
            "No order loses money, but {n} product can be sold under the wanted margin.",
            "No order loses money, but {n} products can be sold under the wanted margin.",
            n=thin,
        )
        st.markdown(f":orange[:material/info:] {told}")
    elif not unknown and Safety.UNPROVEN not in set(frame["verdict"]):
        told = say("No order leaves less than the wanted margin, and there is a proof for each.")
        st.markdown(f":green[:material/verified:] {told}")
    if unknown:
        _unknown(frame[frame["verdict"] == Safety.UNKNOWN], campaign)


def _unknown(frame: pd.DataFrame, campaign: str) -> None:
    """Why nobody knows of some products, each reason with the page that mends it."""
    for _, alike in frame.groupby(frame["said"].map(str), sort=False):
        why, n = alike["said"].iloc[0], alike["product_id"].nunique()
        if why == COST_NOT_SAID:
            told = say(
                "Of {n} product nobody knows: what it costs is not said.",
                "Of {n} products nobody knows: what they cost is not said.",
                n=n,
            )
            _with_way(told, "products", say("Enter costs"), "inventory_2", campaign)
        else:
            told = say(
                "Of {n} product nobody knows: {why}",
                "Of {n} products nobody knows: {why}",
                n=n,
                why=why,
            )
            _with_way(told, "promotions", say("Look at the promotions"), "sell", campaign)


def _with_way(told: str, page: str, label: str, icon: str, campaign: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(told, width="content")
        link_to(page, label, icon, campaign)


def _chosen(frame: pd.DataFrame) -> PlaceShown | None:
    """The open cell, as the address says it."""
    phase, _, product = str(st.query_params.get(_CELL, "")).partition(":")
    if not (phase.isdecimal() and product.isdecimal()):
        return None
    return reports.safety.cell(frame, int(phase), int(product))


def _behind(campaign: CampaignCard, cell: PlaceShown) -> None:
    """The proof, or the basket with its sum and the rules that make it."""
    with st.container(border=True, key="behind"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = say("{product}, {phase}", product=cell.name, phase=cell.phase)
            st.subheader(title, anchor=False, width="content")
            st.badge(say(SAFETY_NAMES[cell.verdict]), color=_colour(cell.verdict))
        if cell.verdict is Safety.SAFE:
            st.write(say(cell.said))
            if cell.working:
                st.caption(say("The worst order found:"))
        elif cell.verdict in (Safety.UNPROVEN, Safety.UNKNOWN):
            st.write(say(cell.said))
        sum_of(cell.working)
        if cell.margin_fen is not None:
            st.caption(
                say(
                    "A margin of {margin} on what is paid; you want {target}.",
                    margin=margin_text(cell.margin_bp, cell.margin_fen),
                    target=voice().percent(cell.target_bp),
                )
            )
        if cell.rules:
            st.caption(say("Promotions in this order:"))
            with st.container(horizontal=True):
                promotion_links(campaign.name, cell.rules)


def _colour(safety: Safety) -> Any:
    return _COLOURS[safety]


def _empty(
    title: Sentence, text: Sentence, page: str, label: Sentence, icon: str, campaign: str
) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say(title), anchor=False)
        st.write(say(text))
        link_to(page, say(label), icon, campaign)


def _on_act(verb: str, payload: dict[str, Any]) -> None:
    if verb == "choose":
        st.query_params[_CELL] = payload["group"]
