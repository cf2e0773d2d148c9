"""One day of the calendar, set by hand or let go again."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.rules.calendars import LONGEST_DAY_NAME
from planner.ui.asking import attempt, read
from planner.ui.calendar_year import said_of
from planner.ui.campaign_acts import TYPED, close
from planner.ui.saying import plain, say
from planner.ui.task_views import records_of


def day_form(day: date) -> None:
    """Say by hand whether a day is worked, or let it follow the calendar again."""
    record = _day(day)
    by_hand = bool(record["version"])
    key = f"{TYPED}day-{day}"
    st.session_state.setdefault(f"{key}-version", int(record["version"]))
    st.write(plain(said_of(record)))
    choices = {True: say("a working day"), False: say("a day off")}
    with st.form(key, border=False):
        st.radio(
            say("This day is"),
            list(choices),
            index=list(choices).index(record["works"]),
            format_func=lambda works: choices[works],
            key=f"{key}-works",
            horizontal=True,
        )
        st.text_input(
            say("Name of the day"),
            record["name"] if by_hand else "",
            key=f"{key}-name",
            max_chars=LONGEST_DAY_NAME,
            placeholder=say("For example: stocktaking"),
        )
        st.form_submit_button(say("Set by hand"), type="primary", on_click=_set, args=(key, day))
    if by_hand:
        st.button(
            say("Follow the calendar again"),
            key=f"clear-{day}",
            icon=":material/undo:",
            on_click=_clear,
            args=(key, day),
        )


def _day(day: date) -> dict[str, Any]:
    days = read(reports.calendars.days, year=day.year)
    (record,) = records_of(days[days["day"] == day])
    return record


def _set(key: str, day: date) -> None:
    receipt = attempt(
        actions.calendars.set_day,
        day=day,
        works=st.session_state[f"{key}-works"],
        name=st.session_state[f"{key}-name"],
        version=st.session_state[f"{key}-version"],
    )
    _settle(key, day, saved=receipt is not None)


def _clear(key: str, day: date) -> None:
    version = st.session_state[f"{key}-version"]
    receipt = attempt(actions.calendars.clear_day, day=day, version=version)
    _settle(key, day, saved=receipt is not None)


def _settle(key: str, day: date, *, saved: bool) -> None:
    if saved:
        close()
    else:
        st.session_state[f"{key}-version"] = int(_day(day)["version"])
