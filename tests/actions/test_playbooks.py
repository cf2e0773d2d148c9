"""Playbooks: who writes and arms them, and that each is settled once, on figures that cover it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.actions import firing, history, phases, playbooks, teams
from planner.actions.firing import Settled
from planner.reports import history as history_reports
from planner.reports import playbooks as reports
from planner.reports.playbooks import PlaybookCard, Standing
from planner.rules.campaigns import PhaseKind
from planner.rules.people import NOBODY
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import Side, Trigger
from planner.rules.targets import Measure
from planner.text.speaker import speaker
from tests.support.cast import BURST, CAMPAIGN, WRAP, Cast, build, opened
from tests.support.databases import Databases
from tests.support.selling import sell

OPENS = datetime(2026, 11, 10, 20)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def draft(cast: Cast, **other: Any) -> PlaybookDraft:
    given: dict[str, Any] = {
        "phase_key": BURST,
        "measure": Measure.PAID,
        "side": Side.BELOW,
        "share_bp": 8_000,
        "offset_minutes": 120,
    }
    name = other.pop("name", "开场慢了")
    releases = other.pop(
        "releases",
        (
            Release("加一轮福袋", cast.team_id("operations"), 1, must_have=True),
            Release("换首屏", cast.team_id("design"), 3, "首屏是爆款"),
        ),
    )
    return PlaybookDraft(name, Trigger(**given | other), releases)


def write(cast: Cast, *, armed: bool = True, **other: Any) -> int:
    made: int = cast.do(
        cast.zhou, playbooks.write, campaign_id=CAMPAIGN, draft=draft(cast, **other)
    ).value
    if armed:
        cast.do(cast.zhou, playbooks.arm, playbook_id=made)
    return made


def card(cast: Cast) -> PlaybookCard:
    (found,) = cast.ask(cast.xiaowen, reports.playbooks, campaign_id=CAMPAIGN)
    return found


def fire(cast: Cast) -> Settled | None:
    settled: Settled | None = cast.do(NOBODY, firing.fire_due).value
    return settled


def at_half_past_ten(cast: Cast) -> None:
    """It is 22:30 on the evening the burst opened."""
    cast.clock.now = datetime.fromisoformat("2026-11-10T22:30:00+08:00")


def test_an_armed_playbook_fires_once_figures_cover_its_moment(cast: Cast) -> None:
    playbook_id = write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])

    settled = fire(cast)

    assert settled is not None
    assert (settled.playbook_id, settled.fired) == (playbook_id, True)
    assert settled.judged.at == OPENS + timedelta(hours=2)
    assert settled.judged.reached_fen == 90_000
    first, second = (cast.task(task_id) for task_id in settled.task_ids)
    assert (first.title, first.must_have, first.phase_id) == ("加一轮福袋", True, BURST)
    assert first.due_on == date(2026, 11, 10)
    assert (second.due_on, second.acceptance.splitlines()[0]) == (date(2026, 11, 11), "首屏是爆款")
    assert "2026-11-11 01:30" in second.acceptance
    assert card(cast).standing is Standing.FIRED
    assert [one.task_id for one in card(cast).tasks] == list(settled.task_ids)


def test_it_never_fires_twice(cast: Cast) -> None:
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    fire(cast)
    before = cast.rows()

    again = fire(cast)

    assert again is None
    assert cast.rows() == before


@pytest.mark.parametrize("hours", [[], [50_000]])
def test_it_waits_for_figures_that_cover_its_moment(cast: Cast, hours: list[int]) -> None:
    write(cast)
    at_half_past_ten(cast)
    if hours:
        sell(cast, OPENS, hours)

    settled = fire(cast)

    assert settled is None
    assert card(cast).standing is Standing.ARMED
    assert card(cast).judged.fires is None


def test_on_plan_it_passes_and_stays_silent_when_figures_change_later(cast: Cast) -> None:
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [9_000_000, 9_000_000])

    settled = fire(cast)
    sell(cast, OPENS, [1_000, 1_000])
    later = fire(cast)

    assert settled is not None
    assert (settled.fired, settled.task_ids) == (False, ())
    assert later is None
    assert card(cast).standing is Standing.PASSED
    assert card(cast).judged.reached_fen == 18_000_000


def test_what_is_not_armed_stays_silent(cast: Cast) -> None:
    playbook_id = write(cast)
    cast.do(cast.zhou, playbooks.disarm, playbook_id=playbook_id)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])

    assert fire(cast) is None


def test_a_removed_one_stays_silent(cast: Cast) -> None:
    playbook_id = write(cast)
    cast.do(cast.zhou, playbooks.remove, playbook_id=playbook_id)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])

    assert fire(cast) is None
    assert cast.ask(cast.zhou, reports.playbooks, campaign_id=CAMPAIGN) == ()


def test_a_phase_goes_once_its_playbooks_are_removed(cast: Cast) -> None:
    given = {"name": "返场", "kind": PhaseKind.BURST, "shop_ids": ()}
    opens = datetime(2026, 11, 13)
    span = {"opens": opens, "closes": opens + timedelta(days=1)}
    phase_id = cast.do(cast.zhou, phases.add_phase, campaign_id=CAMPAIGN, **given, **span).value
    playbook_id = write(cast, phase_key=phase_id)
    gone = {"phase_id": phase_id, "version": 1}

    with cast.refused("1 playbook watches “返场”: .*“开场慢了”"):
        cast.do(cast.zhou, phases.remove_phase, **gone)
    cast.do(cast.zhou, playbooks.remove, playbook_id=playbook_id)
    cast.do(cast.zhou, phases.remove_phase, **gone)

    assert cast.rows()["playbook"] == []


def test_two_that_are_due_are_settled_one_after_the_other(cast: Cast) -> None:
    late = write(cast, name="晚", offset_minutes=120)
    early = write(cast, name="早", offset_minutes=60)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])

    settled = [fire(cast), fire(cast), fire(cast)]

    assert [one.playbook_id if one else None for one in settled] == [early, late, None]


def test_history_says_why_it_fired_and_a_lead_takes_it_back(cast: Cast) -> None:
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    receipt = cast.do(NOBODY, firing.fire_due)
    (event,) = cast.ask(cast.damao, history_reports.events, limit=1).to_dict("records")

    cast.do(cast.damao, history.undo, event_id=receipt.event_id)
    again = fire(cast)

    assert speaker("en").say(event["sentence"]) == (
        "the playbook “开场慢了” fired and released 2 tasks. By 2026-11-10 22:00: ¥900.00 of"
        " ¥30,600.00 planned, 2.9%. That is below 80%."
    )
    assert event["actor"] is None
    assert again is None
    assert card(cast).standing is Standing.TAKEN_BACK
    assert [cast.task(task_id).deleted_at for task_id in receipt.value.task_ids] != [None, None]


def test_armed_again_after_it_was_taken_back_it_fires_again(cast: Cast) -> None:
    playbook_id = write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    receipt = cast.do(NOBODY, firing.fire_due)
    cast.do(cast.damao, history.undo, event_id=receipt.event_id)

    cast.do(cast.zhou, playbooks.arm, playbook_id=playbook_id)
    again = fire(cast)

    assert again is not None
    assert again.fired


def test_an_operator_may_not_take_back_what_nobody_clicked(cast: Cast) -> None:
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    receipt = cast.do(NOBODY, firing.fire_due)

    with cast.refused("needs a lead"):
        cast.do(cast.zhou, history.undo, event_id=receipt.event_id)


def test_a_task_of_a_team_that_is_gone_does_not_keep_the_others(cast: Cast) -> None:
    team_id = cast.do(cast.damao, teams.add_team, name="直播").value
    gone = Release("加播", team_id)
    write(cast, releases=(gone, Release("换首屏", cast.team_id("design"))))
    cast.do(cast.damao, teams.archive_team, team_id=team_id)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])

    receipt = cast.do(NOBODY, firing.fire_due)

    assert len(receipt.value.task_ids) == 1
    assert "Not released: “加播” (Team: choose one of your teams.)" in speaker("en").say(
        receipt.sentence
    )


@pytest.mark.parametrize("verb", [playbooks.arm, playbooks.disarm, playbooks.remove])
def test_teammates_see_playbooks_and_leave_them_alone(cast: Cast, verb: Any) -> None:
    playbook_id = write(cast, armed=False)

    with cast.refused("Only operators and leads can change the plan"):
        cast.do(cast.xiaowen, verb, playbook_id=playbook_id)
    with cast.refused("Only operators and leads can change the plan"):
        cast.do(cast.xiaowen, playbooks.write, campaign_id=CAMPAIGN, draft=draft(cast))
    assert card(cast).name == "开场慢了"


def test_a_stale_change_is_refused_with_what_changed(cast: Cast) -> None:
    playbook_id = write(cast, armed=False)
    seen = card(cast).version
    given = {"playbook_id": playbook_id, "version": seen}
    cast.do(cast.damao, playbooks.change, **given, draft=draft(cast, share_bp=7_000))

    with cast.refused("changed this on .*: share “8000” → “7000”"):
        cast.do(cast.zhou, playbooks.change, **given, draft=draft(cast, name="别的"))


def test_changing_keeps_the_tasks_that_are_left(cast: Cast) -> None:
    playbook_id = write(cast, armed=False)
    only = (Release("只做这一件", cast.team_id("warehouse"), 5),)

    cast.do(
        cast.zhou,
        playbooks.change,
        playbook_id=playbook_id,
        version=card(cast).version,
        draft=draft(cast, releases=only, offset_minutes=None, moment=OPENS + timedelta(hours=3)),
    )

    assert [one.release for one in card(cast).tasks] == list(only)
    assert card(cast).at == OPENS + timedelta(hours=3)


def test_an_armed_one_is_disarmed_before_it_is_changed(cast: Cast) -> None:
    playbook_id = write(cast)

    with cast.refused("is armed. Disarm it"):
        cast.do(
            cast.zhou,
            playbooks.change,
            playbook_id=playbook_id,
            version=card(cast).version,
            draft=draft(cast),
        )


def test_a_moment_outside_its_phase_is_refused(cast: Cast) -> None:
    with cast.refused("“收尾” runs from 2026-11-12 .* to 2026-11-16 "):
        cast.do(
            cast.zhou,
            playbooks.write,
            campaign_id=CAMPAIGN,
            draft=draft(
                cast, phase_key=WRAP, offset_minutes=None, moment=OPENS + timedelta(hours=1)
            ),
        )
