"""A shop of any size to measure with, made through the desk."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from planner import actions, reports
from planner.desk import Desk
from planner.files.templates import shipped
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.layouts import LaidOutPlan, PlannedTask, lay_out
from planner.rules.people import Actor, Role
from planner.rules.targets import Measure
from planner.rules.tasks import TaskField

_PEOPLE = 100
_TARGET_FEN = 500_000_000


@dataclass(frozen=True)
class MeasuredShop:
    """A made shop: its desk, its campaign, and a session's token for each person, lead first."""

    desk: Desk
    campaign_id: int
    lead: Actor
    tokens: tuple[str, ...]


def make_shop(home: Path, tasks: int, days_of_sales: int) -> MeasuredShop:
    """A shop with one Double 11 of that many tasks, 100 teammates, and hourly sales of two shops.

    Every teammate owns an equal part of the tasks and is in the team that does them.
    """
    home.mkdir(parents=True, exist_ok=True)
    desk = Desk(f"sqlite:///{home / 'planner.sqlite'}")
    opened = desk.perform(
        actions.shops.open_demo,
        company="Measured",
        shops=(("Shop one", "tmall"), ("Shop two", "douyin")),
        name="Lead",
        login="lead",
        language="en",
    )
    lead = _actor(desk, opened.value)
    people = [_teammate(desk, lead, number) for number in range(_PEOPLE)]
    campaign_id = _campaign(desk, lead, tasks)
    _share_out(desk, lead, campaign_id, people)
    for shop_id in (1, 2):
        _sell(desk, lead, shop_id, days_of_sales)
    tokens = (
        desk.perform(actions.sign_ins.sign_in_as, person_id=person_id).value
        for person_id in (opened.value, *people)
    )
    return MeasuredShop(desk, campaign_id, lead, tuple(tokens))


def _actor(desk: Desk, person_id: int) -> Actor:
    actor = desk.read(reports.visitors.actor_of, person_id=person_id)
    if actor is None:
        raise LookupError(person_id)
    return actor


def _teammate(desk: Desk, lead: Actor, number: int) -> int:
    desk.perform(
        actions.people.invite,
        actor=lead,
        name=f"Teammate {number:03}",
        login=f"teammate-{number}",
        roles=(Role.TEAMMATE,),
        team_ids=(number % 6 + 1,),
    )
    people = desk.read(reports.people.people, actor=lead)
    return int(people.loc[people["login"] == f"teammate-{number}", "id"].iloc[0])


def _campaign(desk: Desk, lead: Actor, tasks: int) -> int:
    sale_day = datetime.now(UTC).date() + timedelta(days=10)
    plan = lay_out(shipped()["double11"], sale_day, "en")
    plan = replace(plan, tasks=_repeated(plan, tasks))
    made = desk.perform(
        actions.campaigns.create,
        actor=lead,
        name="Measured sale",
        sale="double11",
        sale_day=sale_day,
        shop_ids=(1, 2),
        plan=plan,
        shares_bp=plan.target_shares_bp,
        target_fen=_TARGET_FEN,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="en",
    )
    return int(made.value)


def _repeated(plan: LaidOutPlan, tasks: int) -> tuple[PlannedTask, ...]:
    made: list[PlannedTask] = []
    round_ = 0
    while len(made) < tasks:
        made += (
            replace(
                task,
                key=f"{task.key}-{round_}",
                title=f"{task.title} {round_}" if round_ else task.title,
                predecessors=tuple(
                    replace(link, before=f"{link.before}-{round_}") for link in task.predecessors
                ),
            )
            for task in plan.tasks
        )
        round_ += 1
    return tuple(made[:tasks])


def _share_out(desk: Desk, lead: Actor, campaign_id: int, people: Sequence[int]) -> None:
    tasks = desk.read(reports.tasks.listing, actor=lead, campaign_id=campaign_id)
    for place, person_id in enumerate(people):
        mine = tasks["id"].iloc[place :: len(people)].astype(int).tolist()
        if mine:
            changes = {
                TaskField.OWNER: person_id,
                TaskField.APPROVER: None,
                TaskField.PREDECESSORS: (),
            }
            desk.perform(actions.plans.change_many, actor=lead, task_ids=mine, changes=changes)


def _sell(desk: Desk, lead: Actor, shop_id: int, days: int) -> None:
    last = datetime.now(UTC).date() - timedelta(days=1)
    first = last - timedelta(days=days - 1)
    file = SalesFile(
        source=Source.TAOBAO_ORDERS,
        spans=tuple(_hours(first, days, random.Random(shop_id))),
        rows_read=days * 24,
        covers_from=datetime.combine(first, time()),
        covers_to=datetime.combine(last, time(23, 59, 59)),
    )
    preview = desk.read(reports.imports.preview, actor=lead, shop_id=shop_id, sales_file=file)
    desk.perform(
        actions.sales.take_in,
        actor=lead,
        shop_id=shop_id,
        sales_file=file,
        file_name="measured.csv",
        sha256=hashlib.sha256(str(shop_id).encode()).hexdigest(),
        digest=preview.digest,
    )


def _hours(first: date, days: int, chance: random.Random) -> list[Span]:
    spans = []
    for ahead in range(days):
        for hour in range(24):
            paid = chance.randrange(10_000, 900_000)
            figures = Figures(paid, 20, paid, 18, paid // 10, None, None)
            spans.append(Span(first + timedelta(days=ahead), hour, figures))
    return spans
