"""Plan against live: an export is previewed, taken in, and what differs is named in red."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner import reports
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast
from tests.support.live_exports import SHOP, build_with_products, price_check

pytestmark = pytest.mark.parametrize("cast", [build_with_products], indirect=True)


def drop(app: AppTest, content: bytes, name: str = "价格查询.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return app.run()


def table(app: AppTest) -> list[list[str]]:
    """The differences: product, what, plan, live and how much."""
    (found,) = [one for one in app.dataframe if len(one.value.columns) == 8]
    rows: list[list[str]] = found.value.iloc[:, :5].to_numpy().tolist()
    return rows


@pytest.mark.parametrize(
    ("language", "taught"),
    [("en", "No export was taken in yet"), ("zh", "商品价格管理 › 价格查询")],
)
def test_before_the_first_export_the_page_says_which_and_where(
    cast: Cast, visit: Visit, language: str, taught: str
) -> None:
    app = visit(cast.zhou, "live_prices", language)

    assert taught in shown(app)
    assert not app.metric


def test_an_export_is_previewed_and_taken_in(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "live_prices")

    drop(app, price_check(tea="127.99", cup="39.01"))
    previewed, before = shown(app), check(cast).found
    press(app, "Take in these prices")

    assert "2 variants are new" in previewed
    assert "2 products or variants differ from the plan; 1 cost customers less." in previewed
    assert before == 0
    assert table(app) == [
        ["TEA 茉莉花茶", "What customers pay", "¥128.00", "¥127.99", "-¥0.01"],
        ["CUP 玻璃杯", "What customers pay", "¥39.00", "¥39.01", "+¥0.01"],
    ]
    assert [one.value for one in app.metric] == ["2", "2", "2", "1"]


def test_the_source_and_its_moment_are_named(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "live_prices"), price_check())

    press(app, "Take in these prices")

    assert "Everything that is planned is live as planned." in app.success[0].value
    assert "Price check: 2 variants, newest read 2026-11-04 10:00 by 周妍" in shown(app).replace(
        "\\", ""
    )


def test_a_changed_price_is_shown_before_it_replaces_the_known_one(
    cast: Cast, visit: Visit
) -> None:
    app = drop(visit(cast.zhou, "live_prices"), price_check())
    press(app, "Take in these prices")

    drop(app, price_check(tea="9.90", cup=None))

    changes = next(one.value for one in app.dataframe if len(one.value.columns) == 4)
    assert changes.to_numpy().tolist() == [
        ["4900000000000000001", "What customers pay", "¥128.00", "¥9.90"]
    ]
    assert "forget 1 variant that it lacks" in shown(app)


def test_a_complete_export_forgets_the_rest(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "live_prices"), price_check())
    press(app, "Take in these prices")

    drop(app, price_check(cup=None))
    app.checkbox[0].check().run()
    press(app, "Take in these prices")

    assert [row[:2] for row in table(app)] == [["CUP 玻璃杯", "Not in the exports"]]


def test_another_file_is_refused_and_nothing_changes(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "live_prices")
    before = cast.rows()

    drop(app, b"tea,water\n1,2\n", "recipe.csv")

    assert "none of the exports that are known" in refusals(app)[0]
    assert "Take in these prices" not in labels(app)
    assert cast.rows() == before


def test_a_file_name_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    app = drop(visit(cast.zhou, "live_prices"), price_check(), f"{HOSTILE.replace('/', '')}.csv")

    press(app, "Take in these prices")

    assert HOSTILE_IN_MARKDOWN.replace("/", "") in shown(app)


def check(cast: Cast) -> reports.live_prices.LiveCheck:
    return cast.ask(cast.zhou, reports.live_prices.check, campaign_id=CAMPAIGN, shop_id=SHOP)
