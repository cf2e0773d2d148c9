"""What a shop sells in a sale: a list to choose from, or a grid to edit cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions
from planner.ui.asking import attempt, notice, perform
from planner.ui.product_columns import MARGIN, cells, changed_fields, columns, filled, order
from planner.ui.saying import say
from planner.ui.task_views import records_of
from planner.words import Refusal

_ROUND = "_products_round"


def product_list(products: pd.DataFrame, *, plans: bool) -> None:
    """All products of a shop, a row each; who plans may edit and throw away."""
    editing = False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            say("{n} product, prices in yuan", "{n} products, prices in yuan", n=len(products)),
            width="content",
        )
        if plans:
            editing = st.toggle(
                say("Edit in the grid"), key="products-edit", bind="query-params", width="content"
            )
    if editing:
        _editor(products)
    else:
        _table(products, plans=plans)


def _table(products: pd.DataFrame, *, plans: bool) -> None:
    shown: dict[str, Any] = {
        "column_config": columns(editing=False),
        "column_order": filled(products),
        "hide_index": True,
        "height": _height(products),
        "placeholder": "–",
    }
    if not plans:
        st.dataframe(cells(products), key="products-seen", **shown)
        return
    key = f"products-list-{st.session_state.get(_ROUND, 0)}"
    chosen = st.dataframe(
        cells(products), key=key, on_select="rerun", selection_mode="multi-row", **shown
    )
    rows = [row for row in chosen["selection"]["rows"] if row < len(products)]
    if not rows:
        st.caption(say("Choose rows to take products out of the sale."))
        return
    st.button(
        say("Put {n} into the recycle bin", n=len(rows)),
        key="products-remove",
        icon=":material/delete:",
        type="tertiary",
        on_click=_remove,
        args=([int(products["id"].iloc[row]) for row in rows],),
    )


def _editor(products: pd.DataFrame) -> None:
    st.caption(say("Each cell is saved as you leave it; a refused one stays to be mended."))
    key = f"products-editor-{st.session_state.get(_ROUND, 0)}"
    st.data_editor(
        cells(products),
        column_config=columns(editing=True),
        column_order=order(products),
        disabled=[MARGIN],
        hide_index=True,
        key=key,
        on_change=_save_cells,
        args=(key, products),
        height=_height(products),
        placeholder="–",
    )


def _height(products: pd.DataFrame) -> Any:
    return "content" if len(products) < 16 else 600


def _save_cells(key: str, products: pd.DataFrame) -> None:
    """Apply the edited rows against the versions that were on screen; never the whole table."""
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    records = records_of(products)
    rows = {place: records[int(place)] for place in edited}
    try:
        fields = {place: changed_fields(row, edited[place]) for place, row in rows.items()}
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    changes = [
        (int(row["id"]), int(row["version"]), fields[place])
        for place, row in rows.items()
        if fields[place]
    ]
    if not changes or attempt(actions.products.change_many, changes=changes) is not None:
        _begin_anew()


def _remove(product_ids: list[int]) -> None:
    perform(actions.products.remove, product_ids=product_ids)
    _begin_anew()


def _begin_anew() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
