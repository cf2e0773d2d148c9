"""What can be done with a year of the calendar: take one in, take it along, another country."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.files import holiday_notices
from planner.rules.people import Right
from planner.ui.asking import read
from planner.ui.calendar_year import PAGE
from planner.ui.campaign_acts import Asked, ask
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor


def verbs(year: int) -> None:
    """Everyone may take a year along as a file; who plans takes one in and chooses the country."""
    if visitor().may(Right.PLAN):
        facts = read(reports.calendars.year, year=year)
        st.button(
            say("Take in a year"),
            key="calendar-take-in",
            icon=":material/upload_file:",
            on_click=ask,
            args=(Asked(PAGE, "file", year),),
        )
        st.button(
            say("Country: {country}", country=voice().country(facts.country)),
            key="calendar-country",
            icon=":material/public:",
            on_click=ask,
            args=(Asked(PAGE, "country", year),),
        )
    notice = read(reports.holiday_notices.notice, year=year)
    if notice is not None:
        st.download_button(
            say("Download {file}", file=f"{year}.json"),
            lambda: holiday_notices.write(notice),
            file_name=f"{year}.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
            key="calendar-download",
        )
