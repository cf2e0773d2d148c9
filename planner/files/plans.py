"""A plan going out to other programs: values in the reader's words, known by no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planner.rules.calendars import WorkingDays
from planner.rules.links import Link


@dataclass(frozen=True, slots=True)
class OutgoingTask:
    """A task with its bar; ``links`` are what it waits for, by number."""

    number: int
    key: str
    version: int
    title: str
    phase_id: int
    first_day: date
    last_day: date
    done_percent: int
    effort_minutes: int
    notes: str
    links: tuple[Link[int], ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingPhase:
    """A phase from its opening up to its closing; ``opening`` is what that moment is called."""

    id: int
    version: int
    name: str
    opening: str
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class OutgoingMilestone:
    """A named moment."""

    id: int
    version: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutgoingPlan:
    """A campaign with tasks, phases and milestones; moments are on the clock of its time zone.

    ``code`` begins the keys of its tasks, ``milestones_title`` heads the moments in a list,
    ``made_at`` is the aware moment of the file.
    """

    name: str
    code: str
    time_zone: str
    made_at: datetime
    milestones_title: str
    working: WorkingDays
    tasks: tuple[OutgoingTask, ...]
    phases: tuple[OutgoingPhase, ...]
    milestones: tuple[OutgoingMilestone, ...]
