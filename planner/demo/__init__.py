"""A lived-in shop, made through the desk: last year's sale behind it, today's in full swing."""

from __future__ import annotations

from planner.demo import last_year, this_year
from planner.demo.calendar import Calendar
from planner.demo.cast import hire, open_house, remember_visits
from planner.desk import Desk

__all__ = ["build"]


def build(desk: Desk, language: str) -> None:
    """Make an empty installation the demo of this moment, all texts in one language.

    Refused where an installation is there. Where building fails everything is erased again.
    """
    calendar = Calendar.of_today(desk.now())
    before = calendar.year_before()
    opened_at = before.at(-60, 9, 30)
    lead = open_house(desk, language, opened_at)
    try:
        cast = hire(desk, language, lead, opened_at)
        last = last_year.happen(desk, cast, before, language)
        this_year.happen(desk, cast, calendar, language, last)
        remember_visits(desk, cast, calendar)
    except BaseException:
        desk.erase()
        raise
