"""A sale without dates: phases and milestones in days from the sale day, and its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from planner.rules.campaigns import Anchor, AnchorKind, require_one_name_each
from planner.rules.links import LinkKind
from planner.rules.sale_days import UsualDay
from planner.rules.template_parts import Bilingual, TemplateMilestone, TemplatePhase, TemplateTask
from planner.words import Refusal

WHOLE_BP = 10_000
_ANY_DAY = date(2026, 11, 11)


@dataclass(frozen=True, slots=True)
class SaleTemplate:
    """A sale without dates.

    ``sale`` is which of the shipped sales it plans, where that is not its own key. Raises Refusal
    without phases, for two phases or milestones of one key or name or two tasks of one key, and for
    a task that serves no phase, hangs on nothing, waits for a task that is not there or, in a
    circle, for itself.
    """

    key: str
    name: Bilingual
    usual_day: UsualDay
    phases: tuple[TemplatePhase, ...]
    milestones: tuple[TemplateMilestone, ...] = ()
    tasks: tuple[TemplateTask, ...] = ()
    sale: str = ""

    def __post_init__(self) -> None:
        _require_whole(self)

    @property
    def plans(self) -> str:
        """The key of the sale that campaigns made from it are of."""
        return self.sale or self.key

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


def require_well_planned(template: SaleTemplate) -> None:
    """Refuse what a sale that is shipped must not be, though a campaign may come to be it.

    That is a task due before what must be finished first, a must-have that comes after its phase
    opens, and target shares that do not add up to the whole.
    """
    if sum(phase.target_share_bp for phase in template.phases) != WHOLE_BP:
        raise Refusal("The phases’ target shares must add up to 10,000 basis points.")
    opens = {phase.key: phase.opens_day for phase in template.phases}
    due = {task.key: day_of(task, template) for task in template.tasks}
    for task in template.tasks:
        if task.work.must_have and due[task.key] > opens[task.phase]:
            raise Refusal(
                "Task {task}: a must-have is due no later than the day its phase opens.",
                task=task.key,
            )
        for link in task.predecessors:
            if link.kind is LinkKind.FINISH_START and due[link.before] > due[task.key]:
                raise Refusal(
                    "Task {task} is due before its predecessor {earlier}.",
                    task=task.key,
                    earlier=link.before,
                )


def _require_whole(template: SaleTemplate) -> None:
    phases = {phase.key for phase in template.phases}
    tasks = {task.key for task in template.tasks}
    if template.name.longest > 80:
        raise Refusal("Name: write 1 to 80 characters.")
    if not phases:
        raise Refusal("Phases: a campaign needs at least one.")
    if len(phases) < len(template.phases):
        raise Refusal("Each phase may stand in a sale once.")
    if len({stone.key for stone in template.milestones}) < len(template.milestones):
        raise Refusal("Each milestone may stand in a sale once.")
    if len(tasks) < len(template.tasks):
        raise Refusal("Each task may stand in a sale once.")
    for language in ("zh", "en"):
        require_one_name_each(
            [phase.on(_ANY_DAY, language) for phase in template.phases],
            [stone.on(_ANY_DAY, language) for stone in template.milestones],
        )
    for task in template.tasks:
        if task.phase not in phases:
            raise Refusal(
                "Task {task}: phase “{phase}” is not in this sale.", task=task.key, phase=task.phase
            )
        _anchor_day(task.anchor, template)
        for link in task.predecessors:
            if link.before not in tasks:
                raise Refusal(
                    "Task {task}: predecessor {earlier} is not in this sale.",
                    task=task.key,
                    earlier=link.before,
                )
    _require_no_circle(template)


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
    waits_for = {task.key: [link.before for link in task.predecessors] for task in template.tasks}
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        raise Refusal(
            "These tasks would wait for each other: {path}. Remove one of these predecessors.",
            path=" → ".join(error.args[1]),
        ) from error
