"""Inviting people, giving them roles and teams, and letting them go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, text
from sqlmodel import Session

from planner.actions import links, people, sign_ins, teams
from planner.desk import Desk
from planner.reports.people import people as people_report
from planner.reports.visitors import visitor
from planner.rules.people import NOBODY, Actor, Role
from planner.tables.shops import Installation
from planner.tables.tasks import Task
from planner.words import Did, Refusal, Sentence
from tests.support.databases import Databases
from tests.support.one_phase import campaign_of_one_phase
from tests.support.real_shop import Clock, RealShop, build


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_an_invitation_works_once_and_joins_with_roles_and_teams(shop: RealShop) -> None:
    design = shop.team_id("design")

    token = shop.desk.perform(
        people.invite,
        actor=shop.operator,
        name=" Wu  Tong ",
        login="Wu.Tong@Example.com",
        roles=[Role.TEAMMATE],
        team_ids=[design],
    ).value
    join(shop, token)

    wu = row(shop, "wu.tong@example.com")
    assert (wu["name"], wu["roles"], wu["team_ids"]) == ("Wu Tong", (Role.TEAMMATE,), (design,))
    with pytest.raises(Refusal, match="has been used"):
        join(shop, token)


def test_an_invitation_ends_after_72_hours(shop: RealShop) -> None:
    token = invite_wu(shop)
    shop.clock.wait(hours=72)

    with pytest.raises(Refusal, match="older than 72 hours"):
        join(shop, token)


def test_a_second_invitation_ends_the_first(shop: RealShop) -> None:
    first = invite_wu(shop)
    second = shop.desk.perform(links.reset_link, actor=shop.operator, person_id=4).value

    with pytest.raises(Refusal, match="has been used"):
        join(shop, first)
    join(shop, second)

    assert row(shop, "wu")["joined"]


def test_a_weak_password_leaves_the_invitation_usable(shop: RealShop) -> None:
    token = invite_wu(shop)

    with pytest.raises(Refusal, match="at least 8 characters"):
        join(shop, token, "short")
    join(shop, token)

    assert row(shop, "wu")["joined"]


@pytest.mark.parametrize("login", ["zhou", "ZHOU", " ｚｈｏｕ "])
def test_a_login_is_taken_however_it_is_written(shop: RealShop, login: str) -> None:
    with pytest.raises(Refusal, match="“zhou” is taken"):
        invite_wu(shop, login=login)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "  "}, "Name: write 1 to 60"),
        ({"name": "x" * 61}, "Name: write 1 to 60"),
        ({"login": ""}, "Login: write 1 to 120"),
        ({"login": "wu tong"}, "Login: leave out spaces"),
        ({"roles": []}, "Roles: choose at least one"),
        ({"roles": ["boss"]}, "Roles: choose operator"),
        ({"team_ids": [999]}, "Teams: choose from your teams"),
    ],
)
def test_an_invitation_says_which_field_is_wrong(
    shop: RealShop, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        invite_wu(shop, **given)

    assert len(listed(shop)) == 3


def test_an_operator_gives_and_takes_only_the_teammate_role(shop: RealShop) -> None:
    zhou, chen = shop.operator, row(shop, "chen")

    with pytest.raises(Refusal, match="Only a lead can make someone"):
        set_roles(shop, zhou, chen, Role.TEAMMATE, Role.OPERATOR)
    with pytest.raises(Refusal, match="Only a lead can make someone"):
        set_roles(shop, zhou, row(shop, "lin"), Role.LEAD)
    set_roles(shop, zhou, row(shop, "zhou"), Role.OPERATOR, Role.TEAMMATE)

    assert row(shop, "zhou")["roles"] == (Role.OPERATOR, Role.TEAMMATE)


def test_a_new_role_counts_from_the_next_click(shop: RealShop) -> None:
    session = shop.sign_in("chen")

    set_roles(shop, shop.lead, row(shop, "chen"), Role.LEAD)

    now = shop.desk.read(visitor, token_hash=session)
    assert now is not None
    assert now.roles == {Role.LEAD}


def test_the_last_lead_stays_a_lead_and_active(shop: RealShop) -> None:
    lin = shop.lead

    with pytest.raises(Refusal, match="only lead"):
        set_roles(shop, lin, row(shop, "lin"), Role.OPERATOR)
    with pytest.raises(Refusal, match="only lead"):
        shop.desk.perform(people.deactivate, actor=lin, person_id=1)

    assert row(shop, "lin")["roles"] == (Role.OPERATOR, Role.LEAD)


def test_a_lead_who_has_not_joined_does_not_count_as_another(shop: RealShop) -> None:
    invite_wu(shop, roles=[Role.LEAD])

    with pytest.raises(Refusal, match="who has joined"):
        shop.desk.perform(people.deactivate, actor=shop.lead, person_id=1)


def test_a_deactivated_person_is_out_at_once_and_their_tasks_go_back(shop: RealShop) -> None:
    session, reset = shop.sign_in("chen"), reset_for(shop, 3)
    open_id, done_id = two_tasks_of(shop, 3)

    shop.desk.perform(people.deactivate, actor=shop.operator, person_id=3)

    assert shop.desk.read(visitor, token_hash=session) is None
    assert shop.try_to_sign_in("chen", "chen cooks chives") is None
    with pytest.raises(Refusal, match="has been used"):
        shop.desk.perform(links.use_reset, token=reset, password="another password")
    assert owners(shop) == {open_id: None, done_id: 3}


def test_a_reactivated_person_signs_in_with_their_password(shop: RealShop) -> None:
    session = shop.sign_in("chen")
    shop.desk.perform(people.deactivate, actor=shop.lead, person_id=3)

    shop.desk.perform(people.reactivate, actor=shop.lead, person_id=3)

    assert shop.desk.read(visitor, token_hash=session) is None
    assert shop.sign_in("chen")


def test_a_removed_person_is_nowhere_in_the_database_any_more(shop: RealShop) -> None:
    shop.desk.perform(
        people.rename,
        actor=shop.lead,
        person_id=3,
        version=row(shop, "chen")["version"],
        name="Chen Momo",
    )

    shop.desk.perform(people.remove_person, actor=shop.lead, person_id=3)

    assert "chen" not in everything(shop).lower()
    assert list(listed(shop)["name"]) == ["Lin An", "Zhou Yan"]


def test_a_removed_person_s_doings_stay(shop: RealShop) -> None:
    _, done_id = two_tasks_of(shop, 3)

    shop.desk.perform(people.remove_person, actor=shop.lead, person_id=3)

    assert owners(shop)[done_id] == 3


def test_only_another_lead_removes_a_person(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Only a lead"):
        shop.desk.perform(people.remove_person, actor=shop.operator, person_id=3)
    with pytest.raises(Refusal, match="Ask another lead"):
        shop.desk.perform(people.remove_person, actor=shop.lead, person_id=1)


def test_two_leads_editing_one_person_are_told_of_each_other(shop: RealShop) -> None:
    seen = row(shop, "chen")
    shop.desk.perform(
        people.rename, actor=shop.operator, person_id=3, version=seen["version"], name="Chen Mu"
    )

    with pytest.raises(Refusal) as refused:
        shop.desk.perform(
            people.rename, actor=shop.lead, person_id=3, version=seen["version"], name="C. Mo"
        )

    assert str(refused.value) == (
        "2 changed this on 2026-10-01 02:00:00+00:00: name “Chen Mo” → “Chen Mu”."
        " Your text is kept; look at it and save again."
    )
    assert row(shop, "chen")["name"] == "Chen Mu"


def test_people_rename_themselves_but_not_those_with_more_rights(shop: RealShop) -> None:
    chen, lin = row(shop, "chen"), row(shop, "lin")

    shop.desk.perform(
        people.rename, actor=shop.teammate, person_id=3, version=chen["version"], name="Chen"
    )
    with pytest.raises(Refusal, match="more rights"):
        shop.desk.perform(
            people.rename, actor=shop.operator, person_id=1, version=lin["version"], name="Lin"
        )

    assert row(shop, "chen")["name"] == "Chen"


def test_an_invitation_is_kept_in_history_without_the_name(shop: RealShop) -> None:
    invite_wu(shop)

    with engine(shop).connect() as connection:
        sentences = connection.execute(text("select sentence from event")).scalars().all()
    assert "Wu Tong" not in "".join(str(sentence) for sentence in sentences)


def test_teams_are_added_renamed_and_archived_once_empty(shop: RealShop) -> None:
    two_tasks_of(shop, 3)
    lin, design = shop.lead, shop.team_id("design")

    added = shop.desk.perform(teams.add_team, actor=shop.operator, name="Photo").value
    with pytest.raises(Refusal, match="already is one called “photo”"):
        shop.desk.perform(teams.add_team, actor=lin, name="photo")
    with pytest.raises(Refusal, match="still has 1 open task"):
        shop.desk.perform(teams.archive_team, actor=lin, team_id=design)
    shop.desk.perform(teams.archive_team, actor=lin, team_id=added)

    with pytest.raises(Refusal, match="Teams: choose"):
        shop.desk.perform(people.set_teams, actor=lin, person_id=3, team_ids=[added])


Call = Callable[[RealShop, Actor], Any]


def _rename_other(shop: RealShop, actor: Actor) -> Any:
    version = row(shop, "wu")["version"]
    return shop.desk.perform(people.rename, actor=actor, person_id=4, version=version, name="W")


CALLS: dict[str, tuple[Call, set[str]]] = {
    "invite a teammate": (
        lambda shop, actor: shop.desk.perform(
            people.invite, actor=actor, name="New", login="new", roles=[Role.TEAMMATE]
        ),
        {"operator", "lead"},
    ),
    "invite an operator": (
        lambda shop, actor: shop.desk.perform(
            people.invite, actor=actor, name="New", login="new", roles=[Role.OPERATOR]
        ),
        {"lead"},
    ),
    "grant lead": (
        lambda shop, actor: set_roles(shop, actor, row(shop, "wu"), Role.LEAD),
        {"lead"},
    ),
    "set teams": (
        lambda shop, actor: shop.desk.perform(
            people.set_teams, actor=actor, person_id=4, team_ids=[shop.team_id("tech")]
        ),
        {"operator", "lead"},
    ),
    "rename someone": (_rename_other, {"operator", "lead"}),
    "deactivate": (
        lambda shop, actor: shop.desk.perform(people.deactivate, actor=actor, person_id=4),
        {"operator", "lead"},
    ),
    "reactivate": (
        lambda shop, actor: shop.desk.perform(people.reactivate, actor=actor, person_id=4),
        {"operator", "lead"},
    ),
    "remove": (
        lambda shop, actor: shop.desk.perform(people.remove_person, actor=actor, person_id=4),
        {"lead"},
    ),
    "reset a teammate": (
        lambda shop, actor: shop.desk.perform(links.reset_link, actor=actor, person_id=4),
        {"operator", "lead"},
    ),
    "reset a lead": (
        lambda shop, actor: shop.desk.perform(links.reset_link, actor=actor, person_id=1),
        {"lead"},
    ),
    "add a team": (
        lambda shop, actor: shop.desk.perform(teams.add_team, actor=actor, name="Photo"),
        {"operator", "lead"},
    ),
    "archive a team": (
        lambda shop, actor: shop.desk.perform(
            teams.archive_team, actor=actor, team_id=shop.team_id("tech")
        ),
        {"operator", "lead"},
    ),
    "rename a team": (
        lambda shop, actor: shop.desk.perform(
            teams.rename_team, actor=actor, team_id=shop.team_id("tech"), version=1, name="IT"
        ),
        {"operator", "lead"},
    ),
    "change the language": (
        lambda shop, actor: shop.desk.perform(people.set_language, actor=actor, language="en"),
        {"teammate", "operator", "lead"},
    ),
    "sign out everywhere": (
        lambda shop, actor: shop.desk.perform(sign_ins.sign_out_everywhere, actor=actor),
        {"teammate", "operator", "lead"},
    ),
    "note a visit": (
        lambda shop, actor: shop.desk.perform(sign_ins.note_visit, actor=actor),
        {"teammate", "operator", "lead"},
    ),
}


@pytest.mark.parametrize("who", ["nobody", "teammate", "operator", "lead"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_each_role_may_do_to_people(shop: RealShop, call: str, who: str) -> None:
    invite_wu(shop)
    actor = NOBODY if who == "nobody" else getattr(shop, who)
    act, allowed = CALLS[call]

    if who in allowed:
        act(shop, actor)
    else:
        before = everything(shop)
        with pytest.raises(Refusal):
            act(shop, actor)
        assert everything(shop) == before


def invite_wu(shop: RealShop, **given: Any) -> str:
    wanted = {"name": "Wu Tong", "login": "wu", "roles": [Role.TEAMMATE]} | given
    token: str = shop.desk.perform(people.invite, actor=shop.lead, **wanted).value
    return token


def join(shop: RealShop, token: str, password: str = "wu waters willows") -> None:
    shop.desk.perform(links.accept_invitation, token=token, password=password, language="en")


def reset_for(shop: RealShop, person_id: int) -> str:
    token: str = shop.desk.perform(links.reset_link, actor=shop.lead, person_id=person_id).value
    return token


def listed(shop: RealShop) -> Any:
    return shop.desk.read(people_report, actor=shop.lead)


def row(shop: RealShop, login: str) -> dict[str, Any]:
    frame = listed(shop)
    found: dict[str, Any] = frame[frame["login"] == login].iloc[0].to_dict()
    return found


def set_roles(shop: RealShop, actor: Actor, person: dict[str, Any], *roles: Role) -> None:
    shop.desk.perform(
        people.set_roles,
        actor=actor,
        person_id=person["id"],
        version=person["version"],
        roles=roles,
    )


def engine(shop: RealShop) -> Any:
    return create_engine(shop.desk.url)


def everything(shop: RealShop) -> str:
    """Every row of every table, as one text."""
    tables = MetaData()
    with engine(shop).connect() as connection:
        tables.reflect(connection)
        return "\n".join(
            f"{table.name}: {row}"
            for table in tables.sorted_tables
            for row in connection.execute(table.select())
        )


def owners(shop: RealShop) -> dict[int, int | None]:
    with engine(shop).connect() as connection:
        rows = connection.execute(text("select id, owner_id from task"))
        return {row.id: row.owner_id for row in rows}


def two_tasks_of(shop: RealShop, person_id: int) -> tuple[int, int]:
    """An open and a done task of a person in design."""
    ids: tuple[int, int] = shop.desk.perform(
        _plan_two_tasks, person_id=person_id, team_id=shop.team_id("design")
    ).value
    return ids


def _plan_two_tasks(
    session: Session, /, *, actor: Actor, now: Any, person_id: int, team_id: int
) -> Did:
    assert actor is NOBODY
    assert session.get(Installation, 1) is not None
    campaign, phase = campaign_of_one_phase(session, now)
    tasks = [
        Task(
            campaign_id=campaign.id,
            number=number,
            title=f"Task {number}",
            phase_id=phase.id,
            team_id=team_id,
            owner_id=person_id,
            assigned_at=now,
            anchor_kind="opening",
            anchor_phase_id=phase.id,
            offset_days=0,
            due_on=date(2026, 10, 1),
            created_at=now,
            done_at=done_at,
            done_by=done_by,
        )
        for number, done_at, done_by in ((1, None, None), (2, now, person_id))
    ]
    session.add_all(tasks)
    session.flush()
    return Did(Sentence("planned two tasks"), value=(tasks[0].id, tasks[1].id))
