"""Each of the exports that platforms give becomes the figures that it means."""

from __future__ import annotations

from datetime import date

import pytest

from planner.files import exports, sales, zipped
from planner.files.headers import DayNeeded
from planner.rules.exports import RowKind
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.words import Refusal
from tests.files import exports_made as made

NOV_11 = date(2026, 11, 11)


DAY = "2026-11-11"


def whole(file: SalesFile) -> Figures:
    """The figures of the only span, a whole day of the whole shop."""
    (span,) = file.spans
    assert (span.day, span.hour, span.channel, span.partial) == (NOV_11, None, "", False)
    return span.figures


def said(file: SalesFile) -> list[str]:
    return [str(note) for note in file.notes]


def test_every_kind_has_a_source_of_its_own_that_no_other_gives() -> None:
    kinds = [export.source for export, _ in exports.shipped()]

    assert sorted(kinds) == sorted(set(Source) - {Source.TYPED, Source.MAPPED_SHEET})


def test_no_kind_takes_people_of_items_for_people_of_the_shop() -> None:
    for export, _ in exports.shipped():
        if export.rows is RowKind.ITEM:
            assert not {"visitors", "buyers", "cart_people"} & set(export.figures)


def test_a_shop_day_of_sycm_below_its_preamble() -> None:
    row = {
        **{"统计日期": DAY, "卖家昵称": "小山", "访客数": "12,340", "老访客数": "2,000"},
        **{"浏览量": "1.2万", "支付金额": "10,095.00", "支付买家数": "2", "支付转化率": "0.02%"},
        **{"客单价": "5,047.50", "支付父订单数": "3", "下单金额": "11,000.00"},
        **{"老买家数": "1", "新买家数": "1", "商品收藏人数": "88", "PC端访客数": "900"},
    }

    file = sales.read(made.old_file(made.SHOP_DAY, row, preamble=3), "店铺.xls")

    assert file.source is Source.SYCM_SHOP
    assert whole(file) == Figures(
        ordered_fen=1_100_000,
        paid_fen=1_009_500,
        paid_count=3,
        visitors=12_340,
        buyers=2,
        page_views=12_000,
        favourites=88,
        new_buyers=1,
        returning_buyers=1,
    )
    assert said(file) == []


def test_the_shops_day_as_the_front_page_of_sycm_names_it() -> None:
    row = {
        **{"店铺名称": "小山", "统计日期": DAY, "支付金额": 300.0, "支付买家数": 3},
        **{"支付转化率": "3.00%", "客单价": 100.0, "访客数": 100, "浏览量": 250},
        **{"加购人数": 20, "商品收藏买家数": 9, "商品访客数": 95, "UV价值": 3.0},
        **{"支付老买家数": 1, "新支付买家数": 2},
    }

    file = sales.read(made.new_file(made.API_SHOP, row), "首页.xlsx")

    assert file.source is Source.SYCM_SHOP
    assert whole(file) == Figures(
        paid_fen=30_000,
        visitors=100,
        buyers=3,
        page_views=250,
        cart_people=20,
        favourites=9,
        new_buyers=2,
        returning_buyers=1,
    )


def test_items_in_all_mix_text_and_numbers_and_their_visitors_are_not_the_shops() -> None:
    row = {
        **{"统计日期": DAY, "支付金额": "10,095.00", "成功退货退款金额": 0.0},
        **{"商品加购人数": 31, "商品加购件数": 40, "商品访客数": "877", "商品收藏人数": 12},
        **{"下单金额": 12_000.0, "支付买家数": 2, "支付转化率": "0.23%", "客单价": "5,047.50"},
        **{"支付老买家数": 1, "老买家支付金额": "5,047.50", "支付新买家数": 1, "有访问商品数": 9},
    }

    file = sales.read(made.old_file(made.MACRO, row), "【生意参谋平台】.xls")

    assert file.source is Source.SYCM_MACRO
    assert whole(file) == Figures(
        ordered_fen=1_200_000,
        paid_fen=1_009_500,
        refunded_fen=0,
        buyers=2,
        cart_people=31,
        cart_pieces=40,
        favourites=12,
        new_buyers=1,
        returning_buyers=1,
        returning_paid_fen=504_750,
    )
    assert said(file) == [
        "Left out, because people of single items or livestreams are not people of the shop: "
        "商品访客数."
    ]


def test_a_range_of_several_days_is_no_day() -> None:
    row = {"统计日期": "2025-07-01~2025-07-31", "支付金额": 1, "商品访客数": 1, "有访问商品数": 1}

    with pytest.raises(Refusal, match="the row is of several days, from 2025-07-01 to 2025-07-31"):
        sales.read(made.old_file(made.MACRO, row), "宏观监控.xls")


ITEM_ROWS = (
    {"商品ID": "610011223344", "商品访客数": "500", "支付金额": "1,000.50", "商品加购件数": "7"},
    {"商品ID": "610011223355", "商品访客数": "400", "支付金额": "-", "商品加购件数": "3"},
    {"商品ID": "-", "商品访客数": "900", "支付金额": "1,000.50", "商品加购件数": "10"},
)


