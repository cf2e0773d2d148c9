"""Phases and milestones: add, change, take away, and what moves with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from planner.actions import campaigns, phases, plans, shops, tasks
from planner.reports import campaigns as reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PhaseKind
from planner.rules.moving_plans import MilestoneMoves
from planner.rules.people import NOBODY
from planner.rules.tasks import TaskField
from tests.support.cast import (
    BURST,
    CAMPAIGN,
    COPY,
    FREEZE,
    PICTURES,
    PRICES,
    RETURNS,
    STOCK,
    WARM,
    WARM_PAGE,
    WRAP,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import move, move_phase


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def card(cast: Cast) -> CampaignCard:
    return cast.ask(cast.zhou, reports.card, campaign_id=CAMPAIGN)


def burst(**given: Any) -> dict[str, Any]:
    return {
        "phase_id": BURST,
        "version": 1,
        "name": "爆发",
        "kind": PhaseKind.BURST,
    } | given


def added(**given: Any) -> dict[str, Any]:
    return {
        "campaign_id": CAMPAIGN,
        "name": "返场",
        "kind": PhaseKind.WRAP_UP,
        "opens": datetime(2026, 11, 16),
        "closes": datetime(2026, 11, 19),
    } | given


def test_open_tasks_move_with_the_opening_they_hang_on(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    said = move_phase(cast, BURST, opens=datetime(2026, 11, 9, 20))

    # Banner, stock, replies and prices hang on the opening; the pictures are done.
    assert said.value == 4
    assert str(said.sentence) == "moved the phase “爆发”; 4 tasks moved with it"
    assert cast.task(STOCK).due_on == date(2026, 11, 7)
    assert cast.task(PRICES).due_on == date(2026, 11, 8)
    assert cast.task(PICTURES).due_on == date(2026, 11, 3)
    assert cast.task(COPY).due_on == date(2026, 11, 8)


def test_a_task_on_a_closing_moves_with_the_last_day(cast: Cast) -> None:
    move_phase(cast, WRAP, closes=datetime(2026, 11, 20))

    assert cast.task(RETURNS).due_on == date(2026, 11, 19)
    assert card(cast).last_day == date(2026, 11, 19)


def test_the_planning_day_follows_an_earlier_opening_and_a_later_one(cast: Cast) -> None:
    move_phase(cast, WARM, opens=datetime(2026, 10, 20))
    early = card(cast)
    move_phase(cast, WARM, opens=datetime(2026, 11, 5))

    # The warm-up page is due the day before the opening and takes two days.
    assert early.planning_day == date(2026, 10, 18)
    # Now the page begins on the 3rd; the pictures, two days up to the 3rd, come first.
    assert card(cast).planning_day == date(2026, 11, 2)
    assert cast.task(WARM_PAGE).due_on == date(2026, 11, 4)


def test_a_closing_that_leaves_work_outside_is_refused(cast: Cast) -> None:
    move(cast, MilestoneMoves(FREEZE, datetime(2026, 11, 14)))

    with cast.refused("would come after the last phase, which ends on 2026-11-12"):
        move_phase(cast, WRAP, closes=datetime(2026, 11, 13))


def test_work_after_the_last_phase_is_refused_naming_it(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        plans.edit,
        task_id=STOCK,
        version=cast.task(STOCK).version,
        changes={TaskField.DUE: date(2026, 11, 14)},
    )

    with cast.refused("1 task, “备货入仓”, would be due after the last phase"):
        move_phase(cast, WRAP, closes=datetime(2026, 11, 13))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Phase: write a name"),
        ({"name": "x" * 41}, "Phase: write a name of 1 to 40"),
        ({"name": "预热"}, "Two phases are called “预热”"),
        ({"shop_ids": [7]}, "take part in the campaign"),
        ({"version": 0}, "Somebody changed this|changed this on"),
    ],
)
def test_a_phase_that_makes_no_sense_is_not_saved(
    cast: Cast, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, phases.edit_phase, **burst(**given))


def test_a_stale_edit_of_a_phase_is_told_who_changed_what(cast: Cast) -> None:
    cast.do(cast.damao, phases.edit_phase, **burst(name="大爆发"))

    with cast.refused("name “爆发” → “大爆发”"):
        cast.do(cast.zhou, phases.edit_phase, **burst(kind=PhaseKind.WARM_UP))
    cast.do(cast.zhou, phases.edit_phase, **burst(version=2, kind=PhaseKind.WARM_UP))

    assert card(cast).phases[1].kind is PhaseKind.WARM_UP


@pytest.mark.parametrize(
    ("closes", "sentence"),
    [
        (datetime(2026, 11, 10, 20), "closes at or before it opens"),
        (datetime(2026, 11, 1), "closes at or before it opens"),
        (datetime(2036, 11, 12), "longer than a year"),
    ],
)
def test_a_phase_is_not_moved_to_times_that_make_no_sense(
    cast: Cast, closes: datetime, sentence: str
) -> None:
    with cast.refused(sentence):
        move_phase(cast, BURST, closes=closes)


def test_times_stay_when_a_phase_gets_another_name(cast: Cast) -> None:
    before = card(cast)

    cast.do(cast.zhou, phases.edit_phase, **burst(name="大爆发"))

    assert [(phase.opens, phase.closes) for phase in card(cast).phases] == [
        (phase.opens, phase.closes) for phase in before.phases
    ]


def test_a_phase_is_added_and_taken_away_again(cast: Cast) -> None:
    before = card(cast)
    phase_id = cast.do(cast.zhou, phases.add_phase, **added()).value
    longer = card(cast)

    cast.do(cast.zhou, phases.remove_phase, phase_id=phase_id, version=1)

    assert longer.last_day == date(2026, 11, 18)
    assert [phase.name for phase in longer.phases] == ["预热", "爆发", "收尾", "返场"]
    assert card(cast).phases == before.phases


def test_a_phase_may_be_for_one_shop_only(cast: Cast) -> None:
    second = cast.do(cast.zhou, shops.add_shop, name="抖音店", platform="douyin").value
    campaign: dict[str, Any] = {"campaign_id": CAMPAIGN, "name": "双11 2026"}
    cast.do(cast.zhou, campaigns.edit, **campaign, version=card(cast).version, shop_ids=[1, second])

    cast.do(cast.zhou, phases.add_phase, **added(shop_ids=[second]))

    assert card(cast).phases[-1].shops == {second}
    with cast.refused("the phase “返场” is for a shop that you took away"):
        cast.do(cast.zhou, campaigns.edit, **campaign, version=card(cast).version, shop_ids=[1])


def test_a_phase_that_tasks_need_stays(cast: Cast) -> None:
    with cast.refused("6 tasks need “爆发”"):
        cast.do(cast.zhou, phases.remove_phase, phase_id=BURST, version=1)


def test_a_phase_that_only_binned_tasks_need_stays_and_says_so(cast: Cast) -> None:
    cast.do(cast.zhou, plans.remove, task_ids=[WARM_PAGE])

    with cast.refused("1 task in the recycle bin still belongs to “预热”"):
        cast.do(cast.zhou, phases.remove_phase, phase_id=WARM, version=1)


def test_tasks_move_with_their_milestone(cast: Cast) -> None:
    said = move(cast, MilestoneMoves(FREEZE, datetime(2026, 11, 7, 18)))

    # The copy hangs on it, and the prices wait for the copy.
    assert said.value == 2
    assert cast.task(COPY).due_on == date(2026, 11, 7)
    assert card(cast).milestones[0].at == datetime(2026, 11, 7, 18)


def test_a_milestone_gets_another_name_and_freezes_pages(cast: Cast) -> None:
    cast.do(
        cast.zhou,
        phases.edit_milestone,
        milestone_id=FREEZE,
        version=1,
        name="页面锁定",
        freezes=False,
    )
    made = cast.do(
        cast.zhou,
        phases.add_milestone,
        campaign_id=CAMPAIGN,
        name="主图冻结",
        at=datetime(2026, 11, 9, 10),
        freezes=True,
    ).value

    stones = {stone.key: (stone.name, stone.freezes) for stone in card(cast).milestones}
    assert stones == {FREEZE: ("页面锁定", False), made: ("主图冻结", True)}
    assert cast.task(COPY).due_on == date(2026, 11, 8)


def test_a_milestone_is_added_and_taken_away_again(cast: Cast) -> None:
    made = cast.do(
        cast.zhou,
        phases.add_milestone,
        campaign_id=CAMPAIGN,
        name="启动会",
        at=datetime(2026, 10, 12, 10),
    )
    early = card(cast)

    cast.do(cast.zhou, phases.remove_milestone, milestone_id=made.value, version=1)

    assert early.planning_day == date(2026, 10, 12)
    assert card(cast).planning_day == date(2026, 10, 30)
    assert [milestone.name for milestone in card(cast).milestones] == ["页面冻结"]


def test_a_milestone_that_a_task_hangs_on_stays(cast: Cast) -> None:
    with cast.refused("1 task needs “页面冻结”"):
        cast.do(cast.zhou, phases.remove_milestone, milestone_id=FREEZE, version=1)


@pytest.mark.parametrize(
    ("name", "at", "sentence"),
    [
        ("", datetime(2026, 11, 9), "Milestone: write a name"),
        ("页面冻结", datetime(2026, 11, 9), "Two milestones are called"),
        ("复盘", datetime(2026, 12, 9), "would come after the last phase"),
    ],
)
def test_a_milestone_that_makes_no_sense_is_not_added(
    cast: Cast, name: str, at: datetime, sentence: str
) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, phases.add_milestone, campaign_id=CAMPAIGN, name=name, at=at)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_teammate_cannot_change_phases_or_milestones(cast: Cast) -> None:
    stone: dict[str, Any] = {"name": "启动会", "freezes": False}
    calls: list[tuple[Any, dict[str, Any]]] = [
        (phases.add_phase, added()),
        (phases.edit_phase, burst(name="大爆发")),
        (phases.remove_phase, {"phase_id": WARM, "version": 1}),
        (phases.add_milestone, {"campaign_id": CAMPAIGN, "at": datetime(2026, 11, 2)} | stone),
        (phases.edit_milestone, {"milestone_id": FREEZE, "version": 1} | stone),
        (phases.remove_milestone, {"milestone_id": FREEZE, "version": 1}),
    ]

    for actor in (cast.xiaowen, NOBODY):
        for action, given in calls:
            with cast.refused("Only operators and leads"):
                cast.do(actor, action, **given)
