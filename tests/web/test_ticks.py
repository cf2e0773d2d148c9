"""A tick is written by a door of its own, by the rules that hold everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col
from starlette.testclient import TestClient

from planner.rules.people import Actor
from planner.tables.history import Event
from planner.tables.tasks import Predecessor, Task
from planner.words import Did, Sentence
from tests.support.one_phase import campaign_of_one_phase
from tests.support.real_shop import OPENED, PASSWORDS, RealShop
from tests.web.conftest import Open

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

ME = 3  # Chen Mo, in design
LEAD = 1


@pytest.fixture
def tasks(site: RealShop) -> Mapping[str, int]:
    """Ids of a task of one's own, one for review by the lead, one that waits, another team's."""
    teams = {key: site.team_id(key) for key in ("design", "warehouse")}
    ids: Mapping[str, int] = site.desk.perform(_plan, teams=teams).value
    return ids


@pytest.fixture
def chen(browser: Open, tasks: Mapping[str, int]) -> TestClient:  # noqa: ARG001 -- planned before the visit
    """Chen Mo's browser."""
    return _signed_in(browser())


def test_a_tick_and_an_untick_are_written_and_told(
    site: RealShop, chen: TestClient, tasks: Mapping[str, int]
) -> None:
    ticked = chen.post("/tick", data={"task": tasks["own"], "verb": "complete"})
    done = _task(site, tasks["own"])
    unticked = chen.post("/tick", data={"task": tasks["own"], "verb": "reopen"})
    again = _task(site, tasks["own"])

    assert (ticked.status_code, ticked.json()) == (200, {"state": "done"})
    assert (done.done_at, done.done_by) == (OPENED, ME)
    assert (unticked.status_code, unticked.json()) == (200, {"state": "doing"})
    assert (again.done_at, again.done_by) == (None, None)
    assert _events(site) == [("tasks.complete", ME), ("tasks.reopen", ME)]


def test_a_second_tick_says_the_same_and_records_nothing(
    site: RealShop, chen: TestClient, tasks: Mapping[str, int]
) -> None:
    answers = [
        chen.post("/tick", data={"task": tasks["own"], "verb": "complete"}) for _ in range(2)
    ]

    assert [answer.json() for answer in answers] == [{"state": "done"}] * 2
    assert _events(site) == [("tasks.complete", ME)]


def test_what_someone_else_passes_goes_to_them_and_is_not_done(
    site: RealShop, chen: TestClient, tasks: Mapping[str, int]
) -> None:
    answers = [
        chen.post("/tick", data={"task": tasks["reviewed"], "verb": "complete"}) for _ in range(2)
    ]

    assert [answer.json() for answer in answers] == [{"state": "review"}] * 2
    assert _task(site, tasks["reviewed"]).done_at is None


@pytest.mark.parametrize("which", ["waiting", "theirs", "binned", "unknown"])
def test_what_may_not_be_ticked_stays_as_it_was(
    site: RealShop, chen: TestClient, tasks: Mapping[str, int], which: str
) -> None:
    answers = [
        chen.post("/tick", data={"task": tasks[which], "verb": verb})
        for verb in (("complete",) if which == "waiting" else ("complete", "reopen"))
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert _events(site) == []


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"task": "1"},
        {"verb": "complete"},
        {"task": "1", "verb": "remove"},
        {"task": "", "verb": "complete"},
        {"task": "-1", "verb": "complete"},
        {"task": "1.0", "verb": "complete"},
        {"task": "١", "verb": "complete"},
        {"task": "9" * 40, "verb": "complete"},
        {"task": "1 or 1=1", "verb": "complete"},
    ],
)
def test_what_names_no_task_or_no_tick_is_not_understood(
    site: RealShop, chen: TestClient, form: dict[str, str]
) -> None:
    assert chen.post("/tick", data=form).status_code == 400
    assert _events(site) == []


def test_nobody_and_no_other_site_ticks(
    site: RealShop, browser: Open, tasks: Mapping[str, int]
) -> None:
    form = {"task": tasks["own"], "verb": "complete"}
    nobody = browser().post("/tick", data=form)
    lured = _signed_in(browser())

    foreign = lured.post("/tick", data=form, headers={"origin": "http://evil.example"})
    looked = lured.get(f"/tick?task={tasks['own']}&verb=complete")

    assert (nobody.status_code, foreign.status_code) == (401, 403)
    assert looked.json()["path"] == "/tick"  # no door to look through: the page answered
    assert _events(site) == []


def _signed_in(client: TestClient) -> TestClient:
    client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})
    return client


def _task(site: RealShop, task_id: int) -> Task:
    def find(session: Session, /, *, actor: Actor, now: datetime) -> Task:  # noqa: ARG001 -- shaped like every report
        return session.get_one(Task, task_id)

    return site.desk.read(find)


def _events(site: RealShop) -> list[tuple[str, int | None]]:
    def listed(
        session: Session,
        /,
        *,
        actor: Actor,  # noqa: ARG001 -- shaped like every report
        now: datetime,  # noqa: ARG001 -- shaped like every report
    ) -> list[tuple[str, int | None]]:
        events = session.scalars(select(Event).order_by(col(Event.id)))
        return [(one.action, one.actor_id) for one in events if one.action.startswith("tasks.")]

    return site.desk.read(listed)


def _plan(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- as every action
    now: datetime,
    teams: Mapping[str, int],
) -> Did:
    campaign, phase = campaign_of_one_phase(session, now)

    def planned(number: int, team: str, **more: Any) -> Task:
        return Task(
            campaign_id=campaign.id,
            number=number,
            title="主图",
            phase_id=phase.id,
            team_id=teams[team],
            assigned_at=now,
            anchor_kind="opening",
            anchor_phase_id=phase.id,
            offset_days=0,
            due_on=date(2026, 10, 1),
            created_at=now,
            **more,
        )

    tasks = {
        "own": planned(1, "design", owner_id=ME),
        "reviewed": planned(2, "design", owner_id=ME, approver_id=LEAD),
        "waiting": planned(3, "design", owner_id=ME),
        "theirs": planned(4, "warehouse"),
        "binned": planned(5, "design", owner_id=ME, deleted_at=now),
    }
    session.add_all(tasks.values())
    session.flush()
    session.add(
        Predecessor(
            campaign_id=campaign.id, task_id=tasks["waiting"].id, before_id=tasks["theirs"].id
        )
    )
    session.flush()
    ids = {which: task.id for which, task in tasks.items()}
    return Did(Sentence("planned"), value=ids | {"unknown": 999_999_999})
