"""What a person is offered to do with a task as it stands."""

from __future__ import annotations

import pytest

from planner.rules.people import NOBODY, Actor, Role
from planner.rules.tasks import TaskState
from planner.rules.verbs import verbs_for

DESIGN, WAREHOUSE = 3, 5
LEAD = Actor(1, "大毛", frozenset({Role.LEAD, Role.OPERATOR}))
OPERATOR = Actor(2, "周妍", frozenset({Role.OPERATOR}))
XIAOWEN = Actor(3, "小文", frozenset({Role.TEAMMATE}), frozenset({DESIGN}))
LAOKU = Actor(4, "老库", frozenset({Role.TEAMMATE}), frozenset({WAREHOUSE}))


def verbs(
    actor: Actor,
    state: TaskState,
    *,
    owner: int | None = None,
    approver: int | None = None,
    stuck: bool = False,
) -> tuple[str, ...]:
    return verbs_for(
        actor, state=state, owner_id=owner, team_id=DESIGN, approver_id=approver, stuck=stuck
    )


@pytest.mark.parametrize("actor", [LEAD, OPERATOR, XIAOWEN])
def test_an_unclaimed_task_is_ticked_claimed_started_handed_over_or_stuck(actor: Actor) -> None:
    assert verbs(actor, TaskState.TODO) == ("complete", "claim", "start", "hand_over", "stuck")


def test_a_task_under_way_is_neither_claimed_nor_started() -> None:
    assert verbs(XIAOWEN, TaskState.DOING, owner=3) == ("complete", "hand_over", "stuck")


def test_a_stuck_task_can_go_on() -> None:
    assert verbs(XIAOWEN, TaskState.DOING, owner=3, stuck=True)[-1] == "unstuck"


def test_what_someone_else_has_to_pass_is_submitted() -> None:
    assert verbs(XIAOWEN, TaskState.DOING, owner=3, approver=1)[0] == "submit"
    assert verbs(LEAD, TaskState.DOING, owner=3, approver=1)[0] == "complete"


@pytest.mark.parametrize(
    ("actor", "approver", "offered"),
    [
        (LEAD, 1, ("pass", "return", "reopen")),
        (LEAD, 4, ("pass", "return", "reopen")),
        (OPERATOR, 1, ("reopen",)),
        (XIAOWEN, 1, ("reopen",)),
        (LAOKU, 4, ("pass", "return")),
        (LAOKU, 1, ()),
        (XIAOWEN, None, ("complete", "reopen")),
        (LEAD, None, ("complete", "reopen")),
        (LAOKU, None, ()),
    ],
)
def test_a_task_for_review_waits_for_its_approver_or_a_lead(
    actor: Actor, approver: int | None, offered: tuple[str, ...]
) -> None:
    assert verbs(actor, TaskState.REVIEW, owner=3, approver=approver) == offered


def test_a_done_task_is_only_reopened() -> None:
    assert verbs(XIAOWEN, TaskState.DONE, owner=3) == ("reopen",)
    assert verbs(LAOKU, TaskState.DONE, owner=3) == ()


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("actor", [LAOKU, NOBODY])
def test_other_teams_and_nobody_are_offered_nothing(actor: Actor, state: TaskState) -> None:
    assert verbs(actor, state) == ()


def test_who_owns_a_task_of_another_team_works_on_it() -> None:
    assert verbs(LAOKU, TaskState.DOING, owner=4) == ("complete", "hand_over", "stuck")
