"""A plan going out to other programs: values in the reader's words, known by no table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from planner.rules.calendars import WorkingDays
from planner.rules.links import Link

# XML 1.0, section 2.2: every other sign breaks the file, and calendars don't take them either.
_UNREADABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def readable(text: str) -> str:
    """The text without the signs that no other program takes: controls and halves of signs."""
    return _UNREADABLE.sub("", text)
