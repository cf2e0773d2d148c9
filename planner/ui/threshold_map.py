"""The picture of every threshold with every discount, and which of them does best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts import thresholds as charts
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.past_orders import discounts_to_try, thresholds_to_try
from planner.rules.promotions.thresholds import Choice, Pays, ThresholdChoice
from planner.ui.asking import fresh
from planner.ui.saying import say, voice
from planner.ui.sending import as_spec
from planner.words import Bp, Fen, Sentence

SHARES: Mapping[int, Sentence] = {0: Sentence("Few"), 1: Sentence("Some"), 2: Sentence("Many")}
_NEVER, _ALWAYS, _TOO_MUCH = "–", "✓", "×"


def tried_all(orders: tuple[int, ...], assumed: Assumed) -> ThresholdChoice:
    """Round thresholds and discounts, tried on all orders."""
    return fresh(
        reports.thresholds.tried,
        orders=orders,
        thresholds=tuple(thresholds_to_try(orders)),
        discounts=tuple(discounts_to_try(orders)),
        assumed=assumed,
    )


def the_map(found: ThresholdChoice, chosen: tuple[int, int]) -> None:
    """What each pair gains at a share that the reader picks."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(say("What each would have gained"), anchor=False, width="content")
        names = {
            place: voice().say(
                "{name}: {share}",
                name=name,
                share=Bp(found.choices[0].outcomes[place].share_bp),
            )
            for place, name in SHARES.items()
        }
        place = st.segmented_control(
            say("Share who top up"),
            list(names),
            format_func=lambda one: names[one],
            default=1,
            required=True,
            key="threshold-share",
            label_visibility="collapsed",
        )
    rows = pd.DataFrame([_cell(one, place, chosen) for one in found.choices])
    spec, _ = as_spec(charts.gains(rows, _labels(found, place)))
    st.vega_lite_chart(spec=spec, width="stretch", key="threshold-map")
    st.caption(
        say(
            "Blue gains, orange loses. A number is the percentage of those near the threshold who "
            "have to top up before it pays; {never} never pays, {always} pays from the first on. "
            "{too_much} takes more than an order can stand, with the other rules.",
            never=_NEVER,
            always=_ALWAYS,
            too_much=_TOO_MUCH,
        )
    )


def best(found: ThresholdChoice) -> str:
    """What does best, in a sentence."""
    top, nearest = found.best, found.nearest
    if top is not None:
        return say(
            "Where some top up, {threshold} less {off} gains most: {gain}.",
            threshold=short(top.threshold_fen),
            off=short(top.off_fen),
            gain=Fen(top.outcomes[1].gain_fen),
        )
    if nearest is not None:
        return say(
            "Where some top up, none of them brings more than it costs. {threshold} less {off} "
            "needs the fewest: {share} of those near it.",
            threshold=short(nearest.threshold_fen),
            off=short(nearest.off_fen),
            share=Bp(nearest.break_even_bp or 0),
        )
    if not any(choice.safe for choice in found.choices):
        return say(
            "With the other promotions, each of them takes more than an order can stand. Weaken "
            "those first."
        )
    return say(
        "None of them ever brings more than it costs: they would mostly be given to orders that "
        "come anyway."
    )


def pays_from(choice: Choice) -> str:
    """From which share a pair pays."""
    if choice.pays is Pays.ALWAYS:
        return voice().say("Always")
    if choice.pays is Pays.NEVER:
        return voice().say("Never")
    return voice().percent(choice.break_even_bp)


def short(fen: int) -> str:
    """An amount, without its fen where there are none."""
    return voice().money(fen).removesuffix(".00")


def _cell(choice: Choice, place: int, chosen: tuple[int, int]) -> dict[str, Any]:
    gain_fen = choice.outcomes[place].gain_fen
    return {
        "threshold_fen": choice.threshold_fen,
        "off_fen": choice.off_fen,
        "gain_fen": gain_fen,
        "mark": _mark(choice),
        "chosen": (choice.threshold_fen, choice.off_fen) == chosen,
        "threshold": short(choice.threshold_fen),
        "off": voice().say("{amount} off", amount=short(choice.off_fen)),
        "gain": voice().money(gain_fen),
        "pays_from": pays_from(choice),
        "already": voice().percent(choice.already_bp),
    }


def _mark(choice: Choice) -> str:
    if not choice.safe:
        return _TOO_MUCH
    if choice.pays is Pays.FROM_SHARE:
        return str(-(-(choice.break_even_bp or 0) // 100))
    return _ALWAYS if choice.pays is Pays.ALWAYS else _NEVER


def _labels(found: ThresholdChoice, place: int) -> dict[str, str]:
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    share = found.choices[0].outcomes[place].share_bp
    return labels | {
        "language": voice().language,
        "measure": voice().say("Gain where {share} of those near it top up", share=Bp(share)),
        "best": best(found),
    }
