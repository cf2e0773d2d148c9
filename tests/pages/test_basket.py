"""Trying a basket: its price step by step, its margin, the worst allowed, and what goes back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import products
from planner.rules.people import Actor
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.ruleset import Base, Layer
from tests.pages.acting import HOSTILE
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, Cast
from tests.support.tea_rules import CUP, POT, SHOP, set_costs, stock_up, write, write_all


@pytest.fixture
def shop(cast: Cast) -> Cast:
    stock_up(cast)
    set_costs(cast)
    write_all(cast)
    return cast


def try_basket(visit: Visit, who: Actor, language: str = "en", *skus: str) -> AppTest:
    """Open the page in the burst and put a piece of each product into the basket."""
    app = visit(who, "basket", language)
    app.selectbox(key=f"basket-phase-{CAMPAIGN}-{SHOP}").set_value(BURST).run()
    return app.multiselect(key=f"basket-products-{SHOP}").set_value(list(skus)).run()


def metrics(app: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in app.metric}


def test_an_operator_sees_price_margin_and_the_worst(shop: Cast, visit: Visit) -> None:
    app = try_basket(visit, shop.zhou, "en", POT, CUP)
    app.number_input(key=f"basket-pieces-{SHOP}-{CUP}").set_value(2).run()

    found = metrics(app)

    assert (found["List price"], found["Customer pays"]) == ("¥300.00", "¥214.00")
    assert found["Leaves the shop, 41.3%"] == "¥88.30"
    assert found["Pays at worst"] == "¥214.00"
    assert not app.exception


def test_what_too_many_coupons_leave_unknown_is_said(shop: Cast, visit: Visit) -> None:
    for number in range(15):
        write(
            *(shop, f"券{number}", AmountOff(((100, 100),)), Layer.SHOP),
            base=Base.RUNNING,
            claimed=True,
        )

    app = try_basket(visit, shop.zhou, "en", POT)

    assert "Customer pays" in metrics(app)
    assert "Pays at worst" not in metrics(app)
    assert [one.value for one in app.warning if "is not known" in one.value]
    assert [one.value for one in app.caption if "too many ways to compare all" in one.value]


@pytest.mark.parametrize("who", ["xiaowen", "laoku"])
def test_a_teammate_sees_the_price_and_no_margin(shop: Cast, visit: Visit, who: str) -> None:
    app = try_basket(visit, getattr(shop, who), "zh", POT, CUP)

    assert set(metrics(app)) == {"标价", "到手价", "退款", "其余实付", "其余单独买应付"}
    assert "毛利" not in shown(app)


def test_the_sum_is_written_as_an_operator_writes_it(shop: Cast, visit: Visit) -> None:
    app = try_basket(visit, shop.zhou, "zh", POT, CUP)

    table = next(one.value for one in app.dataframe if "优惠前" in one.value.columns)
    # 200 + 50; 15% up to whole yuan is 30 + 8; 30 off 212, then the coupon.
    assert list(table["规则"]) == ["官方立减", "满200减30", "店铺券", "满赠"]
    assert list(table["优惠后"]) == ["¥212.00", "¥182.00", "¥172.00", "¥172.00"]


def test_a_coupon_can_be_left_unclaimed(shop: Cast, visit: Visit) -> None:
    app = try_basket(visit, shop.zhou, "en", POT, CUP)
    (claims,) = [one for one in app.button_group if str(one.key).startswith("basket-unclaimed")]

    claims.set_value([]).run()

    assert metrics(app)["Customer pays"] == "¥182.00"


def test_returning_the_filler_says_what_the_shop_loses(shop: Cast, visit: Visit) -> None:
    app = try_basket(visit, shop.zhou, "en", POT, CUP)

    app.selectbox(key="basket-return-line").set_value(CUP).run()

    found = metrics(app)
    # Of 172 the cup has its 42 of 212: 34.08; the pot alone is 170, and 160 with the coupon.
    assert (found["Refund"], found["Stays paid"]) == ("¥34.08", "¥137.92")
    assert found["The rest by itself would cost"] == "¥160.00"
    assert "keeps ¥22.08 of a discount" in app.warning[0].value


def test_a_basket_that_loses_is_told_in_red(shop: Cast, visit: Visit) -> None:
    fields = {
        ProductField.SKU: "SET",
        ProductField.NAME: "礼盒",
        ProductField.LIST: 10_000,
        ProductField.COST: 9_000,
    }
    shop.do(shop.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=fields)

    app = try_basket(visit, shop.zhou, "zh", "SET")

    # 85 is paid; 4.25 of fee, 90 and 6 of cost.
    assert "这单亏 ¥15.25" in app.error[0].value


def test_a_sale_without_products_teaches_to_add_them(cast: Cast, visit: Visit) -> None:
    operator, teammate = visit(cast.zhou, "basket"), visit(cast.xiaowen, "basket")

    assert "No products yet" in shown(operator)
    assert len(operator.get("page_link")) == 1
    assert len(teammate.get("page_link")) == 0


def test_hostile_names_stay_text(shop: Cast, visit: Visit) -> None:
    fields = {
        ProductField.SKU: "X",
        ProductField.NAME: HOSTILE,
        ProductField.LIST: 10_000,
    }
    shop.do(shop.zhou, products.add, campaign_id=CAMPAIGN, shop_id=SHOP, fields=fields)

    app = try_basket(visit, shop.zhou, "en", "X")

    said = [one.label for one in app.number_input] + [one.value for one in app.info]
    assert not app.exception
    assert len([text for text in said if "x" in text.lower()]) >= 2
    assert [text for text in said if "<b>x</b>" in text] == []
