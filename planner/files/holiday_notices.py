"""Notices of holidays as JSON of the holiday-cn project (github.com/NateScarlet/holiday-cn).

``{"year": 2027, "papers": ["https://…"], "days": [{"name", "date", "isOffDay"}]}``; other fields
are left alone. China's holidays are named in Chinese there and kept by their English names.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from planner.rules.calendars import BETWEEN_NAMES, CalendarDay, Standing
from planner.rules.holiday_notices import HolidayNotice
from planner.rules.names import tidy
from planner.words import Refusal, Sentence

LARGEST = 2**20
_HOME = "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master"
_BETWEEN = "、"
_MOST_PAPERS = 20
_LONGEST_ADDRESS = 500
_NAMES = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-autumn Festival",
    "国庆节": "National Day",
}
_WRITTEN = {name: chinese for chinese, name in _NAMES.items()}


def read(content: bytes) -> HolidayNotice:
    """The notice in a file's bytes; raises Refusal saying what is wrong, and at which day."""
    fields = _fields(content)
    year = fields.get("year")
    if type(year) is not int:
        raise _wrong("year", Sentence("a year such as 2027"))
    papers = _papers(fields.get("papers", []))
    standing = Standing.OFFICIAL if papers else Standing.ESTIMATED
    days = fields.get("days")
    if not isinstance(days, list):
        raise _wrong("days", Sentence("a list of days"))
    return HolidayNotice(
        year=year,
        days=tuple(_day(one, number, standing) for number, one in enumerate(days, start=1)),
        papers=papers,
    )


def write(notice: HolidayNotice) -> bytes:
    """A notice as a file that ``read`` and other programs understand."""
    fields = {
        "$schema": f"{_HOME}/schema.json",
        "$id": f"{_HOME}/{notice.year}.json",
        "year": notice.year,
        "papers": list(notice.papers),
        "days": [
            {"name": _written(one.name), "date": str(one.day), "isOffDay": not one.works}
            for one in sorted(notice.days, key=lambda one: one.day)
        ],
    }
    return (json.dumps(fields, ensure_ascii=False, indent=4) + "\n").encode()


def _fields(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Refusal(
            "Calendar file: it is larger than 1 MB, and a year takes a few kilobytes. Choose the"
            " file of one year, such as 2027.json."
        )
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refusal(
            "Calendar file: it is not JSON. Choose the file of one year, such as 2027.json."
        ) from error
    if not isinstance(fields, dict):
        raise Refusal(
            "Calendar file: it has no year and days. Choose the file of one year, such as"
            " 2027.json."
        )
    return fields


def _papers(values: object) -> tuple[str, ...]:
    wanted = Sentence("a list of addresses that begin with http:// or https://")
    if not isinstance(values, list) or len(values) > _MOST_PAPERS:
        raise _wrong("papers", wanted)
    if not all(isinstance(value, str) and _is_address(value) for value in values):
        raise _wrong("papers", wanted)
    return tuple(values)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = len(text) <= _LONGEST_ADDRESS and text.isprintable() and " " not in text
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def _day(fields: object, number: int, standing: Standing) -> CalendarDay:
    if not isinstance(fields, dict):
        raise _wrong_day(number, "days", Sentence("a name, a date and isOffDay"))
    name, off = fields.get("name"), fields.get("isOffDay")
    if not isinstance(name, str):
        raise _wrong_day(number, "name", Sentence("a text"))
    if type(off) is not bool:
        raise _wrong_day(number, "isOffDay", Sentence("true or false"))
    day = _date(fields.get("date"))
    if day is None:
        raise _wrong_day(number, "date", Sentence("a day such as 2027-02-06"))
    return CalendarDay(day, not off, _kept(name), standing)


def _date(value: object) -> date | None:
    """A day in the one way of writing it; ``fromisoformat`` knows more."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if str(day) == value else None


def _kept(name: str) -> str:
    return BETWEEN_NAMES.join(_NAMES.get(part, part) for part in tidy(name).split(_BETWEEN))


def _written(name: str) -> str:
    return _BETWEEN.join(_WRITTEN.get(part, part) for part in name.split(BETWEEN_NAMES))


def _wrong(field: str, wanted: Sentence) -> Refusal:
    return Refusal("Calendar file: {field} must be {wanted}.", field=field, wanted=wanted)


def _wrong_day(number: int, field: str, wanted: Sentence) -> Refusal:
    return Refusal(
        "Calendar file, day {number} of its list: {field} must be {wanted}.",
        number=number,
        field=field,
        wanted=wanted,
    )
