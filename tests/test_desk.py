"""The desk: one event an action, all or nothing, no write lost, and a clear word when it can't."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from planner.actions import evidence, shops, tasks
from planner.desk import Desk
from planner.tables import engine
from planner.tables.history import Change, Event
from planner.tables.shops import Shop
from planner.tables.tasks import Comment
from planner.words import Did, Refusal, Sentence
from tests.support.databases import Databases
from tests.support.read_only import make_read_only
from tests.support.real_shop import OPENED, Clock, RealShop
from tests.support.small_sale import CAMPAIGN, FLAGSHIP, PICTURES, build


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_an_action_is_one_event_with_each_row_before_and_after(shop: RealShop) -> None:
    receipt = shop.desk.perform(tasks.complete, actor=shop.teammate, task_id=PICTURES)

    event_row = every(shop, Event)[-1]
    (change,) = [c for c in every(shop, Change) if c.event_id == receipt.event_id]
    assert (event_row.id, event_row.action) == (receipt.event_id, "tasks.complete")
    assert (event_row.actor_id, event_row.at, event_row.campaign_id) == (3, OPENED, CAMPAIGN)
    assert (change.table, change.row_id) == ("task", PICTURES)
    assert (change.before["done_at"], change.before["version"]) == (None, 1)
    assert (change.after["done_at"], change.after["version"]) == (OPENED.isoformat(), 2)


def test_an_action_that_changes_nothing_leaves_no_event(shop: RealShop) -> None:
    shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)
    before = (every(shop, Event), shop.desk.revisions())

    receipt = shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)

    assert receipt.event_id is None
    assert (every(shop, Event), shop.desk.revisions()) == before


@pytest.mark.parametrize("failure", [Refusal("No."), ZeroDivisionError(), KeyboardInterrupt()])
def test_an_action_that_fails_half_way_changes_nothing(
    shop: RealShop, failure: BaseException
) -> None:
    before = (every(shop, Shop), every(shop, Event), shop.desk.revisions())

    def fail(session: Session, /, **_: object) -> Did:
        session.get_one(Shop, FLAGSHIP).name = "half"
        session.flush()
        raise failure

    with pytest.raises(type(failure)):
        shop.desk.perform(fail)

    assert (every(shop, Shop), every(shop, Event), shop.desk.revisions()) == before


def test_revisions_rise_by_campaign_and_noun(shop: RealShop) -> None:
    before = shop.desk.revisions()

    shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)
    shop.desk.perform(shops.add_shop, actor=shop.operator, name="山岚抖音店", platform="douyin")

    after = shop.desk.revisions()
    risen = {key: value - before.get(key, 0) for key, value in after.items()}
    assert {key for key, by in risen.items() if by} == {(CAMPAIGN, "tasks"), (0, "shops")}


def test_an_action_overtaken_by_another_runs_again_on_what_is_there(shop: RealShop) -> None:
    tries: list[str] = []

    def rename(session: Session, /, **_: object) -> Did:
        row = session.get_one(Shop, FLAGSHIP)
        tries.append(row.name)
        if len(tries) < 3:
            raise StaleDataError
        row.name += "!"
        return Did(Sentence("renamed"))

    shop.desk.perform(rename)

    assert len(tries) == 3
    assert name(shop) == "山岚旗舰店!"


def test_an_action_that_never_gets_through_fails_loudly(shop: RealShop) -> None:
    def never(*_: object, **__: object) -> Did:
        raise StaleDataError

    with pytest.raises(StaleDataError):
        shop.desk.perform(never)


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_two_who_change_one_row_at_the_same_moment_both_get_through(shop: RealShop) -> None:
    together = Barrier(2, timeout=20)
    met: set[str] = set()

    def add(session: Session, /, *, letter: str, **_: object) -> Did:
        row = session.get_one(Shop, FLAGSHIP)
        if letter not in met:
            met.add(letter)
            together.wait()
        row.name += letter
        return Did(Sentence("added"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda letter: shop.desk.perform(add, letter=letter), "ab"))

    assert sorted(name(shop)[-2:]) == ["a", "b"]


@pytest.mark.parametrize("writers", [8, 32])
def test_of_many_who_write_at_once_no_one_loses_a_write(shop: RealShop, writers: int) -> None:
    actor = shop.operator
    before = shop.desk.revisions()[CAMPAIGN, "tasks"]

    def write(writer: int) -> list[int | None]:
        return [
            shop.desk.perform(
                evidence.comment, actor=actor, task_id=PICTURES, text=f"{writer}: {number}"
            ).event_id
            for number in range(40)
        ]

    with ThreadPoolExecutor(writers) as pool:
        confirmed = [event_id for ids in pool.map(write, range(writers)) for event_id in ids]

    said = {comment.text for comment in every(shop, Comment)}
    assert said == {f"{writer}: {number}" for writer in range(writers) for number in range(40)}
    assert len(set(confirmed)) == writers * 40
    assert {e.id for e in every(shop, Event)} >= set(confirmed)
    assert shop.desk.revisions()[CAMPAIGN, "tasks"] == before + writers * 40


def test_a_read_only_database_is_said_to_be_one(sqlite_url: str) -> None:
    desk = Desk(sqlite_url)
    make_read_only(desk._engine)

    with pytest.raises(Refusal, match="the file or its folder is read-only"):
        desk.perform(open_shop)


def test_a_database_that_another_program_holds_is_said_to_be_busy(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_MS", 20)
    desk = Desk(sqlite_url)
    other = sqlite3.connect(make_url(sqlite_url).database or "", isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(Refusal, match="busy with another program"):
        desk.perform(open_shop)

    other.close()
    assert desk.perform(open_shop).event_id == 1


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "planner.sqlite"
    file.write_bytes(b"PK\x03\x04 a spreadsheet by mistake" * 100)

    with pytest.raises(Refusal, match="damaged or not a database"):
        Desk(f"sqlite:///{file}")


def test_erasing_leaves_no_row_and_a_desk_that_works(shop: RealShop) -> None:
    shop.desk.erase()

    assert [every(shop, kind) for kind in (Shop, Event, Change)] == [[], [], []]
    shop.desk.perform(open_shop)
    assert len(every(shop, Shop)) == 1


def test_a_new_database_file_is_private_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "home" / "planner.sqlite"

    Desk(f"sqlite:///{file}").close()

    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def open_shop(session: Session, /, **_: object) -> Did:
    session.add(Shop(name="山岚", created_at=OPENED))
    return Did(Sentence("opened"))


def name(shop: RealShop) -> str:
    return str(next(row.name for row in every(shop, Shop) if row.id == FLAGSHIP))


def every(shop: RealShop, kind: Any) -> list[Any]:
    def read(session: Session, **_: object) -> list[Any]:
        return list(session.exec(select(kind).order_by(kind.id)))

    return shop.desk.read(read)
