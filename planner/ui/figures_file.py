"""Sales from a file: dropped, read with a bar, previewed, and taken in once someone agrees."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from planner import actions, reports
from planner.files import sales as sales_files
from planner.rules.figures import SalesFile
from planner.ui.asking import attempt, fresh
from planner.ui.figures import Added, forget, links_to_charts, remember, where_to_see
from planner.ui.figures_preview import preview_of
from planner.ui.saying import say
from planner.words import Refusal

_ROUND = "_figures_round"
_READ = "_figures_read"


@dataclass(frozen=True)
class ReadFile:
    """A dropped file as far as it is needed: its bytes, and with them the buyers, are not kept."""

    upload_id: str
    name: str
    sha256: str
    figures: SalesFile

    def added(self, shop_id: int) -> Added:
        """What taking it in adds."""
        days = [span.day for span in self.figures.spans]
        return Added(shop_id, min(days), max(days))


def import_file(shop_id: int) -> None:
    """Drop a file, look at what it would change, take it in."""
    st.write(
        say(
            "Drop an order export of Taobao or Tmall, or a sheet with a row a day: date, paid "
            "amount, orders, visitors, buyers. You see what it changes before anything is kept; "
            "names and addresses of buyers are never kept."
        )
    )
    uploaded = st.file_uploader(
        say("Sales file (.csv, .xlsx or .xls)"),
        key=f"sales-file-{st.session_state.get(_ROUND, 0)}",
        on_change=forget,
    )
    if uploaded is None:
        where_to_see()
        return
    try:
        file = _read(uploaded.file_id, uploaded.name, uploaded.getvalue())
        preview = fresh(reports.imports.preview, shop_id=shop_id, sales_file=file.figures)
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        st.caption(say("Nothing was changed. Choose another file."))
        return
    preview_of(preview, file.name, file.figures)
    if preview.changes_nothing:
        st.info(
            say("Everything in this file is known already: taking it in would change nothing."),
            icon=":material/done_all:",
        )
        links_to_charts(file.added(shop_id))
        return
    st.button(
        say("Take in these figures"),
        key="sales-take-in",
        type="primary",
        icon=":material/download_done:",
        on_click=_take_in,
        args=(shop_id, file, preview.digest),
    )


def _read(upload_id: str, name: str, content: bytes) -> ReadFile:
    kept: ReadFile | None = st.session_state.get(_READ)
    if kept is not None and kept.upload_id == upload_id:
        return kept
    label = say("Reading {file} …", file=name)
    bar = st.progress(0.0, text=label)

    def advance(share: float) -> None:
        bar.progress(min(share, 1.0), text=label)

    try:
        figures = sales_files.read(content, name, advance)
    finally:
        bar.empty()
    kept = ReadFile(upload_id, name, hashlib.sha256(content).hexdigest(), figures)
    st.session_state[_READ] = kept
    return kept


def _take_in(shop_id: int, file: ReadFile, digest: str) -> None:
    receipt = attempt(
        actions.sales.take_in,
        shop_id=shop_id,
        sales_file=file.figures,
        file_name=file.name,
        sha256=file.sha256,
        digest=digest,
    )
    if receipt is not None:
        remember(file.added(shop_id))
        st.session_state.pop(_READ, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
