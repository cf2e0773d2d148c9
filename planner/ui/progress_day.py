"""The key figures of one day of a sale, people included where a source knows them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.rules.key_figures import Amount
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.ui.asking import read
from planner.ui.progress import amount_of, order_value, source_names
from planner.ui.replaying import drawn_once
from planner.ui.saying import say, voice
from planner.ui.visitor import language
from planner.words import Fen


def day_figures(campaign: CampaignCard, day: date, measure: Measure) -> None:
    """A row of what is known of the day; 客单价 and 支付转化率 where its buyers are known."""
    figures = read(reports.key_figures.key_figures, campaign_id=campaign.id, day=day)
    about = repr(("day figures", language(), day, measure, figures))
    drawn_once(about, lambda: _day_figures(figures, day, measure))


def _day_figures(figures: KeyFigures, day: date, measure: Measure) -> None:
    with st.grid(6, min_column_width=130):
        amount = amount_of(figures, measure)
        st.metric(say(MEASURE_NAMES[measure]), _money(amount))
        st.metric(say("Paid orders"), _count(figures.orders))
        order_value(figures)
        if figures.buyer_value is not None:
            st.metric(
                say("Paid per buyer"),
                voice().money(figures.buyer_value.fen),
                help=say(
                    "{paid} paid ÷ {n} buyer",
                    "{paid} paid ÷ {n} buyers",
                    paid=Fen(figures.buyer_value.numerator),
                    n=figures.buyer_value.denominator,
                ),
            )
        if figures.conversion is not None:
            st.metric(
                say("Paying visitors"),
                voice().percent(figures.conversion.bp),
                help=say(
                    "{buyers} buyers of {visitors} visitors",
                    buyers=figures.conversion.numerator,
                    visitors=figures.conversion.denominator,
                ),
            )
        if figures.daily_visitors is not None:
            st.metric(
                say("Visitors"),
                _count(figures.daily_visitors),
                help=say("Visitors of each shop added up: who came to two counts twice."),
            )
    moments = [known.moment for known in (figures.paid, figures.ordered) if known is not None]
    said = say(
        "{day} · {sources}", day=voice().day_long(day), sources=source_names(figures.sources)
    )
    if moments and max(moments).date() == day:
        until = say("data up to {moment}", moment=voice().wall_clock(max(moments)))
        said = f"{said} · {until}"
    st.caption(said)


def _money(amount: Amount | None) -> str:
    return voice().money(None if amount is None else amount.value, compact=True)


def _count(amount: Amount | None) -> str:
    return voice().number(None if amount is None else amount.value)
