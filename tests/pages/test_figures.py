"""Adding figures: from a file after a preview, or typed for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count

import pytest
from streamlit.testing.v1 import AppTest

from planner import reports
from planner.rules.figures import Figures
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, Cast

SHOP = 1
BURST_DAY = date(2026, 11, 10)
NOON_OF_THE_11TH = datetime.fromisoformat("2026-11-11T12:00:00+08:00")

# Total, kept, created, paid, refunded. The second was sold and refunded in full, the third never
# sold. Ordered 600.40, paid 520.40, refunded 140.50, so 379.90 stays; three paid orders.
ORDERS = (
    ("300.00", "300.00", "20:05:00", "20:06:00", "0"),
    ("120.50", "0.00", "20:30:00", "20:31:10", "120.50"),
    ("80.00", "0.00", "21:10:00", "", "0"),
    ("99.90", "79.90", "22:00:00", "22:15:00", "20.00"),
)


@pytest.fixture(autouse=True)
def _sale_day(cast: Cast) -> None:
    """It is noon on the 11th."""
    cast.clock.now = NOON_OF_THE_11TH


@pytest.mark.parametrize(
    ("language", "new", "added"),
    [
        ("en", "3 hours are new", "The figures are in."),
        ("zh", "3 个小时为新增", "数据已录入。"),
    ],
)
def test_an_export_is_shown_in_yuan_before_it_is_taken_in(
    cast: Cast, visit: Visit, language: str, new: str, added: str
) -> None:
    app = visit(cast.zhou, "figures", language)

    drop(app, "orders.csv", export())
    previewed, sums = shown(app), [one.value for one in app.metric]
    known_before = paid_by_hour(cast)
    app.button(key="sales-take-in-0").click().run()

    assert sums == ["¥600.40", "4", "¥520.40", "3", "¥140.50", "¥379.90", "2"]
    assert new in previewed
    assert known_before == {}
    assert added in shown(app)
    assert paid_by_hour(cast) == {20: 42_050, 21: 0, 22: 9_990}


def test_what_was_taken_in_is_listed_and_can_be_undone(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, "orders.csv", export())
    press(app, "Take in these figures")
    listed = shown(app)

    press(app, "Undo")

    assert r"“orders\.csv” for “小山茶铺旗舰店”: Taobao/Tmall order export" in listed
    assert r"周妍 · 2026-11-11 12:00 · 2026-11-10 20:05 to 2026-11-10 22:00 · 4 rows read" in listed
    assert paid_by_hour(cast) == {}
    assert ":gray-badge[Undone]" in shown(app)


def test_the_same_file_again_changes_nothing(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, "orders.csv", export())
    press(app, "Take in these figures")
    before = cast.rows()

    drop(app, "again.csv", export())

    assert "Everything in this file is known already" in shown(app)
    assert "Take in these figures" not in labels(app)
    assert cast.rows() == before


def test_lower_figures_are_pointed_out_before_they_replace_higher_ones(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "figures")
    drop(app, "orders.csv", export())
    press(app, "Take in these figures")
    cheaper = ("200.00", "200.00", *ORDERS[0][2:])

    drop(app, "later.csv", export((cheaper, *ORDERS[1:])))

    assert any("2 figures would get lower or lost." in said for said in refusals(app))
    assert app.dataframe[0].value.to_numpy().tolist() == [
        ["2026-11-10 20:00", "Ordered amount", "¥420.50", "↓ ¥320.50"],
        ["2026-11-10 20:00", "Paid amount", "¥420.50", "↓ ¥320.50"],
    ]
    assert paid_by_hour(cast)[20] == 42_050


def test_rows_that_cannot_be_read_are_named_with_their_reason(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")

    drop(app, "orders.csv", export((*ORDERS, ("ten", "0", "22:00:00", "", "0"))))

    assert "1 row was left out." in [one.value for one in app.warning]
    (row, why) = app.table[0].value.to_numpy().tolist()[0]
    assert row == "6"
    assert why.startswith("总金额: write an amount")


@pytest.mark.parametrize(
    ("language", "refused"), [("en", "No header was recognised"), ("zh", "表头")]
)
def test_a_file_of_something_else_is_refused_in_place(
    cast: Cast, visit: Visit, language: str, refused: str
) -> None:
    app = visit(cast.zhou, "figures", language)
    before = cast.rows()

    drop(app, "recipe.csv", b"tea,water\n1,2\n")

    assert refused in refusals(app)[0]
    assert cast.rows() == before


def test_figures_that_changed_since_the_preview_are_looked_at_again(
    cast: Cast, visit: Visit
) -> None:
    app, other = visit(cast.zhou, "figures"), visit(cast.damao, "figures")
    drop(app, "orders.csv", export())
    drop(other, "orders.csv", export(ORDERS[1:]))
    press(other, "Take in these figures")

    press(app, "Take in these figures")

    assert "The figures changed since the preview." in refusals(app)[0]
    assert paid_by_hour(cast)[20] == 12_050
    assert "Take in these figures" in labels(app)


def test_a_sheet_of_days_may_be_in_english(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")

    drop(app, "days.csv", b"date,amount,orders,visitors,buyers\n2026-11-10,1000.5,10,500,8\n")
    press(app, "Take in these figures")

    row = day_of(cast, BURST_DAY)
    assert (row["paid_fen"], row["orders"]) == (100_050, 10)


def test_a_file_name_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures")

    drop(app, f"{HOSTILE}.csv", export())
    press(app, "Take in these figures")

    # A path may stand before a name, so what follows the last slash is the name.
    assert HOSTILE_IN_MARKDOWN.rpartition("/")[2] in shown(app)


def test_a_day_is_typed_and_shown_again_as_it_was_read(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures", how="Type in a day")
    app.date_input(key="figures-day").set_value(BURST_DAY).run()
    type_in(app, paid_fen="1.2万", paid_count="1,024", visitors="", buyers="900")

    press(app, "Save this day")

    assert known(cast) == Figures(paid_fen=1_200_000, paid_count=1_024, buyers=900)
    assert "The figures are in." in shown(app)
    assert [one.value for one in app.text_input][:5] == ["12,000.00", "1,024", "", "900", ""]


def test_what_warm_up_and_wrap_up_are_judged_by_is_typed_too(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures", how="Type in a day")
    app.date_input(key="figures-day").set_value(BURST_DAY).run()
    type_in(app, cart_pieces="3,400", deposit_fen="99.50", dispatch_due="12")

    press(app, "Save this day")

    assert known(cast) == Figures(cart_pieces=3_400, deposit_fen=9_950, dispatch_due=12)


@pytest.mark.parametrize(
    ("field", "typed", "refused"),
    [
        ("paid_fen", "much", "Paid amount: “much” is not an amount."),
        ("paid_fen", "-5", "Paid amount: “\\-5” is below zero."),
        ("paid_count", "2.5", "Paid orders: write a whole number."),
        (
            "visitors",
            "-1",
            "Visitors: the number is below zero or too large. Write one of 0 or more.",
        ),
        ("buyers", "99999999999", "Buyers: this is too large."),
    ],
)
def test_a_refused_figure_stays_in_its_field(
    cast: Cast, visit: Visit, field: str, typed: str, refused: str
) -> None:
    app = visit(cast.zhou, "figures", how="Type in a day")
    type_in(app, **{"paid_fen": "12", field: typed})

    press(app, "Save this day")

    assert refused in refusals(app)[0]
    assert typed in [one.value for one in app.text_input]
    assert known(cast, date(2026, 11, 11)) is None


def test_a_correction_made_meanwhile_is_said_and_the_input_kept(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures", how="Type in a day")
    type_in(app, paid_fen="12")
    press(app, "Save this day")
    other = visit(cast.damao, "figures", how="Type in a day")
    type_in(other, paid_fen="13")
    press(other, "Save this day")
    type_in(app, paid_fen="14")

    press(app, "Save this day")

    assert "大毛" in refusals(app)[0]
    assert app.text_input[0].value == "14"
    assert known(cast, date(2026, 11, 11)) == Figures(paid_fen=1_300)


def test_typed_figures_can_be_taken_away(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "figures", how="Type in a day")
    type_in(app, paid_fen="12")
    press(app, "Save this day")

    press(app, "Take the typed figures of this day away")

    assert known(cast, date(2026, 11, 11)) is None
    assert {one.value for one in app.text_input} == {""}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_teammates_are_refused_the_page(cast: Cast, visit: Visit, language: str) -> None:
    with pytest.raises(ValueError, match="figures"):
        visit(cast.xiaowen, "figures", language)


def drop(app: AppTest, name: str, content: bytes) -> AppTest:
    """Drop a file on the page."""
    return drop_all(app, {name: content})


def drop_all(app: AppTest, files: Mapping[str, bytes]) -> AppTest:
    """Drop several files on the page."""
    app.file_uploader[0].set_value([(name, content, "") for name, content in files.items()])
    return app.run()


def export(orders: Sequence[tuple[str, ...]] = ORDERS) -> bytes:
    """An order export of the evening of the 10th, in the platform's own shape."""
    lines = [
        "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额",
        *(
            f"{number},{total},{kept},云南省,2026-11-10 {created},"
            f"{paid and f'2026-11-10 {paid}'},{refunded}"
            for number, (total, kept, created, paid, refunded) in zip(count(1), orders)
        ),
    ]
    return "\n".join(lines).encode("utf-8-sig")


def type_in(app: AppTest, **typed: str) -> None:
    """Fill fields of the typed day."""
    for name, text in typed.items():
        (field,) = [one for one in app.text_input if str(one.key).endswith(f"-{name}")]
        field.input(text)


def known(cast: Cast, day: date = BURST_DAY) -> Figures | None:
    """The figures typed for a day."""
    found = cast.ask(cast.zhou, reports.imports.typed_day, shop_id=SHOP, day=day)
    return None if found is None else found.figures


def paid_by_hour(cast: Cast) -> dict[int, int]:
    """What was paid in each hour of the 10th that is known."""
    hours = cast.ask(cast.zhou, reports.sales.by_hour, campaign_id=CAMPAIGN, day=BURST_DAY)
    paid = hours[hours["paid_fen"].notna()]
    return {at.hour: int(fen) for at, fen in zip(paid["begins"], paid["paid_fen"], strict=True)}


def day_of(cast: Cast, day: date) -> dict[str, object]:
    """What is known of a day."""
    days = cast.ask(cast.zhou, reports.sales.by_day, campaign_id=CAMPAIGN)
    return dict(days[days["day"] == day].iloc[0])
