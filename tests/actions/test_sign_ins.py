"""Signing in and out, wrong guesses, new passwords, visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session

from planner.actions import links, shops, sign_ins
from planner.desk import Desk
from planner.reports.people import sign_ins as sign_ins_report
from planner.reports.visitors import visitor
from planner.rules.passwords import hash_token
from planner.rules.people import NOBODY, Actor
from planner.tables.people import Visit
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import PASSWORDS, Clock, RealShop, build


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_signing_in_makes_one_the_visitor(shop: RealShop) -> None:
    session = shop.sign_in("chen")

    found = shop.desk.read(visitor, token_hash=session)

    assert found == shop.teammate
    assert found.name == "Chen Mo"
    assert found.team_ids == {shop.team_id("design")}


def test_the_database_keeps_no_token_password_login_or_address_of_a_try(shop: RealShop) -> None:
    token = shop.try_to_sign_in("chen", PASSWORDS["chen"])
    shop.try_to_sign_in("chen", "wrong", address="10.11.12.13")

    kept = str(rows(shop, "select * from sign_in") + rows(shop, "select * from sign_in_attempt"))
    assert token is not None
    assert token not in kept
    assert "10.11.12.13" not in kept
    assert "'chen'" not in kept


@pytest.mark.parametrize("login", ["chen", "nobody-has-this"])
def test_a_wrong_guess_looks_the_same_whether_the_login_exists(shop: RealShop, login: str) -> None:
    assert shop.try_to_sign_in(login, "wrong") is None
    assert len(rows(shop, "select * from sign_in_attempt")) == 1


def test_someone_who_has_not_joined_cannot_sign_in_with_an_empty_password(shop: RealShop) -> None:
    with create_engine(shop.desk.url).begin() as connection:
        connection.execute(text("update person set password_hash = null where id = 3"))

    assert shop.try_to_sign_in("chen", "") is None


def test_five_wrong_guesses_stop_this_address_but_not_the_person_elsewhere(shop: RealShop) -> None:
    for _ in range(5):
        shop.try_to_sign_in("chen", "wrong")

    with pytest.raises(Refusal, match="Wait 15 minutes"):
        shop.try_to_sign_in("chen", PASSWORDS["chen"])
    assert shop.sign_in("chen", address="10.0.0.8")
    shop.clock.wait(minutes=15)
    assert shop.sign_in("chen")


def test_the_right_password_forgives_earlier_guesses(shop: RealShop) -> None:
    for _ in range(4):
        shop.try_to_sign_in("chen", "wrong")
    shop.sign_in("chen")

    for _ in range(4):
        shop.try_to_sign_in("chen", "wrong")

    assert shop.sign_in("chen")


def test_guesses_are_forgotten_after_a_day(shop: RealShop) -> None:
    shop.try_to_sign_in("chen", "wrong")
    shop.clock.wait(hours=25)

    shop.try_to_sign_in("zhou", "wrong")

    assert len(rows(shop, "select * from sign_in_attempt")) == 1


def test_a_session_ends_thirty_days_after_it_was_last_seen(shop: RealShop) -> None:
    session = shop.sign_in("chen")
    shop.clock.wait(days=29)
    shop.desk.perform(sign_ins.note_visit, actor=shop.teammate, token_hash=session)
    shop.clock.wait(days=29)

    still = shop.desk.read(visitor, token_hash=session)
    shop.clock.wait(days=1)

    assert still is not None
    assert shop.desk.read(visitor, token_hash=session) is None


def test_a_visit_does_not_revive_a_session_that_was_ended(shop: RealShop) -> None:
    session = shop.sign_in("chen")
    shop.desk.perform(sign_ins.sign_out, token_hash=session)
    shop.clock.wait(hours=2)

    shop.desk.perform(sign_ins.note_visit, actor=shop.teammate, token_hash=session)

    assert shop.desk.read(visitor, token_hash=session) is None


def test_signing_out_ends_one_session_and_everywhere_ends_all(shop: RealShop) -> None:
    phone, desktop, other = shop.sign_in("chen"), shop.sign_in("chen"), shop.sign_in("zhou")

    shop.desk.perform(sign_ins.sign_out, token_hash=phone)
    assert shop.desk.read(visitor, token_hash=phone) is None
    assert shop.desk.read(visitor, token_hash=desktop) is not None

    shop.desk.perform(sign_ins.sign_out_everywhere, actor=shop.teammate)
    assert shop.desk.read(visitor, token_hash=desktop) is None
    assert shop.desk.read(visitor, token_hash=other) is not None


def test_a_new_password_signs_out_every_other_device(shop: RealShop) -> None:
    here, phone = shop.sign_in("chen"), shop.sign_in("chen")

    shop.desk.perform(
        sign_ins.change_password,
        actor=shop.teammate,
        old=PASSWORDS["chen"],
        new="chen craves cherries",
        token_hash=here,
    )

    assert shop.desk.read(visitor, token_hash=here) is not None
    assert shop.desk.read(visitor, token_hash=phone) is None
    assert shop.try_to_sign_in("chen", PASSWORDS["chen"]) is None
    assert shop.try_to_sign_in("chen", "chen craves cherries") is not None


def test_a_new_password_needs_the_old_one_and_the_rules(shop: RealShop) -> None:
    chen, old = shop.teammate, PASSWORDS["chen"]

    with pytest.raises(Refusal, match="Old password"):
        shop.desk.perform(sign_ins.change_password, actor=chen, old="wrong", new="long enough")
    with pytest.raises(Refusal, match="Password: use at least 8"):
        shop.desk.perform(sign_ins.change_password, actor=chen, old=old, new="short")

    assert shop.sign_in("chen")


def test_a_reset_works_once_ends_all_sessions_and_lets_in(shop: RealShop) -> None:
    before = shop.sign_in("chen")
    token = shop.desk.perform(links.reset_link, actor=shop.operator, person_id=3).value

    fresh = shop.desk.perform(links.use_reset, token=token, password="a new password").value

    assert shop.desk.read(visitor, token_hash=before) is None
    assert shop.desk.read(visitor, token_hash=hash_token(fresh)) == shop.teammate
    with pytest.raises(Refusal, match="has been used"):
        shop.desk.perform(links.use_reset, token=token, password="yet another one")


def test_a_link_of_one_kind_is_no_link_of_another(shop: RealShop) -> None:
    token = shop.desk.perform(links.reset_link, actor=shop.operator, person_id=3).value

    with pytest.raises(Refusal, match="has been used"):
        shop.desk.perform(
            links.accept_invitation, token=token, password="a new password", language="zh"
        )


def test_a_real_shop_lets_nobody_in_without_a_password(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Only a demo"):
        shop.desk.perform(sign_ins.sign_in_as, person_id=1)

    assert rows(shop, "select * from sign_in where person_id = 1") == []


def test_a_demo_lets_people_in_as_anyone(database_url: str) -> None:
    desk = Desk(database_url, clock=Clock())
    person_id = desk.perform(
        shops.open_demo,
        company="Hillmist",
        shops=(("Hillmist", "tmall"),),
        name="Lin An",
        login="lin",
        language="en",
    ).value

    token = desk.perform(sign_ins.sign_in_as, person_id=person_id).value

    found = desk.read(visitor, token_hash=hash_token(token))
    desk.close()
    assert found is not None
    assert found.name == "Lin An"


def test_a_visit_is_noted_once_an_hour_and_remembers_the_one_before(shop: RealShop) -> None:
    chen, came = shop.teammate, shop.clock.now
    for minutes in (0, 30, 29, 1):
        shop.clock.wait(minutes=minutes)
        shop.desk.perform(sign_ins.note_visit, actor=chen)

    visited_at, previous_visit_at = shop.desk.read(visit_of, person_id=3)
    assert visited_at == came + timedelta(hours=1)
    assert previous_visit_at == came


def test_one_sees_one_s_own_sessions_only(shop: RealShop) -> None:
    mine = shop.sign_in("chen")
    shop.sign_in("zhou")
    shop.clock.wait(minutes=5)
    newest = shop.sign_in("chen")

    found = shop.desk.read(sign_ins_report, actor=shop.teammate)

    assert found["token_hash"].iloc[0] == newest
    assert mine in list(found["token_hash"])
    # joining opened the first of the three
    assert len(found) == 3


def visit_of(
    session: Session, /, *, actor: Actor, now: datetime, person_id: int
) -> tuple[datetime, datetime | None]:
    """When someone last came, and when before that."""
    assert actor is NOBODY
    visit = session.get(Visit, person_id)
    assert visit is not None
    assert visit.visited_at <= now
    return visit.visited_at, visit.previous_visit_at


def rows(shop: RealShop, query: str) -> list[tuple[object, ...]]:
    with create_engine(shop.desk.url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]
