"""Opening an installation once, and its shops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.actions import links, shops
from planner.desk import Desk
from planner.reports import entrance
from planner.reports.people import teams
from planner.reports.shops import shops as shops_report
from planner.reports.visitors import Installed, actor_of, installation
from planner.rules.people import NOBODY, Role
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import PASSWORDS, Clock, RealShop, build


@pytest.fixture
def empty(database_url: str) -> Iterator[Desk]:
    desk = Desk(database_url, clock=Clock())
    yield desk
    desk.close()


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock()
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_an_empty_installation_becomes_a_shop_with_six_teams_and_a_lead(empty: Desk) -> None:
    person_id = open_shop(empty)

    lin = empty.read(actor_of, person_id=person_id)
    assert lin is not None
    assert lin.roles == {Role.OPERATOR, Role.LEAD}
    assert lin.language == "zh"
    assert empty.read(installation) == Installed("real", "山岚家居", "Asia/Shanghai")
    assert list(empty.read(teams, actor=lin)["key"]) == [
        "operations",
        "marketing",
        "design",
        "customer_service",
        "warehouse",
        "tech",
    ]
    assert list(empty.read(shops_report, actor=lin)["name"]) == ["山岚旗舰店"]


def test_an_installation_is_opened_only_once(empty: Desk) -> None:
    open_shop(empty)

    with pytest.raises(Refusal, match="already belongs to a shop"):
        open_shop(empty, login="second")
    with pytest.raises(Refusal, match="already belongs to a shop"):
        open_demo(empty)
    with pytest.raises(Refusal, match="already belongs to a shop"):
        empty.perform(links.first_link)


def test_a_demo_is_opened_only_once(empty: Desk) -> None:
    open_demo(empty)

    with pytest.raises(Refusal, match="already belongs to a shop"):
        open_demo(empty)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"company": " "}, "Company:"),
        ({"shops": ()}, "Shop: name at least one"),
        ({"shops": (("", "tmall"),)}, "Shop: write a name"),
        ({"shops": (("A", "tmall"), ("a", "jd"))}, "Shop: there already is one"),
        ({"shops": (("A", "ebay"),)}, "Platform: choose"),
        ({"name": ""}, "Name:"),
        ({"login": "lin an"}, "Login:"),
        ({"password": "short"}, "Password:"),
        ({"key": "no such key"}, "has been used"),
    ],
)
def test_a_wrong_field_opens_nothing(empty: Desk, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        open_shop(empty, **given)

    assert empty.read(installation) is None


def test_the_first_link_opens_one_shop_and_is_used_up(empty: Desk) -> None:
    key = empty.perform(links.first_link).value
    before = empty.read(entrance.invited, kind="first", token=key)

    open_shop(empty, key=key)

    assert before == entrance.Invited("", "")
    assert empty.read(entrance.invited, kind="first", token=key) is None


def test_erasing_a_demo_makes_room_for_the_real_shop(empty: Desk) -> None:
    open_demo(empty)

    empty.erase()
    open_shop(empty)

    found = empty.read(installation)
    assert found is not None
    assert found.kind == "real"


def test_shops_are_added_renamed_and_archived(shop: RealShop) -> None:
    zhou = shop.operator
    added = shop.desk.perform(shops.add_shop, actor=zhou, name="Douyin live", platform="douyin")

    shop.desk.perform(
        shops.rename_shop,
        actor=zhou,
        shop_id=added.value,
        version=1,
        name="抖音直播间",
        platform="douyin",
    )
    shop.desk.perform(shops.archive_shop, actor=zhou, shop_id=1)

    found = shop.desk.read(shops_report, actor=zhou, archived=True).set_index("name")
    assert list(found.index[~found["archived"]]) == ["山岚京东店", "抖音直播间"]
    assert found.loc["抖音直播间", "platform"] == "douyin"


def test_the_only_shop_left_stays(shop: RealShop) -> None:
    shop.desk.perform(shops.archive_shop, actor=shop.lead, shop_id=1)

    with pytest.raises(Refusal, match="the only one"):
        shop.desk.perform(shops.archive_shop, actor=shop.lead, shop_id=2)
    shop.desk.perform(shops.archive_shop, actor=shop.lead, shop_id=1, archived=False)
    shop.desk.perform(shops.archive_shop, actor=shop.lead, shop_id=2)


def test_a_stale_rename_of_a_shop_is_refused(shop: RealShop) -> None:
    given: dict[str, Any] = {"actor": shop.lead, "shop_id": 1, "platform": "tmall", "version": 1}
    shop.desk.perform(shops.rename_shop, name="Flagship", **given)

    with pytest.raises(Refusal, match="name “山岚旗舰店” → “Flagship”"):
        shop.desk.perform(shops.rename_shop, name="Main", **given)


@pytest.mark.parametrize("who", ["nobody", "teammate", "operator", "lead"])
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_operators_and_leads_change_shops(shop: RealShop, who: str) -> None:
    actor = NOBODY if who == "nobody" else getattr(shop, who)
    calls: list[tuple[Any, dict[str, Any]]] = [
        (shops.add_shop, {"name": "New", "platform": "jd"}),
        (shops.rename_shop, {"shop_id": 1, "version": 1, "name": "N", "platform": "jd"}),
        (shops.archive_shop, {"shop_id": 2}),
    ]

    for action, given in calls:
        if who in ("operator", "lead"):
            shop.desk.perform(action, actor=actor, **given)
        else:
            with pytest.raises(Refusal, match="Only operators and leads"):
                shop.desk.perform(action, actor=actor, **given)


def open_shop(desk: Desk, **given: Any) -> int:
    wanted: dict[str, Any] = {
        "company": "山岚家居",
        "shops": (("山岚旗舰店", "tmall"),),
        "name": "Lin An",
        "login": "lin",
        "password": PASSWORDS["lin"],
        "language": "zh",
    }
    person_id: int = desk.perform(shops.open_shop, **(wanted | given)).value
    return person_id


def open_demo(desk: Desk) -> None:
    desk.perform(
        shops.open_demo,
        company="Hillmist",
        shops=(("Hillmist", "tmall"),),
        name="Lin An",
        login="lin",
        language="en",
    )
