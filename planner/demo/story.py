"""A sale of the demo and what happened in it, as moments in which somebody did something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from planner.actions.campaigns import create
from planner.demo.calendar import ZONE, Calendar
from planner.demo.cast import Cast
from planner.demo.names import CAMPAIGN
from planner.desk import Desk
from planner.reports.campaigns import card
from planner.reports.tasks import listing
from planner.rules.clock import instant_of
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.people import Actor
from planner.rules.targets import Measure
from planner.words import Did

# Days before (below 0) or after its due day on which a task is ticked.
_PUNCTUALITY = (-2, -1, -1, 0, 0, 0, 0, 0, 0, 1, 2)
_BREATH = timedelta(minutes=45)


@dataclass(frozen=True)
class Moment:
    """Someone's action at an aware moment; ``looked_at`` asks first for what the action wants, or
    finds (None) that there is nothing to do."""

    at: datetime
    actor: Actor
    action: Callable[..., Did]
    given: Mapping[str, Any] = field(default_factory=dict)
    looked_at: Callable[[Desk], Mapping[str, Any] | None] | None = None


@dataclass(frozen=True)
class Sale:
    """A campaign that is there: its plan, the ids of its tasks and phases by the template's keys,
    and who works on it."""

    id: int
    layout: LaidOutPlan
    target_fen: int
    task_ids: Mapping[str, int]
    phase_ids: Mapping[str, int]
    calendar: Calendar
    cast: Cast
    language: str

    def worker(self, task: PlannedTask) -> Actor:
        """Who does a task."""
        return self.cast.worker(task.team, list(self.task_ids).index(task.key))

    def days_from_t(self, task: PlannedTask) -> int:
        """A task's due day, counted from T."""
        return (task.due_on - self.layout.sale_day).days


def plan_sale(
    desk: Desk,
    cast: Cast,
    calendar: Calendar,
    language: str,
    layout: LaidOutPlan,
    target_fen: int,
) -> Sale:
    """Create the campaign fifty days before T, as an operator does."""
    then = desk.at(calendar.at(-50, 10, 20))
    campaign_id: int = then.perform(
        create,
        actor=cast.operator,
        name=CAMPAIGN.of(language).format(year=layout.sale_day.year),
        sale=layout.sale,
        sale_day=layout.sale_day,
        shop_ids=(1, 2),
        plan=layout,
        shares_bp=layout.target_shares_bp,
        target_fen=target_fen,
        measure=Measure.PAID,
        time_zone=ZONE,
        language=language,
    ).value
    known = then.read(listing, actor=cast.operator, campaign_id=campaign_id)
    ids = dict(zip(known["number"], known["id"], strict=True))
    task_ids = {task.key: int(ids[number]) for number, task in enumerate(layout.tasks, start=1)}
    phases = then.read(card, actor=cast.operator, campaign_id=campaign_id).phases
    by_name = {phase.name: phase.key for phase in phases}
    phase_ids = {phase.key: by_name[phase.name] for phase in layout.phases}
    return Sale(campaign_id, layout, target_fen, task_ids, phase_ids, calendar, cast, language)


def live(desk: Desk, story: Iterable[Moment]) -> None:
    """Let everything happen in the order of time; what is told first comes first."""
    for moment in sorted(story, key=lambda one: one.at):
        then = desk.at(moment.at)
        seen = {} if moment.looked_at is None else moment.looked_at(then)
        if seen is not None:
            then.perform(moment.action, actor=moment.actor, **moment.given, **seen)


def finishing_times(
    tasks: Iterable[PlannedTask],
    seed: str,
    late_days: Mapping[str, int],
    waits: Mapping[str, timedelta],
) -> dict[str, datetime]:
    """When each task gets done, in an order in which it can be: about its due day, in working
    hours, and after what it waits for.

    ``late_days`` says for some how late they are, ``waits`` how long they take after the others.
    """
    planned = {task.key: task for task in tasks}
    done: dict[str, datetime] = {}

    def finish(task: PlannedTask) -> datetime:
        if task.key not in done:
            chance = Random(f"{seed} {task.key}")  # noqa: S311 -- a story, not a secret
            days = late_days.get(task.key, chance.choice(_PUNCTUALITY))
            moment = _at(task.due_on + timedelta(days=days), chance)
            before = [
                finish(planned[link.before]) for link in task.predecessors if link.before in planned
            ]
            wait = waits.get(task.key, timedelta()) + _BREATH
            done[task.key] = max([moment, *(earlier + wait for earlier in before)])
        return done[task.key]

    for task in planned.values():
        finish(task)
    return done


def _at(day: date, chance: Random) -> datetime:
    return instant_of(
        datetime.combine(day, time(chance.randint(10, 18), chance.randint(0, 59))), ZONE
    )
