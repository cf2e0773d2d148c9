"""What people do with a task: claim, start, tick, pass, return, hand over, get stuck, move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from planner.actions import campaigns, evidence, plans, tasks
from planner.rules.people import NOBODY, Actor
from planner.rules.tasks import TaskField, TaskState, state_of
from planner.words import Did, Refusal
from tests.support.cast import (
    AZHE,
    BANNER,
    CAMPAIGN,
    COPY,
    DAMAO,
    LAOKU,
    NOW,
    PICTURES,
    PRICES,
    REPLIES,
    STOCK,
    XIAOKE,
    XIAOWEN,
    ZHOU,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

STATES = tuple(TaskState)


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def state(shop: Cast, task_id: int) -> TaskState:
    task = shop.task(task_id)
    return state_of(task.started_at, task.submitted_at, task.done_at)


def test_a_claimed_task_is_the_designers_own(shop: Cast) -> None:
    done = shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    assert shop.task(PICTURES).owner_id == XIAOWEN
    assert str(done.sentence) == "claimed “主图”"
    assert done.event_id is not None


def test_claiming_twice_changes_nothing_the_second_time(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    again = shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    assert again.event_id is None
    assert str(again.sentence) == "“主图” is already yours."


def test_who_was_slower_at_claiming_hears_who_has_it(shop: Cast) -> None:
    shop.do(shop.azhe, tasks.claim, task_id=PICTURES)

    with shop.refused("already has “主图”"):
        shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    assert shop.task(PICTURES).owner_id == AZHE


def test_of_two_who_claim_at_once_one_gets_it_and_one_is_refused(shop: Cast) -> None:
    def claim(actor: Actor) -> bool:
        try:
            shop.do(actor, tasks.claim, task_id=PICTURES)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as two:
        got = list(two.map(claim, [shop.xiaowen, shop.azhe]))

    assert sorted(got) == [False, True]
    assert shop.task(PICTURES).owner_id == (XIAOWEN if got[0] else AZHE)


def test_claiming_a_task_does_not_make_it_new_again(shop: Cast) -> None:
    given = shop.task(PICTURES).assigned_at

    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    assert shop.task(PICTURES).assigned_at == given


def test_a_done_task_cannot_be_claimed(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)
    shop.do(shop.zhou, plans.edit, task_id=STOCK, version=shop.task(STOCK).version, changes=UNOWN)

    with shop.refused("already done"):
        shop.do(shop.laoku, tasks.claim, task_id=STOCK)


def test_a_task_is_handed_to_a_colleague_with_a_word_on_why(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    done = shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=AZHE, note=" 我明天请假 ")

    assert shop.task(PICTURES).owner_id == AZHE
    assert shop.task(PICTURES).assigned_at == NOW
    assert shop.remarks(PICTURES) == [("handed_over", "我明天请假", XIAOWEN)]
    assert done.sentence.msgid == "handed “{task}” to {owner}"


def test_a_task_is_given_back_to_the_team(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.claim, task_id=PICTURES)

    shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=None)

    assert shop.task(PICTURES).owner_id is None
    assert shop.remarks(PICTURES) == []


def test_a_task_is_not_handed_to_someone_who_left(shop: Cast) -> None:
    from planner.actions import people

    shop.do(shop.damao, people.deactivate, person_id=AZHE)

    with shop.refused("still works here"):
        shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=AZHE)


def test_a_done_task_is_not_handed_over(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    with shop.refused("already done"):
        shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=AZHE)


def test_starting_an_unclaimed_task_claims_it(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.start, task_id=STOCK)

    task = shop.task(STOCK)
    assert (task.started_at, task.started_by, task.owner_id) == (NOW, LAOKU, LAOKU)
    assert state(shop, STOCK) == TaskState.DOING


def test_starting_again_keeps_the_first_start(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.start, task_id=STOCK)
    shop.clock.wait(hours=3)

    shop.do(shop.zhou, tasks.start, task_id=STOCK)

    assert (shop.task(STOCK).started_at, shop.task(STOCK).started_by) == (NOW, LAOKU)


def test_a_tick_says_who_and_when(shop: Cast) -> None:
    done = shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    task = shop.task(STOCK)
    assert (task.done_at, task.done_by, task.owner_id, task.started_at) == (NOW, LAOKU, LAOKU, NOW)
    assert done.value == TaskState.DONE


def test_ticking_a_done_task_keeps_the_first_tick(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)
    shop.clock.wait(hours=1)

    again = shop.do(shop.zhou, tasks.complete, task_id=STOCK)

    assert again.event_id is None
    assert (shop.task(STOCK).done_at, shop.task(STOCK).done_by) == (NOW, LAOKU)


def test_completing_a_blocked_task_asks_for_a_reason(shop: Cast) -> None:
    with shop.refused("“价格核对” still waits for “详情页文案”. Write why"):
        shop.do(shop.zhou, tasks.complete, task_id=PRICES, reason=" \n")


def test_the_reason_for_ticking_a_blocked_task_is_kept_as_a_comment(shop: Cast) -> None:
    done = shop.do(shop.zhou, tasks.complete, task_id=PRICES, reason=" 价格已另行确认 ")

    assert state(shop, PRICES) == TaskState.DONE
    assert shop.remarks(PRICES) == [("said", "价格已另行确认", ZHOU)]
    assert str(done.sentence) == "ticked “价格核对” although it was blocked: 价格已另行确认"


def test_a_task_is_free_once_what_it_waits_for_is_done_or_in_the_bin(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[COPY])

    shop.do(shop.zhou, tasks.complete, task_id=PRICES)

    assert state(shop, PRICES) == TaskState.DONE


def test_a_tick_of_a_task_with_an_approver_sends_it_for_review(shop: Cast) -> None:
    done = submit_banner(shop)

    task = shop.task(BANNER)
    assert (task.submitted_at, task.submitted_by, task.done_at) == (NOW, XIAOWEN, None)
    assert done.value == TaskState.REVIEW
    assert done.sentence.msgid == "sent “{task}” to {approver} for review"


def test_sending_for_review_again_keeps_the_first_moment(shop: Cast) -> None:
    submit_banner(shop)
    shop.clock.wait(hours=2)

    again = shop.do(shop.azhe, tasks.complete, task_id=BANNER)

    assert again.event_id is None
    assert (shop.task(BANNER).submitted_at, shop.task(BANNER).submitted_by) == (NOW, XIAOWEN)


def test_the_approver_passes_a_task(shop: Cast) -> None:
    submit_banner(shop)

    shop.do(shop.damao, tasks.approve, task_id=BANNER)

    assert (shop.task(BANNER).done_at, shop.task(BANNER).done_by) == (NOW, DAMAO)


def test_the_approver_ticks_their_own_task_without_review(shop: Cast) -> None:
    finish(shop, PICTURES)

    shop.do(shop.damao, tasks.complete, task_id=BANNER)

    assert state(shop, BANNER) == TaskState.DONE


@pytest.mark.parametrize("who", [ZHOU, XIAOWEN, AZHE, LAOKU])
def test_nobody_but_the_approver_or_a_lead_passes_or_returns(shop: Cast, who: int) -> None:
    submit_banner(shop)
    actor = shop.actor(who)

    with shop.refused("Only a lead can sign off"):
        shop.do(actor, tasks.approve, task_id=BANNER)
    with shop.refused("Only a lead can sign off"):
        shop.do(actor, tasks.send_back, task_id=BANNER, comment="再改改")


def test_a_teammate_who_was_made_approver_passes_for_another_team(shop: Cast) -> None:
    make_approver(shop, PICTURES, XIAOKE)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    shop.do(shop.xiaoke, tasks.approve, task_id=PICTURES)

    assert shop.task(PICTURES).done_by == XIAOKE


def test_a_lead_passes_in_the_approvers_place(shop: Cast) -> None:
    make_approver(shop, PICTURES, XIAOKE)
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    shop.do(shop.damao, tasks.approve, task_id=PICTURES)

    assert shop.task(PICTURES).done_by == DAMAO


def test_a_task_is_returned_with_a_comment_and_goes_on(shop: Cast) -> None:
    submit_banner(shop)

    shop.do(shop.damao, tasks.send_back, task_id=BANNER, comment=" 价格写错了 ")

    assert state(shop, BANNER) == TaskState.DOING
    assert shop.remarks(BANNER) == [("returned", "价格写错了", DAMAO)]


def test_a_return_needs_a_comment(shop: Cast) -> None:
    submit_banner(shop)

    with shop.refused("Comment: write what has to change"):
        shop.do(shop.damao, tasks.send_back, task_id=BANNER, comment="  ")


def test_only_a_task_for_review_is_passed_or_returned(shop: Cast) -> None:
    with shop.refused("not for review any more"):
        shop.do(shop.damao, tasks.approve, task_id=BANNER)
    with shop.refused("not for review any more"):
        shop.do(shop.damao, tasks.send_back, task_id=BANNER, comment="x")

    submit_banner(shop)
    shop.do(shop.damao, tasks.approve, task_id=BANNER)

    with shop.refused("not for review any more"):
        shop.do(shop.damao, tasks.approve, task_id=BANNER)


def test_a_task_for_review_whose_approver_was_taken_off_is_ticked_by_the_team(shop: Cast) -> None:
    submit_banner(shop)
    make_approver(shop, BANNER, None)

    with shop.refused("Sign in|Only teammates"):
        shop.do(NOBODY, tasks.approve, task_id=BANNER)
    shop.do(shop.xiaowen, tasks.move, task_id=BANNER, to="done")

    assert shop.task(BANNER).done_by == XIAOWEN


def test_a_reopened_task_is_under_way_again(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    shop.do(shop.laoku, tasks.reopen, task_id=STOCK)

    assert state(shop, STOCK) == TaskState.DOING
    assert (shop.task(STOCK).done_by, shop.task(STOCK).owner_id) == (None, LAOKU)


def test_a_task_put_back_was_never_started_but_keeps_its_owner(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    shop.do(shop.laoku, tasks.put_back, task_id=STOCK)

    task = shop.task(STOCK)
    assert (task.started_at, task.started_by, task.done_at, task.owner_id) == (
        *(None, None, None),
        LAOKU,
    )


def test_being_stuck_needs_a_reason_and_says_it_to_everyone(shop: Cast) -> None:
    with shop.refused("Reason: write what holds it up"):
        shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="\t")

    shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason=" 供应商没发货 ")

    task = shop.task(STOCK)
    assert (task.stuck_at, task.stuck_by, task.stuck_reason) == (NOW, LAOKU, "供应商没发货")
    assert shop.remarks(STOCK) == [("stuck", "供应商没发货", LAOKU)]


def test_a_very_long_reason_is_cut_and_kept_whole_as_a_comment(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="慢" * 600)

    assert shop.task(STOCK).stuck_reason == "慢" * 500
    assert shop.remarks(STOCK) == [("stuck", "慢" * 600, LAOKU)]


def test_signs_that_no_database_keeps_are_dropped_from_what_is_typed(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="没\x00货\x07 \ud83d")

    assert shop.task(STOCK).stuck_reason == "没货"


@pytest.mark.parametrize("verb", [tasks.unstick, tasks.complete])
def test_a_stuck_task_goes_on_when_someone_says_so_or_ticks_it(
    shop: Cast, verb: Callable[..., Did]
) -> None:
    shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")

    shop.do(shop.laoku, verb, task_id=STOCK)

    task = shop.task(STOCK)
    assert (task.stuck_at, task.stuck_by, task.stuck_reason) == (None, None, "")


def test_a_done_task_is_not_stuck(shop: Cast) -> None:
    shop.do(shop.laoku, tasks.complete, task_id=STOCK)

    with shop.refused("already done"):
        shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="x")


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("to", STATES)
def test_the_board_carries_a_card_from_every_column_to_every_other(
    shop: Cast, before: TaskState, to: TaskState
) -> None:
    make_approver(shop, PICTURES, ZHOU)
    bring(shop, PICTURES, before)
    mover = shop.zhou if (before, to) == (TaskState.REVIEW, TaskState.DONE) else shop.xiaowen

    shop.do(mover, tasks.move, task_id=PICTURES, to=str(to))

    # Who is not the approver can only send the card for review.
    passed = before in (TaskState.REVIEW, TaskState.DONE)
    landed = TaskState.REVIEW if to == TaskState.DONE and not passed else to
    assert state(shop, PICTURES) == landed


def test_the_board_leaves_a_card_where_it_is(shop: Cast) -> None:
    receipt = shop.do(shop.xiaowen, tasks.move, task_id=PICTURES, to="todo")

    assert receipt.event_id is None


def test_the_board_knows_its_columns(shop: Cast) -> None:
    with shop.refused("Column: choose to do"):
        shop.do(shop.xiaowen, tasks.move, task_id=PICTURES, to="<b>")


def test_a_card_without_approver_cannot_go_for_review(shop: Cast) -> None:
    with shop.refused("has no approver"):
        shop.do(shop.laoku, tasks.move, task_id=STOCK, to="review")


def test_the_approver_ticks_instead_of_reviewing_themselves(shop: Cast) -> None:
    with shop.refused("You are the approver of “首页海报”"):
        shop.do(shop.damao, tasks.move, task_id=BANNER, to="review")


def test_a_blocked_card_needs_its_reason_on_the_board_too(shop: Cast) -> None:
    with shop.refused("Write why it can be done now"):
        shop.do(shop.zhou, tasks.move, task_id=PRICES, to="done")

    shop.do(shop.zhou, tasks.move, task_id=PRICES, to="done", reason="不等了")

    assert state(shop, PRICES) == TaskState.DONE


UNOWN = {TaskField.OWNER: None}
VERBS: list[tuple[Callable[..., Did], dict[str, Any]]] = [
    (tasks.claim, {}),
    (tasks.hand_over, {"to": None, "note": "x"}),
    (tasks.start, {}),
    (tasks.complete, {"reason": "x"}),
    (tasks.reopen, {}),
    (tasks.put_back, {}),
    (tasks.say_stuck, {"reason": "x"}),
    (tasks.unstick, {}),
    (tasks.move, {"to": "doing"}),
    (evidence.add_link, {"url": "https://example.com"}),
    (evidence.add_file, {"file_name": "a.png", "sha256": "0" * 64, "size": 1}),
]


@pytest.mark.parametrize(("verb", "given"), VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_teammate_of_another_team_is_refused_even_by_calling_the_action(
    shop: Cast, verb: Callable[..., Did], given: dict[str, Any]
) -> None:
    for stranger in (shop.laoku, shop.xiaoke):
        with shop.refused("belongs to another team"):
            shop.do(stranger, verb, task_id=PICTURES, **given)


@pytest.mark.parametrize(("verb", "given"), VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_nobody_is_refused_every_verb(
    shop: Cast, verb: Callable[..., Did], given: dict[str, Any]
) -> None:
    with shop.refused("Only teammates, operators and leads|Sign in"):
        shop.do(NOBODY, verb, task_id=PICTURES, **given)


@pytest.mark.parametrize(("verb", "given"), VERBS, ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize("who", [DAMAO, ZHOU, XIAOWEN])
def test_lead_operator_and_the_team_may_do_every_verb(
    shop: Cast, verb: Callable[..., Did], given: dict[str, Any], who: int
) -> None:
    shop.do(shop.actor(who), verb, task_id=PICTURES, **given)


def test_who_owns_a_task_of_another_team_works_on_it(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.hand_over, task_id=PICTURES, to=XIAOKE)

    shop.do(shop.xiaoke, tasks.complete, task_id=PICTURES)

    assert shop.task(PICTURES).done_by == XIAOKE


ON_A_TASK = [*VERBS, (tasks.approve, {}), (tasks.send_back, {"comment": "x"})]


@pytest.mark.parametrize(
    ("verb", "given"), ON_A_TASK, ids=lambda value: getattr(value, "__name__", "")
)
def test_tasks_out_of_reach_refuse_every_verb(
    shop: Cast, verb: Callable[..., Did], given: dict[str, Any]
) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[REPLIES])
    with shop.refused("may be in the recycle bin"):
        shop.do(shop.damao, verb, task_id=REPLIES, **given)
    with shop.refused("not there any more"):
        shop.do(shop.damao, verb, task_id=999, **given)

    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)
    with shop.refused("“双11 2026” is archived"):
        shop.do(shop.damao, verb, task_id=PICTURES, **given)

    shop.do(shop.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with shop.refused("campaign is not there any more"):
        shop.do(shop.damao, verb, task_id=PICTURES, **given)


def test_nobody_learns_what_a_task_is_called_by_moving_it(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.do(NOBODY, tasks.move, task_id=PICTURES, to="todo")


def submit_banner(shop: Cast) -> Any:
    finish(shop, PICTURES)
    return shop.do(shop.xiaowen, tasks.complete, task_id=BANNER)


def finish(shop: Cast, task_id: int) -> None:
    shop.do(shop.damao, tasks.complete, task_id=task_id)


def make_approver(shop: Cast, task_id: int, person_id: int | None) -> None:
    shop.do(
        shop.zhou,
        plans.edit,
        task_id=task_id,
        version=shop.task(task_id).version,
        changes={TaskField.APPROVER: person_id},
    )


def bring(shop: Cast, task_id: int, to: TaskState) -> None:
    if to == TaskState.DOING:
        shop.do(shop.xiaowen, tasks.start, task_id=task_id)
    if to in (TaskState.REVIEW, TaskState.DONE):
        shop.do(shop.xiaowen, tasks.complete, task_id=task_id)
    if to == TaskState.DONE:
        shop.do(shop.zhou, tasks.approve, task_id=task_id)
