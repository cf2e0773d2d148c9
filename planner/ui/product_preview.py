"""What a sheet of products would do, to be agreed to: what is new, what changes, what can't be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from planner.rules.figures import Skipped
from planner.rules.promotions.product_fields import FIELD_NAMES, MONEY_FIELDS, ProductField
from planner.rules.promotions.product_sheets import ChangedProduct, NewProduct, ProductDiff
from planner.ui.product_columns import cells, columns, filled
from planner.ui.saying import plain, say, voice
from planner.words import Sentence

_MOST_ROWS = 500
_FEW = 8
_ROW = 55
_LINE = 35


def preview_of(diff: ProductDiff, file_name: str, notes: Sequence[Sentence]) -> None:
    """How many rows do what, then every row that adds, changes or can't be taken, and why."""
    with st.container(border=True):
        st.subheader(plain(file_name), anchor=False)
        st.write(voice().join(_counted(diff)))
        for note in notes:
            st.caption(f":material/info: {say(note)}")
        _refused(diff.refused)
        _changed(diff.changed)
        _new(diff.new)


def _counted(diff: ProductDiff) -> Iterable[str]:
    if diff.new:
        yield say("{n} product is new", "{n} products are new", n=len(diff.new))
    if diff.changed:
        yield say("{n} product changes", "{n} products change", n=len(diff.changed))
    if diff.same:
        yield say("{n} stays as it is", "{n} stay as they are", n=diff.same)
    if diff.refused:
        yield say("{n} row can't be taken", "{n} rows can't be taken", n=len(diff.refused))


def _refused(refused: Sequence[Skipped]) -> None:
    if not refused:
        return
    st.warning(
        say(
            "{n} row can't be taken. Mend it in the sheet and drop it again, or go on without it.",
            "{n} rows can't be taken. Mend them in the sheet and drop it again, or go on without "
            "them.",
            n=len(refused),
        ),
        icon=":material/error:",
    )
    with st.expander(
        say("Which rows, and why"),
        expanded=len(refused) <= _FEW,
        key="products-refused",
        type="compact",
    ):
        table = pd.DataFrame(
            {
                voice().say("Row"): [str(one.row) for one in refused[:_MOST_ROWS]],
                voice().say("Why"): [say(one.why) for one in refused[:_MOST_ROWS]],
            }
        )
        st.table(table, hide_index=True, border="horizontal")
        if len(refused) > _MOST_ROWS:
            st.caption(say("{shown} of {total} shown", shown=_MOST_ROWS, total=len(refused)))


def _changed(changed: Sequence[ChangedProduct]) -> None:
    if not changed:
        return
    st.markdown(f"**{say('What changes')}**")
    rows = [
        {
            voice().say("Row"): str(one.row),
            voice().say("Product"): f"{one.sku} {one.name}",
            voice().say("Field"): voice().say(FIELD_NAMES[change.field]),
            voice().say("Now"): _told(change.field, change.old),
            voice().say("Then"): _told(change.field, change.new),
        }
        for one in changed
        for change in one.changes
    ]
    config = {
        voice().say("Product"): _column(width=220),
        voice().say("Now"): _column(alignment="right"),
        voice().say("Then"): _column(alignment="right"),
    }
    _table(pd.DataFrame(rows), "products-changed", config, 320)


def _new(new: Sequence[NewProduct]) -> None:
    if not new:
        return
    st.markdown(f"**{say('What is new')}**")
    said = pd.DataFrame(
        [[getattr(one.product, field) for field in ProductField] for one in new],
        columns=[str(field) for field in ProductField],
        dtype=object,
    )
    shown = cells(said)
    shown.insert(0, voice().say("Row"), [str(one.row) for one in new])
    shown = shown[[voice().say("Row"), *filled(said)]]
    _table(shown, "products-new", columns(editing=False), 420)


def _table(table: pd.DataFrame, key: str, config: dict[str, Any], height: int) -> None:
    st.dataframe(
        table.head(_MOST_ROWS),
        hide_index=True,
        key=key,
        column_config={voice().say("Row"): _column(width=_ROW)} | config,
        height=min(_LINE * (len(table) + 1) + 3, height),
        placeholder="–",
    )
    if len(table) > _MOST_ROWS:
        st.caption(say("{shown} of {total} shown", shown=_MOST_ROWS, total=len(table)))


def _column(**about: Any) -> Any:
    return st.column_config.TextColumn(**about)


def _told(field: ProductField, value: Any) -> str:
    if value is None or value == "":
        return ""
    return voice().money(value) if field in MONEY_FIELDS else voice().said(value)
