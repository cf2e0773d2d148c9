"""Letting a phase open: who may sign, waive and pass, and what keeps it shut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from planner.actions import campaigns, evidence, gates, history, people, plans, tasks
from planner.reports import gates as reports
from planner.reports.gates import PhaseGate
from planner.rules.people import Role
from planner.rules.tasks import TaskField
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    PICTURES,
    PRICES,
    REPLIES,
    STOCK,
    WARM,
    WARM_PAGE,
    WRAP,
    ZHOU,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def gate(cast: Cast, phase_id: int = BURST) -> PhaseGate:
    return cast.ask(cast.xiaowen, reports.gate, phase_id=phase_id)


def missing(cast: Cast, phase_id: int = BURST) -> list[str]:
    return [str(one) for one in gate(cast, phase_id).missing]


def finish(cast: Cast, *task_ids: int, shown: bool = True) -> None:
    """大毛, who may do everything, ticks tasks, with a link each."""
    for task_id in task_ids:
        cast.do(cast.damao, tasks.complete, task_id=task_id, reason="都好了")
        if shown:
            url = f"https://example.com/{task_id}"
            cast.do(cast.damao, evidence.add_link, task_id=task_id, url=url)


def must_have_of_warm_up(cast: Cast) -> dict[str, Any]:
    """What makes the pictures something that the warm-up needs."""
    changes = {TaskField.PHASE: WARM}
    return {"task_id": PICTURES, "version": cast.task(PICTURES).version, "changes": changes}


def sign(cast: Cast, team: str, phase_id: int = BURST) -> None:
    given = {"phase_id": phase_id, "team_id": cast.team_id(team)}
    cast.do(cast.zhou, gates.sign_off, **given)


def test_a_phase_opens_once_all_is_done_shown_and_signed(cast: Cast) -> None:
    """The warm-up has one must-have, design's page."""
    at_first = missing(cast, WARM)
    finish(cast, WARM_PAGE)
    cast.do(cast.xiaowen, gates.sign_off, phase_id=WARM, team_id=cast.team_id("design"))

    cast.do(cast.damao, gates.let_open, phase_id=WARM)

    found = gate(cast, WARM)
    assert at_first == ["1 must-have is open", "1 team has not signed off"]
    assert (found.missing, found.passed_by) == ((), "大毛")
    assert found.passed_at == cast.clock.now


def test_what_is_missing_keeps_it_shut(cast: Cast) -> None:
    finish(cast, PICTURES, BANNER, STOCK)
    finish(cast, COPY, PRICES, shown=False)

    with cast.refused("“爆发” can't open yet") as refused:
        cast.do(cast.damao, gates.let_open, phase_id=BURST)

    assert [str(one) for one in refused.value.sentence.values["missing"]] == [
        "2 done must-haves have no link or file that shows them",
        "4 teams have not signed off",
    ]


def test_a_lead_waives_with_a_reason_what_it_may_open_without(cast: Cast) -> None:
    finish(cast, PICTURES, BANNER, COPY, PRICES)
    for team in ("design", "operations", "customer_service"):
        sign(cast, team)
    cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[STOCK], reason="货在路上")
    sign(cast, "warehouse")

    cast.do(cast.damao, gates.let_open, phase_id=BURST)

    stock = gate(cast).must_haves.set_index("id").loc[STOCK]
    assert (stock["waiver"], stock["waived_by"], stock["ready"]) == ("货在路上", "大毛", True)
    assert gate(cast).missing == ()


def test_taking_a_waiver_back_asks_for_the_task_again(cast: Cast) -> None:
    cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[STOCK, COPY], reason="试运行")

    cast.do(cast.damao, gates.withdraw_waiver, phase_id=BURST, task_id=STOCK)

    waivers = gate(cast).must_haves.set_index("id")["waiver"]
    assert (waivers[STOCK], waivers[COPY]) == ("", "试运行")


