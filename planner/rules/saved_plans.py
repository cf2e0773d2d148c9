"""The dates taken off a plan, so that it can be made again around any other sale day."""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.campaigns import Milestone, Phase
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.sale_days import UsualDay
from planner.rules.template_parts import (
    Bilingual,
    LibraryTask,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
)
from planner.rules.templates import SaleTemplate


def template_of(
    plan: LaidOutPlan,
    *,
    key: str,
    name: str,
    usual_day: UsualDay,
    team_names: Mapping[str, str],
) -> SaleTemplate:
    """A plan as a template, in the one language that it is written in.

    Phases and milestones keep their distance in days from the sale day and their clock times,
    tasks their anchors and offsets. ``team_names`` says what other shops can know a team of the
    plan by. Which shops a phase is for stays behind.
    """
    return SaleTemplate(
        key=key,
        name=Bilingual.same(name),
        usual_day=usual_day,
        phases=tuple(_phase(phase, plan) for phase in plan.phases),
        milestones=tuple(_milestone(milestone, plan) for milestone in plan.milestones),
        tasks=tuple(_task(task, team_names.get(task.team, task.team)) for task in plan.tasks),
        sale=plan.sale,
    )


def _phase(phase: Phase[str], plan: LaidOutPlan) -> TemplatePhase:
    return TemplatePhase(
        key=phase.key,
        name=Bilingual.same(phase.name),
        kind=phase.kind,
        opens_day=(phase.opens.date() - plan.sale_day).days,
        opens_at=phase.opens.time(),
        closes_day=(phase.closes.date() - plan.sale_day).days,
        closes_at=phase.closes.time(),
        target_share_bp=plan.target_shares_bp.get(phase.key, 0),
    )


def _milestone(milestone: Milestone[str], plan: LaidOutPlan) -> TemplateMilestone:
    return TemplateMilestone(
        key=milestone.key,
        name=Bilingual.same(milestone.name),
        day=(milestone.at.date() - plan.sale_day).days,
        at=milestone.at.time(),
        freezes=milestone.freezes,
    )


def _task(task: PlannedTask, team: str) -> TemplateTask:
    work = LibraryTask(
        key=task.key,
        team=team,
        title=Bilingual.same(task.title),
        acceptance=Bilingual.same(task.acceptance) if task.acceptance.strip() else None,
        checklist=tuple(Bilingual.same(step) for step in task.checklist),
        effort_hours=task.effort_hours,
        must_have=task.must_have,
        needs_approval=task.needs_approval,
        core=task.core,
    )
    return TemplateTask(
        work=work,
        phase=task.phase,
        anchor=task.anchor,
        offset_days=task.offset_days,
        duration_days=task.duration_days,
        predecessors=task.predecessors,
        effort_hours=task.effort_hours,
        people_at_once=task.people_at_once,
    )
