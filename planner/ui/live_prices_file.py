"""Live prices from an export: dropped, read, previewed, and taken in once someone agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.files import live_prices as live_files
from planner.files.live_prices import LiveFile
from planner.reports.campaigns import CampaignCard
from planner.reports.live_prices import LivePreview
from planner.rules.figures import Skipped
from planner.rules.promotions.live_sources import LIVE_SOURCE_NAMES
from planner.rules.promotions.live_taking import AMOUNT_NAMES, AmountChange
from planner.ui.asking import attempt, fresh
from planner.ui.saying import plain, say, voice
from planner.words import Refusal

_ROUND = "_live_prices_round"
_READ = "_live_prices_read"
_MOST_SHOWN = 200
_RED = "color: #D8503F"


@dataclass(frozen=True)
class _ReadFile:
    upload_id: str
    name: str
    read_at: datetime
    file: LiveFile


def import_export(campaign: CampaignCard, shop_id: int) -> None:
    """Drop an export, look at what it would change, take it in."""
    turn = st.session_state.get(_ROUND, 0)
    uploaded = st.file_uploader(
        say("Export of the back office (.xlsx, .xls or .csv)"), key=f"live-file-{turn}"
    )
    if uploaded is None:
        return
    at_key = f"live-read-at-{turn}"
    st.session_state.setdefault(at_key, campaign.now.replace(second=0, microsecond=0))
    read_at: datetime = st.datetime_input(
        say("Exported at"),
        key=at_key,
        format="YYYY-MM-DD",
        step=60,
        help=say("Of two exports of one kind the later one counts, so say when this one was made."),
        width=280,
    )
    try:
        kept = _read(uploaded.file_id, uploaded.name, uploaded.getvalue(), read_at)
        known = fresh(
            reports.live_prices.preview,
            campaign_id=campaign.id,
            shop_id=shop_id,
            file=kept.file,
            complete=bool(st.session_state.get(f"live-complete-{turn}")),
        )
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        st.caption(say("Nothing was changed. Choose another file."))
        return
    _preview(known, kept.name)
    complete = known.lacking > 0 and st.checkbox(
        say(
            "The export has everything that is live: forget {n} variant that it lacks",
            "The export has everything that is live: forget {n} variants that it lacks",
            n=known.lacking,
        ),
        key=f"live-complete-{turn}",
    )
    st.button(
        say("Take in these prices"),
        key="live-take-in",
        type="primary",
        icon=":material/download_done:",
        on_click=_take_in,
        args=(campaign.id, shop_id, kept, complete, known.digest),
    )


def _read(upload_id: str, name: str, content: bytes, read_at: datetime) -> _ReadFile:
    kept: _ReadFile | None = st.session_state.get(_READ)
    if kept is None or (kept.upload_id, kept.read_at) != (upload_id, read_at):
        kept = _ReadFile(upload_id, name, read_at, live_files.read(content, name, read_at))
        st.session_state[_READ] = kept
    return kept


def _preview(known: LivePreview, file_name: str) -> None:
    with st.container(border=True):
        st.subheader(plain(file_name), anchor=False)
        counted = (
            say("{n} variant is new", "{n} variants are new", n=known.new),
            say("{n} variant changes", "{n} variants change", n=known.changed),
            say("{n} variant stays as it is", "{n} variants stay as they are", n=known.unchanged),
        )
        st.write(f"{say(LIVE_SOURCE_NAMES[known.kind])}: {voice().join(counted)}")
        if known.older:
            st.caption(
                say(
                    "{n} variant stays as a later export said it.",
                    "{n} variants stay as a later export said them.",
                    n=known.older,
                )
            )
        for note in known.notes:
            st.caption(f":material/info: {say(note)}")
        _verdict(known)
        _skipped(known.skipped)
        _changes(known.changes)


def _verdict(known: LivePreview) -> None:
    said = say(
        "With it, {n} product or variant differs from the plan; {cheaper} cost customers less.",
        "With it, {n} products or variants differ from the plan; {cheaper} cost customers less.",
        n=known.differing,
        cheaper=known.cheaper,
    )
    if known.cheaper:
        st.error(said, icon=":material/south:")
    elif known.differing:
        st.warning(said, icon=":material/compare_arrows:")
    elif known.products:
        st.success(say("With it, everything is live as planned."), icon=":material/verified:")


def _skipped(skipped: tuple[Skipped, ...]) -> None:
    if not skipped:
        return
    st.warning(
        say("{n} row was left out.", "{n} rows were left out.", n=len(skipped)),
        icon=":material/error:",
    )
    with st.expander(say("Which rows, and why"), key="live-skipped", type="compact"):
        shown = skipped[:_MOST_SHOWN]
        table = pd.DataFrame(
            {
                voice().say("Row"): [str(one.row) for one in shown],
                voice().say("Why"): [say(one.why) for one in shown],
            }
        )
        st.table(table, hide_index=True, border="horizontal")
        if len(skipped) > len(shown):
            st.caption(say("{shown} of {total} shown", shown=len(shown), total=len(skipped)))


def _changes(changes: tuple[AmountChange, ...]) -> None:
    if not changes:
        return
    shown = sorted(changes, key=lambda change: not change.lower)[:_MOST_SHOWN]
    then = voice().say("Then")
    rows = pd.DataFrame(
        {
            voice().say("Variant"): [one.price.sku_id or one.price.item_id for one in shown],
            voice().say("Figure"): [voice().say(AMOUNT_NAMES[one.amount]) for one in shown],
            voice().say("Now"): [voice().money(one.before) for one in shown],
            then: [voice().money(one.after) for one in shown],
        }
    )
    styles = [_RED if change.lower else "" for change in shown]
    st.dataframe(
        rows.style.apply(lambda _column: styles, subset=[then]),
        hide_index=True,
        key="live-changes",
        alt=voice().say("What changes, old and new"),
        height=min(36 * (len(shown) + 1), 320),
    )
    if len(changes) > len(shown):
        st.caption(say("{shown} of {total} shown", shown=len(shown), total=len(changes)))


def _take_in(campaign_id: int, shop_id: int, kept: _ReadFile, complete: bool, digest: str) -> None:
    receipt = attempt(
        actions.live_prices.take_in,
        campaign_id=campaign_id,
        shop_id=shop_id,
        file=kept.file,
        file_name=kept.name,
        complete=complete,
        digest=digest,
    )
    if receipt is not None:
        st.session_state.pop(_READ, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
