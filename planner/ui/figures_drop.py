"""Sales from files: dropped together, previewed each, taken in one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from planner import actions, reports
from planner.files.headers import DayNeeded, Unrecognised
from planner.reports.imports import SalesPreview
from planner.ui.asking import attempt, fresh, notice
from planner.ui.figures import Added, forget, links_to_charts, remember, where_to_see
from planner.ui.figures_mapping import ask_for_columns, columns_of
from planner.ui.figures_preview import preview_of
from planner.ui.figures_reading import Dropped, day_key, dropped_files, forget_files, keys_read
from planner.ui.saying import plain, say
from planner.words import Refusal, Sentence

_ROUND = "_figures_round"
_TAKEN = "_figures_taken"


@dataclass(frozen=True)
class _Previewed:
    """A file that can be taken in, beside what that would do."""

    file: Dropped
    preview: SalesPreview

    @property
    def waits(self) -> bool:
        """Whether there is something to take in."""
        return not self.preview.changes_nothing


def import_files(shop_id: int) -> None:
    """Drop any number of files, look at what they would change, take them in."""
    st.write(
        say(
            "Drop exports of Sycm, JD, Pinduoduo, Douyin, Alimama, Shopify or Amazon, order "
            "exports, or sheets of your own: any number of files, ZIPs too. You see what each "
            "changes before anything is kept; names, phones and addresses of buyers are never kept."
        )
    )
    key = f"sales-file-{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        say("Sales files (.csv, .xlsx, .xls or .zip)"),
        key=key,
        accept_multiple_files=True,
        on_change=forget,
    )
    # What the uploader returns is a copy of every byte; what the session keeps is none.
    uploads = st.session_state[key]
    if not uploads:
        forget_files()
        st.session_state.pop(_TAKEN, None)
        where_to_see()
        return
    files = dropped_files(uploads, shop_id)
    taken: set[str] = st.session_state.setdefault(_TAKEN, set())
    left = [file for file in files if file.key not in taken]
    waiting = [
        one
        for place, file in enumerate(left)
        if (one := _file(shop_id, file, place, alone=len(files) == 1)) and one.waits
    ]
    if len(files) > 1:
        _all_at_once(shop_id, files, waiting)


def _file(shop_id: int, file: Dropped, place: int, *, alone: bool) -> _Previewed | None:
    """One file in its box: what it would change with its button, or what has to be said first."""
    with st.container(border=True):
        st.subheader(plain(file.name), anchor=False)
        if file.figures is None:
            _refused(shop_id, file)
            return None
        try:
            preview = fresh(reports.imports.preview, shop_id=shop_id, sales_file=file.figures)
        except Refusal as refusal:
            st.error(say(refusal.sentence), icon=":material/block:")
            return None
        previewed = _Previewed(file, preview)
        preview_of(preview, file.figures, place, brief=not alone)
        columns_of(shop_id, file, place)
        if not previewed.waits:
            st.info(
                say("Everything in this file is known already: taking it in would change nothing."),
                icon=":material/done_all:",
            )
            if alone:
                links_to_charts(_added(shop_id, [previewed]))
            return previewed
        st.button(
            say("Take in these figures"),
            key=f"sales-take-in-{place}",
            type="primary" if alone else "secondary",
            icon=":material/download_done:",
            on_click=_take_in,
            args=(shop_id, [previewed]),
        )
        return previewed


def _refused(shop_id: int, file: Dropped) -> None:
    """Why a file can't be used, and what would help: its columns by hand, or its day."""
    assert file.refusal is not None  # noqa: S101 -- a file without figures was refused
    if isinstance(file.refusal, DayNeeded):
        st.warning(say(file.refusal.sentence), icon=":material/calendar_month:")
        _ask_for_day(file)
        return
    st.error(say(file.refusal.sentence), icon=":material/block:")
    if isinstance(file.refusal, Unrecognised) and file.headers:
        ask_for_columns(shop_id, file)
    else:
        st.caption(say("Nothing was changed. Choose another file."))


def _ask_for_day(file: Dropped) -> None:
    st.date_input(
        say("Day of the rows"),
        value=None,
        format="YYYY-MM-DD",
        key=day_key(file.key),
        width=280,
    )


def _all_at_once(shop_id: int, files: Sequence[Dropped], waiting: Sequence[_Previewed]) -> None:
    taken: set[str] = st.session_state[_TAKEN]
    for file in files:
        if file.key in taken:
            st.markdown(f":green[:material/check_circle:] {say('“{file}” is in.', file=file.name)}")
    if len(waiting) > 1:
        st.button(
            say("Take in all of them: {n} file", "Take in all of them: {n} files", n=len(waiting)),
            key="sales-take-in-all",
            type="primary",
            icon=":material/download_done:",
            on_click=_take_in,
            args=(shop_id, waiting),
        )


def _take_in(shop_id: int, chosen: Sequence[_Previewed]) -> None:
    """Take files in one after the other; one that would change something else by now waits."""
    taken: set[str] = st.session_state.setdefault(_TAKEN, set())
    done: list[_Previewed] = []
    for one in chosen:
        if _take_in_one(shop_id, one):
            taken.add(one.file.key)
            done.append(one)
    if done:
        remember(_added(shop_id, done))
    if taken >= keys_read():
        forget_files()
        st.session_state.pop(_TAKEN, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _take_in_one(shop_id: int, one: _Previewed) -> bool:
    figures = one.file.figures
    try:
        now = fresh(reports.imports.preview, shop_id=shop_id, sales_file=figures)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return False
    if _changes(now) != _changes(one.preview):
        notice(
            Sentence("The figures changed since the preview. Look at it again, then take it in."),
            good=False,
        )
        return False
    receipt = attempt(
        actions.sales.take_in,
        shop_id=shop_id,
        sales_file=figures,
        file_name=one.file.name,
        sha256=one.file.sha256,
        digest=now.digest,
    )
    return receipt is not None


def _changes(preview: SalesPreview) -> SalesPreview:
    """What a file itself does, whatever other sources came to say of its days meanwhile."""
    return replace(preview, other_sources=(), counts_on={}, digest="")


def _added(shop_id: int, taken: Sequence[_Previewed]) -> Added:
    days = [
        span.day for one in taken if one.file.figures is not None for span in one.file.figures.spans
    ]
    return Added(shop_id, min(days), max(days))
