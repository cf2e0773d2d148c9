"""A year from a file: dropped, previewed, and taken in once someone agrees."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.files import holiday_notices
from planner.reports.holiday_notices import NoticePreview
from planner.rules.calendars import STANDING_NAMES
from planner.rules.holiday_notices import HolidayNotice
from planner.ui.asking import attempt, fresh
from planner.ui.campaign_acts import TYPED, close
from planner.ui.names import holiday_name
from planner.ui.saying import say, voice
from planner.words import Refusal


def file_form() -> None:
    """Drop a year's file, look at what it would change, take it in."""
    st.write(
        say(
            "A JSON file of one year in the shape of the holiday-cn project, which follows the"
            " State Council's notices. You see what changes before anything is kept; days set by"
            " hand stay."
        )
    )
    uploaded = st.file_uploader(say("Calendar file (.json)"), key=f"{TYPED}file")
    if uploaded is None:
        return
    try:
        notice = holiday_notices.read(uploaded.getvalue())
        preview = fresh(reports.holiday_notices.preview, notice=notice)
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        st.caption(say("Nothing was changed. Choose another file."))
        return
    _preview(preview)
    if not preview.changes_nothing:
        st.button(
            say("Take in {year}", year=str(preview.year)),
            key="calendar-agree",
            type="primary",
            icon=":material/download_done:",
            on_click=_take_in,
            args=(notice, preview.digest),
        )


def _preview(preview: NoticePreview) -> None:
    st.write(
        say(
            "{country}, {year} · {standing}",
            country=voice().country(preview.country),
            year=str(preview.year),
            standing=STANDING_NAMES[preview.standing],
        )
    )
    if preview.changes_nothing:
        st.info(
            say("Everything in this file is known already: taking it in would change nothing."),
            icon=":material/done_all:",
        )
        return
    worked = sum(change.works and not change.worked for change in preview.changes)
    off = sum(change.worked and not change.works for change in preview.changes)
    st.markdown(
        voice().join(
            [
                say("{n} day becomes free", "{n} days become free", n=off),
                say("{n} day becomes a working day", "{n} days become working days", n=worked),
            ]
        )
    )
    _changes(preview)
    if preview.by_hand:
        days = voice().join(voice().day(day) for day in preview.by_hand)
        st.caption(say("Set by hand and kept as they are: {days}.", days=days))
    if preview.campaigns:
        names = voice().join(preview.campaigns)
        st.caption(
            say("In the time of {campaigns}: each then offers to be looked over.", campaigns=names)
        )


def _changes(preview: NoticePreview) -> None:
    def said(works: bool) -> str:
        return voice().say("working day") if works else voice().say("day off")

    rows = pd.DataFrame(
        {
            voice().say("When"): [voice().day_long(change.day) for change in preview.changes],
            voice().say("Now"): [said(change.worked) for change in preview.changes],
            voice().say("Then"): [said(change.works) for change in preview.changes],
            voice().say("Holiday"): [holiday_name(change.name) for change in preview.changes],
        }
    )
    st.dataframe(
        rows,
        hide_index=True,
        key="calendar-changes",
        alt=voice().say("What changes, old and new"),
    )


def _take_in(notice: HolidayNotice, digest: str) -> None:
    if attempt(actions.calendars.take_in, notice=notice, digest=digest) is not None:
        close()
