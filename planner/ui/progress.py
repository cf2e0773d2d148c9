"""Where a sale stands: the amount shown and the key figures with their working."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.reports.past_moments import ORDER_VALUE, ORDERS, SameMoment
from planner.rules.figures import Source
from planner.rules.key_figures import Amount, Working
from planner.rules.sources import SOURCE_NAMES
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.ui.asking import read
from planner.ui.replaying import drawn_once
from planner.ui.saying import say, voice
from planner.ui.visitor import language
from planner.words import Fen, Sentence


def chosen_amount(campaign: CampaignCard) -> Measure:
    """Which amount the page shows: the one the target means, unless the reader wants another."""
    names = {measure: voice().say(name) for measure, name in MEASURE_NAMES.items()}
    chosen: Measure = st.segmented_control(
        say("Amount shown"),
        list(names),
        format_func=lambda measure: names[measure],
        default=campaign.measure,
        required=True,
        key="amount",
        bind="query-params",
        wrap=True,
        label_visibility="collapsed",
    )
    return Measure(chosen)


def key_figures(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """The amount, orders, order value, share of target and pace; how each came about on hover.

    The first three say how much they changed against the same moment of the last sale.
    """
    last = read(reports.past_moments.last_sale, campaign_id=campaign.id)
    about = repr(("key figures", language(), measure, figures, last))
    drawn_once(about, lambda: _key_figures(figures, measure, last))


def order_value(figures: KeyFigures, last: SameMoment | None = None) -> None:
    """笔单价, paid per order, by that name."""
    value = figures.order_value
    st.metric(
        say("Paid per order"),
        voice().money(None if value is None else value.fen),
        **_change(last, ORDER_VALUE),
        help=_from(figures, value)
        if value is None
        else say(
            "{paid} paid ÷ {n} order. {where}",
            "{paid} paid ÷ {n} orders. {where}",
            paid=Fen(value.numerator),
            n=value.denominator,
            where=_from(figures, value),
        ),
    )


def amount_of(figures: KeyFigures, measure: Measure) -> Amount | None:
    """The amount shown, out of the key figures."""
    match measure:
        case Measure.ORDERED:
            return figures.ordered
        case Measure.PAID:
            return figures.paid
        case Measure.NET:
            return figures.net


def moment_in_words(figures: KeyFigures) -> str:
    """The last moment of the campaign that the data covers."""
    return "" if figures.covers_to is None else voice().wall_clock(figures.covers_to)


def source_names(sources: Iterable[Source]) -> str:
    """Where figures come from, in the reader's language."""
    return voice().join(SOURCE_NAMES[source] for source in sources)


def _key_figures(figures: KeyFigures, measure: Measure, last: SameMoment | None) -> None:
    amount = amount_of(figures, measure)
    with st.grid(5, min_column_width=150):
        st.metric(
            say(MEASURE_NAMES[measure]),
            voice().money(None if amount is None else amount.value, compact=True),
            help=_amount_in_words(figures, measure, amount),
            **_change(last, str(measure)),
        )
        st.metric(
            say("Paid orders"),
            voice().number(None if figures.orders is None else figures.orders.value),
            help=_from(figures, figures.orders),
            **_change(last, ORDERS),
        )
        order_value(figures, last)
        _against_target(figures)
    st.caption(
        say(
            "Data up to {moment} · {sources}",
            moment=moment_in_words(figures),
            sources=source_names(figures.sources),
        )
    )
    if last is not None and last.changes:
        st.caption(
            say(
                "Changes are against “{sale}” when it was as far, on {then}; both up to {moment}.",
                sale=last.sale,
                then=voice().wall_clock(last.then),
                moment=voice().wall_clock(last.moment),
            )
        )


def _change(last: SameMoment | None, figure: str) -> dict[str, Any]:
    """By how much a key figure changed against the last sale, as a metric shows it."""
    change = None if last is None else last.changes.get(figure)
    bp = None if change is None else change.bp
    if bp is None:
        return {}
    sign = "+" if bp > 0 else ""
    return {
        "delta": f"{sign}{voice().percent(bp)}",
        "delta_color": "normal" if bp else "off",
        "delta_description": say("vs last sale"),
    }


def _against_target(figures: KeyFigures) -> None:
    """目标完成率 beside 时间进度, both at the last moment covered."""
    pace = figures.pace
    if pace is None:
        st.metric(say("Share of target"), voice().percent(None))
        st.metric(say("Time share"), voice().percent(None))
        return
    name = MEASURE_NAMES[figures.measure]
    # Streamlit takes colour and arrow from the sign in front.
    points = round(pace.ahead_bp / 100, 1) or 0
    ahead = Sentence("{points} points", points=points)
    if points > 0:
        ahead = Sentence("+{points} points", points=points)
    st.metric(
        say("Share of target"),
        voice().percent(pace.attainment.bp),
        delta=say(ahead),
        delta_color="normal" if points else "off",
        delta_arrow="auto" if points else "off",
        delta_description=say("vs plan"),
        help=say(
            "{measure} {reached} of {target}. {where}",
            measure=name,
            reached=Fen(pace.attainment.numerator),
            target=Fen(pace.attainment.denominator),
            where=_from(figures, pace.attainment),
        ),
    )
    st.metric(
        say("Time share"),
        voice().percent(pace.time_share.bp),
        help=say(
            "What the plan expects by {moment}: {planned} of {target}.",
            moment=moment_in_words(figures),
            planned=Fen(pace.time_share.numerator),
            target=Fen(pace.time_share.denominator),
        ),
    )


def _amount_in_words(figures: KeyFigures, measure: Measure, amount: Amount | None) -> str:
    if amount is None and measure is Measure.NET:
        return say("The refunds of some paid days are unknown, so this amount is unknown too.")
    if amount is None:
        return _from(figures, None)
    exact = voice().money(amount.value)
    return f"{exact} · {_from(figures, amount)}"


def _from(figures: KeyFigures, known: Amount | Working | None) -> str:
    """The moment and the sources of a figure."""
    if known is None:
        return say("No source says this.")
    moment: datetime = min(known.moment, figures.covers_to or known.moment)
    where = say(
        "Up to {moment}, from {sources}.",
        moment=voice().wall_clock(moment),
        sources=source_names(known.sources),
    )
    left_out = known.left_out if isinstance(known, Working) else 0
    if not left_out:
        return where
    left = say(
        "{n} day of a shop is left out: no single source knows both sides.",
        "{n} days of a shop are left out: no single source knows both sides.",
        n=left_out,
    )
    return f"{where} {left}"
