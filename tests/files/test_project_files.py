"""A plan for Microsoft Project, read back and compared with what went out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from planner.files.project_files import write_mspdi
from planner.rules.links import LagUnit, Link, LinkKind
from tests.support.outgoing_plan import HOSTILE, outgoing_plan

NAMES = {"p": "http://schemas.microsoft.com/project"}
# From the schema's reference: PredecessorLink/Type and LinkLag in tenths of a minute.
KINDS = {
    "0": LinkKind.FINISH_FINISH,
    "1": LinkKind.FINISH_START,
    "2": LinkKind.START_FINISH,
    "3": LinkKind.START_START,
}
UNITS = {"7": (LagUnit.WORKING, 4_800), "8": (LagUnit.CALENDAR, 14_400)}


@pytest.fixture(scope="module")
def project() -> ElementTree.Element:
    return ElementTree.fromstring(write_mspdi(outgoing_plan()))


def text(element: ElementTree.Element, path: str) -> str:
    """What stands under a path, each part in the file's namespace."""
    return element.findtext("/".join(f"p:{part}" for part in path.split("/")), "", NAMES)


def tasks(project: ElementTree.Element) -> dict[int, ElementTree.Element]:
    """Every line of the outline by UID."""
    return {int(text(one, "UID")): one for one in project.findall("p:Tasks/p:Task", NAMES)}


def links_of(task: ElementTree.Element) -> set[Link[int]]:
    found = set()
    for one in task.findall("p:PredecessorLink", NAMES):
        unit, day = UNITS[text(one, "LagFormat")]
        lag, rest = divmod(int(text(one, "LinkLag")), day)
        assert rest == 0
        found.add(Link(int(text(one, "PredecessorUID")), KINDS[text(one, "Type")], lag, unit))
    return found


def test_every_task_comes_back_with_its_dates_and_links(project: ElementTree.Element) -> None:
    found = tasks(project)

    for task in outgoing_plan().tasks:
        line = found[task.number]
        assert text(line, "Start") == text(line, "ManualStart") == f"{task.first_day}T08:00:00"
        assert text(line, "Finish") == text(line, "ManualFinish") == f"{task.last_day}T17:00:00"
        assert links_of(line) == set(task.links)
        assert text(line, "Work") == "PT1H30M0S"
        assert text(line, "Notes") == task.notes


@pytest.mark.parametrize(
    ("number", "hours"),
    [
        # Friday to the Sunday that is worked; Saturday is off.
        (1, "PT16H0M0S"),
        # 29 and 30 September, and 9 October after National Day.
        (2, "PT24H0M0S"),
        # In the middle of National Day: a day's work all the same.
        (3, "PT8H0M0S"),
        (12, "PT8H0M0S"),
    ],
)
def test_a_duration_counts_the_working_days_of_the_bar(
    project: ElementTree.Element, number: int, hours: str
) -> None:
    assert text(tasks(project)[number], "Duration") == hours


def test_dates_stand_as_planned_and_are_not_worked_out_anew(project: ElementTree.Element) -> None:
    line = tasks(project)[2]

    assert text(line, "Manual") == "1"
    assert (text(line, "ConstraintType"), text(line, "ConstraintDate")) == (
        "4",
        "2025-09-29T08:00:00",
    )


def test_openings_and_milestones_are_moments_of_their_own(project: ElementTree.Element) -> None:
    moments = [
        (text(one, "Name"), text(one, "Start"), text(one, "Duration"))
        for one in tasks(project).values()
        if text(one, "Milestone") == "1"
    ]

    assert moments == [
        ("预热开启", "2025-10-09T00:00:00", "PT0H0M0S"),
        ("页面冻结", "2025-10-18T18:00:00", "PT0H0M0S"),
        ("爆发开启", "2025-10-20T20:00:00", "PT0H0M0S"),
    ]


def test_tasks_stand_under_their_phase(project: ElementTree.Element) -> None:
    outline = [
        (text(one, "OutlineLevel"), text(one, "Name"), text(one, "ID"))
        for one in project.findall("p:Tasks/p:Task", NAMES)
    ]

    assert [(level, name) for level, name, _ in outline if level == "1"] == [
        ("1", "节点"),
        ("1", "预热"),
        ("1", "爆发"),
    ]
    assert [name for _, name, _ in outline[-2:]] == ["备货", "核价"]
    assert [int(row) for _, _, row in outline] == list(range(1, 11))


def test_the_calendar_knows_days_off_and_the_weekends_worked(
    project: ElementTree.Element,
) -> None:
    plan = outgoing_plan()
    week = {
        text(day, "DayType"): text(day, "DayWorking")
        for day in project.findall("p:Calendars/p:Calendar/p:WeekDays/p:WeekDay", NAMES)
    }
    exceptions: dict[date, str] = {}
    for one in project.findall("p:Calendars/p:Calendar/p:Exceptions/p:Exception", NAMES):
        first = datetime.fromisoformat(text(one, "TimePeriod/FromDate")).date()
        last = datetime.fromisoformat(text(one, "TimePeriod/ToDate")).date()
        assert int(text(one, "Occurrences")) == (last - first).days + 1
        for after in range((last - first).days + 1):
            exceptions[first + timedelta(days=after)] = text(one, "DayWorking")

    for after in range((date(2025, 11, 12) - date(2025, 9, 26)).days):
        day = date(2025, 9, 26) + timedelta(days=after)
        # DayType 1 is Sunday.
        usual = week[str(day.isoweekday() % 7 + 1)]
        assert (exceptions.get(day, usual) == "1") == plan.working.works(day), day


def test_a_day_worked_in_exchange_has_working_hours(project: ElementTree.Element) -> None:
    worked = [
        one
        for one in project.findall("p:Calendars/p:Calendar/p:Exceptions/p:Exception", NAMES)
        if text(one, "DayWorking") == "1"
    ]

    assert len(worked) == 2
    assert all(text(one, "WorkingTimes/WorkingTime/FromTime") == "08:00:00" for one in worked)


def test_typed_text_is_text_in_the_file(project: ElementTree.Element) -> None:
    line = tasks(project)[1]

    assert text(line, "Name") == HOSTILE.replace("\x00", "")
    assert text(line, "PercentComplete") == "100"


def test_a_link_to_a_task_that_stays_behind_is_left_out() -> None:
    plan = outgoing_plan()

    project = ElementTree.fromstring(write_mspdi(replace(plan, tasks=plan.tasks[1:])))

    assert links_of(tasks(project)[2]) == set()
    assert links_of(tasks(project)[3]) == {Link(2, LinkKind.FINISH_FINISH, 3, LagUnit.CALENDAR)}
