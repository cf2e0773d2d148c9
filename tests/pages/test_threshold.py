"""Choosing a threshold: on past orders or a price list, and on to the form of a promotion."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.thresholds import choose_threshold
from tests.files.making import ORDER_HEADERS, csv_file
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast
from tests.support.live_exports import build_with_products

pytestmark = pytest.mark.parametrize("cast", [build_with_products], indirect=True)

# Nine orders of 150 and one of 250: the middle is 150, 满200减20 is within reach of nine.
VALUES = (15_000,) * 9 + (25_000,)


def export() -> bytes:
    return csv_file(
        ORDER_HEADERS,
        *(
            (
                number,
                f"{fen // 100}.00",
                "0",
                "云南省",
                "2026-10-10 20:00:00",
                "2026-10-10 20:01:00",
                "0",
            )
            for number, fen in enumerate(VALUES, start=1)
        ),
    )


def drop(app: AppTest, name: str = "orders.csv", content: bytes | None = None) -> AppTest:
    app.file_uploader[0].set_value((name, content or export(), "text/csv"))
    return app.run()


def typed(app: AppTest, **fields: str) -> AppTest:
    for key, text in fields.items():
        app.text_input(key=f"threshold-{key}").set_value(text)
    return app.run()


def cells(app: AppTest) -> list[dict[str, Any]]:
    """What the picture was given to draw."""
    (chart,) = app.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    found: list[dict[str, Any]] = spec["layer"][0]["data"]["values"]
    return found


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "10 orders, in the middle ¥150.00"), ("zh", "共 10 笔订单，中位数 ¥150.00")],
)
def test_an_export_is_tried_and_never_kept(
    cast: Cast, visit: Visit, language: str, said: str
) -> None:
    app = visit(cast.zhou, "threshold", language)
    before = cast.rows()

    drop(app)

    assert said in shown(app).replace("\\", "")
    assert len(cells(app)) > 20
    assert "云南省" not in shown(app)
    assert cast.rows() == before


def test_margin_and_fee_begin_with_what_the_campaign_knows(cast: Cast, visit: Visit) -> None:
    cast.do(
        cast.zhou,
        actions.promotions.set_costs,
        campaign_id=CAMPAIGN,
        version=None,
        costs=Costs(fee_bp=55, target_bp=1_000),
        limits=Limits(),
    )

    app = drop(visit(cast.zhou, "threshold"))

    keys = (f"{CAMPAIGN}-margin", f"{CAMPAIGN}-fee", f"{CAMPAIGN}-target", f"{CAMPAIGN}-others")
    values = [app.text_input(key=f"threshold-{key}").value for key in keys]
    assert values == ["40%", "0.55%", "10%", "0%"]


def test_the_table_of_a_pair_says_what_the_rules_work_out(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "threshold"))

    typed(app, t="200", d="20")

    (choice,) = choose_threshold(VALUES, [20_000], [2_000], Assumed(4_000)).choices
    table = app.table[0].value
    assert list(table.loc["Taken off in all"]) == ["¥29.00", "¥47.00", "¥74.00"]
    gains = [f"{one.gain_fen / 100:.2f}" for one in choice.outcomes]
    assert [text.replace("¥", "").replace("\u2060", "") for text in table.iloc[-1]] == gains
    assert {one.label: one.value for one in app.metric}["Get it anyway"] == "10%"
    assert any("The largest safe discount at ¥200 is" in one.value for one in app.success)


def test_what_takes_too_much_is_red_and_says_how_much_may_come_off(
    cast: Cast, visit: Visit
) -> None:
    app = drop(visit(cast.zhou, "threshold"))

    typed(app, t="200", d="90")

    (said,) = refusals(app)
    assert "it takes at most 45%; an order can stand 40%" in said
    assert "is ¥80" in said


def test_what_is_typed_wrongly_is_refused_by_its_field(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "threshold"))

    typed(app, t="200", d="200")
    too_much = shown(app)
    typed(app, d="abc")
    no_amount = shown(app)
    typed(app, d="20", **{f"{CAMPAIGN}-margin": "a third"})

    assert "Off in yuan: write less than the threshold." in too_much
    assert "Off in yuan: “abc” is not an amount" in no_amount
    assert "Gross margin: “a third” is not a rate" in refusals(app)[0]


def test_without_an_export_the_price_list_is_tried_as_an_assumption(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "threshold", orders="Price list")

    assert "Made-up orders, an assumption" in app.warning[0].value
    assert "1,000 orders" in shown(app)
    assert cells(app)


def test_another_file_is_refused_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "threshold")

    drop(app, "recipe.csv", b"tea,water\n1,2\n")

    assert "No header was recognised" in refusals(app)[0]


def test_a_file_name_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "threshold"), f"{HOSTILE.replace('/', '')}.csv")

    assert HOSTILE_IN_MARKDOWN.replace("/", "") in shown(app)


def test_a_pair_that_pays_becomes_a_promotion_of_its_sale_in_the_form(
    cast: Cast, visit: Visit
) -> None:
    copied = cast.do(
        cast.zhou,
        actions.copies.duplicate,
        campaign_id=CAMPAIGN,
        name="双12 2026",
        sale_day=date(2026, 12, 12),
    )
    assert copied.value != CAMPAIGN
    app = typed(drop(visit(cast.zhou, "threshold", "zh", campaign="双12 2026")), t="200", d="20")
    before = cast.rows()

    press(app, "写成优惠规则")
    kept, said = cast.rows(), shown(app)
    app.switch_page("../../pages/promotions.py").run()
    app.selectbox(key="campaign").set_value("双12 2026").run()
    press(app, "添加")

    assert kept == before
    assert "尚未保存" in said
    rows = cast.ask(cast.zhou, reports.promotions.listing, campaign_id=copied.value)
    assert list(rows["name"]) == ["满200减20"]
