"""The history: who did what when, with names of today, and the fields before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.actions import history as history_actions
from planner.actions import people, plans, tasks, teams
from planner.desk import Desk
from planner.reports import history
from planner.rules.figures import Figures
from planner.rules.people import NOBODY, Actor
from planner.rules.tasks import TaskField
from planner.tables.recording import kept_tables
from planner.tables.titles import _TITLES
from planner.words import Fen, Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import AFTER, CAMPAIGN, PICTURES, STOCK, build, daily, take


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_the_newest_event_comes_first_with_who_did_it(shop: RealShop) -> None:
    shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)
    shop.desk.perform(tasks.hand_over, actor=shop.lead, task_id=PICTURES, to=2)

    newest, before = events(shop, shop.operator).head(2).itertuples()

    assert (newest.actor, str(newest.sentence)) == ("Lin An", "handed “主图” to Zhou Yan")
    assert (before.actor, str(before.sentence)) == ("Chen Mo", "claimed “主图”")
    assert newest.at == AFTER
    assert (newest.campaign, newest.n_rows) == ("双11 2026", 1)


def test_people_are_called_by_the_name_they_have_now(shop: RealShop) -> None:
    shop.desk.perform(tasks.hand_over, actor=shop.lead, task_id=PICTURES, to=3)
    shop.desk.perform(people.rename, actor=shop.teammate, person_id=3, version=2, name="Chen Moli")

    event = events(shop, shop.lead, noun="tasks").iloc[0]

    assert str(event["sentence"]) == "handed “主图” to Chen Moli"


def test_history_is_filtered_by_campaign_person_and_noun(shop: RealShop) -> None:
    shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)
    take(shop, daily({11: Figures(paid_fen=5)}))

    of_campaign = events(shop, shop.lead, campaign_id=CAMPAIGN)
    of_chen = events(shop, shop.lead, person_id=3)
    of_sales = events(shop, shop.lead, noun="sales")

    assert list(of_campaign["action"]) == ["tasks.claim", "campaigns.create"]
    assert list(of_chen["action"]) == ["tasks.claim"]
    assert list(of_sales["action"]) == ["sales.take_in"]


def test_a_page_ends_where_the_next_begins(shop: RealShop) -> None:
    every = list(events(shop, shop.lead)["id"])

    page = events(shop, shop.lead, limit=2)
    following = events(shop, shop.lead, before_id=int(page["id"].min()))

    assert [*page["id"], *following["id"]] == every


def test_a_teammate_sees_the_work_and_not_what_was_done_to_accounts(shop: RealShop) -> None:
    invited = int(events(shop, shop.lead, noun="people")["id"].max())

    seen = events(shop, shop.teammate)

    assert list(seen["action"]) == ["campaigns.create"]
    with pytest.raises(Refusal, match="not in the history"):
        shop.desk.read(history.changes, actor=shop.teammate, event_id=invited)
    with pytest.raises(Refusal, match="Sign in"):
        events(shop, NOBODY)


def test_undo_is_offered_to_whom_it_would_be_granted(shop: RealShop) -> None:
    shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)

    offered = [
        bool(events(shop, actor).iloc[0]["can_undo"])
        for actor in (shop.teammate, shop.operator, shop.lead)
    ]

    assert offered == [True, False, True]
    assert not events(shop, shop.lead, noun="people")["can_undo"].any()


def test_an_undone_event_says_so_until_it_is_done_again(shop: RealShop) -> None:
    claimed = shop.desk.perform(tasks.claim, actor=shop.teammate, task_id=PICTURES)
    undone = shop.desk.perform(history_actions.undo, actor=shop.teammate, event_id=claimed.event_id)
    taken_back = by_id(events(shop, shop.lead), claimed.event_id)
    shop.desk.perform(history_actions.undo, actor=shop.teammate, event_id=undone.event_id)
    again = by_id(events(shop, shop.lead), claimed.event_id)

    assert (taken_back["undone"], taken_back["can_undo"]) == (True, False)
    assert (again["undone"], again["can_undo"]) == (False, False)


def test_changes_show_each_field_before_and_after(shop: RealShop) -> None:
    changed = shop.desk.perform(
        plans.change_many,
        actor=shop.operator,
        task_ids=[PICTURES, STOCK],
        changes={TaskField.OWNER: 3, TaskField.EFFORT_HOURS: 9},
    )

    shown = shop.desk.read(history.changes, actor=shop.teammate, event_id=changed.event_id)

    assert [
        (str(row.row), row.what, str(row.field), row.before, row.after)
        for row in shown.itertuples()
    ] == [
        ("task “主图”", "changed", "effort", 4.0, 9.0),
        ("task “主图”", "changed", "owner", None, "Chen Mo"),
        ("task “备货”", "changed", "effort", 4.0, 9.0),
        ("task “备货”", "changed", "owner", None, "Chen Mo"),
    ]


def test_changes_of_an_import_name_shop_day_and_amount(shop: RealShop) -> None:
    taken = take(shop, daily({11: Figures(paid_fen=500_00)}))

    shown = shop.desk.read(history.changes, actor=shop.operator, event_id=taken.event_id)

    figures = shown[shown["table"] == "sales_figure"]
    paid = figures[figures["field"].map(str) == "paid amount"].iloc[0]
    assert str(paid["row"]) == "figures of “山岚旗舰店” on 2026-11-11"
    assert (paid["what"], paid["before"], paid["after"]) == ("made", None, Fen(500_00))
    assert isinstance(paid["after"], Fen)


def test_no_secret_stands_in_the_changes_of_an_account(shop: RealShop) -> None:
    joined = int(events(shop, shop.lead, noun="people")["id"].max())

    shown = shop.desk.read(history.changes, actor=shop.lead, event_id=joined)

    assert "scrypt" not in shown.astype(str).to_string()
    assert not {"password_hash", "version"} & set(shown["field"].map(str))


def test_every_kept_row_has_a_title(shop: RealShop) -> None:
    assert set(kept_tables()) == set(_TITLES)
    added = shop.desk.perform(teams.add_team, actor=shop.operator, name="直播")

    shown = shop.desk.read(history.changes, actor=shop.operator, event_id=added.event_id)

    assert str(shown.iloc[0]["row"]) == "team “直播”"


def test_who_did_nothing_has_an_empty_page(shop: RealShop) -> None:
    nothing = events(shop, shop.lead, person_id=4711)

    assert nothing.empty
    assert "sentence" in nothing.columns


def events(shop: RealShop, actor: Actor, **given: Any) -> Any:
    return shop.desk.read(history.events, actor=actor, **given)


def by_id(frame: Any, event_id: int | None) -> Any:
    return frame[frame["id"] == event_id].iloc[0]
