"""A plan as a Microsoft Project XML file (MSPDI), which other planning programs read too.

What the elements and their codes mean: Microsoft, "Project XML Data Interchange Schema Reference".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from planner.files.plans import OutgoingPlan, OutgoingTask, readable
from planner.rules.calendars import WorkingDays, is_weekday
from planner.rules.links import LagUnit, Link, LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"
_STRETCHES = ((time(8), time(12)), (time(13), time(17)))
_BEGINS, _ENDS = time(8), time(17)
_MINUTES_A_DAY = 480
_MUST_START_ON, _NOT_EARLIER = 2, 4
_KINDS = {
    LinkKind.FINISH_FINISH: 0,
    LinkKind.FINISH_START: 1,
    LinkKind.START_FINISH: 2,
    LinkKind.START_START: 3,
}
# The code of the unit a lag is shown in, and a day of it in tenths of a minute.
_LAGS = {LagUnit.WORKING: (7, 10 * _MINUTES_A_DAY), LagUnit.CALENDAR: (8, 10 * 24 * 60)}
_IN_DAYS = 7
# Tasks keep their numbers as ids; headings and moments begin far above them.
_HEADINGS, _MOMENTS = 1_000_000, 2_000_000
_DAY = timedelta(days=1)


def write_mspdi(plan: OutgoingPlan) -> bytes:
    """Openings and milestones under one heading, then each phase's tasks under its own.

    Dates are what the plan says (tasks are scheduled by hand there), links come with kind and lag,
    the calendar with days off and the weekends worked in exchange.
    """
    project = ElementTree.Element("Project", xmlns=NAMESPACE)
    first, last = _span(plan)
    _add(
        project,
        Name=plan.name,
        Title=plan.name,
        ScheduleFromStart=1,
        StartDate=_wall(first, _BEGINS),
        FinishDate=_wall(last, _ENDS),
        CalendarUID=1,
        DefaultStartTime=_BEGINS.isoformat(),
        DefaultFinishTime=_ENDS.isoformat(),
        MinutesPerDay=_MINUTES_A_DAY,
        MinutesPerWeek=5 * _MINUTES_A_DAY,
        DaysPerMonth=20,
        NewTasksAreManual=1,
    )
    calendars = ElementTree.SubElement(project, "Calendars")
    _calendar(ElementTree.SubElement(calendars, "Calendar"), plan.working, first, last)
    tasks = ElementTree.SubElement(project, "Tasks")
    for row, fields, links in _rows(plan):
        task = ElementTree.SubElement(tasks, "Task")
        _add(task, **{"UID": fields.pop("UID"), "ID": row, **fields})
        for link in links:
            _link(ElementTree.SubElement(task, "PredecessorLink"), link)
    ElementTree.indent(project, " ")
    written: bytes = ElementTree.tostring(project, encoding="utf-8", xml_declaration=True)
    return written


def _rows(plan: OutgoingPlan) -> Iterator[tuple[int, dict[str, object], tuple[Link[int], ...]]]:
    """Every line of the outline from the first on: its fields, and what it waits for."""
    row = 1
    moments = sorted(
        [(phase.opens, phase.opening) for phase in plan.phases]
        + [(milestone.at, milestone.name) for milestone in plan.milestones]
    )
    if moments:
        yield row, _heading(_MOMENTS, plan.milestones_title), ()
    for number, (at, name) in enumerate(moments, start=1):
        row += 1
        yield row, _milestone(_MOMENTS + number, name, at), ()
    known = {task.number for task in plan.tasks}
    for phase in plan.phases:
        of_phase = [task for task in plan.tasks if task.phase_id == phase.id]
        if of_phase:
            row += 1
            yield row, _heading(_HEADINGS + phase.id, phase.name), ()
        for task in of_phase:
            row += 1
            links = tuple(link for link in task.links if link.before in known)
            yield row, _task(task, plan.working), links


def _heading(uid: int, name: str) -> dict[str, object]:
    return {"UID": uid, "Name": name, "OutlineLevel": 1, "Summary": 1}


def _milestone(uid: int, name: str, at: datetime) -> dict[str, object]:
    moment = at.isoformat(timespec="seconds")
    return {
        **{"UID": uid, "Name": name, "Manual": 1, "OutlineLevel": 2},
        **{"Start": moment, "Finish": moment, "Duration": _hours(0)},
        **{"ManualStart": moment, "ManualFinish": moment, "ManualDuration": _hours(0)},
        **{"DurationFormat": _IN_DAYS, "Estimated": 0, "Milestone": 1, "Summary": 0},
        **{"ConstraintType": _MUST_START_ON, "ConstraintDate": moment},
    }


def _task(task: OutgoingTask, working: WorkingDays) -> dict[str, object]:
    begins, ends = _wall(task.first_day, _BEGINS), _wall(task.last_day, _ENDS)
    # A bar on days off alone is work all the same; a task without any would be a milestone there.
    days = max(1, working.count(task.first_day, task.last_day))
    lasts = _hours(days * _MINUTES_A_DAY)
    return {
        **{"UID": task.number, "Name": task.title, "Manual": 1, "OutlineLevel": 2},
        **{"Start": begins, "Finish": ends, "Duration": lasts},
        **{"ManualStart": begins, "ManualFinish": ends, "ManualDuration": lasts},
        **{"DurationFormat": _IN_DAYS, "Work": _hours(task.effort_minutes)},
        **{"Estimated": 0, "Milestone": 0, "Summary": 0, "PercentComplete": task.done_percent},
        **{"ConstraintType": _NOT_EARLIER, "ConstraintDate": begins, "Deadline": ends},
        "Notes": task.notes,
    }


def _link(element: ElementTree.Element, link: Link[int]) -> None:
    shown_in, day = _LAGS[link.unit]
    _add(
        element,
        PredecessorUID=link.before,
        Type=_KINDS[link.kind],
        CrossProject=0,
        LinkLag=link.lag_days * day,
        LagFormat=shown_in,
    )


def _calendar(calendar: ElementTree.Element, working: WorkingDays, first: date, last: date) -> None:
    _add(calendar, UID=1, Name="Standard", IsBaseCalendar=1, BaseCalendarUID=-1)
    week = ElementTree.SubElement(calendar, "WeekDays")
    for number in range(1, 8):  # from Sunday
        day = ElementTree.SubElement(week, "WeekDay")
        works = 1 < number < 7
        _add(day, DayType=number, DayWorking=int(works))
        if works:
            _hours_of_a_day(day)
    exceptions = ElementTree.SubElement(calendar, "Exceptions")
    for begins, ends in _stretches(_unusual(working, first, last), working):
        works = working.works(begins)
        exception = ElementTree.SubElement(exceptions, "Exception")
        _add(exception, EnteredByOccurrences=0)
        period = ElementTree.SubElement(exception, "TimePeriod")
        _add(period, FromDate=_wall(begins, time()), ToDate=_wall(ends, time(23, 59)))
        _add(exception, Occurrences=(ends - begins).days + 1, Type=1, DayWorking=int(works))
        if works:
            _hours_of_a_day(exception)


def _unusual(working: WorkingDays, first: date, last: date) -> list[date]:
    """The days that are not what their weekday says."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return [day for day in days if working.works(day) != is_weekday(day)]


