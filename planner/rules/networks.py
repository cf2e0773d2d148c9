"""Tasks as the planner sees them: how much work, what each waits for, what it hangs between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Generic

from planner.rules.campaigns import Anchor, AnchorKind, Key, Milestone, Phase, anchor_day
from planner.rules.half_days import TeamHalfDays
from planner.rules.links import Link
from planner.words import Sentence

_NOON = time(12)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gate:
    """The moment something has to be finished before: its half-day, and what it is called."""

    half_day: int
    name: Sentence


@dataclass(frozen=True, slots=True)
class Work(Generic[Key]):
    """A task on the axis of half-days.

    ``minutes`` of its team's time are left to do, by up to ``people`` at once; without any it lasts
    ``length`` half-days on which the team works (0: a moment). It is wanted by ``due`` and must be
    finished by its ``gate`` and its ``deadline``; it starts ``not_before``, or did at ``started``.
    ``fixed`` are start and finish of a task that stays where it is because it is pinned or done.
    Raises ValueError for figures below zero, nobody at work, or a finish before the start.
    """

    key: Key
    team: int
    minutes: int = 0
    people: int = 1
    length: int = 0
    due: int | None = None
    gate: Anchor[Key] | None = None
    deadline: int | None = None
    not_before: int | None = None
    started: int | None = None
    fixed: tuple[int, int] | None = None
    done: bool = False
    after: tuple[Link[Key], ...] = ()

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.length < 0 or self.people < 1:
            raise ValueError(f"task {self.key} has less than no work, or nobody to do it")
        if self.fixed is not None and self.fixed[1] < self.fixed[0]:
            raise ValueError(f"task {self.key} is finished before it starts")
        if self.done and self.fixed is None:
            raise ValueError(f"task {self.key} is done, but not said when")


@dataclass(frozen=True)
class Network(Generic[Key]):
    """Tasks of one or several campaigns, the gates they run up to, and the teams they share.

    ``now`` is the half-day before which nothing can start any more. Raises ValueError for two tasks
    of one key, and for a link, a gate or a team that is not there.
    """

    works: tuple[Work[Key], ...]
    teams: Mapping[int, TeamHalfDays]
    now: int
    gates: Mapping[Anchor[Key], Gate]

    def __post_init__(self) -> None:
        if len(self.places) < len(self.works):
            raise ValueError("two tasks have the same key")
        for work in self.works:
            if work.team not in self.teams:
                raise ValueError(f"task {work.key}: team {work.team} is not there")
            if work.gate is not None and work.gate not in self.gates:
                raise ValueError(f"task {work.key}: {work.gate} is not there")
            for link in work.after:
                if link.before not in self.places:
                    raise ValueError(f"task {work.key} waits for {link.before}, which is not there")

    @cached_property
    def places(self) -> dict[Key, int]:
        """Where in ``works`` each task is, by its key."""
        return {work.key: place for place, work in enumerate(self.works)}

    def without(self, keys: Iterable[Key]) -> Network[Key]:
        """The network without some tasks and without what waits for them."""
        gone = frozenset(keys)
        return replace(
            self,
            works=tuple(
                replace(work, after=tuple(link for link in work.after if link.before not in gone))
                for work in self.works
                if work.key not in gone
            ),
        )


@dataclass(frozen=True, slots=True)
class Between(Generic[Key]):
    """The moments that a task hangs between, on the wall clock.

    It has to be finished before ``ends_by``, the moment of ``gate`` (None: the end of its due day),
    and cannot start before the day ``starts_on`` of ``opening`` (both None: whenever).
    """

    ends_by: datetime
    gate: Anchor[Key] | None = None
    starts_on: date | None = None
    opening: Anchor[Key] | None = None


def hangs_between(
    anchor: Anchor[Key],
    offset_days: int,
    due_on: date,
    duration_days: int,
    serves: Key,
    must_have: bool,
    phases: Sequence[Phase[Key]],
    milestones: Sequence[Milestone[Key]],
) -> Between[Key]:
    """What a task hangs between, from its anchor, its bar and the phase it serves.

    On or before its anchor, it has to be finished by that moment; after it, by its due day. A
    must-have is finished before its phase opens. A bar that lies behind the opening of its phase,
    or behind its anchor, stays behind. Raises Refusal when the plan lacks the anchor or the phase.
    """
    start_on = due_on - _DAY * (duration_days - 1)
    own_opening = Anchor(AnchorKind.OPENING, serves)
    opens_on = anchor_day(own_opening, phases, milestones)
    hangs_on = anchor_day(anchor, phases, milestones)
    moment = moment_of(anchor, phases, milestones)
    gate: Anchor[Key] | None = anchor
    floors: list[tuple[date, Anchor[Key]]] = []
    # A bar of one day on the day of a moment in the morning is what people do from that moment on.
    if offset_days > 0 or (start_on >= hangs_on and moment < datetime.combine(hangs_on, _NOON)):
        gate, moment = None, datetime.combine(due_on + _DAY, time())
        if start_on >= hangs_on:
            floors.append((hangs_on, anchor))
    opens = moment_of(own_opening, phases, milestones)
    if must_have and opens < moment:
        gate, moment = own_opening, opens
    if not must_have and start_on >= opens_on:
        floors.append((opens_on, own_opening))
    starts_on, opening = max(floors, key=lambda floor: floor[0], default=(None, None))
    if starts_on is None or datetime.combine(starts_on, _NOON) > moment:
        return Between(moment, gate)
    return Between(moment, gate, starts_on, opening)


def moment_of(
    anchor: Anchor[Key], phases: Sequence[Phase[Key]], milestones: Sequence[Milestone[Key]]
) -> datetime:
    """The wall-clock moment of an anchor that the plan has."""
    if anchor.kind is AnchorKind.MILESTONE:
        return next(stone.at for stone in milestones if stone.key == anchor.key)
    phase = next(phase for phase in phases if phase.key == anchor.key)
    return phase.opens if anchor.kind is AnchorKind.OPENING else phase.closes


def minutes_left(effort_hours: float, steps_done: int = 0, steps: int = 0) -> int:
    """What is left of a task's effort in minutes: the share of its checklist not yet ticked."""
    minutes = round(effort_hours * 60)
    return -(-minutes * (steps - steps_done) // steps) if steps else minutes
