"""How long a team works: its people and hours, in a line and in a form."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.actions.team_hours import LEAST_HOURS, MOST_HOURS, MOST_PEOPLE
from planner.ui.asking import attempt, read
from planner.ui.people_acts import TYPED, close
from planner.ui.saying import say, voice
from planner.ui.task_views import records_of


def hours_said(team_id: int) -> str:
    """A team's hours in a line: hours a day, and in a burst."""
    hours = _hours(team_id)
    parts = [voice().say("{hours} h a day", hours=hours["hours_per_day"])]
    if hours["works_days_off"]:
        parts.append(voice().say("every day"))
    if hours["burst_hours"] is not None:
        parts.append(voice().say("in a burst {hours} h every day", hours=hours["burst_hours"]))
    return " · ".join(parts)


def people_said(team_id: int, members: int) -> str:
    """How many work in a team: the number that was set, else its members."""
    people = _hours(team_id)["people"]
    n = members if people is None else people
    return voice().say("{n} person", "{n} people", n=n)


def hours_form(team_id: int, members: int) -> None:
    """Change how many work in a team and how long."""
    hours = _hours(team_id)
    key = f"{TYPED}hours-{team_id}"
    st.session_state.setdefault(f"{key}-version", int(hours["version"]))
    with st.form(key, border=False):
        st.number_input(
            say("People"),
            min_value=0,
            max_value=MOST_PEOPLE,
            value=hours["people"],
            key=f"{key}-people",
            placeholder=say("As many as are members: {n}", n=members),
            help=say("Write a number where not everyone has an account here."),
        )
        day, burst = st.columns(2)
        with day:
            hours_field(say("Hours a day"), f"{key}-day", hours["hours_per_day"])
        with burst:
            hours_field(
                say("Hours a day in a burst"),
                f"{key}-burst",
                hours["burst_hours"],
                placeholder=say("As usual"),
                help=say("With a number, the team works every day of a burst, weekends too."),
            )
        st.checkbox(
            say("Works on weekends and holidays too, all year"),
            hours["works_days_off"],
            key=f"{key}-off",
        )
        st.form_submit_button(
            say("Save hours"), type="primary", on_click=_save_hours, args=(key, team_id)
        )


def hours_field(label: str, key: str, value: float | None, **more: Any) -> None:
    """A field for hours of a day; empty where there may be none."""
    st.number_input(
        label,
        min_value=LEAST_HOURS,
        max_value=float(MOST_HOURS),
        value=None if value is None else float(value),
        step=0.5,
        format="%g",
        key=key,
        **more,
    )


def _hours(team_id: int) -> dict[str, Any]:
    teams = records_of(read(reports.team_hours.hours))
    return next(team for team in teams if team["id"] == team_id)


def _save_hours(key: str, team_id: int) -> None:
    receipt = attempt(
        actions.team_hours.set_hours,
        team_id=team_id,
        version=st.session_state[f"{key}-version"],
        people=st.session_state[f"{key}-people"],
        hours_per_day=st.session_state[f"{key}-day"] or 0,
        burst_hours=st.session_state[f"{key}-burst"],
        works_days_off=st.session_state[f"{key}-off"],
    )
    if receipt is not None:
        close()
        return
    st.session_state[f"{key}-version"] = int(_hours(team_id)["version"])
