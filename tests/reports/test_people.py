"""What people see of each other."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from planner.actions import people as people_actions
from planner.desk import Desk
from planner.reports.people import people, teams
from planner.reports.shops import shops
from planner.reports.visitors import visitor
from planner.rules.people import NOBODY, Role
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import OPENED, Clock, RealShop, build


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_an_operator_sees_roles_teams_logins_and_who_has_yet_to_join(shop: RealShop) -> None:
    shop.desk.perform(
        people_actions.invite,
        actor=shop.operator,
        name="Wu Tong",
        login="wu",
        roles=[Role.TEAMMATE],
    )

    found = shop.desk.read(people, actor=shop.operator).set_index("name")

    assert list(found.index) == ["Chen Mo", "Lin An", "Wu Tong", "Zhou Yan"]
    assert found.loc["Chen Mo", "teams"] == ("Design",)
    assert found.loc["Lin An", "roles"] == (Role.OPERATOR, Role.LEAD)
    assert list(found["login"]) == ["chen", "lin", "wu", "zhou"]
    assert list(found["invited"]) == [False, False, True, False]
    assert list(found["joined"]) == [True, True, False, True]
    assert found.loc["Chen Mo", "last_seen_at"] == pd.Timestamp(OPENED)
    assert list(found["last_seen_at"].isna()) == [False, True, True, False]


def test_an_invitation_that_ran_out_is_pending_no_more(shop: RealShop) -> None:
    shop.desk.perform(
        people_actions.invite, actor=shop.lead, name="Wu", login="wu", roles=[Role.TEAMMATE]
    )
    shop.clock.wait(hours=72)

    found = shop.desk.read(people, actor=shop.lead)

    assert not found["invited"].any()


def test_a_teammate_sees_colleagues_but_not_how_they_sign_in(shop: RealShop) -> None:
    found = shop.desk.read(people, actor=shop.teammate)

    assert list(found["name"]) == ["Chen Mo", "Lin An", "Zhou Yan"]
    assert not {"login", "invited", "joined", "last_seen_at"} & set(found.columns)


def test_nobody_sees_nothing(shop: RealShop) -> None:
    for report in (people, teams, shops):
        with pytest.raises(Refusal, match="Sign in"):
            shop.desk.read(report, actor=NOBODY)


def test_an_unknown_token_is_nobody_s(shop: RealShop) -> None:
    assert shop.desk.read(visitor, token_hash="") is None
    assert shop.desk.read(visitor, token_hash="0" * 64) is None


def test_teams_come_in_order_with_how_many_work_there(shop: RealShop) -> None:
    found = shop.desk.read(teams, actor=shop.teammate).set_index("key")

    assert list(found["name"])[:3] == ["Operations", "Marketing", "Design"]
    assert found.loc["design", "people"] == 1
    assert found["people"].sum() == 1
    assert found["open_tasks"].sum() == 0
