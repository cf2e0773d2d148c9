"""Reports of JD, Pinduoduo, Douyin and Amazon, and sheets of hours, become what they mean."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.files import sales
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.words import Refusal
from tests.files import exports_made as made
from tests.files.making import csv_file, xlsx_file

NOV_11 = date(2026, 11, 11)
DAY = "2026-11-11"


def whole(file: SalesFile) -> Figures:
    """The figures of the only span, a whole day of the whole shop."""
    (span,) = file.spans
    assert (span.day, span.hour, span.channel, span.partial) == (NOV_11, None, "", False)
    return span.figures


def said(file: SalesFile) -> list[str]:
    return [str(note) for note in file.notes]


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
    content = xlsx_file(
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
        xlsx_file(("日期", "小时", "小时订单数", "小时买家数", "小时成交金额"), *hours),
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
    content = csv_file(
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
    content = csv_file(("日期", "小时", "支付金额"), (DAY, 9, 1), (DAY, "09:00", 2))

    with pytest.raises(Refusal, match="Rows 2 and 3 are both for 2026-11-11 at 9:00"):
        sales.read(content, "hours.csv")
