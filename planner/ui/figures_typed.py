"""Typing in the figures of a shop's day, prefilled with what was typed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from planner import actions, reports
from planner.desk import counter
from planner.files.cells import whole
from planner.rules.clock import today_in
from planner.rules.figures import FIGURE_TITLES, Figures
from planner.rules.money import parse_fen
from planner.ui.asking import attempt, fresh, notice, read
from planner.ui.figures import Added, forget, remember, where_to_see
from planner.ui.saying import say, voice
from planner.words import Refusal, Sentence

_FIRST_DAY = date(2000, 1, 1)
_TYPED = "figures-typed-"
_FIELDS: Mapping[str, Sentence] = {
    "paid_fen": Sentence("In yuan, such as 12,345.60 or 1.2万."),
    "paid_count": Sentence("Orders that were paid on this day."),
    "visitors": Sentence("Each visitor of the day counts once."),
    "buyers": Sentence("Each buyer of the day counts once."),
    "refunded_fen": Sentence("In yuan, of what was paid on this day."),
}
# What phases are judged by beside the amount that was paid.
_OF_OTHER_PHASES = (
    *("cart_pieces", "cart_people", "favourites", "coupons_claimed", "members_gained"),
    *("deposit_orders", "deposit_fen", "dispatch_due", "dispatched_on_time", "refund_orders"),
    *("chats", "replied_in_time", "products_on_sale", "products_in_stock"),
)
_EVERY = (*_FIELDS, *_OF_OTHER_PHASES)


def type_a_day(shop_id: int) -> None:
    """A day and its figures; an empty field means that nobody knows it."""
    where_to_see()
    today = _today()
    day = st.date_input(
        say("Day"),
        value=today,
        min_value=_FIRST_DAY,
        max_value=today,
        format="YYYY-MM-DD",
        key="figures-day",
        on_change=forget,
        width=280,
    )
    if day is None:
        return
    known = read(reports.imports.typed_day, shop_id=shop_id, day=day)
    key = f"{_TYPED}{shop_id}-{day}"
    st.session_state.setdefault(f"{key}-version", known.version if known else None)
    with st.form(key):
        st.caption(
            say("Typed in before: change what is wrong. Leave empty what nobody knows.")
            if known
            else say("Leave empty what nobody knows. Today's figures count up to now.")
        )
        figures = known.figures if known else Figures()
        with st.grid(5, min_column_width=170):
            for name, help_text in _FIELDS.items():
                _field(key, name, figures, say(help_text))
        with (
            st.expander(
                say("What phases are judged by beside sales"),
                expanded=any(getattr(figures, name) is not None for name in _OF_OTHER_PHASES),
                type="compact",
            ),
            st.grid(5, min_column_width=170),
        ):
            for name in _OF_OTHER_PHASES:
                _field(key, name, figures)
        st.form_submit_button(
            say("Save this day"), type="primary", on_click=_save, args=(shop_id, day)
        )
    if known:
        st.button(
            say("Take the typed figures of this day away"),
            key=f"{key}-away",
            type="tertiary",
            icon=":material/delete:",
            on_click=_take_away,
            args=(shop_id, day),
        )


def _field(key: str, name: str, figures: Figures, help_text: str | None = None) -> None:
    st.text_input(
        say(FIGURE_TITLES[name]),
        _written(name, getattr(figures, name)),
        key=f"{key}-{name}",
        help=help_text,
        autocomplete="off",
        max_chars=40,
    )


def _today() -> date:
    place = read(reports.visitors.installation)
    return today_in(counter().now(), place.time_zone if place else "Asia/Shanghai")


def _written(name: str, value: int | None) -> str:
    """A figure as its field shows it, and takes it back."""
    if value is None:
        return ""
    return voice().money(value).removeprefix("¥") if name.endswith("_fen") else f"{value:,}"


def _save(shop_id: int, day: date) -> None:
    key = f"{_TYPED}{shop_id}-{day}"
    try:
        typed = {name: _figure(name, st.session_state[f"{key}-{name}"]) for name in _EVERY}
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    known = fresh(reports.imports.typed_day, shop_id=shop_id, day=day)
    if _type_in(shop_id, day, replace(known.figures if known else Figures(), **typed)):
        remember(Added(shop_id, day, day))


def _take_away(shop_id: int, day: date) -> None:
    if _type_in(shop_id, day, Figures()):
        forget()


def _type_in(shop_id: int, day: date, figures: Figures) -> bool:
    """Whether it was done; where not, what was typed stays and the next try knows the newest."""
    key = f"{_TYPED}{shop_id}-{day}"
    receipt = attempt(
        actions.sales.type_in,
        shop_id=shop_id,
        day=day,
        figures=figures,
        version=st.session_state.get(f"{key}-version"),
    )
    if receipt is None:
        now = fresh(reports.imports.typed_day, shop_id=shop_id, day=day)
        st.session_state[f"{key}-version"] = now.version if now else None
        return False
    for name in ("version", *_EVERY):
        st.session_state.pop(f"{key}-{name}", None)
    return True


def _figure(name: str, text: str) -> int | None:
    """What a field says, read strictly; None where it is empty."""
    label = voice().say(FIGURE_TITLES[name])
    if not name.endswith("_fen"):
        return whole(text, label)
    if not text.strip():
        return None
    try:
        return parse_fen(text)
    except Refusal as refusal:
        raise Refusal("{field}: {problem}", field=label, problem=refusal.sentence) from refusal
