"""A campaign being laid out: a template around a sale day, with what the operator adjusts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from planner.rules.campaigns import (
    AnchorKind,
    Milestone,
    Phase,
    campaign_span,
    require_one_name_each,
)
from planner.rules.core_tasks import core_of
from planner.rules.layouts import LaidOutPlan, lay_out, moved, re_lay
from planner.rules.links import links_without
from planner.rules.templates import SaleTemplate


@dataclass(frozen=True, slots=True)
class Draft:
    """The phases and milestones of a campaign that is not created yet.

    ``language`` is the one of the template's names and tasks. Raises Refusal without phases, and
    for two phases or two milestones of one name.
    """

    sale: str
    sale_day: date
    language: str
    phases: tuple[Phase[str], ...]
    milestones: tuple[Milestone[str], ...]

    def __post_init__(self) -> None:
        campaign_span(self.phases)
        require_one_name_each(self.phases, self.milestones)

    def moved_to(self, sale_day: date) -> Draft:
        """Everything as far from the new sale day as it was from the old one."""
        phases, milestones = moved(self.phases, self.milestones, sale_day - self.sale_day)
        return replace(self, sale_day=sale_day, phases=phases, milestones=milestones)

    def with_phase(self, phase: Phase[str]) -> Draft:
        """The phase added, or put in the place of the one with its key."""
        others = tuple(other for other in self.phases if other.key != phase.key)
        in_order = sorted((*others, phase), key=lambda one: (one.opens, one.closes))
        return replace(self, phases=tuple(in_order))

    def without_phase(self, key: str) -> Draft:
        """The phase taken away, and with it the tasks that serve or hang on it."""
        return replace(self, phases=tuple(phase for phase in self.phases if phase.key != key))

    def with_milestone(self, milestone: Milestone[str]) -> Draft:
        """The milestone added, or put in the place of the one with its key."""
        others = tuple(other for other in self.milestones if other.key != milestone.key)
        in_order = sorted((*others, milestone), key=lambda one: one.at)
        return replace(self, milestones=tuple(in_order))

    def without_milestone(self, key: str) -> Draft:
        """The milestone taken away, and with it the tasks that hang on it."""
        left = tuple(milestone for milestone in self.milestones if milestone.key != key)
        return replace(self, milestones=left)

    def new_key(self) -> str:
        """A key that neither a phase nor a milestone has."""
        taken = {phase.key for phase in self.phases}
        taken |= {milestone.key for milestone in self.milestones}
        number = 1
        while f"added_{number}" in taken:
            number += 1
        return f"added_{number}"

    def plan(self, template: SaleTemplate, *, core_only: bool = False) -> LaidOutPlan:
        """Everything to be created: the template's tasks, dated by the phases and milestones here.

        ``core_only`` brings only the tasks that even a small shop cannot leave out. A task that
        waited for one left out waits for what that one waited for (``links_without``).
        """
        laid_out = lay_out(
            core_of(template) if core_only else template, self.sale_day, self.language
        )
        there = {phase.key for phase in self.phases}
        stones = {milestone.key for milestone in self.milestones}
        staying = {
            task.key
            for task in laid_out.tasks
            if task.phase in there
            and task.anchor.key in (stones if task.anchor.kind is AnchorKind.MILESTONE else there)
        }
        links = links_without({task.key: task.predecessors for task in laid_out.tasks}, staying)
        tasks = [
            replace(task, predecessors=links[task.key])
            for task in laid_out.tasks
            if task.key in staying
        ]
        return replace(
            laid_out,
            phases=self.phases,
            milestones=self.milestones,
            tasks=re_lay(tasks, self.phases, self.milestones),
            target_shares_bp={
                phase.key: laid_out.target_shares_bp.get(phase.key, 0) for phase in self.phases
            },
        )


def draft_of(template: SaleTemplate, sale_day: date, language: str) -> Draft:
    """A template's phases and milestones around a sale day, to be adjusted."""
    laid_out = lay_out(template, sale_day, language)
    return Draft(template.key, sale_day, language, laid_out.phases, laid_out.milestones)
