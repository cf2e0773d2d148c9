"""What is published of a country's year, from the packages that follow the notices."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from planner.rules.calendars import BETWEEN_NAMES, CalendarDay, Standing, is_weekday

CHINA = "CN"
# What the pinned version of holidays says of later years follows from rules, not from notices.
_LAST_YEAR_WITH_NOTICES = 2026
_GUESSED = "(estimated)"
_SATURDAY_AND_SUNDAY = frozenset({5, 6})


@lru_cache(maxsize=256)
def published_days(country: str, year: int) -> tuple[CalendarDay, ...] | None:
    """The public holidays of a year and the weekends worked in exchange; None where not known.

    ``country`` is an ISO 3166 code of two letters. Other countries than China may rest on other
    weekdays: there, each day that differs from Monday to Friday is said.
    """
    return _of_china(year) if country == CHINA else _of_another(country, year)


@lru_cache(maxsize=1)
def known_countries() -> tuple[str, ...]:
    """The codes of the countries of which something is published, China's first."""
    import holidays

    return (CHINA, *sorted(set(holidays.list_supported_countries(include_aliases=False)) - {CHINA}))


def _of_china(year: int) -> tuple[CalendarDay, ...] | None:
    import chinese_calendar

    found = []
    try:
        for day in _days_of(year):
            off, name = chinese_calendar.get_holiday_detail(day)
            if name is not None or off == is_weekday(day):
                found.append(CalendarDay(day, not off, name or "", Standing.OFFICIAL))
    except NotImplementedError:
        return None
    return tuple(found)


def _of_another(country: str, year: int) -> tuple[CalendarDay, ...] | None:
    # Loading it takes a tenth of a second, which only shops outside of China wait for.
    import holidays

    if country not in known_countries():
        return None
    known = holidays.country_holidays(country)
    english = "en_US" if "en_US" in known.supported_languages else None
    known = holidays.country_holidays(country, years=year, language=english)
    if not known:
        return None
    # Where the law knows one day of rest, or none, offices are still planned with two.
    rest = known.weekend if len(known.weekend) > 1 else _SATURDAY_AND_SUNDAY
    found = []
    for day in _days_of(year):
        name = known.get(day, "")
        works = not name and (day.weekday() not in rest or day in known.weekend_workdays)
        if name or works != is_weekday(day):
            guessed = year > _LAST_YEAR_WITH_NOTICES or _GUESSED in name
            standing = Standing.ESTIMATED if guessed else Standing.OFFICIAL
            found.append(CalendarDay(day, works, _tidy(name), standing))
    return tuple(found)


def _tidy(name: str) -> str:
    parts = (part.replace(_GUESSED, "").strip() for part in name.split("; "))
    return BETWEEN_NAMES.join(dict.fromkeys(parts))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=after) for after in range((date(year, 12, 31) - first).days + 1)]
