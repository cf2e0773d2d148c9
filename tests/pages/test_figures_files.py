"""Several files at once, columns by hand, days that nobody says, and which source counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from planner import reports
from planner.rules.figures import Source
from tests.files import exports_made as made
from tests.files.making import ORDER_HEADERS, csv_file, xlsx_file
from tests.pages.acting import labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast

SHOP = 1
BURST_DAY = date(2026, 11, 10)
ORDERS = csv_file(
    ORDER_HEADERS,
    (1, "300.00", "300.00", "", "2026-11-10 20:05:00", "2026-11-10 20:06:00", "0"),
    encoding="gb18030",
)
DAYS = xlsx_file(("日期", "支付金额", "访客数"), ("2026-11-10", 299.0, 800))
ADS = made.zip_of(
    {
        "计划报表_20261110_110330.csv": made.text_file(
            made.PLANS[1:],
            {"场景名字": "关键词推广", "计划ID": "1", "点击量": 9, "花费": 5, "总成交金额": 90},
        )
    }
)
MEMBERS = csv_file(("统计日", "入会", "备注"), ("2026-11-10", "120", "x"))


@pytest.fixture(autouse=True)
def _noon_of_the_11th(cast: Cast) -> None:
    cast.clock.now = datetime.fromisoformat("2026-11-11T12:00:00+08:00")


@pytest.mark.parametrize(
    ("language", "all_of_them", "inside"),
    [
        ("en", "Take in all of them: 3 files", "Alimama: ad plans"),
        ("zh", "全部录入：3 个文件", "阿里妈妈 · 计划报表"),
    ],
)
def test_files_of_any_kind_are_previewed_together_and_taken_in_at_once(
    cast: Cast, visit: Visit, language: str, all_of_them: str, inside: str
) -> None:
    app = visit(cast.zhou, "figures", language)
    drop(app, {"orders.csv": ORDERS, "days.xlsx": DAYS, "ads.zip": ADS})
    previewed = shown(app)

    press(app, all_of_them)

    assert inside in previewed
    assert taken_in(cast) == {"orders.csv", "days.xlsx", "计划报表_20261110_110330.csv"}
    assert paid(cast) == 29_900
    assert app.file_uploader[0].value == []


def test_files_are_taken_in_one_by_one_and_the_others_stay(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, {"orders.csv": ORDERS, "days.xlsx": DAYS})

    app.button(key="sales-take-in-1").click().run()

    assert taken_in(cast) == {"days.xlsx"}
    assert r"“days\.xlsx” is in." in shown(app)
    assert labels(app).count("Take in these figures") == 1


def test_two_files_that_say_the_same_hours_are_not_both_taken_in_unseen(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "figures")
    cheaper = ORDERS.replace(b"300.00", b"200.00")
    drop(app, {"first.csv": ORDERS, "second.csv": cheaper})

    press(app, "Take in all of them: 2 files")

    assert taken_in(cast) == {"first.csv"}
    assert "The figures changed since the preview." in refusals(app)[0]
    assert any("would get lower" in said for said in refusals(app))


def test_a_file_that_cannot_be_used_stops_no_other(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")

    drop(app, {"photo.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(64), "orders.csv": ORDERS})
    press(app, "Take in these figures")

    assert "is not a spreadsheet" in refusals(app)[0]
    assert taken_in(cast) == {"orders.csv"}


def test_an_unknown_sheet_is_mapped_once_and_known_the_next_time(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, {"members.csv": MEMBERS})
    choose(app, "Column of the day", "统计日")
    app.multiselect[0].select("入会").run()
    choose(app, "入会 is", "members_gained")
    press(app, "Remember these columns")
    press(app, "Take in these figures")

    drop(app, {"members.csv": MEMBERS.replace(b"120", b"130")})

    assert "Sheet mapped by hand" in shown(app)
    assert app.dataframe[0].value.to_numpy().tolist() == [
        ["2026-11-10", "Members gained", "120", "130"]
    ]


def test_a_mapping_is_listed_and_can_be_forgotten(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, {"members.csv": MEMBERS})
    app.multiselect[0].select("入会").run()
    choose(app, "入会 is", "members_gained")
    press(app, "Remember these columns")
    assert "入会 is Members gained" in shown(app)

    press(app, "Forget")

    assert cast.ask(cast.zhou, reports.exports.mappings, shop_id=SHOP) == ()
    assert "No header was recognised" in refusals(app)[0]


def test_rows_without_a_day_are_of_the_day_that_somebody_says(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    row = {"商品ID": "61", "商品访客数": "5", "支付金额": "70.00"}
    drop(app, {"商品_全部.xls": made.old_file(made.ITEMS[1:], row)})
    assert "its name says no single day" in app.warning[0].value

    app.date_input[0].set_value(BURST_DAY).run()
    press(app, "Take in these figures")

    assert paid(cast) == 7_000


def test_another_source_is_chosen_and_the_choice_taken_back(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    hours = [("2026-11-10", hour, 10.0) for hour in range(24)]
    drop(app, {"days.xlsx": DAYS, "hours.xlsx": xlsx_file(("日期", "小时", "支付金额"), *hours)})
    press(app, "Take in all of them: 2 files")
    assert paid(cast) == 24_000

    choose(app, "Source", Source.DAILY_SHEET)
    press(app, "Let it count")
    assert paid(cast) == 29_900

    press(app, "Take back")
    assert paid(cast) == 24_000


def test_what_was_read_from_which_column_is_shown_and_what_was_not(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "figures")

    order = (1, "1", "1", "", "2026-11-10 20:05:00", "2026-11-10 20:06:00", "0", "王小明")
    drop(app, {"orders.csv": csv_file([*ORDER_HEADERS, "收货人姓名"], order)})

    columns = app.dataframe[0].value.to_numpy().tolist()
    assert ["总金额", "Amount of the order"] in columns
    assert "Not read: 收货地址, 收货人姓名" in shown(app)
    assert "王小明" not in shown(app)


def drop(app: AppTest, files: Mapping[str, bytes]) -> AppTest:
    """Drop several files on the page."""
    app.file_uploader[0].set_value([(name, content, "") for name, content in files.items()])
    return app.run()


def choose(app: AppTest, label: str, value: object) -> None:
    """Choose from the list with this label."""
    (field,) = [one for one in app.selectbox if one.label == label]
    field.set_value(value).run()


def taken_in(cast: Cast) -> set[str]:
    """The names of the files that were taken in."""
    return set(cast.ask(cast.zhou, reports.imports.latest_imports)["file_name"])


def paid(cast: Cast) -> int:
    """What counts as paid on the 10th."""
    days = cast.ask(cast.zhou, reports.sales.by_day, campaign_id=CAMPAIGN)
    return int(days.loc[days["day"] == BURST_DAY, "paid_fen"].iloc[0])
