"""Undo: what is put back, what stays because somebody went on, who may, and undo of an undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from planner.actions import (
    campaigns,
    evidence,
    history,
    people,
    phases,
    plans,
    sales,
    tasks,
)
from planner.desk import Desk, Receipt
from planner.rules.campaigns import PhaseKind
from planner.rules.figures import Figures
from planner.rules.links import Link
from planner.rules.people import Actor, Role
from planner.rules.targets import Measure
from planner.rules.tasks import TaskField
from planner.tables.campaigns import Campaign, Phase
from planner.tables.history import Event
from planner.tables.people import Person
from planner.tables.recording import encode
from planner.tables.sales import SalesFigure
from planner.tables.tasks import ChecklistItem, Predecessor, Task
from planner.words import Did, Refusal
from tests.support.databases import Databases
from tests.support.moving import move_phase
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import (
    CAMPAIGN,
    FLAGSHIP,
    PICTURES,
    REPLIES,
    STOCK,
    at,
    build,
    small_plan,
)

CHEN = 3


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_a_tick_is_taken_back_by_who_made_it(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)

    undone = undo(shop, ticked, shop.teammate)

    task = get(shop, Task, PICTURES)
    assert (task.done_at, task.started_at, task.owner_id) == (None, None, None)
    assert str(undone.sentence) == "undid: ticked “主图”"
    assert undone.value == ()


def test_an_undo_gives_the_row_a_new_version(shop: RealShop) -> None:
    before = get(shop, Task, PICTURES).version

    undo(shop, do(shop, tasks.complete, shop.teammate, task_id=PICTURES), shop.teammate)

    assert get(shop, Task, PICTURES).version == before + 2


def test_an_undo_is_an_event_and_can_be_undone(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)
    undone = undo(shop, ticked, shop.teammate)

    again = undo(shop, undone, shop.teammate)

    assert get(shop, Task, PICTURES).done_by == CHEN
    assert str(again.sentence) == "did again: ticked “主图”"
    assert get(shop, Event, again.event_id).undoes_id == undone.event_id
    assert get(shop, Event, undone.event_id).undone_by_id == again.event_id


def test_nothing_is_undone_twice(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)
    undo(shop, ticked, shop.teammate)

    with pytest.raises(Refusal, match="already undone"):
        undo(shop, ticked, shop.teammate)


def test_rows_that_changed_since_stay_and_are_named(shop: RealShop) -> None:
    many = do(
        shop,
        plans.change_many,
        shop.operator,
        task_ids=[PICTURES, STOCK, REPLIES],
        changes={TaskField.EFFORT_HOURS: 9},
    )
    do(shop, tasks.complete, shop.teammate, task_id=PICTURES)

    undone = undo(shop, many, shop.operator)

    assert [get(shop, Task, n).effort_hours for n in (PICTURES, STOCK, REPLIES)] == [9, 4, 4]
    assert [(left.table, left.row_id) for left in undone.value] == [("task", PICTURES)]
    assert str(undone.sentence) == (
        "undid: changed 3 tasks; 1 row stays as it is: task “主图” (changed since by 3)"
    )


def test_when_everything_changed_since_the_undo_says_who_did(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)
    do(shop, tasks.reopen, shop.operator, task_id=PICTURES)

    with pytest.raises(Refusal, match=r"Nothing could be undone: task “主图” \(changed since by 2"):
        undo(shop, ticked, shop.teammate)


def test_another_persons_change_needs_a_lead(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)

    with pytest.raises(Refusal, match="undoing others' needs a lead"):
        undo(shop, ticked, shop.operator)
    undo(shop, ticked, shop.lead)

    assert get(shop, Task, PICTURES).done_at is None


def test_who_lost_the_right_to_plan_cannot_undo_their_plan(shop: RealShop) -> None:
    zhou = shop.operator
    changed = do(
        shop, plans.change_many, zhou, task_ids=[STOCK], changes={TaskField.EFFORT_HOURS: 9}
    )
    do(
        shop,
        people.set_roles,
        shop.lead,
        person_id=2,
        version=get(shop, Person, 2).version,
        roles=[Role.TEAMMATE],
    )

    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        undo(shop, changed, shop.operator)


def test_an_added_task_goes_into_the_bin_with_its_checklist(shop: RealShop) -> None:
    added = add_task(shop, "直播脚本", steps=["提词", "彩排"])
    do(shop, evidence.comment, shop.teammate, task_id=added.value, text="谁来写?")

    undone = undo(shop, added, shop.operator)

    assert get(shop, Task, added.value).deleted_at is not None
    assert [s.text for s in every(shop, ChecklistItem) if s.task_id == added.value] == [
        "提词",
        "彩排",
    ]
    undo(shop, undone, shop.operator)
    assert get(shop, Task, added.value).deleted_at is None


def test_a_created_campaign_goes_into_the_bin_whole(shop: RealShop) -> None:
    created = create(shop, "双12 2026")

    undo(shop, created, shop.operator)

    assert get(shop, Campaign, created.value).deleted_at is not None
    assert len([task for task in every(shop, Task) if task.campaign_id == created.value]) == 3


def test_a_name_taken_meanwhile_keeps_a_campaign_in_the_bin(shop: RealShop) -> None:
    undone = undo(shop, create(shop, "双12 2026"), shop.operator)
    create(shop, "双12 2026")

    with pytest.raises(Refusal, match="another campaign called “双12 2026”"):
        undo(shop, undone, shop.operator)


def test_a_removed_phase_comes_back_as_it_was(shop: RealShop) -> None:
    wrap_up = next(phase for phase in every(shop, Phase) if phase.name == "收尾")
    removed = do(
        shop, phases.remove_phase, shop.operator, phase_id=wrap_up.id, version=wrap_up.version
    )

    undo(shop, removed, shop.operator)

    assert without_version(get(shop, Phase, wrap_up.id)) == without_version(wrap_up)


def test_a_row_that_comes_back_refuses_edits_from_before_it_went(shop: RealShop) -> None:
    do(shop, sales.type_in, shop.operator, **typed(100))
    do(shop, sales.type_in, shop.operator, **typed(200), version=1)
    removed = do(shop, sales.type_in, shop.operator, **typed(None), version=2)

    undone = undo(shop, removed, shop.operator)

    (row,) = every(shop, SalesFigure)
    assert (row.paid_fen, row.version) == (200, 3)
    with pytest.raises(Refusal, match="changed this"):
        do(shop, sales.type_in, shop.operator, **typed(300), version=2)
    undo(shop, undone, shop.operator)
    assert every(shop, SalesFigure) == []


def test_a_phase_that_tasks_moved_into_since_is_not_taken_away(shop: RealShop) -> None:
    added = add_phase(shop)
    task = get(shop, Task, STOCK)
    do(
        shop,
        plans.edit,
        shop.operator,
        task_id=STOCK,
        version=task.version,
        changes={TaskField.PHASE: added.value},
    )

    with pytest.raises(Refusal, match=r"phase “返场” \(something else depends on it"):
        undo(shop, added, shop.operator)

    assert get(shop, Phase, added.value).name == "返场"


def test_undoing_a_moved_phase_moves_its_tasks_back_too(shop: RealShop) -> None:
    burst = next(phase for phase in every(shop, Phase) if phase.name == "爆发")
    moved = move_phase(shop, burst.id, opens=at(9, 20))
    do(shop, tasks.claim, shop.teammate, task_id=PICTURES)
    assert get(shop, Task, PICTURES).due_on == date(2026, 11, 4)

    undo(shop, moved, shop.operator)

    assert [get(shop, Task, n).due_on.day for n in (PICTURES, STOCK)] == [5, 5]
    assert get(shop, Task, PICTURES).owner_id == CHEN


def test_predecessors_taken_away_come_back(shop: RealShop) -> None:
    task = get(shop, Task, STOCK)
    before = {(p.task_id, p.before_id) for p in every(shop, Predecessor)}
    freed = do(
        shop,
        plans.edit,
        shop.operator,
        task_id=STOCK,
        version=task.version,
        changes={TaskField.PREDECESSORS: [Link(REPLIES)]},
    )

    undo(shop, freed, shop.operator)

    assert {(p.task_id, p.before_id) for p in every(shop, Predecessor)} == before


def test_work_of_an_archived_campaign_is_not_undone_but_archiving_is(shop: RealShop) -> None:
    ticked = do(shop, tasks.complete, shop.teammate, task_id=PICTURES)
    archived = do(shop, campaigns.archive, shop.operator, campaign_id=CAMPAIGN)

    with pytest.raises(Refusal, match="is archived"):
        undo(shop, ticked, shop.teammate)
    undo(shop, archived, shop.operator)
    undo(shop, ticked, shop.teammate)

    assert get(shop, Task, PICTURES).done_at is None


def test_openings_invitations_and_removals_stay(shop: RealShop) -> None:
    removed = do(shop, people.remove_person, shop.lead, person_id=CHEN)
    beginning = {event.action: event.id for event in every(shop, Event)[:3]}

    assert list(beginning) == ["shops.open_shop", "people.invite", "links.accept_invitation"]
    for event_id in (*beginning.values(), removed.event_id):
        with pytest.raises(Refusal, match="can't be undone"):
            do(shop, history.undo, shop.lead, event_id=event_id)
    assert get(shop, Person, CHEN).removed_at is not None


def test_a_deactivation_is_undone_with_the_work_that_went_back(shop: RealShop) -> None:
    do(shop, tasks.claim, shop.teammate, task_id=PICTURES)
    gone = do(shop, people.deactivate, shop.operator, person_id=CHEN)

    undo(shop, gone, shop.operator)

    assert get(shop, Person, CHEN).deactivated_at is None
    assert get(shop, Task, PICTURES).owner_id == CHEN


def test_an_undo_never_leaves_the_shop_without_a_lead(shop: RealShop) -> None:
    granted = do(
        shop,
        people.set_roles,
        shop.lead,
        person_id=2,
        version=get(shop, Person, 2).version,
        roles=[Role.OPERATOR, Role.LEAD],
    )
    zhou = shop.actor(2)
    do(
        shop,
        people.set_roles,
        zhou,
        person_id=1,
        version=get(shop, Person, 1).version,
        roles=[Role.OPERATOR],
    )

    with pytest.raises(Refusal, match="nobody as lead"):
        undo(shop, granted, zhou)


def test_roles_are_given_back_by_a_lead_only(shop: RealShop) -> None:
    taken = do(
        shop,
        people.set_roles,
        shop.lead,
        person_id=2,
        version=get(shop, Person, 2).version,
        roles=[Role.TEAMMATE],
    )
    as_operator = Actor(1, "Lin An", frozenset({Role.OPERATOR}))

    with pytest.raises(Refusal, match="Only a lead can make someone an operator"):
        undo(shop, taken, as_operator)


def test_an_event_that_never_was_is_refused(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="not in the history"):
        shop.desk.perform(history.undo, actor=shop.lead, event_id=4711)


def test_another_row_under_a_used_number_is_not_mistaken_for_the_old_one(shop: RealShop) -> None:
    typed_first = do(shop, sales.type_in, shop.operator, **typed(100))
    do(shop, sales.type_in, shop.operator, **typed(None), version=1)
    do(shop, sales.type_in, shop.operator, **typed(700))

    with pytest.raises(Refusal, match="Nothing could be undone"):
        undo(shop, typed_first, shop.operator)

    assert [row.paid_fen for row in every(shop, SalesFigure)] == [700]


verbs: list[Callable[..., Did]] = [tasks.complete, tasks.reopen, tasks.claim, tasks.start]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(acts=st.lists(st.tuples(st.sampled_from(verbs), st.sampled_from([PICTURES, REPLIES]))))
def test_undoing_everything_from_the_end_leads_back_to_the_beginning(
    shop: RealShop, acts: list[tuple[Callable[..., Did], int]]
) -> None:
    before = [without_version(task) for task in every(shop, Task)]
    done = []
    for verb, task_id in acts:
        try:
            done.append(do(shop, verb, shop.lead, task_id=task_id))
        except Refusal:
            continue

    for receipt in reversed(done):
        if receipt.event_id is not None:
            undo(shop, receipt, shop.lead)

    assert [without_version(task) for task in every(shop, Task)] == before


def do(shop: RealShop, action: Callable[..., Did], actor: Actor, **given: Any) -> Receipt:
    shop.clock.wait(minutes=1)
    return shop.desk.perform(action, actor=actor, **given)


def undo(shop: RealShop, receipt: Receipt, actor: Actor) -> Receipt:
    return do(shop, history.undo, actor, event_id=receipt.event_id)


def typed(paid_fen: int | None) -> dict[str, Any]:
    return {
        "shop_id": FLAGSHIP,
        "day": date(2026, 9, 30),
        "figures": Figures(paid_fen=paid_fen),
    }


def add_task(shop: RealShop, title: str, steps: list[str]) -> Receipt:
    burst = next(phase for phase in every(shop, Phase) if phase.name == "爆发")
    return do(
        shop,
        plans.add,
        shop.operator,
        campaign_id=CAMPAIGN,
        changes={
            TaskField.TITLE: title,
            TaskField.TEAM: shop.team_id("design"),
            TaskField.PHASE: burst.id,
            TaskField.DUE: date(2026, 11, 6),
            TaskField.CHECKLIST: [(False, step) for step in steps],
        },
    )


def add_phase(shop: RealShop) -> Receipt:
    return do(
        shop,
        phases.add_phase,
        shop.operator,
        campaign_id=CAMPAIGN,
        name="返场",
        kind=PhaseKind.BURST,
        opens=at(12),
        closes=at(13),
    )


def create(shop: RealShop, name: str) -> Receipt:
    return do(
        shop,
        campaigns.create,
        shop.operator,
        name=name,
        sale="double12",
        sale_day=date(2026, 11, 11),
        shop_ids=[FLAGSHIP],
        plan=small_plan(),
        shares_bp={},
        target_fen=None,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )


def get(shop: RealShop, kind: Any, row_id: int | None) -> Any:
    return next(row for row in every(shop, kind) if row.id == row_id)


def every(shop: RealShop, kind: Any) -> list[Any]:
    def read(session: Session, **_: object) -> list[Any]:
        return list(session.exec(select(kind).order_by(kind.id)))

    return shop.desk.read(read)


def without_version(row: Any) -> dict[str, Any]:
    return {name: value for name, value in encode(row).items() if name != "version"}
