"""What a task's row and its campaign's dates amount to on the axis of half-days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, say_anchor
from planner.rules.clock import wall_clock
from planner.rules.half_days import IN_A_DAY, HalfDays, TeamHalfDays
from planner.rules.networks import Gate, Work, hangs_between, minutes_left, moment_of

_DAY = timedelta(days=1)
_NOON = 12


class TaskRow(NamedTuple):
    """What a plan needs of a task's row; ``anchor_key`` is a phase's or a milestone's id."""

    id: int
    campaign_id: int
    title: str
    phase_id: int
    team_id: int
    anchor_kind: str
    anchor_key: int
    offset_days: int
    due_on: date
    duration_days: int
    effort_hours: float
    people_at_once: int
    must_have: bool
    pinned_at: datetime | None
    started_at: datetime | None
    submitted_at: datetime | None
    done_at: datetime | None

    @property
    def start_on(self) -> date:
        """The first day of its bar."""
        return self.due_on - _DAY * (self.duration_days - 1)

    def minutes_left(self, steps_done: int, steps: int) -> int:
        """The work that is left of it; what is done or waits for review needs none."""
        if self.done_at is not None or self.submitted_at is not None:
            return 0
        return minutes_left(self.effort_hours, steps_done, steps)

    def bar(self, axis: HalfDays, started: int | None) -> tuple[int, int]:
        """Where its bar lies, from when it was started if it was."""
        finish = axis.end(self.due_on)
        return min(axis.morning(self.start_on) if started is None else started, finish), finish


@dataclass(frozen=True)
class PlanRows:
    """A campaign's phases and milestones, its time zone and what its wall clock shows now."""

    time_zone: str
    now: datetime
    phases: Sequence[Phase[int]]
    milestones: Sequence[Milestone[int]]

    @property
    def last_day(self) -> date:
        """The last day of its phases and milestones."""
        days = [phase.closes.date() for phase in self.phases]
        return max([*days, *(stone.at.date() for stone in self.milestones)])

    def gates(self, axis: HalfDays) -> Iterator[tuple[Anchor[int], Gate]]:
        """Every opening, closing and milestone as a gate."""
        anchors = [
            Anchor(kind, phase.key)
            for phase in self.phases
            for kind in (AnchorKind.OPENING, AnchorKind.CLOSING)
        ]
        anchors += [Anchor(AnchorKind.MILESTONE, stone.key) for stone in self.milestones]
        for anchor in anchors:
            moment = moment_of(anchor, self.phases, self.milestones)
            name = say_anchor(anchor, self.phases, self.milestones)
            yield anchor, Gate(axis.at(moment), name)

    def work(
        self, row: TaskRow, minutes: int, team: TeamHalfDays, axis: HalfDays, now: int
    ) -> Work[int]:
        """A task without what it waits for; ``now`` is the network's."""
        if row.done_at is not None:
            finish = self._happened(row.done_at, axis) + 1
            began = axis.morning(row.start_on)
            if row.started_at is not None:
                began = self._happened(row.started_at, axis)
            return Work(row.id, row.team_id, fixed=(min(began, finish), finish), done=True)
        between = hangs_between(
            Anchor(AnchorKind(row.anchor_kind), row.anchor_key),
            row.offset_days,
            row.due_on,
            row.duration_days,
            row.phase_id,
            row.must_have,
            self.phases,
            self.milestones,
        )
        began_at = row.started_at or row.submitted_at
        started = None if began_at is None else self._happened(began_at, axis)
        floors = [axis.at(self.now)] if axis.at(self.now) > now else []
        if between.starts_on is not None:
            floors.append(axis.morning(between.starts_on))
        return Work(
            row.id,
            row.team_id,
            minutes=minutes,
            people=row.people_at_once,
            length=0 if minutes else self._length(row, team, axis),
            due=axis.end(row.due_on),
            gate=between.gate,
            deadline=None if between.gate is not None else axis.end(row.due_on),
            not_before=max(floors, default=None),
            started=started,
            fixed=None if row.pinned_at is None else row.bar(axis, None),
        )

    def _length(self, row: TaskRow, team: TeamHalfDays, axis: HalfDays) -> int:
        """The working half-days that are left of a bar without effort, one at the least."""
        if minutes_left(row.effort_hours) or row.submitted_at is not None:
            return 0
        start, finish = row.bar(axis, None)
        if row.started_at is None:
            return max(IN_A_DAY, team.working.count(finish) - team.working.count(start))
        start = max(start, axis.at(self.now))
        return max(1, team.working.count(finish) - team.working.count(start))

    def _happened(self, instant: datetime, axis: HalfDays) -> int:
        """The half-day of an instant on the campaign's wall clock."""
        at = wall_clock(instant, self.time_zone)
        return axis.morning(at.date()) + (at.hour >= _NOON)
