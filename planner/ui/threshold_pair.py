"""One 满T减D looked at closely: what it costs and brings, and how much may come off at most."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pandas as pd
import streamlit as st

from planner import reports
from planner.rules.promotions.assumptions import Assumed, largest_safe_discount
from planner.rules.promotions.past_orders import suggested_thresholds
from planner.rules.promotions.rounding import rounded_down, rounded_up
from planner.rules.promotions.thresholds import Choice, Outcome, ThresholdChoice
from planner.ui.asking import fresh
from planner.ui.saying import say, voice
from planner.ui.threshold_fields import typed_amount
from planner.ui.threshold_map import SHARES, pays_from, short
from planner.words import Bp, Fen, Refusal, Sentence

_ROWS: tuple[tuple[Sentence, Callable[[Outcome], str]], ...] = (
    (Sentence("Share who top up"), lambda one: voice().percent(one.share_bp)),
    (Sentence("Orders with the discount"), lambda one: voice().number(one.orders)),
    (Sentence("Taken off in all"), lambda one: voice().money(one.discount_fen)),
    (Sentence("Added to orders"), lambda one: voice().money(one.extra_fen)),
    (Sentence("Average order then"), lambda one: voice().money(one.average_fen)),
    (Sentence("Gain or loss"), lambda one: _unbroken(voice().money(one.gain_fen))),
)
_WORD_JOINER = "\u2060"
_RED, _GREEN = "color: #D8503F", "color: #37895A"


def chosen_pair(orders: tuple[int, ...], found: ThresholdChoice) -> tuple[int, int]:
    """The threshold and discount that are typed, at first what is proposed; in fen."""
    first = found.best or found.nearest
    threshold = first.threshold_fen if first else suggested_thresholds(orders)[0]
    off = first.off_fen if first else max(threshold // 1000 * 100, 100)
    st.subheader(say("One of them, closely"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = (
            typed_amount("threshold-t", Sentence("Threshold in yuan"), threshold),
            typed_amount("threshold-d", Sentence("Off in yuan"), off),
        )
    st.caption(
        say(
            "Where to start looking, no more: round amounts of 1.2 to 1.5 times the order in the "
            "middle, {amounts}.",
            amounts=[short(amount) for amount in suggested_thresholds(orders)],
        )
    )
    return typed


def the_pair(orders: tuple[int, ...], pair: tuple[int, int], assumed: Assumed) -> Choice:
    """Look at a pair. Raises Refusal for a discount that is not below its threshold."""
    threshold, off = pair
    if off >= threshold:
        raise Refusal("Off in yuan: write less than the threshold.")
    found = fresh(
        reports.thresholds.tried,
        orders=orders,
        thresholds=(threshold,),
        discounts=(off,),
        assumed=assumed,
    )
    (choice,) = found.choices
    _figures(choice)
    _table(choice, found)
    _safety(choice, assumed)
    return choice


def _figures(choice: Choice) -> None:
    with st.grid(4, min_column_width=160):
        st.metric(
            say("Get it anyway"),
            voice().percent(choice.already_bp),
            help=say("The share of orders that reach it without adding anything: pure cost."),
        )
        st.metric(say("Given to them"), voice().money(choice.given_fen))
        st.metric(say("Near it"), voice().number(choice.near))
        st.metric(
            say("Pays from"),
            pays_from(choice),
            help=say("The share of those near it who have to top up before it pays."),
        )


def _table(choice: Choice, found: ThresholdChoice) -> None:
    columns = {
        voice().say(SHARES[place]): [told(outcome) for _, told in _ROWS]
        for place, outcome in enumerate(choice.outcomes)
    }
    names = [voice().say(name) for name, _ in _ROWS]
    table = pd.DataFrame(columns, index=names)
    gains = [one.gain_fen for one in choice.outcomes]
    colours = pd.DataFrame("", index=names, columns=list(columns))
    colours.iloc[-1] = [_RED if gain < 0 else _GREEN for gain in gains]
    styled = table.style.apply(lambda _table: colours, axis=None)
    st.table(styled, border="horizontal")
    st.caption(
        say(
            "Gain or loss is what stays after goods and fees, beside these {n} order without it, "
            "on average {average}.",
            "Gain or loss is what stays after goods and fees, beside these {n} orders without it, "
            "on average {average}.",
            n=found.orders,
            average=Fen(found.average_fen),
        )
    )


def _safety(choice: Choice, assumed: Assumed) -> None:
    most = largest_safe_discount(choice.threshold_fen, assumed)
    if most:
        largest = say(
            "The largest safe discount at {threshold} is {most}: every order then keeps a margin "
            "of {target}.",
            threshold=short(choice.threshold_fen),
            most=short(most),
            target=Bp(assumed.costs.target_bp),
        )
    else:
        largest = say(
            "No discount is safe at {threshold}: the other rules already take what an order can "
            "stand.",
            threshold=short(choice.threshold_fen),
        )
    said = say(
        "With the other rules it takes at most {takes}; an order can stand {can}.",
        takes=rounded_up(choice.takes),
        can=rounded_down(max(assumed.stands, Fraction(0))),
    )
    if choice.safe:
        st.success(f"{said}  \n{largest}", icon=":material/verified:")
    else:
        st.error(f"{said}  \n{largest}", icon=":material/warning:")


def _unbroken(amount: str) -> str:
    """An amount whose minus sign stays with it where a cell is narrow."""
    return amount.replace("-", f"-{_WORD_JOINER}")
