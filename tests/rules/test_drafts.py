"""Adjusting a campaign before it is created."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.templates import shipped
from planner.rules.campaigns import Milestone, Phase, PhaseKind
from planner.rules.drafts import Draft, draft_of
from planner.rules.layouts import PlannedTask
from planner.words import Refusal

DAY = date(2026, 11, 11)


def double_11() -> Draft:
    return draft_of(shipped()["double11"], DAY, "en")


def before(task: PlannedTask) -> set[str]:
    """The keys of what a task waits for."""
    return {link.before for link in task.predecessors}


def test_a_draft_begins_as_its_template_says() -> None:
    draft = double_11()

    presale = draft.phases[0]
    assert (presale.name, presale.kind) == ("Presale", PhaseKind.WARM_UP)
    assert presale.opens == datetime(2026, 10, 24, 20)
    assert draft.milestones[0] == Milestone("kick_off", "Kick-off", datetime(2026, 10, 3, 10))


@given(st.integers(-400, 400))
def test_moving_keeps_every_distance(days: int) -> None:
    draft = double_11()

    moved = draft.moved_to(DAY + timedelta(days=days))

    assert moved.moved_to(DAY) == draft
    assert all(
        after.opens - before.opens == timedelta(days=days)
        for before, after in zip(draft.phases, moved.phases, strict=True)
    )


def test_an_adjusted_phase_takes_its_tasks_along() -> None:
    template = shipped()["double11"]
    draft = double_11()
    presale = replace(draft.phases[0], opens=datetime(2026, 10, 22, 20))

    plan = draft.with_phase(presale).plan(template)

    # 25 days before the presale opens.
    by_key = {task.key: task.due_on for task in plan.tasks}
    assert by_key["operations.review_last_year"] == date(2026, 9, 27)


def test_a_phase_left_out_takes_what_serves_or_hangs_on_it_along() -> None:
    template = shipped()["double11"]

    plan = double_11().without_phase("presale").plan(template)

    keys = {task.key for task in plan.tasks}
    assert {phase.key for phase in plan.phases} == set(plan.target_shares_bp)
    assert "operations.review_last_year" not in keys
    assert all(task.phase != "presale" and task.anchor.key != "presale" for task in plan.tasks)
    assert all(before(task) <= keys for task in plan.tasks)


def test_a_task_waits_for_what_the_one_left_out_waited_for() -> None:
    template = shipped()["double11"]
    draft = double_11()
    whole = {task.key: task for task in draft.plan(template).tasks}
    stone = next(
        stone.key
        for stone in draft.milestones
        for task in whole.values()
        if stone.key in [whole[link.before].anchor.key for link in task.predecessors]
        and task.anchor.key != stone.key
    )
    gone = {key for key, task in whole.items() if task.anchor.key == stone}

    left = {task.key: task for task in draft.without_milestone(stone).plan(template).tasks}

    waiting = [key for key, task in whole.items() if key in left and gone & before(task)]
    assert waiting
    for key in waiting:
        handed_on = {
            earlier
            for middle in before(whole[key]) & gone
            for earlier in before(whole[middle]) - gone
        }
        assert handed_on <= before(left[key])


def test_phases_stay_in_order_and_a_new_key_is_free() -> None:
    draft = double_11()
    early = Phase(
        draft.new_key(), "Teaser", PhaseKind.WARM_UP, datetime(2026, 10, 1), datetime(2026, 10, 2)
    )

    draft = draft.with_phase(early)

    assert draft.phases[0] == early
    assert draft.new_key() != early.key


def test_two_of_one_name_and_no_phase_at_all_are_refused() -> None:
    draft = double_11()
    twin = replace(draft.phases[0], key="twin")

    with pytest.raises(Refusal, match="Two phases are called “Presale”"):
        draft.with_phase(twin)
    with pytest.raises(Refusal, match="needs at least one"):
        replace(draft, phases=draft.phases[:1]).without_phase(draft.phases[0].key)


def test_core_tasks_are_fewer_and_wait_only_for_each_other() -> None:
    plan = double_11().plan(shipped()["double11"], core_only=True)

    keys = {task.key for task in plan.tasks}
    assert all(task.core for task in plan.tasks)
    assert 10 < len(keys) < len(double_11().plan(shipped()["double11"]).tasks)
    assert all(before(task) <= keys for task in plan.tasks)
