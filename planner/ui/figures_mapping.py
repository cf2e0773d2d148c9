"""Columns of a file by hand: which one holds which figure, remembered for the shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.rules.exports import Column, HandMapping
from planner.rules.figures import FIGURE_NAMES, FIGURE_TITLES, SalesFile
from planner.ui.asking import perform, read
from planner.ui.figures_reading import Dropped, day_key
from planner.ui.saying import plain, say, voice
from planner.words import Sentence

_COLUMN_TITLES: dict[str, Sentence] = {
    Column.DAY: Sentence("Day"),
    Column.HOUR: Sentence("Hour"),
    Column.ITEM: Sentence("Item"),
    "number": Sentence("Order number"),
    "whole_order": Sentence("Number of the whole order"),
    "total": Sentence("Amount of the order"),
    "kept": Sentence("Amount kept after refunds"),
    "created": Sentence("Ordered at"),
    "paid": Sentence("Paid at"),
    "refund": Sentence("Refunded amount"),
    "after_sale": Sentence("After-sale state"),
    "currency": Sentence("Currency"),
}
_CHANNEL = Sentence("Channel")
_KEY = "figures-map-"


def ask_for_columns(shop_id: int, file: Dropped) -> None:
    """An unknown sheet: which columns hold the day, the hour and figures."""
    st.markdown(f"**{say('Map its columns by hand')}**")
    st.caption(
        say("Say once which column holds what. Sheets with the same header are read by themselves.")
    )
    headers = [header for header in file.headers if header]
    with st.container(horizontal=True):
        day = _column(say("Column of the day"), headers, f"{_KEY}day-{file.key}")
        hour = _column(say("Column of the hour"), headers, f"{_KEY}hour-{file.key}")
    left = [header for header in headers if header not in (day, hour)]
    columns = _figures(left, file.key)
    _save(shop_id, HandMapping(tuple(file.headers), columns, day, hour), file.key)


def columns_of(shop_id: int, file: Dropped, place: int) -> None:
    """What was read from which column, what was not, and more columns by hand."""
    figures = file.figures
    if figures is None:
        return
    if not any(column == Column.DAY for _, column in figures.columns) and _is_of_days(figures):
        st.date_input(
            say("Day of the rows"),
            value=figures.spans[0].day,
            format="YYYY-MM-DD",
            key=day_key(file.key),
            width=280,
        )
    with st.expander(say("How its columns are read"), key=f"sales-columns-{place}", type="compact"):
        _read_columns(figures)
        known = {header for header, _ in figures.columns}
        unread = [header for header in figures.headers if header and header not in known]
        if not unread:
            return
        st.caption(say("Not read: {columns}", columns=", ".join(unread)))
        if _is_of_days(figures):
            st.markdown(f"**{say('Map more columns by hand')}**")
            more = _figures(unread, file.key)
            before = file.mapping or HandMapping(figures.headers)
            columns = {**before.columns, **more}
            _save(shop_id, HandMapping(figures.headers, columns, before.day, before.hour), file.key)


def remembered_columns(shop_id: int) -> None:
    """The mappings that the shop remembers, each with a button that forgets it."""
    found = read(reports.exports.mappings, shop_id=shop_id)
    if not found:
        return
    with st.expander(say("Columns mapped by hand"), key="figures-mappings", type="compact"):
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                pairs = [
                    say("{column} is {figure}", column=header, figure=FIGURE_TITLES[figure])
                    for figure, header in one.mapping.columns.items()
                ]
                with st.container(gap=None, width="stretch"):
                    st.markdown(voice().join(pairs))
                    st.caption(f"{plain(one.by or '')} · {voice().moment(one.made_at)}")
                st.button(
                    say("Forget"),
                    key=f"forget-mapping-{one.id}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=perform,
                    args=(actions.mappings.forget_mapping,),
                    kwargs={"mapping_id": one.id},
                )


def _is_of_days(figures: SalesFile) -> bool:
    """Whether the rows hold figures, not orders."""
    return any(column in FIGURE_NAMES for _, column in figures.columns)


def _read_columns(figures: SalesFile) -> None:
    rows = [
        {voice().say("Column"): header, voice().say("Holds"): voice().say(_title(column))}
        for header, column in figures.columns
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        alt=voice().say("How its columns are read"),
        height=36 * len(rows) + 38,
    )


def _title(column: str) -> Sentence:
    return FIGURE_TITLES.get(column) or _COLUMN_TITLES.get(column) or _CHANNEL


def _column(label: str, headers: Sequence[str], key: str) -> str:
    chosen: str | None = st.selectbox(
        label,
        headers,
        index=None,
        format_func=plain,
        placeholder=say("None"),
        key=key,
        width=280,
    )
    return chosen or ""


def _figures(headers: Sequence[str], key: str) -> dict[str, str]:
    """The columns that somebody chose, by figure; a figure chosen twice is the later one's."""
    chosen: list[str] = st.multiselect(
        say("Columns with figures"),
        headers,
        format_func=plain,
        placeholder=say("Choose columns"),
        key=f"{_KEY}columns-{key}",
    )
    columns: dict[str, str] = {}
    titles = {name: voice().say(title) for name, title in FIGURE_TITLES.items()}
    with st.grid(3, min_column_width=220):
        for header in chosen:
            figure: Any = st.selectbox(
                say("{column} is", column=header),
                list(titles),
                index=None,
                format_func=lambda name: titles[name],
                placeholder=say("Choose a figure"),
                key=f"{_KEY}figure-{key}-{header}",
            )
            if figure:
                columns[figure] = header
    return columns


def _save(shop_id: int, mapping: HandMapping, key: str) -> None:
    st.button(
        say("Remember these columns"),
        key=f"{_KEY}save-{key}",
        icon=":material/bookmark_add:",
        disabled=not mapping.columns,
        on_click=perform,
        args=(actions.mappings.map_columns,),
        kwargs={"shop_id": shop_id, "mapping": mapping},
    )
