"""A basket's way from list price to paid as a picture."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.charts import baskets as charts
from planner.reports.basket_frames import PricedBasket
from planner.ui.replaying import drawn_once
from planner.ui.saying import voice
from planner.ui.sending import as_spec


def waterfall(priced: PricedBasket) -> None:
    """The bars, in the reader's language."""
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    labels["language"] = voice().language
    spec, digest = as_spec(charts.waterfall(_bars(priced), labels))

    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=f"basket-{digest}")

    drawn_once(f"basket {digest}", send)


def _bars(priced: PricedBasket) -> pd.DataFrame:
    money = voice().money
    listed, paid = voice().say(charts.WORDS["list"]), voice().say(charts.WORDS["paid"])
    bars = [(listed, "list", 0, priced.list_fen, money(priced.list_fen))]
    steps = priced.steps
    for rule, before, off, after in zip(
        steps["rule"], steps["before_fen"], steps["off_fen"], steps["after_fen"], strict=True
    ):
        if off:
            bars.append((str(rule), "off", int(after), int(before), f"−{money(int(off))}"))
    bars.append((paid, "paid", 0, priced.paid_fen, money(priced.paid_fen)))
    return pd.DataFrame(bars, columns=["name", "kind", "from_fen", "to_fen", "written"])
