"""A tea shop's 双11 for tests of tasks: six people, three phases, eight tasks, all through actions.

大毛 leads and operates, 周妍 operates, 小文 and 阿哲 design, 老库 works in the warehouse and 小客
in customer service. It is Wednesday, 4 November 2026, ten in the morning in Shanghai; sale day is
Wednesday the 11th.

Warm-up opens on the 1st, the burst on the 10th at 20:00, the wrap-up on the 12th, which closes as
the 15th ends. Pages freeze on the 8th, a Sunday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import create_engine, select
from sqlmodel import Session

from planner.actions import campaigns, links, people, shops
from planner.desk import Desk, Receipt
from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.links import Link
from planner.rules.people import SEED_TEAMS, Actor, Role
from planner.rules.targets import Measure
from planner.rules.tasks import STATE_NAMES
from planner.tables import Base
from planner.tables.campaigns import Campaign
from planner.tables.tasks import Comment, Task
from planner.text.speaker import speaker
from planner.words import Did, Refusal
from tests.support.real_shop import Clock, RealShop

T = TypeVar("T")
NOW = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 4)
DAMAO, ZHOU, XIAOWEN, AZHE, LAOKU, XIAOKE = 1, 2, 3, 4, 5, 6
CAMPAIGN = 1
WARM, BURST, WRAP = 1, 2, 3
FREEZE = 1
PICTURES, BANNER, STOCK, REPLIES, COPY, PRICES, WARM_PAGE, RETURNS = 1, 2, 3, 4, 5, 6, 7, 8
PASSWORD = "long leaf oolong"


class Cast(RealShop):
    """The shop, and how each of its people acts."""

    @property
    def damao(self) -> Actor:
        """Lead and operator."""
        return self.actor(DAMAO)

    @property
    def zhou(self) -> Actor:
        """Operator."""
        return self.actor(ZHOU)

    @property
    def xiaowen(self) -> Actor:
        """Teammate in design."""
        return self.actor(XIAOWEN)

    @property
    def azhe(self) -> Actor:
        """Another teammate in design."""
        return self.actor(AZHE)

    @property
    def laoku(self) -> Actor:
        """Teammate in the warehouse."""
        return self.actor(LAOKU)

    @property
    def xiaoke(self) -> Actor:
        """Teammate in customer service."""
        return self.actor(XIAOKE)

    def do(self, actor: Actor, action: Callable[..., Did], **given: Any) -> Receipt:
        """Let someone act."""
        return self.desk.perform(action, actor=actor, **given)

    def ask(self, actor: Actor, report: Callable[..., T], **given: Any) -> T:
        """Let someone ask."""
        return self.desk.read(report, actor=actor, **given)

    def task(self, task_id: int) -> Task:
        """A task as it stands in the database."""
        with self._session() as session:
            found = session.get(Task, task_id)
            assert found is not None
            return found

    def campaign_code(self) -> str:
        """What the keys of the campaign's tasks begin with."""
        with self._session() as session:
            found = session.get(Campaign, CAMPAIGN)
            assert found is not None
            return found.code

    def remarks(self, task_id: int) -> list[tuple[str, str, int | None]]:
        """The comments of a task: kind, text and who wrote it."""
        with self._session() as session:
            found = session.scalars(
                select(Comment).where(Comment.task_id == task_id).order_by(Comment.id)  # type: ignore[arg-type]  # SQLModel columns
            )
            return [(row.kind, row.text, row.written_by) for row in found]

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        engine = create_engine(self.desk.url)
        with engine.connect() as connection:
            everything = {
                table.name: sorted(tuple(row) for row in connection.execute(select(table)))
                for table in Base.metadata.sorted_tables
                if table.primary_key
            }
        engine.dispose()
        return everything

    def plan_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Campaigns, phases, milestones and tasks, but for how often each was written."""
        engine = create_engine(self.desk.url)
        names = ("campaign", "phase", "milestone", "task", "predecessor")
        with engine.connect() as connection:
            found = {}
            for name in names:
                table = Base.metadata.tables[name]
                kept = [column for column in table.c if column.name != "version"]
                found[name] = sorted(tuple(row) for row in connection.execute(select(*kept)))
        engine.dispose()
        return found

    @contextmanager
    def refused(self, match: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
        """Expect a refusal that says this and leaves every row as it was."""
        before = self.rows()
        with pytest.raises(Refusal, match=match) as refusal:
            yield refusal
        assert self.rows() == before

    @contextmanager
    def _session(self) -> Iterator[Session]:
        engine = create_engine(self.desk.url)
        with Session(engine, expire_on_commit=False) as session:
            yield session
        engine.dispose()


def opened(url: str) -> Iterator[Cast]:
    """The cast on a database that ``build`` made, on the morning of the 4th."""
    clock = Clock(NOW)
    cast = Cast(Desk(url, clock=clock), clock)
    yield cast
    cast.desk.close()


def build(url: str) -> None:
    """Open the shop, let everyone join, and plan the sale."""
    build_without_sale(url)
    desk = Desk(url, clock=Clock(NOW - timedelta(days=20)))
    desk.perform(
        campaigns.create,
        actor=Cast(desk, Clock()).zhou,
        name="双11 2026",
        sale="double11",
        sale_day=date(2026, 11, 11),
        shop_ids=[1],
        plan=plan(),
        shares_bp={"warm": 0, "burst": 9000, "wrap": 1000},
        target_fen=10_000_000,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )
    desk.close()


def build_without_sale(url: str) -> None:
    """Open the shop and let everyone join; no sale is planned yet."""
    desk = Desk(url, clock=Clock(NOW - timedelta(days=21)))
    cast = Cast(desk, Clock())
    desk.perform(
        shops.open_shop,
        company="小山茶铺",
        shops=(("小山茶铺旗舰店", "tmall"),),
        name="大毛",
        login="damao",
        password=PASSWORD,
        language="zh",
    )
    for name, login, role, team in (
        ("周妍", "zhou", Role.OPERATOR, None),
        ("小文", "xiaowen", Role.TEAMMATE, "design"),
        ("阿哲", "azhe", Role.TEAMMATE, "design"),
        ("老库", "laoku", Role.TEAMMATE, "warehouse"),
        ("小客", "xiaoke", Role.TEAMMATE, "customer_service"),
    ):
        token = desk.perform(
            people.invite,
            actor=cast.damao,
            name=name,
            login=login,
            roles=[role],
            team_ids=[cast.team_id(team)] if team else [],
        ).value
        desk.perform(links.accept_invitation, token=token, password=PASSWORD, language="zh")
    desk.close()


def plan() -> LaidOutPlan:
    """The plan of the sale; the comments say the due days."""
    at = _at
    phases = (
        Phase("warm", "预热", PhaseKind.WARM_UP, at(1), at(10, 20)),
        Phase("burst", "爆发", PhaseKind.BURST, at(10, 20), at(12)),
        Phase("wrap", "收尾", PhaseKind.WRAP_UP, at(12), at(16)),
    )
    opening = Anchor(AnchorKind.OPENING, "burst")
    freeze = Anchor(AnchorKind.MILESTONE, "freeze")
    tasks = (
        _task("pictures", "design", "主图", opening, -7, steps=("白底图", "场景图")),  # 3rd
        _task("banner", "design", "首页海报", opening, -6, after=("pictures",), review=True),  # 4th
        _task("stock", "warehouse", "备货入仓", opening, -2),  # 8th, Sunday
        _task("replies", "customer_service", "快捷回复", opening, -1, must=False),  # 9th, Monday
        _task("copy", "design", "详情页文案", freeze, 0),  # 8th
        _task("prices", "operations", "价格核对", opening, -1, after=("copy",)),  # 9th
        _task(
            *("warm_page", "design", "预热页"),
            *(Anchor(AnchorKind.OPENING, "warm"), -1),  # 31 October
            phase="warm",
        ),
        _task(
            *("returns", "warehouse", "退货处理"),
            *(Anchor(AnchorKind.CLOSING, "wrap"), 0),  # 15th
            phase="wrap",
            must=False,
        ),
    )
    return LaidOutPlan(
        sale="double11",
        name="双11",
        sale_day=date(2026, 11, 11),
        phases=phases,
        milestones=(Milestone("freeze", "页面冻结", at(8, 12), freezes=True),),
        tasks=tasks,
        target_shares_bp={},
    )


def names_in(language: str) -> dict[str, dict[str, str]]:
    """What teams and states are called in a language, as pages hand them to spreadsheets."""
    voice = speaker(language)
    return {
        "team_names": {team.key: voice.say(team.name) for team in SEED_TEAMS},
        "states": {str(state): voice.say(name) for state, name in STATE_NAMES.items()},
    }


_DUE = {
    "pictures": date(2026, 11, 3),
    "banner": date(2026, 11, 4),
    "stock": date(2026, 11, 8),
    "replies": date(2026, 11, 9),
    "copy": date(2026, 11, 8),
    "prices": date(2026, 11, 9),
    "warm_page": date(2026, 10, 31),
    "returns": date(2026, 11, 15),
}


def _at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour)


def _task(
    key: str,
    team: str,
    title: str,
    anchor: Anchor[str],
    offset_days: int,
    *,
    phase: str = "burst",
    steps: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    must: bool = True,
    review: bool = False,
) -> PlannedTask:
    return PlannedTask(
        key=key,
        team=team,
        title=title,
        acceptance="",
        checklist=steps,
        effort_hours=4.0,
        must_have=must,
        needs_approval=review,
        core=True,
        phase=phase,
        anchor=anchor,
        offset_days=offset_days,
        duration_days=2,
        predecessors=tuple(Link(key) for key in after),
        due_on=_DUE[key],
    )
