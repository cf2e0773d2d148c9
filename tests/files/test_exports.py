"""Each of the exports that platforms give becomes the figures that it means."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.files import exports, sales, zipped
from planner.files.figure_rows import DayNeeded
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
        计划报表_20261111_110330__csv=made.text_file(made.PLANS[1:], *rows, encoding="utf-8")
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
    assert file.spans[0].figures == Figures(ad_spend_fen=200, ad_clicks=3, ad_paid_fen=900)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_orders_of_taobao_in_every_encoding(encoding: str) -> None:
    row = {
        **{"订单编号": "2894567890123456781", "总金额": "64.80", "买家实际支付金额": "64.80"},
        **{"收货人姓名": "王小明", "收货地址": "上海市", "联系手机": "'13800138000"},
        **{"订单创建时间": f"{DAY} 20:05:00", "订单付款时间": f"{DAY} 20:06:00"},
    }

    file = sales.read(made.text_file(made.TAOBAO, row, encoding=encoding), "订单.csv")

    assert file.source is Source.TAOBAO_ORDERS
    assert file.spans[0].figures == Figures(6_480, 1, 6_480, 1)
    assert "王小明" not in repr(file)
    assert "13800138000" not in repr(file)


def test_items_of_jd_are_floats_with_rates_in_percent() -> None:
    rows = [
        {"时间": DAY, "SKU": "100012", "成交金额": 4012.17, "成交客户数": 1.0, "商品访客数": 2.0,
         "成交转化率": "50.00%", "UV价值": 2006.085, "加购商品件数": 3.0, "下单金额": 5000.0,
         "取消及售后退款金额": 12.5},
        {"时间": DAY, "SKU": "100013", "成交金额": 0.1 + 0.2, "成交客户数": 1.0, "商品访客数": 4.0,
         "成交转化率": "25.00%"},
    ]  # fmt: skip

    file = sales.read(made.new_file(made.JD_ITEMS, *rows), "商品明细.xlsx")

    assert file.source is Source.JD_ITEMS
    assert whole(file) == Figures(
        ordered_fen=500_000, paid_fen=401_247, refunded_fen=None, cart_pieces=3
    )
    assert len(said(file)) == 1


def test_a_funnel_of_jd_repeats_a_header_after_each_figure() -> None:
    header = ("日期", "一级渠道", "二级渠道", *made.JD_FUNNEL)
    content = made.xlsx_file(
        header,
        jd_row("全部", "全部", visitors=1000, paid=5000.0, buyers=50),
        jd_row("站内", "全部", visitors=700, paid=4000.0, buyers=40),
        jd_row("站内", "搜索", visitors=500, paid=3000.0, buyers=30),
    )

    file = sales.read(content, "漏斗.xlsx")

    assert file.source is Source.JD_FUNNEL
    assert [
        (span.channel, span.figures.visitors, span.figures.paid_fen) for span in file.spans
    ] == [
        ("", 1000, 500_000),
        ("站内", 700, 400_000),
    ]


def jd_row(first: str, second: str, *, visitors: int, paid: float, buyers: int) -> list[object]:
    told: dict[str, object] = {"访客数(UV)": visitors, "成交金额": paid, "成交客户数": buyers}
    return [DAY, first, second, *("12.5%" if name == "同比" else told.get(name, "-")
                                  for name in made.JD_FUNNEL)]  # fmt: skip


def test_a_day_and_the_hours_of_pinduoduo_are_two_sources() -> None:
    day = {
        **{"统计日期": DAY, "成交金额": "1.5万", "成交订单数": "300", "成交买家数": "280"},
        **{"客单价": "53.57", "退款金额": "120", "退款单数": "4", "平均访客价值": "2.1"},
    }
    hours = [(DAY, hour, 10, 9, 500.5) for hour in (20, "21", "22:00", "23时")]

    by_day = sales.read(made.new_file(made.PDD_TRADE, day), "交易数据.xlsx")
    by_hour = sales.read(
        made.xlsx_file(("日期", "小时", "小时订单数", "小时买家数", "小时成交金额"), *hours),
        "小时.xlsx",
    )

    assert by_day.source is Source.PDD_TRADE
    assert whole(by_day) == Figures(
        paid_fen=1_500_000, paid_count=300, refunded_fen=12_000, buyers=280, refund_orders=4
    )
    assert by_hour.source is Source.PDD_HOURS
    assert [(span.hour, span.figures.paid_fen) for span in by_hour.spans] == [
        (20, 50_050), (21, 50_050), (22, 50_050), (23, 50_050)
    ]  # fmt: skip
    assert by_hour.covers_to == datetime(2026, 11, 11, 23, 59, 59)


def test_orders_of_pinduoduo_write_a_tab_where_nothing_is_and_refunds_as_words() -> None:
    def order(number: int, paid: str, state: str, at: str) -> dict[str, object]:
        return {
            **{"订单号": f"261111-{number}\t", "用户实付金额(元)": paid, "售后状态": state},
            **{"订单成交时间": at, "商家备注": "王小明"},
        }

    content = made.text_file(
        made.PDD_ORDERS,
        order(1, "20.00", "无售后或售后取消", f"{DAY} 20:01:00"),
        order(2, "30.00", "退款成功", f"{DAY} 20:02:00"),
        order(3, "40.00", "售后处理中", f"{DAY} 21:02:00"),
        order(4, "50.00", "无售后或售后取消", "\t"),
        missing="\t",
    )

    file = sales.read(content, "orders_export.csv")

    assert file.source is Source.PDD_ORDERS
    assert [span.figures for span in file.spans] == [
        Figures(None, None, 5_000, 2, 3_000, refund_orders=1),
        Figures(None, None, 4_000, 1, 0, refund_orders=0),
    ]
    assert "1 order was not paid and is not counted." in said(file)
    assert "王小明" not in repr(file)


def test_items_of_a_douyin_order_are_one_order() -> None:
    def item(order: int, number: int, state: str = "-") -> dict[str, object]:
        return {
            **{
                "主订单编号": f"\t69{order}",
                "子订单编号": f"\t70{number}",
                "订单应付金额": "10.00",
            },
            **{"订单提交时间": f"{DAY} 20:01:00", "支付完成时间": f"{DAY} 20:02:00"},
            **{"售后状态": state},
        }

    content = made.text_file(
        made.DOUYIN_ORDERS, item(1, 1), item(1, 2), item(2, 3, "退款成功"), item(2, 3)
    )

    file = sales.read(content, "订单.csv")

    assert file.source is Source.DOUYIN_ORDERS
    assert file.spans[0].figures == Figures(3_000, 2, 3_000, 2, 1_000, refund_orders=1)
    assert [str(one.why) for one in file.skipped] == ["The order was already counted in row 4."]


def test_livestreams_become_a_channel_on_the_day_they_began() -> None:
    stream = {
        **{"主播昵称": "小王", "直播开始时间": "2026/11/11 08:55:37"},
        **{"直播结束时间": "2026/11/11 12:00:00", "直播间成交金额": "61045.3"},
        **{"直播间成交订单数": "300", "直播间成交人数": "250", "直播间观看人数": "2495"},
        **{"观看-成交率(人数)": "0.1002", "直播激励观看次数": "-", "投放消耗(店铺绑定)": "800"},
    }

    file = sales.read(made.new_file(made.DOUYIN_LIVE, stream, stream), "直播间.xlsx")

    assert file.source is Source.DOUYIN_LIVE
    assert file.spans == (
        Span(
            NOV_11,
            None,
            Figures(paid_fen=12_209_060, paid_count=600, ad_spend_fen=160_000),
            "直播",
        ),
    )
    assert "小王" not in repr(file)
    assert len(said(file)) == 1


def test_livestreams_by_day_are_added_up_over_rooms() -> None:
    room = {
        **{"直播间名称": "一号", "日期": DAY, "成交金额": "100.5", "成交订单数": "3"},
        **{"直播间退款金额": "1", "直播间观看人数": "90", "投放消耗": "7"},
    }

    file = sales.read(
        made.text_file(made.DOUYIN_DAYS, room, room | {"直播间名称": "二号"}), "直播概览.csv"
    )

    assert file.source is Source.DOUYIN_DAYS
    assert file.spans[0].figures == Figures(
        paid_fen=20_100, paid_count=6, refunded_fen=200, ad_spend_fen=1_400
    )


def test_what_belongs_to_a_shopify_order_stands_on_its_first_row_only() -> None:
    def line(name: str, **told: str) -> dict[str, object]:
        return {"Name": name, "Lineitem name": "Tea", "Billing Name": "Jane Doe"} | told

    first = {
        **{"Financial Status": "paid", "Currency": "USD", "Total": "120.50"},
        **{"Created at": "2026-11-11 10:01:00 +0000", "Paid at": "2026-11-11 10:02:00 +0000"},
        **{"Refunded Amount": "20.50"},
    }
    content = made.text_file(
        made.SHOPIFY,
        line("#1001", **first),
        line("#1001"),
        line("#1002", **first | {"Paid at": "", "Financial Status": "pending"}),
    )

    file = sales.read(content, "orders_export.csv")

    assert file.source is Source.SHOPIFY_ORDERS
    assert [(span.hour, span.figures) for span in file.spans] == [
        (18, Figures(24_100, 2, 12_050, 1, 2_050, refund_orders=1))
    ]
    assert file.skipped == ()
    assert said(file) == ["Amounts are in USD and are kept as they stand, without conversion."]
    assert "Jane" not in repr(file)


def test_moments_with_an_offset_become_the_wall_clock_of_the_zone() -> None:
    row = {
        **{"Name": "#1", "Financial Status": "paid", "Total": "1", "Currency": "USD"},
        **{"Created at": "2026-11-27 23:30:00 -0500", "Paid at": "2026-11-27 23:31:00 -0500"},
    }
    content = made.text_file(made.SHOPIFY, row)

    at_home = sales.read(content, "orders.csv", zone="America/New_York")
    in_china = sales.read(content, "orders.csv")

    assert [(span.day.day, span.hour) for span in at_home.spans] == [(27, 23)]
    assert [(span.day.day, span.hour) for span in in_china.spans] == [(28, 12)]


def test_orders_of_another_currency_are_left_out() -> None:
    def order(name: str, currency: str) -> dict[str, object]:
        return {
            **{"Name": name, "Financial Status": "paid", "Total": "1", "Currency": currency},
            **{"Created at": "2026-11-11 10:00:00 +0000", "Paid at": "2026-11-11 10:00:00 +0000"},
        }

    file = sales.read(made.text_file(made.SHOPIFY, order("#1", "USD"), order("#2", "EUR")), "o.csv")

    assert file.spans[0].figures.paid_fen == 100
    assert str(file.skipped[0].why).startswith("The order is in EUR, the ones above in USD.")


def test_amazon_writes_dashes_case_and_money_in_its_own_way() -> None:
    row = {
        **{"(Parent) ASIN": "B01", "(Child) ASIN": "B02", "Sessions – Total": "1,200"},
        **{"Page Views – Total": "2,400", "Units ordered": "30"},
        **{"Unit Session Percentage": "2.50%", "Ordered Product Sales": '"£1,234.50"'},
    }
    by_item = made.text_file(made.AMAZON, row, encoding="utf-8-sig").replace(b"1,200", b'"1,200"')
    by_item = by_item.replace(b"2,400", b'"2,400"')
    by_day = made.text_file(
        ("Date", "Sessions - Total", "Page Views - Total", "Ordered product sales"),
        {"Date": DAY, "Sessions - Total": "70", "Page Views - Total": "90",
         "Ordered product sales": "$12.30"},
    )  # fmt: skip

    items = sales.read(by_item, "BusinessReport.csv", day=NOV_11)
    days = sales.read(by_day, "BusinessReport.csv")

    assert items.source is Source.AMAZON_ITEMS
    assert whole(items) == Figures(paid_fen=123_450, page_views=2_400)
    assert days.source is Source.AMAZON_DAYS
    assert whole(days) == Figures(paid_fen=1_230, visitors=70, page_views=90)


def test_a_sheet_of_hours_in_english() -> None:
    content = made.csv_file(
        ("date", "hour", "paid amount", "cart adds", "deposits"),
        (DAY, "20:00-20:59", "$1.50", 4, 10),
        (DAY, "21", "-", 5, ""),
    )

    file = sales.read(content, "hours.csv")

    assert file.source is Source.HOURLY_SHEET
    assert file.spans == (
        Span(NOV_11, 20, Figures(paid_fen=150, cart_pieces=4, deposit_fen=1_000)),
        Span(NOV_11, 21, Figures(cart_pieces=5)),
    )
    assert file.covers_to == datetime(2026, 11, 11, 21, 59, 59)


def test_an_hour_that_stands_twice_is_refused() -> None:
    content = made.csv_file(("日期", "小时", "支付金额"), (DAY, 9, 1), (DAY, "09:00", 2))

    with pytest.raises(Refusal, match="Rows 2 and 3 are both for 2026-11-11 at 9:00"):
        sales.read(content, "hours.csv")
