"""A template laid out around a sale day: the plan an operator looks over before creating it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.rules.campaigns import Anchor, Key, Milestone, Phase, campaign_span, due_day
from planner.rules.links import Link
from planner.rules.template_parts import TemplateTask
from planner.rules.templates import SaleTemplate


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of a plan being made, in one language, with its dates.

    Work starts on ``start_on``, so that it takes ``duration_days`` calendar days up to and with
    ``due_on``.
    """

    key: str
    team: str
    title: str
    acceptance: str
    checklist: tuple[str, ...]
    effort_hours: float
    must_have: bool
    needs_approval: bool
    core: bool
    phase: str
    anchor: Anchor[str]
    offset_days: int
    duration_days: int
    predecessors: tuple[Link[str], ...]
    due_on: date
    people_at_once: int = 1

    @property
    def start_on(self) -> date:
        """The first day of work."""
        return self.due_on - timedelta(days=self.duration_days - 1)


@dataclass(frozen=True, slots=True)
class LaidOutPlan:
    """A template around a sale day: what the operator looks over before creating the campaign.

    ``target_shares_bp`` holds each phase's part of the target, by the phase's key.
    """

    sale: str
    name: str
    sale_day: date
    phases: tuple[Phase[str], ...]
    milestones: tuple[Milestone[str], ...]
    tasks: tuple[PlannedTask, ...]
    target_shares_bp: Mapping[str, int]

    @property
    def planning_day(self) -> date:
        """The first day of work."""
        return self._span[0]

    @property
    def last_day(self) -> date:
        """The last day of the last phase."""
        return self._span[1]

    @property
    def _span(self) -> tuple[date, date]:
        first_work_day = min((task.start_on for task in self.tasks), default=None)
        return campaign_span(self.phases, first_work_day)

    def moved_to(self, sale_day: date) -> LaidOutPlan:
        """The same plan around another sale day, every date as far from it as from the old one."""
        phases, milestones = moved(self.phases, self.milestones, sale_day - self.sale_day)
        return replace(
            self,
            sale_day=sale_day,
            phases=phases,
            milestones=milestones,
            tasks=re_lay(self.tasks, phases, milestones),
        )


def lay_out(template: SaleTemplate, sale_day: date, language: str) -> LaidOutPlan:
    """Give every phase, milestone and task of a template its date, and its text in a language."""
    phases = tuple(phase.on(sale_day, language) for phase in template.phases)
    milestones = tuple(milestone.on(sale_day, language) for milestone in template.milestones)
    return LaidOutPlan(
        sale=template.plans,
        name=template.name.in_language(language),
        sale_day=sale_day,
        phases=phases,
        milestones=milestones,
        tasks=tuple(_planned(task, phases, milestones, language) for task in template.tasks),
        target_shares_bp={phase.key: phase.target_share_bp for phase in template.phases},
    )


def moved(
    phases: Iterable[Phase[Key]], milestones: Iterable[Milestone[Key]], days: timedelta
) -> tuple[tuple[Phase[Key], ...], tuple[Milestone[Key], ...]]:
    """The phases and milestones so many days later; below zero earlier."""
    return (
        tuple(
            replace(phase, opens=phase.opens + days, closes=phase.closes + days) for phase in phases
        ),
        tuple(replace(milestone, at=milestone.at + days) for milestone in milestones),
    )


def re_lay(
    tasks: Iterable[PlannedTask],
    phases: Iterable[Phase[str]],
    milestones: Iterable[Milestone[str]],
) -> tuple[PlannedTask, ...]:
    """The tasks with due days recomputed from adjusted phases and milestones.

    Raises Refusal when a task hangs on a phase or milestone that is no longer there.
    """
    phases, milestones = tuple(phases), tuple(milestones)
    return tuple(
        replace(task, due_on=due_day(task.anchor, task.offset_days, phases, milestones))
        for task in tasks
    )


def _planned(
    task: TemplateTask,
    phases: tuple[Phase[str], ...],
    milestones: tuple[Milestone[str], ...],
    language: str,
) -> PlannedTask:
    work = task.work
    return PlannedTask(
        key=work.key,
        team=work.team,
        title=work.title.in_language(language),
        acceptance="" if work.acceptance is None else work.acceptance.in_language(language),
        checklist=tuple(item.in_language(language) for item in work.checklist),
        effort_hours=task.effort_hours,
        must_have=work.must_have,
        needs_approval=work.needs_approval,
        core=work.core,
        phase=task.phase,
        anchor=task.anchor,
        offset_days=task.offset_days,
        duration_days=task.duration_days,
        people_at_once=task.people_at_once,
        predecessors=task.predecessors,
        due_on=due_day(task.anchor, task.offset_days, phases, milestones),
    )
