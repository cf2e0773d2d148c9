"""Order exports of every platform become hours of ordered, paid and refunded money."""

from __future__ import annotations

from datetime import date

import pytest

from planner.files import sales
from planner.rules.figures import Figures, SalesFile, Source
from tests.files import exports_made as made

NOV_11 = date(2026, 11, 11)
DAY = "2026-11-11"


def said(file: SalesFile) -> list[str]:
    return [str(note) for note in file.notes]


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
    def item(order: int, number: int, state: str = "-") -> made.Row:
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


def test_what_belongs_to_a_shopify_order_stands_on_its_first_row_only() -> None:
    def line(name: str, **told: str) -> made.Row:
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
