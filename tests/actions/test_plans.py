"""Planning tasks: adding, editing, changing many at once, the recycle bin, stale edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlmodel import Session, col

from planner.actions import campaigns, evidence, history, plans, tasks, teams
from planner.reports import campaigns as campaign_reports
from planner.reports import task_cards
from planner.reports import tasks as task_reports
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.people import NOBODY
from planner.rules.tasks import TaskField
from planner.tables.tasks import ChecklistItem
from planner.words import Did
from tests.support.cast import (
    AZHE,
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    DAMAO,
    FREEZE,
    NOW,
    PICTURES,
    PRICES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM,
    WARM_PAGE,
    WRAP,
    XIAOWEN,
    ZHOU,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import move_phase


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def edit(shop: Cast, task_id: int, **changes: Any) -> None:
    shop.do(
        shop.zhou,
        plans.edit,
        task_id=task_id,
        version=shop.task(task_id).version,
        changes={TaskField(name): value for name, value in changes.items()},
    )


def test_a_new_task_has_the_next_number_and_is_due_where_it_was_put(shop: Cast) -> None:
    made = shop.do(
        shop.zhou,
        plans.add,
        campaign_id=CAMPAIGN,
        changes={
            TaskField.TITLE: "  直播  脚本 ",
            TaskField.TEAM: shop.team_id("marketing"),
            TaskField.PHASE: BURST,
            TaskField.DUE: date(2026, 11, 6),
            TaskField.CHECKLIST: [(False, "开场"), (True, "结尾")],
            TaskField.PREDECESSORS: [Link(COPY), Link(PICTURES)],
        },
    )

    task = shop.task(made.value)
    assert (task.number, task.title, task.due_on) == (9, "直播 脚本", date(2026, 11, 6))
    # The burst opens on the 10th, four days later.
    assert (task.anchor_kind, task.anchor_phase_id, task.offset_days) == ("opening", BURST, -4)
    card = shop.ask(shop.zhou, task_cards.card, task_id=task.id)
    assert [(step.text, step.done_by) for step in card.steps] == [("开场", None), ("结尾", "周妍")]
    assert {other.id for other in card.before} == {COPY, PICTURES}
    assert (task.created_by, task.created_at, task.assigned_at) == (ZHOU, NOW, NOW)


def test_a_new_task_without_a_day_is_due_as_its_phase_opens(shop: Cast) -> None:
    made = shop.do(
        shop.zhou,
        plans.add,
        campaign_id=CAMPAIGN,
        changes={
            TaskField.TITLE: "复盘",
            TaskField.TEAM: shop.team_id("operations"),
            TaskField.PHASE: WRAP,
        },
    )

    assert shop.task(made.value).due_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (TaskField.TITLE, "Title: write what"),
        (TaskField.TEAM, "Team: choose who"),
        (TaskField.PHASE, "Phase: choose what"),
    ],
)
def test_a_new_task_says_what_it_lacks(shop: Cast, missing: TaskField, sentence: str) -> None:
    changes = {
        TaskField.TITLE: "x",
        TaskField.TEAM: shop.team_id("design"),
        TaskField.PHASE: BURST,
    }
    del changes[missing]

    with shop.refused(sentence):
        shop.do(shop.zhou, plans.add, campaign_id=CAMPAIGN, changes=changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({TaskField.TITLE: "  "}, "Title: write 1 to 200"),
        ({TaskField.TITLE: "长" * 201}, "Title: write 1 to 200"),
        ({TaskField.ACCEPTANCE: "长" * 2001}, "Done when: write at most 2,000"),
        ({TaskField.TEAM: 99}, "Team: choose one of your teams"),
        ({TaskField.OWNER: 99}, "Person: choose someone"),
        ({TaskField.APPROVER: 99}, "Person: choose someone"),
        ({TaskField.PHASE: 99}, "Phase: choose one of this campaign"),
        ({TaskField.EFFORT_HOURS: -1}, "Effort: write hours"),
        ({TaskField.EFFORT_HOURS: float("nan")}, "Effort: write hours"),
        ({TaskField.EFFORT_HOURS: float("inf")}, "Effort: write hours"),
        ({TaskField.EFFORT_HOURS: "four"}, "Effort: write hours"),
        ({TaskField.EFFORT_HOURS: None}, "Effort: write hours"),
        ({TaskField.DURATION_DAYS: 0}, "Days: write whole days"),
        ({TaskField.DURATION_DAYS: 1.5}, "Days: write whole days"),
        ({TaskField.DURATION_DAYS: 367}, "Days: write whole days"),
        ({TaskField.OFFSET_DAYS: -367}, "Offset: write whole days"),
        ({TaskField.OFFSET_DAYS: 0.5}, "Offset: write whole days"),
        ({TaskField.DUE: None}, "Due: choose a day"),
        ({TaskField.ANCHOR: Anchor(AnchorKind.OPENING, 99)}, "Phase: choose one of this campaign"),
        ({TaskField.ANCHOR: Anchor(AnchorKind.MILESTONE, 99)}, "Milestone: choose one of this"),
        ({TaskField.CHECKLIST: [(False, "")]}, "Checklist: write 1 to 300"),
        ({TaskField.CHECKLIST: [(False, "长" * 301)]}, "Checklist: write 1 to 300"),
        ({TaskField.PREDECESSORS: [Link(PICTURES)]}, "Waits for: choose other tasks"),
        ({TaskField.PREDECESSORS: [Link(99)]}, "Waits for: choose other tasks"),
    ],
)
def test_a_bad_field_is_named_and_nothing_else_is_kept(
    shop: Cast, changes: dict[TaskField, Any], sentence: str
) -> None:
    version = shop.task(PICTURES).version

    with shop.refused(sentence):
        shop.do(
            shop.zhou,
            plans.edit,
            task_id=PICTURES,
            version=version,
            changes={TaskField.MUST_HAVE: False, **changes},
        )


def test_an_archived_team_gets_no_new_work(shop: Cast) -> None:
    tech = shop.team_id("tech")
    shop.do(shop.damao, teams.archive_team, team_id=tech)

    with shop.refused("Team: choose one of your teams"):
        edit(shop, PICTURES, team=tech)


def test_a_due_day_becomes_an_offset_and_an_offset_a_due_day(shop: Cast) -> None:
    edit(shop, PICTURES, due=date(2026, 11, 5))
    assert shop.task(PICTURES).offset_days == -5

    edit(shop, PICTURES, offset_days=-9)
    assert shop.task(PICTURES).due_on == date(2026, 11, 1)

    edit(shop, PICTURES, anchor=Anchor(AnchorKind.MILESTONE, FREEZE))
    assert (shop.task(PICTURES).due_on, shop.task(PICTURES).offset_days) == (
        date(2026, 10, 30),
        -9,
    )

    edit(shop, PICTURES, anchor=Anchor(AnchorKind.CLOSING, WRAP), due=date(2026, 11, 14))
    assert (shop.task(PICTURES).anchor_phase_id, shop.task(PICTURES).offset_days) == (WRAP, -1)
    assert shop.task(PICTURES).anchor_milestone_id is None


@pytest.mark.parametrize("day", [date(2026, 10, 29), date(2026, 11, 16)])
def test_a_due_day_outside_the_campaign_is_refused(shop: Cast, day: date) -> None:
    with shop.refused("is outside the campaign; choose a day from 2026-10-30 to 2026-11-15"):
        edit(shop, PICTURES, due=day)


@pytest.mark.parametrize("day", [date(2026, 10, 30), date(2026, 11, 15)])
def test_the_campaigns_first_and_last_day_are_inside(shop: Cast, day: date) -> None:
    edit(shop, PICTURES, due=day)

    assert shop.task(PICTURES).due_on == day


def test_an_offset_that_leads_outside_the_campaign_is_refused(shop: Cast) -> None:
    with shop.refused("Due: 2026-11-16 is outside the campaign"):
        edit(shop, PICTURES, offset_days=6)


def test_due_days_follow_the_phase_they_hang_on(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    move_phase(shop, BURST, opens=datetime(2026, 11, 9, 20))

    assert shop.task(PICTURES).due_on == date(2026, 11, 2)
    assert shop.task(COPY).due_on == date(2026, 11, 8)
    assert shop.task(STOCK).due_on == date(2026, 11, 8)


def test_tasks_that_would_wait_for_each_other_are_refused_with_the_circle(shop: Cast) -> None:
    edit(shop, PICTURES, predecessors=[Link(COPY)])

    with shop.refused("详情页文案 → 首页海报 → 主图 → 详情页文案"):
        edit(shop, COPY, predecessors=[Link(BANNER)])


def test_a_circle_through_the_recycle_bin_is_refused_by_its_titles(shop: Cast) -> None:
    edit(shop, COPY, predecessors=[Link(BANNER)])
    shop.do(shop.zhou, plans.remove, task_ids=[BANNER])
    with shop.refused("主图 → 详情页文案 → 首页海报 → 主图"):
        edit(shop, PICTURES, predecessors=[Link(COPY)])


def test_predecessors_are_replaced_not_added(shop: Cast) -> None:
    edit(shop, BANNER, predecessors=[Link(COPY), Link(COPY)])

    card = shop.ask(shop.zhou, task_cards.card, task_id=BANNER)
    assert [other.id for other in card.before] == [COPY]


def test_another_kind_of_waiting_is_a_change_of_the_task(shop: Cast) -> None:
    version = shop.task(BANNER).version
    link = Link(PICTURES, LinkKind.START_START, 2, LagUnit.CALENDAR)

    edit(shop, BANNER, predecessors=[link])

    card = shop.ask(shop.zhou, task_cards.card, task_id=BANNER)
    assert [other.link for other in card.before] == [link]
    assert shop.task(BANNER).version == version + 1


def test_editing_a_checklist_keeps_the_ticks_of_what_stays(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=2)

    edit(shop, PICTURES, checklist=[(None, "场景图"), (None, "细节图"), (False, "白底图")])

    card = shop.ask(shop.zhou, task_cards.card, task_id=PICTURES)
    assert [(step.text, step.done_at, step.done_by) for step in card.steps] == [
        ("场景图", NOW, "小文"),
        ("细节图", None, None),
        ("白底图", None, None),
    ]


def test_ticking_in_the_form_says_who_and_unticking_forgets_it(shop: Cast) -> None:
    edit(shop, PICTURES, checklist=[(True, "白底图"), (False, "场景图")])
    assert _ticked_by(shop) == [ZHOU, None]

    edit(shop, PICTURES, checklist=[(False, "白底图"), (False, "场景图")])
    assert _ticked_by(shop) == [None, None]


def test_two_steps_of_one_name_keep_their_own_ticks(shop: Cast) -> None:
    edit(shop, PICTURES, checklist=[(True, "校对"), (False, "校对")])
    items = _items(shop)

    edit(shop, PICTURES, checklist=[(None, "校对"), (None, "校对")])

    assert _items(shop) == items
    assert _ticked_by(shop) == [ZHOU, None]


def test_a_stale_edit_is_refused_and_says_who_changed_what(shop: Cast) -> None:
    seen = shop.task(PICTURES).version
    shop.do(
        shop.damao,
        plans.edit,
        task_id=PICTURES,
        version=seen,
        changes={TaskField.TITLE: "白底主图", TaskField.DUE: date(2026, 11, 5)},
    )

    with shop.refused("changed this on") as refusal:
        shop.do(
            shop.zhou,
            plans.edit,
            task_id=PICTURES,
            version=seen,
            changes={TaskField.TITLE: "主图五张"},
        )

    assert "“主图” → “白底主图”" in str(refusal.value)
    assert "“2026-11-03” → “2026-11-05”" in str(refusal.value)
    assert refusal.value.sentence.values["who"] == DAMAO


@pytest.mark.parametrize(
    "changes",
    [
        {TaskField.CHECKLIST: [(False, "别的")]},
        {TaskField.PREDECESSORS: [Link(COPY)]},
    ],
)
def test_a_changed_checklist_or_predecessor_makes_other_edits_stale(
    shop: Cast, changes: dict[TaskField, Any]
) -> None:
    seen = shop.task(PICTURES).version
    shop.do(shop.damao, plans.edit, task_id=PICTURES, version=seen, changes=changes)

    with shop.refused("changed this"):
        shop.do(
            shop.zhou,
            plans.edit,
            task_id=PICTURES,
            version=seen,
            changes={TaskField.CHECKLIST: [(False, "白底图")]},
        )


def test_an_edit_that_changes_nothing_is_no_event(shop: Cast) -> None:
    task = shop.task(PICTURES)

    receipt = shop.do(
        shop.zhou,
        plans.edit,
        task_id=PICTURES,
        version=task.version,
        changes={
            TaskField.TITLE: "主图",
            TaskField.DUE: date(2026, 11, 3),
            TaskField.CHECKLIST: [(False, "白底图"), (False, "场景图")],
            TaskField.PREDECESSORS: [],
        },
    )

    assert receipt.event_id is None


def test_many_tasks_change_together(shop: Cast) -> None:
    done = shop.do(
        shop.zhou,
        plans.change_many,
        task_ids=[PICTURES, COPY, PICTURES],
        changes={TaskField.OWNER: AZHE, TaskField.DUE: date(2026, 11, 7)},
    )

    assert (done.value, str(done.sentence)) == (2, "changed 2 tasks")
    assert [shop.task(id_).owner_id for id_ in (PICTURES, COPY)] == [AZHE, AZHE]
    # From the burst's opening on the 10th, and from the freeze on the 8th.
    assert [shop.task(id_).offset_days for id_ in (PICTURES, COPY)] == [-3, -1]


def test_many_tasks_change_all_or_none(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[RETURNS])

    with shop.refused("may be in the recycle bin"):
        shop.do(
            shop.zhou,
            plans.change_many,
            task_ids=[PICTURES, COPY, RETURNS],
            changes={TaskField.MUST_HAVE: False},
        )
    with shop.refused("Waits for: choose other tasks"):
        shop.do(
            shop.zhou,
            plans.change_many,
            task_ids=[COPY, STOCK, PICTURES],
            changes={TaskField.PREDECESSORS: [Link(PICTURES)]},
        )
    with shop.refused("would wait for each other"):
        shop.do(
            shop.zhou,
            plans.change_many,
            task_ids=[STOCK, PICTURES],
            changes={TaskField.PREDECESSORS: [Link(BANNER)]},
        )


def test_changing_many_asks_for_at_least_one(shop: Cast) -> None:
    with shop.refused("Choose at least one task"):
        shop.do(shop.zhou, plans.change_many, task_ids=[], changes={TaskField.MUST_HAVE: True})
    with shop.refused("Choose at least one task"):
        shop.do(shop.zhou, plans.remove, task_ids=[])


def test_tasks_in_the_bin_leave_the_list_and_come_back_as_they_were(shop: Cast) -> None:
    before = shop.task(STOCK)

    shop.do(shop.zhou, plans.remove, task_ids=[STOCK, REPLIES])

    listed = shop.ask(shop.zhou, task_reports.listing, campaign_id=CAMPAIGN)
    assert set(listed["id"]) == {PICTURES, BANNER, COPY, PRICES, WARM_PAGE, RETURNS}
    binned = shop.ask(shop.zhou, task_reports.binned)
    assert set(zip(binned["title"], binned["deleted_by"], strict=True)) == {
        ("备货入仓", "周妍"),
        ("快捷回复", "周妍"),
    }

    shop.do(shop.zhou, plans.restore, task_id=STOCK)

    after = shop.task(STOCK)
    assert after.model_dump(exclude={"version"}) == before.model_dump(exclude={"version"})


Back = Callable[[Cast, int, int | None], Did]


def out_of_the_bin(shop: Cast, task_id: int, _: int | None) -> Any:
    return shop.do(shop.zhou, plans.restore, task_id=task_id)


def by_undoing(shop: Cast, _: int, event_id: int | None) -> Any:
    return shop.do(shop.zhou, history.undo, event_id=event_id)


@pytest.mark.parametrize("come_back", [out_of_the_bin, by_undoing])
def test_the_plan_begins_earlier_again_with_a_task_that_comes_back(
    shop: Cast, come_back: Back
) -> None:
    binned = shop.do(shop.zhou, plans.remove, task_ids=[WARM_PAGE])
    move_phase(shop, WARM, opens=datetime(2026, 11, 5))
    begins = [shop.ask(shop.zhou, campaign_reports.card, campaign_id=CAMPAIGN).planning_day]
    move_phase(shop, WARM, opens=datetime(2026, 11, 1))

    come_back(shop, WARM_PAGE, binned.event_id)

    begins.append(shop.ask(shop.zhou, campaign_reports.card, campaign_id=CAMPAIGN).planning_day)
    assert begins == [date(2026, 11, 2), date(2026, 10, 30)]


@pytest.mark.parametrize("come_back", [out_of_the_bin, by_undoing])
def test_a_task_that_would_be_due_after_the_end_does_not_come_back(
    shop: Cast, come_back: Back
) -> None:
    edit(shop, RETURNS, anchor=Anchor(AnchorKind.OPENING, WRAP), offset_days=3)
    binned = shop.do(shop.zhou, plans.remove, task_ids=[RETURNS])
    move_phase(shop, WRAP, closes=datetime(2026, 11, 14))

    with shop.refused("“退货处理”, would be due after the last phase, which ends on 2026-11-13"):
        come_back(shop, RETURNS, binned.event_id)

    assert shop.task(RETURNS).deleted_at is not None


def test_what_was_never_there_does_not_come_back(shop: Cast) -> None:
    with shop.refused("not there any more"):
        shop.do(shop.zhou, plans.restore, task_id=99)


def test_the_number_of_a_binned_task_is_not_given_again(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[RETURNS])

    made = shop.do(
        shop.zhou,
        plans.add,
        campaign_id=CAMPAIGN,
        changes={
            TaskField.TITLE: "x",
            TaskField.TEAM: shop.team_id("tech"),
            TaskField.PHASE: WARM,
        },
    )

    assert shop.task(made.value).number == 9


PLANNING: list[tuple[Callable[..., Did], dict[str, Any]]] = [
    (plans.add, {"campaign_id": CAMPAIGN, "changes": {}}),
    (plans.edit, {"task_id": PICTURES, "version": 1, "changes": {TaskField.TITLE: "x"}}),
    (plans.change_many, {"task_ids": [PICTURES], "changes": {TaskField.TITLE: "x"}}),
    (plans.remove, {"task_ids": [PICTURES]}),
    (plans.restore, {"task_id": PICTURES}),
]


@pytest.mark.parametrize(
    ("action", "given"), PLANNING, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_teammate_cannot_change_the_plan_even_by_calling_the_action(
    shop: Cast, action: Callable[..., Did], given: dict[str, Any]
) -> None:
    shop.do(shop.zhou, tasks.hand_over, task_id=PICTURES, to=XIAOWEN)

    for actor in (shop.xiaowen, shop.laoku, NOBODY):
        with shop.refused("Only operators and leads can change the plan"):
            shop.do(actor, action, **given)


@pytest.mark.parametrize(
    ("action", "given"), PLANNING, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_plan_of_an_archived_or_binned_campaign_stays(
    shop: Cast, action: Callable[..., Did], given: dict[str, Any]
) -> None:
    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)
    with shop.refused("“双11 2026” is archived"):
        shop.do(shop.damao, action, **given)

    shop.do(shop.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with shop.refused("campaign is not there any more"):
        shop.do(shop.damao, action, **given)


def _items(shop: Cast) -> list[tuple[int, str]]:
    engine = create_engine(shop.desk.url)
    with Session(engine) as session:
        found = session.execute(
            select(col(ChecklistItem.id), col(ChecklistItem.text))
            .where(col(ChecklistItem.task_id) == PICTURES)
            .order_by(col(ChecklistItem.position))
        ).all()
    engine.dispose()
    return [(id_, text) for id_, text in found]


def _ticked_by(shop: Cast) -> list[int | None]:
    engine = create_engine(shop.desk.url)
    with Session(engine) as session:
        found = session.scalars(
            select(col(ChecklistItem.done_by))
            .where(col(ChecklistItem.task_id) == PICTURES)
            .order_by(col(ChecklistItem.position))
        ).all()
    engine.dispose()
    return list(found)
