"""A sale without dates: phases and milestones in days from the sale day, and its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from graphlib import CycleError, TopologicalSorter
from math import ceil

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.sale_days import UsualDay
from planner.words import Refusal

WHOLE_BP = 10_000
_HOURS_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English; neither may be empty (Refusal)."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise Refusal("Text “{text}” must be there in both languages.", text=self.zh + self.en)

    def in_language(self, language: str) -> str:
        """The Chinese text for zh, zh_CN and the like, the English one for any other language."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class LibraryTask:
    """A piece of work any sale may use.

    ``core`` marks what even a small shop cannot leave out; ``must_have`` what its phase may not
    open without; ``needs_approval`` what a lead signs off.
    """

    key: str
    team: str
    title: Bilingual
    acceptance: Bilingual
    checklist: tuple[Bilingual, ...]
    effort_hours: float
    must_have: bool = False
    needs_approval: bool = False
    core: bool = False


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A library task in one sale: the phase it serves, what it hangs on, what it waits for."""

    work: LibraryTask
    phase: str
    anchor: Anchor[str]
    offset_days: int
    duration_days: int
    predecessors: tuple[str, ...]
    effort_hours: float

    @property
    def key(self) -> str:
        """The library task's key, unique within a sale."""
        return self.work.key

    @property
    def people_at_once(self) -> int:
        """How many share the effort so that it fits the duration, at eight hours a day each."""
        return max(1, ceil(self.effort_hours / (_HOURS_PER_DAY * self.duration_days)))


@dataclass(frozen=True, slots=True)
class TemplatePhase:
    """A phase in whole days from the sale day and clock times; 00:00 begins a day.

    ``target_share_bp`` is its part of the sale's target. Raises Refusal when it would close at or
    before its opening.
    """

    key: str
    name: Bilingual
    kind: PhaseKind
    opens_day: int
    opens_at: time
    closes_day: int
    closes_at: time
    target_share_bp: int

    def __post_init__(self) -> None:
        if (self.closes_day, self.closes_at) <= (self.opens_day, self.opens_at):
            raise Refusal(
                "Phase “{phase}” closes at or before it opens. Set a later closing.",
                phase=self.key,
            )

    @property
    def last_day(self) -> int:
        """The day of its last moment, in days from the sale day."""
        return self.closes_day - (self.closes_at == time(0))

    def on(self, sale_day: date, language: str) -> Phase[str]:
        """The phase with its dates around a sale day, named in a language."""
        return Phase(
            key=self.key,
            name=self.name.in_language(language),
            kind=self.kind,
            opens=_moment(sale_day, self.opens_day, self.opens_at),
            closes=_moment(sale_day, self.closes_day, self.closes_at),
        )


@dataclass(frozen=True, slots=True)
class TemplateMilestone:
    """A milestone in whole days from the sale day, and its clock time."""

    key: str
    name: Bilingual
    day: int
    at: time
    freezes: bool = False

    def on(self, sale_day: date, language: str) -> Milestone[str]:
        """The milestone with its moment around a sale day, named in a language."""
        return Milestone(
            key=self.key,
            name=self.name.in_language(language),
            at=_moment(sale_day, self.day, self.at),
            freezes=self.freezes,
        )


@dataclass(frozen=True, slots=True)
class SaleTemplate:
    """A sale without dates.

    Raises Refusal for a task that serves no phase, hangs on nothing, waits for a task that is not
    there or, in a circle, for itself, is due before what it waits for, or comes too late to be
    a must-have; and for target shares that do not add up to the whole.
    """

    key: str
    name: Bilingual
    usual_day: UsualDay
    phases: tuple[TemplatePhase, ...]
    milestones: tuple[TemplateMilestone, ...] = ()
    tasks: tuple[TemplateTask, ...] = ()

    def __post_init__(self) -> None:
        _require_sound(self)

    def suggested_sale_day(self, year: int) -> date | None:
        """The sale day usual in a year, or None when the sale has none or it is not known."""
        return self.usual_day.in_year(year)

    def next_sale_day(self, today: date) -> date | None:
        """The first usual sale day on or after today, or None when none is known."""
        days = (self.usual_day.in_year(year) for year in range(today.year, today.year + 3))
        return min((day for day in days if day is not None and day >= today), default=None)


def day_of(task: TemplateTask, template: SaleTemplate) -> int:
    """The day a task is due, in days from the sale day."""
    return _anchor_day(task.anchor, template) + task.offset_days


def _moment(sale_day: date, days: int, at: time) -> datetime:
    return datetime.combine(sale_day + timedelta(days=days), at)


def _require_sound(template: SaleTemplate) -> None:
    phases = {phase.key: phase for phase in template.phases}
    tasks = {task.key: task for task in template.tasks}
    _require_whole(template)
    if len(tasks) < len(template.tasks):
        raise Refusal("Each task may stand in a sale once.")
    for task in template.tasks:
        if task.phase not in phases:
            raise Refusal(
                "Task {task}: phase “{phase}” is not in this sale.", task=task.key, phase=task.phase
            )
        due = day_of(task, template)
        if task.work.must_have and due > phases[task.phase].opens_day:
            raise Refusal(
                "Task {task}: a must-have is due no later than the day its phase opens.",
                task=task.key,
            )
        for earlier in task.predecessors:
            if earlier not in tasks:
                raise Refusal(
                    "Task {task}: predecessor {earlier} is not in this sale.",
                    task=task.key,
                    earlier=earlier,
                )
            if day_of(tasks[earlier], template) > due:
                raise Refusal(
                    "Task {task} is due before its predecessor {earlier}.",
                    task=task.key,
                    earlier=earlier,
                )
    _require_no_circle(template)


def _require_whole(template: SaleTemplate) -> None:
    if sum(phase.target_share_bp for phase in template.phases) != WHOLE_BP:
        raise Refusal("The phases’ target shares must add up to 10,000 basis points.")


def _anchor_day(anchor: Anchor[str], template: SaleTemplate) -> int:
    found: list[int]
    match anchor.kind:
        case AnchorKind.OPENING:
            found = [phase.opens_day for phase in template.phases if phase.key == anchor.key]
        case AnchorKind.CLOSING:
            found = [phase.last_day for phase in template.phases if phase.key == anchor.key]
        case AnchorKind.MILESTONE:
            found = [stone.day for stone in template.milestones if stone.key == anchor.key]
    if len(found) != 1:
        raise Refusal(
            "A task hangs on the {kind} “{key}”, which this sale does not have exactly once.",
            kind=anchor.kind.value,
            key=anchor.key,
        )
    return found[0]


def _require_no_circle(template: SaleTemplate) -> None:
    try:
        TopologicalSorter({task.key: task.predecessors for task in template.tasks}).prepare()
    except CycleError as error:
        raise Refusal(
            "These tasks would wait for each other: {path}. Remove one of these predecessors.",
            path=" → ".join(error.args[1]),
        ) from error
