"""Days on which a team is not as usual: leave, extra people, a weekend shift."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.actions.team_hours import LONGEST_NOTE, MOST_PEOPLE
from planner.ui.asking import attempt, notice, read
from planner.ui.people_acts import TYPED
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.team_hours import hours_field
from planner.words import Sentence

_EDITED = f"{TYPED}time-edited"
_WORKS: dict[str, bool | None] = {"usual": None, "shift": True, "away": False}
_WORKS_SAID: dict[str, Sentence] = {
    "usual": Sentence("On their usual days"),
    "shift": Sentence("On days off too: an extra shift"),
    "away": Sentence("Away: nobody works"),
}


def times_form(team_id: int) -> None:
    """Leave, extra people and weekend shifts: those that are known, and one to write."""
    known = [time for time in _times() if time["team_id"] == team_id]
    edited = next((time for time in known if time["id"] == st.session_state.get(_EDITED)), None)
    if not known:
        st.caption(say("Write down holidays of the team, extra people or a weekend shift here."))
    for time in known:
        _line(time)
    _form(team_id, edited)


def _line(time: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        days = voice().day(time["first_day"])
        if time["first_day"] != time["last_day"]:
            last = voice().day(time["last_day"])
            days = voice().say("{first} to {last}", first=days, last=last)
        st.markdown(f"**{plain(days)}** · {plain(_said(time))}", width="stretch")
        st.button(
            say("Change"),
            key=f"change-time-{time['id']}",
            on_click=_edit,
            args=(int(time["id"]),),
        )
        st.button(
            say("Remove"),
            key=f"remove-time-{time['id']}",
            on_click=_remove,
            args=(int(time["id"]), int(time["version"])),
        )


def _said(time: dict[str, Any]) -> str:
    parts = []
    if time["people_change"]:
        parts.append(voice().say("{change} people", change=f"{time['people_change']:+d}"))
    if time["works"] is not None:
        parts.append(voice().say(_WORKS_SAID[_kind(time)]))
    if time["hours"] is not None:
        parts.append(voice().say("{hours} h a day", hours=time["hours"]))
    return voice().join([*parts, *filter(None, [time["note"]])])


def _kind(time: dict[str, Any]) -> str:
    return next(kind for kind, works in _WORKS.items() if works is time["works"])


def _form(team_id: int, time: dict[str, Any] | None) -> None:
    time_id = int(time["id"]) if time else 0
    key = f"{TYPED}time-{team_id}-{time_id}"
    today = read(reports.calendars.today)
    kinds = {kind: voice().say(said) for kind, said in _WORKS_SAID.items()}
    st.session_state.setdefault(f"{key}-version", int(time["version"]) if time else 0)
    with st.form(key):
        st.markdown(f"**{say('Change these days') if time else say('Add days')}**")
        first, last = st.columns(2)
        with first:
            _day_field(say("First day"), f"{key}-first", time["first_day"] if time else today)
        with last:
            _day_field(say("Last day"), f"{key}-last", time["last_day"] if time else today)
        people, hours = st.columns(2)
        with people:
            st.number_input(
                say("People more or fewer"),
                min_value=-MOST_PEOPLE,
                max_value=MOST_PEOPLE,
                value=int(time["people_change"]) if time else 0,
                key=f"{key}-people",
            )
        with hours:
            hours_field(
                say("Hours a day"),
                f"{key}-hours",
                time["hours"] if time else None,
                placeholder=say("As usual"),
            )
        st.selectbox(
            say("They work"),
            list(kinds),
            index=list(kinds).index(_kind(time)) if time else 0,
            format_func=lambda kind: kinds[kind],
            key=f"{key}-works",
        )
        st.text_input(
            say("Note"), time["note"] if time else "", key=f"{key}-note", max_chars=LONGEST_NOTE
        )
        st.form_submit_button(
            say("Save these days") if time else say("Add these days"),
            type="primary",
            on_click=_save_time,
            args=(key, team_id, time_id),
        )


def _day_field(label: str, key: str, value: date) -> None:
    st.date_input(
        label,
        value,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        key=key,
        format="YYYY-MM-DD",
    )


def _times() -> list[dict[str, Any]]:
    return records_of(read(reports.team_hours.times))


def _edit(time_id: int) -> None:
    st.session_state[_EDITED] = time_id


def _save_time(key: str, team_id: int, time_id: int) -> None:
    given = {
        name: st.session_state[f"{key}-{typed}"]
        for name, typed in (
            ("first_day", "first"),
            ("last_day", "last"),
            ("people_change", "people"),
            ("hours", "hours"),
            ("note", "note"),
        )
    }
    if given["first_day"] is None or given["last_day"] is None:
        notice(Sentence("Days: choose the first and the last."), good=False)
        return
    given["people_change"] = given["people_change"] or 0
    given["works"] = _WORKS[st.session_state[f"{key}-works"]]
    if time_id:
        version = st.session_state[f"{key}-version"]
        receipt = attempt(actions.team_hours.change_time, time_id=time_id, version=version, **given)
    else:
        receipt = attempt(actions.team_hours.add_time, team_id=team_id, **given)
    if receipt is not None:
        _forget(key)
    elif time_id:
        now = next((time for time in _times() if time["id"] == time_id), None)
        if now is not None:
            st.session_state[f"{key}-version"] = int(now["version"])


def _remove(time_id: int, version: int) -> None:
    attempt(actions.team_hours.remove_time, time_id=time_id, version=version)


def _forget(key: str) -> None:
    """Begin the form anew; the dialog stays open for the next days."""
    st.session_state.pop(_EDITED, None)
    for name in [name for name in st.session_state if str(name).startswith(key)]:
        del st.session_state[name]
