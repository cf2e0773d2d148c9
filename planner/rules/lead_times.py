"""How long before its anchor each task was planned to be done, and was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from planner.rules.campaigns import AnchorKind
from planner.rules.money import ratio_bp
from planner.rules.retrospectives import Learned
from planner.rules.template_parts import MOST_DAYS, TemplateTask
from planner.rules.templates import SaleTemplate
from planner.words import Bp, Sentence


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """When a task was due and done beside the day that it hangs on; ``done_on`` is None while it
    is open."""

    title: str
    team_id: int
    key: str | None
    anchor_kind: AnchorKind
    anchor_on: date
    due_on: date
    done_on: date | None

    @property
    def planned_days(self) -> int:
        """Its planned offset from the anchor; below zero: before it."""
        return (self.due_on - self.anchor_on).days

    @property
    def real_days(self) -> int | None:
        """Its real offset from the anchor; None while it is open."""
        return None if self.done_on is None else (self.done_on - self.anchor_on).days

    def days_late(self, today: date) -> int:
        """How many days after its due day it was done, or is open today; 0 if in time."""
        return max(0, ((self.done_on or today) - self.due_on).days)

    def counts(self, today: date) -> bool:
        """Whether it is known to be in time or late: done, or open after its due day."""
        return self.done_on is not None or self.due_on < today


@dataclass(frozen=True, slots=True)
class Times:
    """The lead times of several tasks; medians are None where no task says one.

    ``planned_days`` and ``real_days`` are the medians of the tasks that are done, ``on_time``
    counts the tasks in time of the ``known`` ones, ``late_days`` is the median of the late ones.
    """

    tasks: int
    done: int
    known: int
    on_time: int
    planned_days: float | None
    real_days: float | None
    late_days: float | None

    @property
    def on_time_bp(self) -> Bp | None:
        """The share on time of those that are done or past due."""
        share = ratio_bp(self.on_time, self.known)
        return None if share is None else Bp(share)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template task whose real lead time was at least a day off; ``real`` are the offsets at
    which tasks made from it were done."""

    task: TemplateTask
    proposed_days: int
    real: tuple[int, ...]
    why: Sentence

    @property
    def old_days(self) -> int:
        """The offset that the template has."""
        return self.task.offset_days


def times_of(tasks: Sequence[TaskTimes], today: date) -> Times:
    """What several tasks come to together."""
    done = [one for one in tasks if one.real_days is not None]
    known = [one for one in tasks if one.counts(today)]
    late = [days for one in known if (days := one.days_late(today))]
    return Times(
        tasks=len(tasks),
        done=len(done),
        known=len(known),
        on_time=len(known) - len(late),
        planned_days=_median(one.planned_days for one in done),
        real_days=_median(one.real_days for one in done if one.real_days is not None),
        late_days=_median(late),
    )


def punctuality(tasks: Sequence[TaskTimes], today: date) -> list[Learned]:
    """How many tasks were done in time, and how late the others were."""
    times = times_of(tasks, today)
    if times.on_time_bp is None:
        return []
    late = times.known - times.on_time
    found = [
        Learned(
            Sentence("{share} of the tasks were done on time.", share=times.on_time_bp),
            Sentence(
                "{on_time} of {n} task that is done or past due; {open} of all are still open.",
                "{on_time} of {n} tasks that are done or past due; {open} of all are still open.",
                on_time=times.on_time,
                n=times.known,
                open=times.tasks - times.done,
            ),
            not late,
        )
    ]
    if times.late_days is not None:
        worst = max(tasks, key=lambda one: one.days_late(today) if one.counts(today) else 0)
        found.append(
            Learned(
                Sentence(
                    "Late tasks were {n} day late.",
                    "Late tasks were {n} days late.",
                    n=_number(times.late_days),
                ),
                Sentence(
                    "The middle of {late} late tasks; “{task}” was the latest with {days}.",
                    late=late,
                    task=worst.title,
                    days=worst.days_late(today),
                ),
                good=False,
            )
        )
    return found


def proposals(done: Iterable[TaskTimes], template: SaleTemplate) -> list[Proposal]:
    """The offsets that a template should have by what really happened: the median of each task's.

    Only where it is at least a day off, and by tasks that hang on the same kind of anchor. A half
    goes towards the offset there is. A must-have never gets a day after its phase opens.
    """
    real: dict[tuple[str, AnchorKind], list[int]] = {}
    for one in done:
        if one.key is not None and one.real_days is not None:
            real.setdefault((one.key, one.anchor_kind), []).append(one.real_days)
    found = (
        _proposal(task, real[task.key, task.anchor.kind])
        for task in template.tasks
        if (task.key, task.anchor.kind) in real
    )
    return [one for one in found if one is not None]


def _proposal(task: TemplateTask, real: list[int]) -> Proposal | None:
    middle = median(real)
    off = int(abs(middle - task.offset_days))
    proposed = task.offset_days + (off if middle > task.offset_days else -off)
    why = (
        Sentence("Done {days}.", days=say_days(real[0]))
        if len(real) == 1
        else Sentence(
            "The middle of {n} tasks, done {days}.",
            n=len(real),
            days=[say_days(days) for days in sorted(real)],
        )
    )
    if _guards_its_opening(task) and proposed > 0:
        proposed = 0
        why = Sentence("{why} A must-have can't come after its phase opens.", why=why)
    proposed = max(-MOST_DAYS, min(MOST_DAYS, proposed))
    if proposed == task.offset_days:
        return None
    return Proposal(task, proposed, tuple(sorted(real)), why)


def say_days(offset: float) -> Sentence:
    """An offset from the anchor in words: 3 days before it."""
    if not offset:
        return Sentence("on the day")
    if offset < 0:
        return Sentence("{n} day before", "{n} days before", n=_number(-offset))
    return Sentence("{n} day after", "{n} days after", n=_number(offset))


def _guards_its_opening(task: TemplateTask) -> bool:
    opening = task.anchor.kind is AnchorKind.OPENING and task.anchor.key == task.phase
    return task.work.must_have and opening and task.offset_days <= 0


def _median(days: Iterable[int]) -> float | None:
    known = list(days)
    return median(known) if known else None


def _number(days: float) -> float:
    """Whole days as a whole number."""
    return int(days) if days == int(days) else days
