"""What a file says and what taking it in would change, to be agreed to."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner.reports.imports import SalesPreview
from planner.rules.figures import ADDED, FIGURE_TITLES, SalesFile, Skipped
from planner.rules.imports import FigureChange
from planner.rules.sources import SOURCE_NAMES
from planner.ui.saying import say, voice
from planner.words import Fen

_MOST_CHANGES = 1_000
_MOST_SKIPPED = 200
_RED = "color: #D8503F"


def preview_of(preview: SalesPreview, file: SalesFile, place: int, *, brief: bool) -> None:
    """Kind, stretch, sums, what is new, what changes, what was left out and which source counts.

    ``place`` tells the parts of several files apart; ``brief`` leaves the sums for a fold.
    """
    st.write(
        say(
            "{kind} for “{shop}”: {n} row read, {first} to {last}",
            "{kind} for “{shop}”: {n} rows read, {first} to {last}",
            kind=SOURCE_NAMES[preview.source],
            shop=preview.shop,
            n=preview.rows_read,
            first=preview.covers_from,
            last=preview.covers_to,
        )
    )
    if brief:
        with st.expander(say("Sums"), key=f"sales-sums-{place}", type="compact"):
            _sums(preview)
    else:
        _sums(preview)
    for note in preview.notes:
        st.caption(f":material/info: {say(note)}")
    _skipped(preview.skipped, place)
    st.markdown(f"**{say('What changes')}**")
    _what_changes(preview, by_hour=any(span.hour is not None for span in file.spans))
    _changes(preview, place)
    _who_counts(preview)


def _sums(preview: SalesPreview) -> None:
    known = {name: value for name in ADDED if (value := getattr(preview.sums, name)) is not None}
    net = preview.net_fen
    with st.grid(5, min_column_width=160):
        for name, value in known.items():
            st.metric(say(FIGURE_TITLES[name]), _figure(name, value))
            if name == "refunded_fen" and net is not None:
                st.metric(say("Paid amount after refunds"), voice().money(net))
    if net is not None and preview.sums.paid_fen is not None:
        st.caption(
            say(
                "{paid} paid − {refunded} refunded = {net} that stays. Compare it with your "
                "spreadsheet: it should agree to the fen.",
                paid=Fen(preview.sums.paid_fen),
                refunded=Fen(preview.sums.refunded_fen or 0),
                net=Fen(net),
            )
        )


def _skipped(skipped: tuple[Skipped, ...], place: int) -> None:
    if not skipped:
        return
    st.warning(
        say("{n} row was left out.", "{n} rows were left out.", n=len(skipped)),
        icon=":material/error:",
    )
    with st.expander(say("Which rows, and why"), key=f"sales-skipped-{place}", type="compact"):
        table = pd.DataFrame(
            {
                voice().say("Row"): [str(one.row) for one in skipped[:_MOST_SKIPPED]],
                voice().say("Why"): [say(one.why) for one in skipped[:_MOST_SKIPPED]],
            }
        )
        st.table(table, hide_index=True, border="horizontal")
        if len(skipped) > _MOST_SKIPPED:
            st.caption(say("{shown} of {total} shown", shown=_MOST_SKIPPED, total=len(skipped)))


def _what_changes(preview: SalesPreview, *, by_hour: bool) -> None:
    if by_hour:
        counted = (
            say("{n} hour is new", "{n} hours are new", n=preview.new),
            say("{n} hour changes", "{n} hours change", n=preview.changed),
            say("{n} hour stays as it is", "{n} hours stay as they are", n=preview.unchanged),
        )
    else:
        counted = (
            say("{n} day is new", "{n} days are new", n=preview.new),
            say("{n} day changes", "{n} days change", n=preview.changed),
            say("{n} day stays as it is", "{n} days stay as they are", n=preview.unchanged),
        )
    st.write(voice().join(counted))
    if preview.fuller:
        st.caption(
            say(
                "{n} stretch at the edge of the file stays: an earlier file covers more of it.",
                "{n} stretches at the edge of the file stay: an earlier file covers more of them.",
                n=preview.fuller,
            )
        )


def _changes(preview: SalesPreview, place: int) -> None:
    if not preview.changes:
        return
    if preview.lower:
        st.error(
            say(
                "{n} figure would get lower or lost. Check that the file is the newer one.",
                "{n} figures would get lower or lost. Check that the file is the newer one.",
                n=preview.lower,
            ),
            icon=":material/south:",
        )
    # What falls comes first; Python's sort keeps the rest in order.
    shown = sorted(preview.changes, key=lambda change: not change.lower)[:_MOST_CHANGES]
    rows = pd.DataFrame([_row(change) for change in shown])
    styles = [_RED if change.lower else "" for change in shown]
    st.dataframe(
        rows.style.apply(lambda _column: styles, subset=[voice().say("Then")]),
        hide_index=True,
        key=f"sales-changes-{place}",
        alt=voice().say("What changes, old and new"),
        column_config={
            name: st.column_config.TextColumn(alignment="right")
            for name in (voice().say("Now"), voice().say("Then"))
        },
        height=min(36 * (len(shown) + 1), 320),
    )
    if len(preview.changes) > len(shown):
        st.caption(say("{shown} of {total} shown", shown=len(shown), total=len(preview.changes)))


def _row(change: FigureChange) -> dict[str, str]:
    place = change.place
    when = f"{place.day}" if place.hour is None else f"{place.day} {place.hour:02d}:00"
    then = _figure(change.figure, change.after)
    return {
        voice().say("When"): f"{when} {place.channel}".strip(),
        voice().say("Figure"): voice().say(FIGURE_TITLES[change.figure]),
        voice().say("Now"): _figure(change.figure, change.before),
        voice().say("Then"): f"↓ {then}" if change.lower else then,
    }


def _figure(name: str, value: Any) -> str:
    return voice().money(value) if name.endswith("_fen") else voice().number(value)


def _who_counts(preview: SalesPreview) -> None:
    """Said only where another source speaks of the same days."""
    if not preview.other_sources:
        return
    st.caption(
        say(
            "Other sources know some of these days too: {sources}. Each figure counts once.",
            sources=voice().join(SOURCE_NAMES[source] for source in preview.other_sources),
        )
    )
    for source, days in preview.counts_on.items():
        st.caption(
            say(
                "{source} decides the paid amount of {n} day.",
                "{source} decides the paid amount of {n} days.",
                source=SOURCE_NAMES[source],
                n=days,
            )
        )
