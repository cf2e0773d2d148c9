"""The demo: a sale in its second wave today, whenever today is, with last year's behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from planner import demo
from planner.actions.history import undo
from planner.demo import this_year
from planner.demo.figures import THIS_YEAR, sold_by_hour
from planner.desk import Desk
from planner.files.templates import shipped
from planner.reports import (
    campaigns,
    entrance,
    history,
    imports,
    key_figures,
    people,
    promotions,
    sale_places,
    sales,
    task_cards,
    tasks,
    visitors,
)
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PhaseKind, phase_at
from planner.rules.layouts import lay_out
from planner.rules.people import SEED_TEAMS, Actor, Role
from planner.rules.promotions.audits import audit, blocking, in_phase
from planner.rules.promotions.findings import Code
from planner.rules.promotions.plans import SalePlan
from planner.tables import Base
from planner.tables.campaigns import Campaign
from planner.tables.engine import connect
from planner.tables.promotion_plans import load_sale_plan
from planner.words import Refusal
from tests.support import real_shop
from tests.support.databases import Databases, SqliteDatabases

# 10:08:10 in Shanghai
NOW = datetime(2026, 11, 23, 2, 8, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHINESE = re.compile(r"[㐀-鿿]")


def chinese(url: str) -> None:
    """The demo as someone who reads Chinese gets it."""
    build(url, NOW, "zh")


def english(url: str) -> None:
    """The demo as someone who reads English gets it."""
    build(url, NOW, "en")


def build(url: str, now: datetime, language: str) -> None:
    """The demo of a moment."""
    desk = Desk(url, clock=lambda: now)
    demo.build(desk, language)
    desk.close()


@pytest.fixture
def desk(databases: Databases) -> Iterator[Desk]:
    """The desk of the demo, a moment after it was built."""
    opened = Desk(databases.copy_of(chinese), clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def empty(sqlite_url: str) -> Iterator[Desk]:
    """A desk without an installation."""
    opened = Desk(sqlite_url, clock=lambda: NOW)
    yield opened
    opened.close()


def test_the_second_wave_of_this_years_sale_is_open_now(desk: Desk) -> None:
    card = current(desk)

    phase = phase_at(card.phases, card.now)

    assert (card.name, card.sale_day) == ("2026 双11", TODAY)
    assert phase is not None
    assert (phase.name, phase.kind) == ("第二波", PhaseKind.BURST)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_most_of_the_work_is_done_and_some_of_it_needs_a_lead(desk: Desk) -> None:
    listed = desk.read(tasks.listing, actor=lead(desk), campaign_id=current(desk).id)
    is_open = listed["state"] != "done"

    assert 85 <= len(listed) <= 110
    assert (~is_open).mean() > 0.6
    assert set(listed["state"]) == {"todo", "doing", "review", "done"}
    assert 4 <= (listed["late_days"] > 0).sum() <= 8
    assert (listed["state"] == "review").sum() == 2
    assert (listed["stuck_reason"] != "").sum() == 2
    assert 5 <= (is_open & listed["owner_id"].isna()).sum() <= 15
    assert listed["blocked_by"].map(bool).any()
    with_steps = listed["checklist_total"] > 0
    assert listed.loc[~is_open & with_steps, "checklist_done"].gt(0).all()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_everyone_one_can_enter_as_has_something_to_do_and_teammates_something_new(
    desk: Desk,
) -> None:
    members = desk.read(entrance.cast)

    mine = {
        member: desk.read(tasks.my_tasks, actor=of(desk, member.person_id)) for member in members
    }

    assert {member.team_key for member in members if member.role is Role.TEAMMATE} == {
        team.key for team in SEED_TEAMS
    }
    assert len({member.name for member in members}) == 8
    assert [member.name for member, found in mine.items() if found.empty] == []
    assert [
        member.name
        for member, found in mine.items()
        if member.role is Role.TEAMMATE and not found["new"].any()
    ] == []


def test_history_tells_it_in_order_and_says_who(desk: Desk) -> None:
    told = desk.read(history.events, actor=lead(desk), limit=1_000)

    nobody = told.loc[told["actor_id"].isna(), "action"].tolist()

    assert 200 <= len(told) <= 450
    assert nobody == ["firing.fire_due", "shops.open_demo"]
    assert told["at"].is_monotonic_decreasing
    assert told["at"].max() <= NOW
    assert told["at"].min() < datetime(2025, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_everyone_was_here_yesterday_and_left_no_session_open(desk: Desk) -> None:
    known = desk.read(people.people, actor=lead(desk))

    seen = known["last_seen_at"]

    assert seen.between(
        datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 22, 12, tzinfo=UTC)
    ).all()
    assert desk.read(people.sign_ins, actor=lead(desk)).empty


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_people_talk_return_work_and_show_it(desk: Desk) -> None:
    actor, card = lead(desk), current(desk)
    listed = desk.read(tasks.listing, actor=actor, campaign_id=card.id)

    cards = [desk.read(task_cards.card, actor=actor, task_id=int(key)) for key in listed["id"]]

    kinds = [remark.kind for one in cards for remark in one.remarks]
    assert {"said", "returned", "stuck", "handed_over"} == set(kinds)
    assert kinds.count("said") > 12
    assert sum(len(one.proofs) for one in cards) >= 8
    assert all(
        proof.url and proof.url.startswith("https://docs.example.com/")
        for one in cards
        for proof in one.proofs
    )


def test_the_figures_are_the_ones_invented_up_to_the_last_full_hour(desk: Desk) -> None:
    layout = lay_out(shipped()["double11"], TODAY, "zh")
    until = datetime(2026, 11, 23, 10)
    invented = [
        sold_by_hour(layout, this_year.TARGET_FEN, trade, f"orders 2026 {shop}", until)
        for shop, trade in enumerate(THIS_YEAR)
    ]

    shops = desk.read(sale_places.by_shop, actor=lead(desk), campaign_id=current(desk).id)

    kept = shops.sort_values("shop_id")
    assert kept["paid_fen"].tolist() == [
        sum(span.figures.paid_fen or 0 for span in spans) for spans in invented
    ]
    assert kept["orders"].tolist() == [
        sum(span.figures.paid_count or 0 for span in spans) for spans in invented
    ]
    assert set(shops["covers_to"]) == {datetime(2026, 11, 23, 9, 59, 59)}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_sale_is_about_on_its_way_to_the_target(desk: Desk) -> None:
    figures = desk.read(key_figures.key_figures, actor=lead(desk), campaign_id=current(desk).id)

    assert figures.attainment_bp is not None
    assert figures.time_share_bp is not None
    assert abs(figures.attainment_bp - figures.time_share_bp) < 500
    assert figures.behind == ()
    assert len(desk.read(imports.latest_imports, actor=lead(desk))) >= 8


def test_last_years_sale_is_over_with_figures_of_every_day(desk: Desk) -> None:
    actor = lead(desk)
    choices = desk.read(campaigns.choices, actor=actor)
    past = choices[choices["name"] == "2025 双11"]
    campaign_id = int(past["id"].item())

    listed = desk.read(tasks.listing, actor=actor, campaign_id=campaign_id)
    days = desk.read(sales.by_day, actor=actor, campaign_id=campaign_id)

    assert past["days_to_sale"].item() == -365
    assert set(listed["state"]) == {"done"}
    assert days["paid_fen"].notna().all()
    assert days["paid_fen"].sum() > 500_000_000


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["2026 双11", "2025 双11"])
@pytest.mark.parametrize("shop_id", [1, 2])
def test_its_rules_are_realistic_and_nothing_blocks_but_todays_slip_in_the_encore(
    desk: Desk, name: str, shop_id: int
) -> None:
    def planned(session: Session, /, *, actor: Actor, now: datetime) -> SalePlan:  # noqa: ARG001 -- every report gets them
        campaign = session.scalars(select(Campaign).where(col(Campaign.name) == name)).one()
        return load_sale_plan(session, campaign, shop_id, now)

    plan = desk.read(planned, actor=lead(desk))
    found = audit(plan)

    assert len(plan.products) == 13
    assert {rule.preset for rule in plan.rules} >= {
        *("official_off", "nth_piece", "deposit", "cross_shop", "shop_coupon", "vip_coupon"),
        *("gift", "free_freight"),
    }
    blocked = {
        phase.name: {one.code for one in blocking(in_phase(found, plan, phase.key))}
        for phase in plan.phases
    }
    slip = {Code.BELOW_COST, Code.NAME_DISAGREES_WITH_VALUES} if name == "2026 双11" else set()
    assert blocked.pop("返场") == slip
    assert set().union(*blocked.values()) == set()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_encore_brought_its_tasks_along(desk: Desk) -> None:
    listed = desk.read(promotions.listing, actor=lead(desk), campaign_id=current(desk).id)

    encore = listed[listed["preset"] == "spend_save"]
    assert list(encore["tasks"]) == [4]
    assert list(encore["phases"]) == [("返场",)]


def test_what_happened_in_it_can_be_undone(desk: Desk) -> None:
    actor, card = lead(desk), current(desk)
    told = desk.read(history.events, actor=actor, limit=1_000)
    added = told[told["action"] == "plans.add"].iloc[0]
    imported = told[told["action"] == "sales.take_in"].iloc[0]

    def count() -> int:
        return len(desk.read(tasks.listing, actor=actor, campaign_id=card.id))

    def paid() -> int:
        shops = desk.read(sale_places.by_shop, actor=actor, campaign_id=card.id)
        return int(shops["paid_fen"].sum())

    tasks_before, paid_before = count(), paid()

    desk.perform(undo, actor=actor, event_id=int(added["id"]))
    desk.perform(undo, actor=actor, event_id=int(imported["id"]))

    assert count() == tasks_before - 1
    assert paid() < paid_before


def test_two_builds_at_the_same_moment_are_the_same(sqlite_databases: SqliteDatabases) -> None:
    first, second = sqlite_databases.copy_of(chinese), sqlite_databases.bare()

    chinese(second)

    assert rows(first) == rows(second)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), id="midnight"),
        pytest.param(datetime(2028, 2, 29, 15, 59, 59, tzinfo=UTC), id="end of a leap day"),
    ],
)
def test_it_can_be_built_at_any_time(sqlite_databases: SqliteDatabases, now: datetime) -> None:
    url = sqlite_databases.bare()

    build(url, now, "en")

    desk = Desk(url, clock=lambda: now)
    card = current(desk)
    phase = phase_at(card.phases, card.now)
    told = desk.read(history.events, actor=lead(desk), limit=1)
    desk.close()
    assert phase is not None
    assert phase.name == "Wave 2"
    assert now - timedelta(hours=1) <= told["at"].item() <= now


def test_in_english_nobody_writes_chinese(sqlite_databases: SqliteDatabases) -> None:
    desk = Desk(sqlite_databases.copy_of(english), clock=lambda: NOW)
    actor, card = lead(desk), current(desk)
    listed = desk.read(tasks.listing, actor=actor, campaign_id=card.id)

    cards = [desk.read(task_cards.card, actor=actor, task_id=int(key)) for key in listed["id"]]

    said = [card.name, *(phase.name for phase in card.phases), *listed["title"], *listed["owner"]]
    said += [remark.text for one in cards for remark in one.remarks]
    said += [proof.title for one in cards for proof in one.proofs]
    said += desk.read(imports.latest_imports, actor=actor)["file_name"].tolist()
    goods = desk.read(promotions.goods, actor=actor, campaign_id=card.id)
    rules = desk.read(promotions.listing, actor=actor, campaign_id=card.id)
    said += [*goods["name"], *goods["category"], *rules["name"], *rules["wording"]]
    said.append(desk.read(promotions.costs, actor=actor, campaign_id=card.id).source)
    desk.close()
    assert [text for text in said if CHINESE.search(str(text))] == []


def test_a_build_that_fails_leaves_nothing_behind(
    empty: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(this_year, "happen", fail)

    with pytest.raises(RuntimeError, match="lights"):
        demo.build(empty, "zh")

    assert empty.read(visitors.installation) is None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_real_shop_is_never_turned_into_a_demo(databases: Databases) -> None:
    url = databases.copy_of(real_shop.build)
    desk = Desk(url, clock=lambda: NOW)
    before = rows(url)

    with pytest.raises(Refusal, match="already belongs to a shop"):
        demo.build(desk, "zh")

    desk.close()
    assert rows(url) == before


def lead(desk: Desk) -> Actor:
    """The lead of the demo, its first person."""
    return of(desk, 1)


def of(desk: Desk, person_id: int) -> Actor:
    """Someone of the demo as they act."""
    found = desk.read(visitors.actor_of, person_id=person_id)
    assert found is not None
    return found


def current(desk: Desk) -> CampaignCard:
    """The campaign that comes first: the one under way."""
    first = desk.read(campaigns.choices, actor=lead(desk)).iloc[0]
    return desk.read(campaigns.card, actor=lead(desk), campaign_id=int(first["id"]))


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table, without what is left to chance: the hashes of tokens, and in which
    order history keeps the rows of one event.
    """
    engine = connect(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(
                repr(_sure(dict(row), table.name))
                for row in connection.execute(select(table)).mappings()
            )
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def _sure(row: dict[str, Any], table: str = "") -> dict[str, Any]:
    return {
        name: _sure(value) if isinstance(value, dict) else value
        for name, value in row.items()
        if name != "token_hash" and (table, name) != ("change", "id")
    }
