"""What people ask about tasks: the list and its filters, my tasks, readiness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from planner.actions import campaigns, plans, sign_ins, tasks, teams
from planner.files.templates import shipped
from planner.reports import campaigns as campaign_reports
from planner.reports import tasks as task_reports
from planner.reports.task_rows import TaskRow
from planner.reports.tasks import Filters
from planner.rules.layouts import lay_out
from planner.rules.people import NOBODY, Actor
from planner.rules.targets import Measure
from planner.rules.tasks import Bucket, TaskField, TaskState
from tests.support.cast import (
    AZHE,
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    DAMAO,
    PICTURES,
    PRICES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM,
    WARM_PAGE,
    WRAP,
    XIAOKE,
    XIAOWEN,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

ALL = Filters()
EVERYTHING = {PICTURES, BANNER, STOCK, REPLIES, COPY, PRICES, WARM_PAGE, RETURNS}


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def listing(shop: Cast, filters: Filters = ALL) -> pd.DataFrame:
    return shop.ask(shop.xiaowen, task_reports.listing, campaign_id=CAMPAIGN, filters=filters)


def ids(frame: pd.DataFrame) -> list[int]:
    return frame["id"].tolist()


def groups(frame: pd.DataFrame) -> dict[str, list[int]]:
    return {str(name): ids(some) for name, some in frame.groupby("group", sort=False) if len(some)}


def mine(shop: Cast, actor: Actor) -> pd.DataFrame:
    return shop.ask(actor, task_reports.my_tasks)


def plan(shop: Cast, task_id: int, **changes: object) -> None:
    shop.do(
        shop.zhou,
        plans.edit,
        task_id=task_id,
        version=shop.task(task_id).version,
        changes={TaskField(name): value for name, value in changes.items()},
    )


def test_a_row_says_how_a_task_stands(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)
    shop.do(shop.xiaowen, tasks.say_stuck, task_id=PICTURES, reason="样品没到")

    frame = listing(shop)

    assert tuple(frame.columns) == TaskRow._fields
    pictures = frame[frame["id"] == PICTURES].iloc[0]
    assert pictures[["title", "campaign", "phase", "team", "team_key", "owner"]].tolist() == [
        *("主图", "双11 2026", "爆发", "Design", "design", "小文")
    ]
    assert pictures[["start_on", "due_on", "due", "late_days", "state"]].tolist() == [
        *(date(2026, 11, 2), date(2026, 11, 3), "overdue", 1, "todo")
    ]
    assert pictures[["checklist_done", "checklist_total", "stuck_reason"]].tolist() == [
        *(0, 2, "样品没到")
    ]
    assert pictures["key"] == f"{shop.campaign_code()}-1"
    banner = frame[frame["id"] == BANNER].iloc[0]
    assert banner[["approver", "blocked_by", "late_days", "due"]].tolist() == [
        *("大毛", ("主图",), 0, "today")
    ]


def test_a_done_task_is_neither_late_nor_due_nor_blocked(shop: Cast) -> None:
    shop.do(shop.damao, tasks.complete, task_id=BANNER, reason="已上线")
    shop.do(shop.xiaowen, tasks.complete, task_id=WARM_PAGE)

    frame = listing(shop).set_index("id")

    columns = ["state", "late_days", "due", "blocked_by"]
    assert list(frame.loc[BANNER, columns]) == ["done", 0, "", ()]
    assert list(frame.loc[WARM_PAGE, columns]) == ["done", 0, "", ()]
    assert frame.loc[PICTURES, "late_days"] == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), EVERYTHING),
        (Filters(phase_ids=(WARM,)), {WARM_PAGE}),
        (Filters(phase_ids=(WARM, WRAP)), {WARM_PAGE, RETURNS}),
        (Filters(owner_ids=(0,)), {BANNER, REPLIES, PRICES, WARM_PAGE, RETURNS, COPY}),
        (Filters(owner_ids=(XIAOWEN,)), {PICTURES}),
        (Filters(owner_ids=(XIAOWEN, 0)), EVERYTHING - {STOCK}),
        (Filters(owner_ids=(XIAOKE,)), set()),
        (Filters(states=(TaskState.TODO,)), EVERYTHING - {PICTURES, STOCK}),
        (Filters(states=(TaskState.DOING, TaskState.DONE)), {PICTURES, STOCK}),
        (Filters(states=(TaskState.REVIEW,)), set()),
        (Filters(due=Bucket.OVERDUE), {PICTURES, WARM_PAGE}),
        (Filters(due=Bucket.TODAY), {BANNER}),
        (Filters(due=Bucket.THIS_WEEK), {COPY}),
        (Filters(due=Bucket.LATER), {REPLIES, PRICES, RETURNS}),
        (Filters(search="页"), {BANNER, COPY, WARM_PAGE}),
        (Filters(search="  主图 "), {PICTURES}),
        (Filters(search="没有"), set()),
        (Filters(phase_ids=(BURST,), due=Bucket.LATER, search="复"), {REPLIES}),
        (
            Filters(search="页", owner_ids=(0,), states=(TaskState.TODO,), due=Bucket.TODAY),
            {BANNER},
        ),
        (Filters(phase_ids=(WARM,), search="主图"), set()),
    ],
)
def test_filters_choose_alone_and_together(
    shop: Cast, filters: Filters, expected: set[int]
) -> None:
    shop.do(shop.xiaowen, tasks.start, task_id=PICTURES)
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    frame = listing(shop, filters)

    assert set(ids(frame)) == expected
    assert tuple(frame.columns) == TaskRow._fields


def test_the_team_filter_knows_teams(shop: Cast) -> None:
    two = (shop.team_id("warehouse"), shop.team_id("customer_service"))

    assert set(ids(listing(shop, Filters(team_ids=two)))) == {STOCK, RETURNS, REPLIES}
    assert ids(listing(shop, Filters(team_ids=(two[0],), phase_ids=(WRAP,)))) == [RETURNS]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("100%", {PICTURES}),
        ("%", {PICTURES}),
        ("_", {COPY}),
        ("A_b", {COPY}),
        ("a_B", {COPY}),
        ("AxB", {STOCK}),
        ("\\", {REPLIES}),
        ("'", {PRICES}),
    ],
)
def test_a_search_means_every_sign_as_it_stands(
    shop: Cast, search: str, expected: set[int]
) -> None:
    for task_id, title in (
        (PICTURES, "主图 100%"),
        (COPY, "a_B 文案"),
        (STOCK, "axB 备货"),
        (REPLIES, "回复\\模板"),
        (PRICES, "价'格; drop table task"),
    ):
        plan(shop, task_id, title=title)

    assert set(ids(listing(shop, Filters(search=search)))) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("due_on", [WARM_PAGE, PICTURES, BANNER, STOCK, COPY, REPLIES, PRICES, RETURNS]),
        ("nonsense", [WARM_PAGE, PICTURES, BANNER, STOCK, COPY, REPLIES, PRICES, RETURNS]),
        # To do, doing, for review, done; each by due day.
        ("state", [WARM_PAGE, BANNER, COPY, PRICES, RETURNS, STOCK, REPLIES, PICTURES]),
        # Customer service, Design, Operations, Warehouse.
        ("team", [REPLIES, WARM_PAGE, PICTURES, BANNER, COPY, PRICES, STOCK, RETURNS]),
        # 小客, 小文, 老库 by code point, nobody last.
        ("owner", [REPLIES, PICTURES, STOCK, WARM_PAGE, BANNER, COPY, PRICES, RETURNS]),
        ("phase", [WARM_PAGE, PICTURES, BANNER, STOCK, COPY, REPLIES, PRICES, RETURNS]),
    ],
)
def test_a_list_is_sorted_as_asked(shop: Cast, sort: str, expected: list[int]) -> None:
    plan(shop, REPLIES, approver=DAMAO)
    shop.do(shop.laoku, tasks.start, task_id=STOCK)
    shop.do(shop.xiaoke, tasks.complete, task_id=REPLIES)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    assert ids(listing(shop, Filters(sort=sort))) == expected


def test_titles_are_sorted_by_their_signs(shop: Cast) -> None:
    titles = listing(shop, Filters(sort="title"))["title"].tolist()

    assert titles == sorted(titles)


def test_a_renamed_first_team_keeps_its_new_name_in_every_language(shop: Cast) -> None:
    design = shop.team_id("design")
    shop.do(shop.damao, teams.rename_team, team_id=design, version=1, name="视觉组")

    row = listing(shop).set_index("id").loc[PICTURES]

    assert row["team"] == "视觉组"
    assert pd.isna(row["team_key"])


def test_nobody_sees_a_list(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.ask(NOBODY, task_reports.listing, campaign_id=CAMPAIGN)
    with shop.refused("Sign in to see this"):
        shop.ask(NOBODY, task_reports.my_tasks)


def test_a_teammate_does_not_look_into_the_bin(shop: Cast) -> None:
    with shop.refused("Only operators and leads"):
        shop.ask(shop.xiaowen, task_reports.binned)


def test_my_tasks_are_grouped_by_what_to_do_when(shop: Cast) -> None:
    for task_id in (PICTURES, BANNER, COPY, WARM_PAGE):
        shop.do(shop.xiaowen, tasks.claim, task_id=task_id)
    plan(shop, RETURNS, owner=XIAOWEN)
    shop.do(shop.xiaowen, tasks.complete, task_id=WARM_PAGE)

    assert groups(mine(shop, shop.xiaowen)) == {
        "overdue": [PICTURES],
        "today": [BANNER],
        "this_week": [COPY],
        "later": [RETURNS],
        "done": [WARM_PAGE],
    }
    assert groups(mine(shop, shop.azhe)) == {}


def test_what_nobody_owns_shows_to_its_team(shop: Cast) -> None:
    shop.do(shop.azhe, tasks.claim, task_id=PICTURES)

    assert groups(mine(shop, shop.xiaowen)) == {"unclaimed": [WARM_PAGE, BANNER, COPY]}
    assert groups(mine(shop, shop.laoku)) == {"unclaimed": [STOCK, RETURNS]}
    assert groups(mine(shop, shop.zhou)) == {}


def test_sunday_is_this_week_and_monday_is_later(shop: Cast) -> None:
    plan(shop, COPY, owner=XIAOWEN)
    plan(shop, PRICES, owner=XIAOWEN)
    # Copy is due on Sunday the 8th, prices on Monday the 9th.
    for hours, copy, prices in ((0, "this_week", "later"), (96, "today", "later")):
        shop.clock.now = datetime(2026, 11, 4, 2, tzinfo=UTC)
        shop.clock.wait(hours=hours)

        found = mine(shop, shop.xiaowen).set_index("id")["group"]

        assert (found[COPY], found[PRICES]) == (copy, prices)


def test_the_day_turns_where_the_campaign_is(shop: Cast) -> None:
    plan(shop, BANNER, owner=XIAOWEN)
    shop.clock.now = datetime(2026, 11, 4, 15, 59, tzinfo=UTC)
    assert groups(mine(shop, shop.xiaowen))["today"] == [BANNER]

    shop.clock.wait(minutes=1)

    assert BANNER in groups(mine(shop, shop.xiaowen))["overdue"]


def test_what_i_shall_review_is_mine_to_look_at(shop: Cast) -> None:
    plan(shop, PICTURES, approver=XIAOKE)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    assert groups(mine(shop, shop.xiaoke))["review"] == [PICTURES]
    # Who waits for a review still has the task on their list, where it is due.
    assert groups(mine(shop, shop.xiaowen))["overdue"] == [PICTURES]


def test_my_own_task_that_a_colleague_sent_me_is_for_review(shop: Cast) -> None:
    plan(shop, PICTURES, approver=XIAOWEN, owner=XIAOWEN)
    shop.do(shop.azhe, tasks.complete, task_id=PICTURES)

    assert groups(mine(shop, shop.xiaowen))["review"] == [PICTURES]


def test_what_is_for_review_but_given_back_is_unclaimed_to_the_team(shop: Cast) -> None:
    plan(shop, PICTURES, approver=XIAOKE)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)
    shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=None)

    assert PICTURES in groups(mine(shop, shop.azhe))["unclaimed"]


def test_done_today_means_since_midnight_in_shanghai(shop: Cast) -> None:
    shop.clock.now = datetime(2026, 11, 3, 15, 59, tzinfo=UTC)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)
    shop.clock.wait(minutes=1)
    shop.do(shop.xiaowen, tasks.complete, task_id=WARM_PAGE)

    assert groups(mine(shop, shop.xiaowen))["done"] == [WARM_PAGE]


def test_new_is_what_was_given_to_me_or_my_team_since_my_last_visit(shop: Cast) -> None:
    shop.do(shop.xiaowen, sign_ins.note_visit)
    assert not mine(shop, shop.xiaowen)["new"].any()
    shop.clock.wait(hours=1)
    plan(shop, COPY, owner=XIAOWEN)
    shop.do(shop.zhou, tasks.hand_over, task_id=WARM_PAGE, to=None)
    shop.clock.wait(hours=1)

    shop.do(shop.xiaowen, sign_ins.note_visit)
    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    frame = mine(shop, shop.xiaowen)
    assert set(ids(frame[frame["new"]])) == {COPY, WARM_PAGE}


def test_archived_and_binned_campaigns_give_nobody_work(shop: Cast) -> None:
    assert not mine(shop, shop.xiaowen).empty

    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)
    assert mine(shop, shop.xiaowen).empty
    shop.do(shop.zhou, campaigns.unarchive, campaign_id=CAMPAIGN)
    shop.do(shop.zhou, campaigns.remove, campaign_id=CAMPAIGN)

    assert mine(shop, shop.xiaowen).empty


def test_readiness_is_told_by_phase_and_team(shop: Cast) -> None:
    shop.do(shop.damao, tasks.complete, task_id=PICTURES)
    shop.do(shop.damao, tasks.complete, task_id=COPY)
    shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")

    frame = shop.ask(shop.damao, campaign_reports.readiness, campaign_id=CAMPAIGN)

    columns = [
        *("phase", "team_key", "done", "total", "must_done", "must_total"),
        *("late", "stuck", "unclaimed", "ready_bp"),
    ]
    assert [tuple(row) for row in frame[columns].itertuples(index=False)] == [
        ("预热", "design", 0, 1, 0, 1, 1, 0, 1, 0),
        ("爆发", "operations", 0, 1, 0, 1, 0, 0, 1, 0),
        ("爆发", "design", 2, 3, 2, 3, 0, 0, 1, 6666),
        ("爆发", "customer_service", 0, 1, 0, 0, 0, 0, 1, 0),
        ("爆发", "warehouse", 0, 1, 0, 1, 0, 1, 1, 0),
        ("收尾", "warehouse", 0, 1, 0, 0, 0, 0, 1, 0),
    ]


def test_the_list_of_a_shipped_template_is_whole(shop: Cast) -> None:
    template = lay_out(shipped()["double11"], date(2026, 11, 26), "zh")
    made = shop.do(
        shop.zhou,
        campaigns.create,
        name="双11 全套",
        sale="double11",
        sale_day=date(2026, 11, 26),
        shop_ids=[1],
        plan=template,
        shares_bp=template.target_shares_bp,
        target_fen=None,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    )

    frame = shop.ask(shop.azhe, task_reports.listing, campaign_id=made.value)

    assert len(frame) == len(template.tasks) == 93
    assert frame["due_on"].is_monotonic_increasing
    assert set(frame["title"]) == {task.title for task in template.tasks}
    by_title = frame.set_index("title")
    for task in template.tasks:
        assert by_title.loc[task.title, "due_on"] == task.due_on
    assert AZHE not in frame["owner_id"].tolist()
