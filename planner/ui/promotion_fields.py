"""The fields of a promotion's form: single widgets that begin with what a preset or rule says.

A field's value lies in the session state under the form's key and the field's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from planner.rules.promotions.amount_rules import Measure, MostFor
from planner.rules.promotions.draft_fields import DRAFT_LABELS, DraftField
from planner.ui.saying import say
from planner.words import Sentence

_MEASURES: dict[Measure, Sentence] = {
    Measure.AMOUNT: Sentence("Yuan"),
    Measure.PIECES: Sentence("Pieces"),
}
_MOSTS: dict[MostFor, Sentence] = {
    MostFor.ORDER: Sentence("An order"),
    MostFor.PIECE: Sentence("Each piece"),
}
_LEAST_ROWS, _MOST_ROWS = 1, 10


def begin_with(key: str, values: Mapping[DraftField, Any]) -> None:
    """Fill in what the form begins with; what is there already stays."""
    state = st.session_state
    for field, value in values.items():
        if field is DraftField.TIERS:
            state.setdefault(f"{key}-rows", max(len(value), _LEAST_ROWS))
            for number, (threshold, off) in enumerate(value):
                state.setdefault(f"{key}-threshold-{number}", threshold)
                state.setdefault(f"{key}-off-{number}", off)
        elif field is DraftField.SET:
            state.setdefault(f"{key}-{field}", [sku for sku, _ in value])
            for sku, pieces in value:
                state.setdefault(f"{key}-pieces-{sku}", pieces)
        else:
            state.setdefault(f"{key}-{field}", value)


def typed_values(key: str) -> dict[DraftField, Any]:
    """Everything that stands in the form."""
    state = st.session_state
    found = {field: state.get(f"{key}-{field}") for field in DraftField}
    found[DraftField.TIERS] = [
        (state.get(f"{key}-threshold-{row}") or "", state.get(f"{key}-off-{row}") or "")
        for row in range(state.get(f"{key}-rows", _LEAST_ROWS))
    ]
    found[DraftField.SET] = [
        (sku, state.get(f"{key}-pieces-{sku}") or "") for sku in found[DraftField.SET] or ()
    ]
    return {field: value for field, value in found.items() if value is not None}


def text_field(
    key: str,
    field: DraftField,
    placeholder: str = "",
    most: int = 40,
    label: Sentence | None = None,
) -> None:
    """One line of text, under the field's own label or another."""
    st.text_input(
        say(DRAFT_LABELS[field] if label is None else label),
        key=f"{key}-{field}",
        placeholder=placeholder,
        max_chars=most,
        persist_state="session",
    )


def flag_field(key: str, field: DraftField) -> None:
    """A switch."""
    st.toggle(say(DRAFT_LABELS[field]), key=f"{key}-{field}", persist_state="session")


def choice_field(
    key: str, field: DraftField, options: Mapping[Any, str], *, new: bool = False
) -> None:
    """One of several; where a ``new`` one may be typed, too, that, and perhaps none."""
    known = st.session_state.setdefault(f"{key}-{field}", None)
    st.selectbox(
        say(DRAFT_LABELS[field]),
        [*options, *([known] if known is not None and known not in options else [])],
        format_func=lambda option: options.get(option, option),
        key=f"{key}-{field}",
        placeholder=say("Choose, or type a new one") if new else say("Choose"),
        accept_new_options=new,
        persist_state="session",
    )


def choices_field(
    key: str, field: DraftField, options: Mapping[Any, str], placeholder: str
) -> None:
    """Some of several; what was chosen once stays on offer."""
    kept: Sequence[Any] = st.session_state.get(f"{key}-{field}") or ()
    st.multiselect(
        say(DRAFT_LABELS[field]),
        [*options, *(one for one in kept if one not in options)],
        format_func=lambda option: options.get(option, str(option)),
        key=f"{key}-{field}",
        placeholder=placeholder,
        persist_state="session",
    )


def moment_field(key: str, field: DraftField, least: datetime, most: datetime) -> None:
    """A day and a time of the sale, or none."""
    st.session_state.setdefault(f"{key}-{field}", None)
    st.datetime_input(
        say(DRAFT_LABELS[field]),
        key=f"{key}-{field}",
        min_value=least,
        max_value=most,
        format="YYYY-MM-DD",
        step=1800,
        persist_state="session",
    )


def measure_field(key: str) -> None:
    """Whether thresholds count yuan or pieces."""
    _one_of_field(key, DraftField.MEASURE, _MEASURES, Measure.AMOUNT)


def most_for_field(key: str) -> None:
    """Whether the most that comes off counts for an order or for each piece."""
    _one_of_field(key, DraftField.MOST_FOR, _MOSTS, MostFor.ORDER)


def tier_fields(key: str, *, rates: bool) -> None:
    """Rows of a threshold and what comes off from there on, one or a ladder."""
    state = st.session_state
    rows: int = state.setdefault(f"{key}-rows", _LEAST_ROWS)
    pieces = state.get(f"{key}-{DraftField.MEASURE}") == Measure.PIECES
    threshold = say("From so many pieces on") if pieces else say("From so many yuan on")
    off = say("Off, 8.5折 or 15%") if rates else say("Off, in yuan")
    for row in range(rows):
        with st.container(horizontal=True, gap="small"):
            st.text_input(
                threshold,
                key=f"{key}-threshold-{row}",
                placeholder=say("no threshold") if row == 0 else "",
                label_visibility="visible" if row == 0 else "collapsed",
                max_chars=20,
                persist_state="session",
            )
            st.text_input(
                off,
                key=f"{key}-off-{row}",
                label_visibility="visible" if row == 0 else "collapsed",
                max_chars=20,
                persist_state="session",
            )
    if rows < _MOST_ROWS and not state.get(f"{key}-{DraftField.REPEAT}"):
        st.button(
            say("Add a step"),
            key=f"{key}-more-rows",
            type="tertiary",
            icon=":material/add:",
            on_click=_one_more_row,
            args=(key,),
        )


def set_fields(key: str, products: Mapping[str, str]) -> None:
    """The products of a bundle, and how many pieces of each."""
    choices_field(key, DraftField.SET, products, say("Choose products"))
    chosen: Sequence[str] = st.session_state.get(f"{key}-{DraftField.SET}") or ()
    with st.grid(3, min_column_width=180):
        for sku in chosen:
            st.session_state.setdefault(f"{key}-pieces-{sku}", "1")
            st.text_input(
                say("Pieces of “{product}”", product=products.get(sku, sku)),
                key=f"{key}-pieces-{sku}",
                max_chars=9,
                persist_state="session",
            )


def _one_of_field(key: str, field: DraftField, options: Mapping[Any, Sentence], first: Any) -> None:
    """One of few, all of them in sight."""
    st.session_state.setdefault(f"{key}-{field}", first)
    said = {option: say(sentence) for option, sentence in options.items()}
    st.segmented_control(
        say(DRAFT_LABELS[field]),
        list(said),
        format_func=lambda option: said[option],
        required=True,
        key=f"{key}-{field}",
        persist_state="session",
    )


def _one_more_row(key: str) -> None:
    st.session_state[f"{key}-rows"] = st.session_state.get(f"{key}-rows", _LEAST_ROWS) + 1
