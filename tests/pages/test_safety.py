"""The safety map's page: red where an order loses, the basket behind a field, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import actions
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, element
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast
from tests.support.tea_promotions import (
    CADDY,
    COUPON,
    CUP,
    EVERY_300,
    NAMES,
    SET,
    TOO_DEEP,
    product,
    promote,
    rename,
    reprice,
    sell,
)


@pytest.fixture
def selling(cast: Cast) -> Cast:
    sell(cast.do, cast.zhou)
    return cast


def address(cast: Cast, sku: str, phase_id: int = BURST) -> str:
    return f"{phase_id}:{product(cast, sku)['id']}"


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "1 product can be sold at a loss"), ("zh", "有 1 个商品可能卖亏")],
)
def test_the_map_turns_red_where_an_order_loses(
    selling: Cast, visit: Visit, language: str, told: str
) -> None:
    promote(selling, EVERY_300, TOO_DEEP)

    app = visit(selling.zhou, "safety", language)

    content = element(app)
    cells = {one["sku"]: [cell[0] for cell in one["cells"]] for one in content["products"]}
    assert told in shown(app)
    assert cells[CUP] == ["safe", "loses", "safe"]
    assert cells[CADDY] == ["unknown", "unknown", "unknown"]
    assert [phase["name"] for phase in content["phases"]] == ["预热", "爆发", "收尾"]


def test_the_worst_product_comes_first(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, TOO_DEEP)

    app = visit(selling.zhou, "safety")

    assert [one["sku"] for one in element(app)["products"]] == [CUP, SET, CADDY]


def test_only_what_is_not_safe_is_shown_where_asked(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)

    app = visit(selling.zhou, "safety", unsafe="true")

    assert [one["sku"] for one in element(app)["products"]] == [CUP, CADDY]


@pytest.mark.parametrize(
    ("language", "paid", "left"),
    [("en", "To pay: ¥220.00", "Left: -¥71.00"), ("zh", "实付：¥220.00", "剩余：-¥71.00")],
)
def test_a_red_field_opens_the_basket_and_its_sum(
    selling: Cast, visit: Visit, language: str, paid: str, left: str
) -> None:
    promote(selling, EVERY_300, TOO_DEEP)

    app = visit(selling.zhou, "safety", language, cell=address(selling, CUP))

    (told,) = [one.proto.body for one in app.get("html") if "sum" in one.proto.body]
    assert "C1" in told
    assert paid in told
    assert left in told
    assert {"满299减130券", "每满300减50"} <= {one.proto.label for one in app.get("page_link")}


def test_a_green_field_opens_the_proof(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)

    app = visit(selling.zhou, "safety", cell=address(selling, SET))

    assert "can take at most 26.7%; this product can stand" in shown(app)


@pytest.mark.parametrize("cell", ["", "x", "2", "2:999", "99:1", "-1:2", "²:1"])
def test_a_field_that_is_none_opens_nothing(selling: Cast, visit: Visit, cell: str) -> None:
    promote(selling, EVERY_300)

    app = visit(selling.zhou, "safety", cell=cell)

    assert not app.exception
    assert "on what is paid; you want" not in shown(app)


@pytest.mark.parametrize(
    ("language", "title", "link"),
    [("en", "No products yet", "Enter products"), ("zh", "还没有商品", "录入商品")],
)
def test_without_products_the_page_leads_to_them(
    cast: Cast, visit: Visit, language: str, title: str, link: str
) -> None:
    app = visit(cast.zhou, "safety", language)

    assert title in shown(app)
    assert link in [one.proto.label for one in app.get("page_link")]


def test_without_promotions_the_page_leads_to_them(selling: Cast, visit: Visit) -> None:
    app = visit(selling.zhou, "safety")

    assert "No promotions yet" in shown(app)
    assert "Write the first promotion" in [one.proto.label for one in app.get("page_link")]


def test_where_a_cost_is_missing_the_page_asks_for_it(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300)

    app = visit(selling.zhou, "safety")

    assert "Of 1 product nobody knows" in shown(app)
    reprice(selling, CADDY, cost_fen=2_000)
    assert "nobody knows" not in shown(visit(selling.zhou, "safety"))


def test_where_a_gift_has_no_cost_the_page_names_its_promotion(selling: Cast, visit: Visit) -> None:
    reprice(selling, CADDY, cost_fen=2_000)
    gift = replace(EVERY_300, name="满99赠茶巾", gives=Gift(Present("茶巾", 1), threshold=9_900))
    promote(selling, gift)

    app = visit(selling.zhou, "safety")

    assert "nobody knows: What the gift of “满99赠茶巾” costs is not said." in shown(app)
    assert "Look at the promotions" in [one.proto.label for one in app.get("page_link")]
    assert "Enter costs" not in [one.proto.label for one in app.get("page_link")]


def test_where_everything_is_proved_the_page_says_so(selling: Cast, visit: Visit) -> None:
    reprice(selling, CADDY, cost_fen=2_000)
    promote(selling, EVERY_300)
    reprice(selling, CUP, cost_fen=5_000)

    app = visit(selling.zhou, "safety")

    assert "there is a proof for each" in shown(app)


def test_names_stay_text_on_the_map(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300)
    rename(selling, SET, HOSTILE)

    app = visit(selling.zhou, "safety", cell=address(selling, SET, WARM))

    assert HOSTILE in [one["name"] for one in element(app)["products"]]
    assert HOSTILE_IN_MARKDOWN in shown(app)


def test_a_teammate_has_no_such_page(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)

    with pytest.raises(ValueError, match="safety"):
        visit(selling.xiaowen, "safety")


def test_an_archived_sale_can_still_be_looked_at(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)
    selling.do(selling.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(selling.zhou, "safety", campaign="双11 2026")

    assert NAMES[CUP] in [one["name"] for one in element(app)["products"]]
