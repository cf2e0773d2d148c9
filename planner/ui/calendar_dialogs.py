"""The one dialog of the calendar's page: a day, a year's file or the country."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner import actions, reports
from planner.ui.asking import attempt, fresh, guarded, read, show_notices
from planner.ui.calendar_day import day_form
from planner.ui.calendar_file import file_form
from planner.ui.calendar_year import PAGE
from planner.ui.campaign_acts import TYPED, Asked, asked_on, close
from planner.ui.saying import say, voice


def open_what_was_asked(year: int) -> None:
    """Draw what somebody asked for; called once at the end of the page."""
    asked = asked_on(PAGE)
    if asked is not None:
        st.dialog(_title(asked), width="medium", on_dismiss=close)(_inside)(asked, year)


def _title(asked: Asked) -> str:
    match asked.what:
        case "day":
            return voice().day_long(date.fromisoformat(str(asked.key)))
        case "file":
            return say("Take in a year")
        case _:
            return say("Whose holidays count")


def _inside(asked: Asked, year: int) -> None:
    if asked_on(PAGE) != asked:
        st.rerun()
    show_notices()
    guarded(lambda: _form(asked, year))


def _form(asked: Asked, year: int) -> None:
    match asked.what:
        case "day":
            day_form(date.fromisoformat(str(asked.key)))
        case "file":
            file_form()
        case _:
            _country_form(year)


def _country_form(year: int) -> None:
    before = read(reports.calendars.year, year=year).country
    names = {code: voice().country(code) for code in fresh(reports.calendars.countries)}
    china, *others = names
    codes = [china, *sorted(others, key=lambda code: names[code])]
    key = f"{TYPED}country"
    st.write(
        say(
            "Working days follow the public holidays of this country. What was set by hand or taken"
            " in for another country is kept for when you come back to it."
        )
    )
    with st.form(key, border=False):
        st.selectbox(
            say("Country"),
            codes,
            index=codes.index(before),
            format_func=lambda code: names[code],
            key=f"{key}-code",
        )
        st.form_submit_button(
            say("Follow this country"), type="primary", on_click=_choose, args=(key, before)
        )


def _choose(key: str, before: str) -> None:
    country = st.session_state[f"{key}-code"]
    if country == before:
        close()
        return
    if attempt(actions.calendars.choose_country, country=country, before=before) is not None:
        close()
