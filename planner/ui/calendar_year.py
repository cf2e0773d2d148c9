"""A year of the calendar: how sure it is, its twelve months, and the days out of the ordinary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.calendars import CalendarYear
from planner.rules.calendars import STANDING_NAMES, Standing, is_weekday
from planner.rules.people import Right
from planner.ui.asking import read, shaped
from planner.ui.campaign_acts import Asked, ask
from planner.ui.components import year as element
from planner.ui.names import holiday_name, words
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.visitor import visitor
from planner.words import Sentence

PAGE = "calendar"
_YEARS_BACK, _YEARS_AHEAD = 2, 3
_MARKS = {"off": Sentence("off"), "make_up": Sentence("work")}
_KINDS = {
    "work": Sentence("working day"),
    "rest": Sentence("weekend"),
    "off": Sentence("day off"),
    "make_up": Sentence("worked in exchange"),
}
_LEGEND: tuple[tuple[str, str, Sentence], ...] = (
    ("rest", "", Sentence("Weekend")),
    ("off", "", Sentence("Day off")),
    ("make_up", "", Sentence("Weekend that is worked in exchange")),
    ("off", "estimated", Sentence("Estimated: may still move")),
    ("work", "provisional", Sentence("Not published yet: assumed")),
    ("work", "manual", Sentence("Set by hand")),
)


def chosen_year() -> int:
    """The year to look at: this one at first, and those around it."""
    this = read(reports.calendars.today).year
    known = read(reports.calendars.campaigns)
    years = {
        *range(this - _YEARS_BACK, this + _YEARS_AHEAD + 1),
        *(day.year for day in [*known["first_day"], *known["last_day"]]),
    }
    chosen: str = st.selectbox(
        say("Year"),
        [str(year) for year in sorted(years)],
        index=sorted(years).index(this),
        key="year",
        bind="query-params",
        label_visibility="collapsed",
        width=110,
    )
    return int(chosen)


def standing(year: int) -> None:
    """Whether the year is published, by whom it was taken in, or what is assumed instead."""
    facts = read(reports.calendars.year, year=year)
    if facts.provisional:
        _provisional(facts)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if facts.standing is Standing.ESTIMATED:
            st.badge(say("Estimated"), icon=":material/help:", color="orange")
            st.caption(say("Worked out ahead of the notice: days may still move."), width="content")
        else:
            st.badge(say("Official"), icon=":material/verified:", color="blue")
        if facts.taken_at is not None:
            st.caption(
                say(
                    "Taken in by {who} on {when}",
                    who=facts.taken_by or Sentence("someone"),
                    when=facts.taken_at,
                ),
                width="content",
            )
        for number, paper in enumerate(facts.papers, start=1):
            label = (
                say("Notice") if len(facts.papers) == 1 else say("Notice {number}", number=number)
            )
            st.link_button(label, paper, icon=":material/open_in_new:", type="tertiary")


def year_shown(year: int) -> None:
    """The twelve months; who plans changes a day by choosing it."""
    plans = visitor().may(Right.PLAN)
    if plans:
        st.caption(say("Choose a day to change it."))
    element.year(
        shaped(
            _content,
            reports.calendars.days,
            about=(read(reports.calendars.today), plans),
            year=year,
        ),
        words=words(element.WORDS),
        key=f"year-{year}",
        on_act=_on_act,
    )


def days_out_of_the_ordinary(year: int) -> None:
    """What differs from Monday to Friday, in words: one line a stretch of days."""
    rows = list(_stretches(records_of(read(reports.calendars.days, year=year))))
    if not rows:
        return
    st.subheader(say("Days out of the ordinary"), anchor=False)
    columns = [say("When"), say("Holiday"), say("Work"), say("Standing")]
    st.table(pd.DataFrame(rows, columns=columns), hide_index=True, border="horizontal")


def said_of(record: dict[str, Any]) -> str:
    """What is known of a day, in one line of plain text."""
    what = voice().say(_KINDS[_kind(record)])
    known = [what, holiday_name(record["name"]), _standing_said(record)]
    return voice().join(part for part in known if part)


def _provisional(facts: CalendarYear) -> None:
    known = read(reports.calendars.campaigns)
    names = [
        name
        for name, years in zip(known["name"], known["provisional_years"], strict=True)
        if facts.year in years
    ]
    said = say(
        "{year} is not published yet: Monday to Friday is assumed. Take the year in when its"
        " notice is out; plans that it touches then offer to be looked over.",
        year=str(facts.year),
    )
    if names:
        said += " " + say("Planned into it: {campaigns}.", campaigns=voice().join(names))
    st.warning(said, icon=":material/event_busy:")


def _content(days: pd.DataFrame, today: date, can_change: bool) -> bytes:
    records = records_of(days)
    first = records[0]["day"]
    kinds = {_kind(record) for record in records}
    standings = {_standing_of(record) for record in records}
    return element.content(
        [
            {
                "id": f"{month}",
                "title": voice().month(date(first.year, month, 1)),
                "lead": date(first.year, month, 1).weekday(),
            }
            for month in range(1, 13)
        ],
        [
            {
                "month": str(record["day"].month),
                "day": str(record["day"]),
                "number": record["day"].day,
                "kind": _kind(record),
                "standing": _standing_of(record),
                "mark": _mark(_kind(record)),
                "label": f"{voice().day_long(record['day'])}: {said_of(record)}",
                "today": record["day"] == today,
            }
            for record in records
        ],
        weekdays=[voice().weekday(first + timedelta(days=n - first.weekday())) for n in range(7)],
        legend=[
            {"kind": kind, "standing": standing, "mark": _mark(kind), "text": voice().say(text)}
            for kind, standing, text in _LEGEND
            if (standing in standings if standing else kind in kinds)
        ],
        can_change=can_change,
    )


def _kind(record: dict[str, Any]) -> str:
    """What a day is; where a country rests on other weekdays, that is nothing out of the way."""
    if record["works"]:
        return "make_up" if _is_known(record) and not is_weekday(record["day"]) else "work"
    return "off" if _is_known(record) else "rest"


def _standing_of(record: dict[str, Any]) -> str:
    if record["provisional"]:
        return "provisional"
    if record["standing"] in (Standing.MANUAL, Standing.ESTIMATED) and _is_known(record):
        return str(record["standing"])
    return ""


def _is_known(record: dict[str, Any]) -> bool:
    return bool(record["name"]) or record["standing"] == Standing.MANUAL


def _standing_said(record: dict[str, Any]) -> str:
    if record["provisional"]:
        return voice().say("not published yet")
    return voice().say(STANDING_NAMES[record["standing"]]) if _is_known(record) else ""


def _mark(kind: str) -> str:
    return voice().say(_MARKS[kind]) if kind in _MARKS else ""


def _stretches(records: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    def alike(pair: tuple[int, dict[str, Any]]) -> tuple[Any, ...]:
        place, one = pair
        return one["day"].toordinal() - place, one["works"], one["name"], one["standing"]

    known = [record for record in records if _is_known(record)]
    for _, together in groupby(enumerate(known), alike):
        days = [one for _, one in together]
        first, last = days[0], days[-1]
        when = voice().day(first["day"])
        if first is not last:
            when = voice().say("{first} to {last}", first=when, last=voice().day(last["day"]))
        yield (
            plain(when),
            plain(holiday_name(first["name"])),
            say("worked") if first["works"] else say("off"),
            say(STANDING_NAMES[first["standing"]]),
        )


def _on_act(verb: str, payload: dict[str, Any]) -> None:
    if verb == "day":
        ask(Asked(PAGE, "day", payload["day"]))