def test_items_are_added_up_and_the_row_of_their_sum_is_left_out() -> None:
    content = made.old_file(
        made.ITEMS, *({"统计日期": DAY, **row} for row in ITEM_ROWS), preamble=4
    )

    file = sales.read(content, "【生意参谋平台】商品_全部_2026-11-11_2026-11-11.xls")

    assert file.source is Source.SYCM_ITEMS
    assert whole(file) == Figures(paid_fen=100_050, cart_pieces=10)
    assert [(one.row, str(one.why)) for one in file.skipped] == [
        (8, "商品ID is missing, so the row may be a sum of the others.")
    ]


def test_items_without_dates_are_of_the_day_in_the_files_name() -> None:
    header = made.ITEMS[1:]
    content = made.old_file(header, *ITEM_ROWS, preamble=4)

    file = sales.read(content, "【生意参谋平台】商品_全部_2026-11-11_2026-11-11.xls")

    assert whole(file).paid_fen == 100_050
    assert "The rows have no date; they are taken as of 2026-11-11." in said(file)


@pytest.mark.parametrize("name", ["商品_全部.xls", "商品_全部_2026-11-01_2026-11-11.xls"])
def test_without_a_day_anywhere_somebody_has_to_say_it(name: str) -> None:
    content = made.old_file(made.ITEMS[1:], *ITEM_ROWS)

    with pytest.raises(DayNeeded, match="its name says no single day"):
        sales.read(content, name)
    assert whole(sales.read(content, name, day=NOV_11)).paid_fen == 100_050


def test_item_numbers_that_a_spreadsheet_rounded_are_mentioned() -> None:
    rows = [{"统计日期": DAY, "商品ID": "6.10011E+11", "商品访客数": 1, "支付金额": 5}] * 2

    file = sales.read(made.text_file(made.ITEMS, *rows), "商品.csv")

    assert whole(file).paid_fen == 1_000
    assert said(file)[-1].startswith("2 item numbers were rounded by a spreadsheet")


def test_sources_of_traffic_become_channels_of_one_level_only() -> None:
    rows = [
        {"一级来源": "店内流转", "二级来源": "汇总", "访客数": 40, "支付金额": "3,299.00"},
        {"一级来源": "店内流转", "二级来源": "商品导流", "访客数": 25, "支付金额": "3,299.00"},
        {"一级来源": "平台流量", "二级来源": "手淘搜索", "访客数": 60, "支付金额": "100.00"},
        {"一级来源": "平台流量", "二级来源": "手淘推荐", "访客数": 70, "支付金额": "200.00"},
    ]

    file = sales.read(made.old_file(made.FLOW, *rows), "流量来源_2026-11-11.xls")

    assert file.source is Source.SYCM_FLOW
    assert file.spans == (
        Span(NOV_11, None, Figures(paid_fen=329_900, visitors=40), "店内流转"),
        Span(NOV_11, None, Figures(paid_fen=30_000), "平台流量"),
    )
    assert "1 row of a deeper level is part of a row above it and was not added." in said(file)


def test_ad_plans_in_a_zip_are_added_up_by_scene() -> None:
    rows = [
        {
            "场景名字": "关键词推广",
            "计划ID": "1",
            "点击量": "10",
            "花费": "5.5",
            "总成交金额": "90",
        },
        {
            "场景名字": "关键词推广",
            "计划ID": "2",
            "点击量": "20",
            "花费": "4.5",
            "总成交金额": "10",
        },
        {"场景名字": "人群推广", "计划ID": "3", "点击量": "1", "花费": "1", "总成交金额": "0"},
    ]
    packed = made.zip_of(
        {"计划报表_20261111_110330.csv": made.text_file(made.PLANS[1:], *rows, encoding="utf-8")}
    )

    ((name, content),) = zipped.unpack(packed, "报表.zip")
    file = sales.read(content, name)

    assert name == "计划报表_20261111_110330.csv"
    assert file.source is Source.ALIMAMA_PLANS
    assert file.spans == (
        Span(
            NOV_11,
            None,
            Figures(ad_spend_fen=1_000, ad_clicks=30, ad_paid_fen=10_000),
            "关键词推广",
        ),
        Span(NOV_11, None, Figures(ad_spend_fen=100, ad_clicks=1, ad_paid_fen=0), "人群推广"),
    )


def test_ads_by_item_are_another_source() -> None:
    row = {
        "场景名字": "货品全站",
        "主体ID": "61",
        "计划ID": "1",
        "点击量": 3,
        "花费": 2,
        "总成交金额": 9,
    }

    file = sales.read(made.text_file(made.AD_ITEMS, row), "商品报表_20261111_110309.csv")

    assert file.source is Source.ALIMAMA_ITEMS
    assert file.spans[0].figures == ads(200, 3, 900)


def ad(scene: str, plan: str, *, clicks: str, spent: str, sold: str) -> dict[str, object]:
    return {
        **{"场景名字": scene, "计划ID": plan, "点击量": clicks, "花费": spent},
        "总成交金额": sold,
    }


def ads(spent: int, clicks: int, sold: int) -> Figures:
    return Figures(ad_spend_fen=spent, ad_clicks=clicks, ad_paid_fen=sold)
