"""Order exports as they come from real hands: several lines, deposits, sums, two shops."""

from __future__ import annotations

import pytest

from planner.files import sales
from planner.rules.figures import Figures, SalesFile
from planner.rules.imports import sums
from planner.text.speaker import speaker
from planner.words import Refusal
from tests.files import exports_made as made

DAY = "2026-11-11"


def order(number: str, total: str, **said: str) -> dict[str, str]:
    """An order of Taobao, paid a minute after its creation."""
    return {
        "订单编号": number,
        "总金额": total,
        "买家实际支付金额": total,
        "订单创建时间": f"{DAY} 10:00:00",
        "订单付款时间": f"{DAY} 10:01:00",
    } | said


def read(*orders: dict[str, str], header: tuple[str, ...] = made.TAOBAO) -> SalesFile:
    return sales.read(made.text_file(header, *orders), "orders.csv")


def test_an_order_of_several_lines_counts_once_though_its_first_line_has_its_number() -> None:
    line = {
        "主订单编号": "\t6900000000000000001",
        "订单应付金额": "10",
        "订单提交时间": f"{DAY} 20:00:00",
        "支付完成时间": f"{DAY} 20:00:10",
    }
    first = line | {"子订单编号": "\t6900000000000000001"}
    second = line | {"子订单编号": "\t6900000000000000002", "售后状态": "退款成功"}
    third = line | {"子订单编号": "\t6900000000000000003", "售后状态": "退款成功"}

    file = read(first, second, third, header=made.DOUYIN_ORDERS)

    assert sums(file.spans) == Figures(3000, 1, 3000, 1, 2000, refund_orders=1)


@pytest.mark.parametrize(
    "said",
    [{"订单状态": "等待买家付款"}, {"订单状态": "", "分阶段订单信息": "定金已付，尾款未付"}],
)
def test_a_deposit_is_no_sale_until_the_balance_is_paid(said: dict[str, str]) -> None:
    waiting = order("1001", "300", **said) | {"买家实际支付金额": "50"}
    paid = order("1002", "200", 分阶段订单信息="定金已付，尾款已付")

    file = read(waiting, paid)

    assert sums(file.spans) == Figures(50_000, 2, 20_000, 1)
    assert "1 order has only paid its deposit; it counts as paid once the balance is." in [
        str(note) for note in file.notes
    ]


def test_orders_of_two_shops_are_refused_without_a_word_of_their_buyers() -> None:
    with pytest.raises(Refusal) as refusal:
        read(
            order("1001", "100", 店铺名称="山岚旗舰店", 收货人姓名="张三丰"),
            order("1002", "100", 店铺名称="山岚专营店", 收货人姓名="李四光"),
        )

    assert speaker("en").say(refusal.value.sentence) == (
        "orders.csv is of several shops: 山岚旗舰店, 山岚专营店. Export each shop on its own."
    )


def test_the_sum_below_orders_is_no_order() -> None:
    one = {"订单号": "261111-001", "用户实付金额(元)": "99", "订单成交时间": f"{DAY} 10:00:00"}

    file = read(one, {"订单号": "合计", "用户实付金额(元)": "99"}, header=made.PDD_ORDERS)

    assert [str(one.why) for one in file.skipped] == [
        "The row is a sum of the others and was not added to them."
    ]
    assert not any("not paid" in str(note) for note in file.notes)


def test_a_refund_written_below_zero_was_refunded() -> None:
    header = (*made.TAOBAO, "退款金额")

    file = read(order("1001", "100", 退款金额="-20", 买家实际支付金额="80"), header=header)

    assert sums(file.spans) == Figures(10_000, 1, 10_000, 1, 2_000, refund_orders=1)


def test_a_slip_of_a_year_fills_no_years_with_quiet_hours() -> None:
    slipped = {"订单创建时间": "2006-11-11 10:00:00", "订单付款时间": "2006-11-11 10:00:00"}

    file = read(order("1001", "100"), order("1002", "5") | slipped)

    assert [(one.day.year, one.hour, one.figures.paid_fen) for one in file.spans] == [
        (2006, 10, 500),
        (2026, 10, 10_000),
    ]
    assert (
        "There is no order from 2006-11-11 to 2026-11-11, so nothing is said of the days between. "
        "Check the year of the order before or after."
    ) in [str(note) for note in file.notes]


def test_an_order_of_which_more_was_refunded_than_paid_is_read() -> None:
    header = (*made.TAOBAO, "退款金额")

    file = read(order("1001", "100", 退款金额="120", 买家实际支付金额="-20"), header=header)

    assert sums(file.spans) == Figures(10_000, 1, 10_000, 1, 12_000, refund_orders=1)
    assert not any("difference" in str(note) for note in file.notes)