def test_a_reopened_must_have_takes_the_sign_off_back(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.do(cast.damao, gates.let_open, phase_id=WARM)
    cast.clock.wait(hours=1)

    cast.do(cast.xiaowen, tasks.reopen, task_id=WARM_PAGE)

    found = gate(cast, WARM)
    (signed,) = found.teams.itertuples()
    assert (signed.signed_by, signed.holds) == ("周妍", False)
    assert [str(one) for one in found.missing] == [
        "1 must-have is open",
        "1 team has not signed off",
    ]
    assert found.passed_at == cast.clock.now - timedelta(hours=1)


def test_a_must_have_that_was_reopened_and_finished_again_is_signed_for_anew(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.clock.wait(hours=1)
    cast.do(cast.xiaowen, tasks.reopen, task_id=WARM_PAGE)
    finish(cast, WARM_PAGE)
    at_first = missing(cast, WARM)

    sign(cast, "design", WARM)

    assert at_first == ["1 team has not signed off"]
    assert missing(cast, WARM) == []


def test_undoing_the_reopening_makes_the_sign_off_hold_again(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.clock.wait(hours=1)
    reopened = cast.do(cast.xiaowen, tasks.reopen, task_id=WARM_PAGE)

    cast.do(cast.xiaowen, history.undo, event_id=reopened.event_id)

    assert missing(cast, WARM) == []


def test_a_must_have_added_after_the_sign_off_takes_it_back(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.do(cast.damao, plans.edit, **must_have_of_warm_up(cast))

    assert missing(cast, WARM) == ["1 must-have is open", "1 team has not signed off"]


def test_a_team_without_must_haves_signs_for_its_other_tasks(cast: Cast) -> None:
    """The wrap-up has one task, the warehouse's, which it may open without."""
    at_first = missing(cast, WRAP)

    cast.do(cast.laoku, gates.sign_off, phase_id=WRAP, team_id=cast.team_id("warehouse"))

    assert at_first == ["1 team has not signed off"]
    assert missing(cast, WRAP) == []


def test_who_signed_first_stays_who_signed(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    about = {"phase_id": WARM, "team_id": cast.team_id("design")}
    cast.do(cast.xiaowen, gates.sign_off, note="手机上也看过", **about)

    again = cast.do(cast.azhe, gates.sign_off, note="我也看过", **about)

    (signed,) = gate(cast, WARM).teams.itertuples()
    assert str(again.sentence) == "“Design” has already signed off."
    assert (signed.signed_by, signed.note) == ("小文", "手机上也看过")


def test_who_let_it_open_first_stays_who_did(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.do(cast.damao, gates.let_open, phase_id=WARM)
    at_first = cast.clock.now
    cast.clock.wait(hours=1)

    again = cast.do(cast.damao, gates.let_open, phase_id=WARM)

    assert str(again.sentence) == "“预热” may already open."
    assert gate(cast, WARM).passed_at == at_first


def test_a_waiver_is_given_once(cast: Cast) -> None:
    cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[STOCK], reason="货在路上")

    with cast.refused("“备货入仓” is already waived"):
        cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[COPY, STOCK], reason="试运行")


def test_holding_back_and_taking_back_ask_for_both_again(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    sign(cast, "design", WARM)
    cast.do(cast.damao, gates.let_open, phase_id=WARM)

    cast.do(cast.damao, gates.hold_back, phase_id=WARM)
    cast.do(cast.azhe, gates.take_back, phase_id=WARM, team_id=cast.team_id("design"))

    assert gate(cast, WARM).passed_at is None
    assert missing(cast, WARM) == ["1 team has not signed off"]


@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen", "azhe"])
def test_a_team_signs_for_itself_and_planners_for_any(cast: Cast, who: str) -> None:
    finish(cast, WARM_PAGE)

    cast.do(getattr(cast, who), gates.sign_off, phase_id=WARM, team_id=cast.team_id("design"))

    assert missing(cast, WARM) == []


def test_a_teammate_takes_the_own_signature_back_by_undo(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    about = {"phase_id": WARM, "team_id": cast.team_id("design")}
    signed = cast.do(cast.xiaowen, gates.sign_off, **about)

    cast.do(cast.xiaowen, history.undo, event_id=signed.event_id)

    assert missing(cast, WARM) == ["1 team has not signed off"]


def test_who_is_no_lead_any_more_cannot_undo_a_waiver(cast: Cast) -> None:
    both = [Role.OPERATOR, Role.LEAD]
    cast.do(cast.damao, people.set_roles, person_id=ZHOU, version=2, roles=both)
    waived = cast.do(cast.zhou, gates.waive, phase_id=BURST, task_ids=[STOCK], reason="货在路上")
    cast.do(cast.damao, people.set_roles, person_id=ZHOU, version=3, roles=[Role.OPERATOR])

    with cast.refused("Only a lead can sign off"):
        cast.do(cast.zhou, history.undo, event_id=waived.event_id)


def test_gates_of_an_archived_campaign_stay_as_they_are(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with cast.refused("archived"):
        cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[STOCK], reason="货在路上")


def test_a_team_with_an_open_must_have_does_not_sign(cast: Cast) -> None:
    with cast.refused("1 must-have of “Warehouse” is open: “备货入仓”"):
        cast.do(cast.laoku, gates.sign_off, phase_id=BURST, team_id=cast.team_id("warehouse"))


def test_everything_can_be_undone(cast: Cast) -> None:
    finish(cast, WARM_PAGE)
    about = {"phase_id": WARM, "team_id": cast.team_id("design")}
    signed = cast.do(cast.xiaowen, gates.sign_off, **about)
    waived = cast.do(cast.damao, gates.waive, phase_id=BURST, task_ids=[STOCK], reason="货在路上")
    let = cast.do(cast.damao, gates.let_open, phase_id=WARM)

    for done in (let, waived, signed):
        cast.do(cast.damao, history.undo, event_id=done.event_id)

    assert missing(cast, WARM) == ["1 team has not signed off"]
    assert gate(cast, WARM).passed_at is None
    assert set(gate(cast).must_haves["waiver"]) == {""}


@pytest.mark.parametrize(
    ("who", "verb", "given", "said"),
    [
        ("xiaowen", gates.sign_off, {"team": "warehouse"}, "Only people of this team"),
        ("xiaowen", gates.take_back, {"team": "warehouse"}, "Only people of this team"),
        ("zhou", gates.waive, {"task_ids": [STOCK], "reason": "x"}, "Only a lead can sign off"),
        ("zhou", gates.withdraw_waiver, {"task_id": STOCK}, "Only a lead can sign off"),
        ("zhou", gates.let_open, {}, "Only a lead can sign off"),
        ("zhou", gates.hold_back, {}, "Only a lead can sign off"),
        ("damao", gates.waive, {"task_ids": [STOCK], "reason": "  "}, "Reason: write why"),
        ("damao", gates.waive, {"task_ids": [], "reason": "x"}, "Must-haves: choose at least one"),
        ("damao", gates.waive, {"task_ids": [REPLIES], "reason": "x"}, "is no must-have"),
        ("damao", gates.withdraw_waiver, {"task_id": STOCK}, "is not waived"),
        ("damao", gates.take_back, {"team": "warehouse"}, "has not signed off"),
        ("damao", gates.waive, {"task_ids": [STOCK], "reason": "x" * 1001}, "Reason: write why"),
        ("xiaoke", gates.sign_off, {"team": "customer_service", "note": "x" * 1001}, "Note:"),
        ("xiaowen", gates.let_open, {}, "Only a lead can sign off"),
        ("xiaowen", gates.waive, {"task_ids": [STOCK], "reason": "x"}, "Only a lead can sign off"),
        ("damao", gates.sign_off, {"team": "tech"}, "has no task in this phase"),
        ("damao", gates.hold_back, {}, "Nobody has let “爆发” open"),
        ("damao", gates.let_open, {"phase_id": 99}, "This phase is not there any more"),
    ],
)
def test_who_may_not_or_what_cannot_be_is_refused(
    cast: Cast, who: str, verb: Callable[..., Any], given: dict[str, Any], said: str
) -> None:
    about: dict[str, Any] = {"phase_id": BURST} | given
    if "team" in about:
        about["team_id"] = cast.team_id(about.pop("team"))

    with cast.refused(said):
        cast.do(getattr(cast, who), verb, **about)