def _stretches(days: list[date], working: WorkingDays) -> Iterable[tuple[date, date]]:
    """Days in a row of which all are worked, or none, each row as its first and last day."""
    breaks = [
        place
        for place, (one, other) in enumerate(pairwise(days), start=1)
        if other - one > _DAY or working.works(one) != working.works(other)
    ]
    edges = [0, *breaks, len(days)] if days else []
    return [(days[begin], days[end - 1]) for begin, end in pairwise(edges)]


def _hours_of_a_day(day: ElementTree.Element) -> None:
    times = ElementTree.SubElement(day, "WorkingTimes")
    for begins, ends in _STRETCHES:
        stretch = ElementTree.SubElement(times, "WorkingTime")
        _add(stretch, FromTime=begins.isoformat(), ToTime=ends.isoformat())


def _span(plan: OutgoingPlan) -> tuple[date, date]:
    """The first and the last day that anything of the plan lies on."""
    days = [day for task in plan.tasks for day in (task.first_day, task.last_day)]
    days += [moment.date() for phase in plan.phases for moment in (phase.opens, phase.closes)]
    days += [milestone.at.date() for milestone in plan.milestones]
    return min(days), max(days)


def _wall(day: date, at: time) -> str:
    return datetime.combine(day, at).isoformat(timespec="seconds")


def _hours(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _add(element: ElementTree.Element, **fields: object) -> None:
    for name, value in fields.items():
        ElementTree.SubElement(element, name).text = readable(str(value))
