"""A plan in the calendar of a phone, read back as another program reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from planner.files.calendar_files import write_ics
from tests.support.outgoing_plan import HOSTILE, outgoing_plan

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_ics(outgoing_plan())


@pytest.fixture(scope="module")
def events(written: bytes) -> dict[str, Any]:
    """The events by UID."""
    return {str(one["uid"]): one for one in Calendar.from_ical(written).walk("VEVENT")}


def test_a_task_fills_its_days_and_the_end_is_the_day_after(events: dict[str, Any]) -> None:
    event = events["AB12CD-2@sale-planner"]

    assert event.decoded("dtstart") == date(2025, 9, 29)
    assert event.decoded("dtend") == date(2025, 10, 10)
    assert str(event["summary"]) == "海报 · 双11"
    assert str(event["description"]) == "Team: Design\nOwner: 小文"
    assert event["transp"] == "TRANSPARENT"


def test_a_phase_lasts_from_its_opening_to_its_closing(events: dict[str, Any]) -> None:
    event = events["AB12CD-phase-9@sale-planner"]

    assert event.decoded("dtstart") == datetime(2025, 10, 20, 20, tzinfo=SHANGHAI)
    assert event.decoded("dtend") == datetime(2025, 11, 12, tzinfo=SHANGHAI)


def test_a_milestone_is_a_moment(events: dict[str, Any]) -> None:
    event = events["AB12CD-milestone-4@sale-planner"]

    assert event.decoded("dtstart") == datetime(2025, 10, 18, 18, tzinfo=SHANGHAI)
    assert "dtend" not in event


def test_every_thing_of_the_plan_is_there_once(events: dict[str, Any]) -> None:
    assert len(events) == 7
    assert all(
        event.decoded("dtstamp").isoformat() == "2025-09-20T02:00:00+00:00"
        for event in events.values()
    )


def test_a_change_keeps_the_uid_and_counts_on(events: dict[str, Any]) -> None:
    plan = outgoing_plan()
    moved = replace(plan.tasks[1], version=40, last_day=date(2025, 10, 10))

    again = Calendar.from_ical(write_ics(replace(plan, tasks=(moved,))))

    (event,) = [one for one in again.walk("VEVENT") if one["uid"] == "AB12CD-2@sale-planner"]
    assert events["AB12CD-2@sale-planner"]["sequence"] == 6
    assert event["sequence"] == 40


def test_typed_text_comes_back_letter_by_letter(events: dict[str, Any]) -> None:
    summary = str(events["AB12CD-1@sale-planner"]["summary"])

    assert summary == HOSTILE.replace("\x00", "") + " · 双11"


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says(written: bytes) -> None:
    lines = written.split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert all(line.decode() is not None for line in lines)


def test_the_time_zone_is_told_for_the_years_of_the_plan(written: bytes) -> None:
    (zone,) = Calendar.from_ical(written).walk("VTIMEZONE")

    assert zone["tzid"] == "Asia/Shanghai"
    assert b"DAYLIGHT" not in written


def test_a_plan_without_tasks_is_a_calendar_too() -> None:
    plan = replace(outgoing_plan(), tasks=(), phases=(), milestones=())

    assert list(Calendar.from_ical(write_ics(plan)).walk("VEVENT")) == []
