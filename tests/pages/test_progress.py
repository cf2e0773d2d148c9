"""Progress: where the sale stands against its plan, for everyone."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Metric

from planner import actions, reports
from planner.charts import pictures
from planner.files import sales as sales_files
from planner.rules.figures import Figures
from planner.rules.phase_targets import PhaseFigure
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, press, refusals
from tests.pages.conftest import Visit, shown
from tests.pages.test_figures import ORDERS, SHOP, drop, export
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast
from tests.support.moving import move_phase

BURST_DAY = date(2026, 11, 10)
AFTER_THE_SALE = datetime.fromisoformat("2026-11-16T12:00:00+08:00")
MONEY_OF_THE_HOUSE = ("cost", "margin", "floor price", "profit", "成本", "毛利", "底价", "利润")


@pytest.fixture(autouse=True)
def _after_the_sale(cast: Cast) -> None:
    """It is the day after the sale."""
    cast.clock.now = AFTER_THE_SALE


@pytest.mark.parametrize(
    ("language", "teaching", "link"),
    [("en", "No sales figures yet", "Add sales figures"), ("zh", "还没有销售数据", "录入销售数据")],
)
def test_without_figures_the_page_says_where_they_come_from(
    cast: Cast, visit: Visit, language: str, teaching: str, link: str
) -> None:
    app = visit(cast.zhou, "progress", language)

    assert teaching in shown(app)
    assert link in links(app)
    assert charts(app) == []


def test_teammates_are_told_who_adds_figures(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "progress")

    assert "Operators and leads add them." in shown(app)
    assert "Add sales figures" not in links(app)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "has no figures for 9 days: 2026-11-01 to 2026-11-09"),
        ("zh", "有 9 天没有数据：2026-11-01 至 2026-11-09"),
    ],
)
def test_days_without_figures_are_said_not_to_count(
    cast: Cast, visit: Visit, language: str, said: str
) -> None:
    importing = visit(cast.zhou, "figures")
    drop(importing, "orders.csv", export())
    press(importing, "Take in these figures")

    assert said in shown(visit(cast.zhou, "progress", language))


def test_an_import_moves_the_chart(cast: Cast, visit: Visit) -> None:
    importing = visit(cast.zhou, "figures")
    drop(importing, "orders.csv", export())
    press(importing, "Take in these figures")

    app = visit(cast.xiaowen, "progress")

    # 520.40 yuan paid by three orders until 22:00; the export's last order is of that moment.
    assert metric(app, "Paid amount") == "¥520"
    assert metric(app, "Paid orders") == "3"
    assert metric(app, "Paid per order") == "¥173.47"
    assert r"Data up to Tue 10 Nov 22\:00 · Taobao/Tmall order export" in shown(app)
    assert "reached" in charts(app)[0]["description"].lower()
    assert "¥520.40" in charts(app)[0]["description"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Paid amount", "Paid orders", "Paid per order", "Share of target", "Time share")),
        ("zh", ("支付金额", "支付订单数", "笔单价", "目标完成率", "时间进度")),
    ],
)
def test_the_key_figures_stand_beside_the_plan(
    cast: Cast, visit: Visit, language: str, names: tuple[str, ...]
) -> None:
    type_in(cast, 10, paid_fen=4_000_000, paid_count=200)
    type_in(cast, 15, paid_fen=1_000_000, paid_count=50)

    app = visit(cast.laoku, "progress", language)

    # 50,000 of 100,000 yuan by 250 orders, after the last phase has closed.
    values = {"en": "¥50k", "zh": "¥5万"}
    assert [(one.label, one.value) for one in app.metric[:5]] == list(
        zip(names, (values[language], "250", "¥200.00", "50%", "100%"), strict=True)
    )
    assert app.metric[3].delta.startswith("-50")


def test_a_lower_share_than_time_is_red_a_higher_one_green(cast: Cast, visit: Visit) -> None:
    type_in(cast, 15, paid_fen=12_000_000)
    ahead = visit(cast.damao, "progress").metric[3]
    known = cast.ask(cast.zhou, reports.imports.typed_day, shop_id=SHOP, day=date(2026, 11, 15))
    assert known is not None
    type_in(cast, 15, known.version, paid_fen=8_000_000)

    behind = visit(cast.damao, "progress").metric[3]

    assert (ahead.value, ahead.delta, colour(ahead)) == (
        "120%",
        "+20 points",
        "GREEN",
    )
    assert (behind.value, behind.delta, colour(behind)) == (
        "80%",
        "-20 points",
        "RED",
    )


def test_every_chart_says_its_amount_and_its_moment(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)

    app = visit(cast.xiaowen, "progress")

    assert len(charts(app)) == 5
    assert {chart["title"]["text"] for chart in charts(app)} == {
        "Paid amount · data up to Tue 10 Nov 22:00"
    }


def test_another_amount_has_no_plan_and_says_so(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)

    app = visit(cast.xiaowen, "progress", amount="Ordered amount")

    assert metric(app, "Ordered amount") == "¥600"
    assert "The target means “Paid amount”, so there is no plan" in shown(app)
    assert "¥600.40" in charts(app)[0]["description"]
    assert "Planned by then" not in charts(app)[0]["description"]
    lines = [row for layer in charts(app)[0]["layer"] for row in layer["data"]["values"]]
    assert {row["series"] for row in lines if "series" in row} == {"Reached"}


def test_refunds_are_taken_off_the_amount_after_refunds(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)

    app = visit(cast.xiaowen, "progress", amount="Paid amount after refunds")

    assert metric(app, "Paid amount after refunds") == "¥380"
    assert "¥379.90" in charts(app)[0]["description"]


def test_unknown_refunds_leave_the_amount_after_refunds_unknown(cast: Cast, visit: Visit) -> None:
    type_in(cast, 10, paid_fen=4_000_000)

    app = visit(cast.xiaowen, "progress", amount="Paid amount after refunds")

    assert metric(app, "Paid amount after refunds") == "–"
    assert not app.exception


def test_without_a_target_the_page_shows_what_was_reached(cast: Cast, visit: Visit) -> None:
    card = cast.ask(cast.zhou, reports.campaigns.card, campaign_id=CAMPAIGN)
    cast.do(
        cast.zhou,
        actions.campaigns.set_target,
        campaign_id=CAMPAIGN,
        version=card.version,
        target_fen=None,
        measure=card.measure,
        shares_bp=card.shares_bp,
    )
    take_in_export(cast)

    app = visit(cast.zhou, "progress")

    assert "There is no target yet" in shown(app)
    assert "Set a target" in links(app)
    assert metric(app, "Share of target") == "–"
    assert "¥520.40" in charts(app)[0]["description"]


def test_the_hours_of_the_strongest_day_are_shown_at_first(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)

    app = visit(cast.xiaowen, "progress")

    assert app.selectbox(key=f"day-{CAMPAIGN}").value == "2026-11-10"
    hours = rows_of(charts(app)[2])
    assert {row["at"][11:16]: row["reached"] for row in hours if row["reached"] != "–"} == {
        "20:00": "¥420.50",
        "21:00": "¥0.00",
        "22:00": "¥99.90",
    }


def test_a_day_known_as_a_whole_says_so_and_shows_its_people(cast: Cast, visit: Visit) -> None:
    type_in(cast, 11, paid_fen=900_000, paid_count=40, visitors=600, buyers=30)

    app = visit(cast.xiaowen, "progress")

    assert "is known as a whole only" in app.info[0].value
    # 9,000 yuan by 30 buyers; 30 of 600 visitors paid.
    assert metric(app, "Paid per buyer") == "¥300.00"
    assert metric(app, "Paying visitors") == "5%"
    assert metric(app, "Visitors") == "600"


def test_the_numbers_of_a_chart_can_be_read_as_a_table(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)
    app = visit(cast.xiaowen, "progress")

    app.session_state[f"by_day-table-{CAMPAIGN}"] = True
    app.run()

    (table,) = [one.value for one in app.dataframe if one.value.columns[0] == "Day"]
    assert table.columns.tolist() == [
        "Day",
        "Phase",
        "Plan (Paid amount)",
        "Ordered amount",
        "Paid amount",
        "Refunded amount",
        "Paid amount after refunds",
        "Paid orders",
        "Source",
    ]
    (tenth,) = [row for row in table.to_numpy().tolist() if row[0] == "Tue 10 Nov"]
    assert tenth[3:] == [
        "¥600.40",
        "¥520.40",
        "¥140.50",
        "¥379.90",
        "3",
        "Taobao/Tmall order export",
    ]


def test_sales_between_phases_have_a_row_of_their_own(cast: Cast, visit: Visit) -> None:
    card = cast.ask(cast.zhou, reports.campaigns.card, campaign_id=CAMPAIGN)
    move_phase(cast, card.phases[0].key, closes=datetime(2026, 11, 9))
    type_in(cast, 9, paid_fen=70_000)
    app = visit(cast.xiaowen, "progress")

    for kind in ("by_day", "by_phase"):
        app.session_state[f"{kind}-table-{CAMPAIGN}"] = True
    app.run()

    days, phases = (
        table.value.to_numpy().tolist()
        for table in app.dataframe
        if "Figure" not in table.value.columns
    )
    assert [row[:2] for row in days if row[1] == "Between phases"] == [
        ["Mon 9 Nov", "Between phases"]
    ]
    assert phases[-1][0] == "Between phases"
    assert any("Between phases: ¥700" in chart["description"] for chart in charts(app))


def test_files_are_offered_when_the_popover_opens(cast: Cast, visit: Visit) -> None:
    take_in_export(cast)
    app = visit(cast.xiaowen, "progress")

    open_files(app)

    assert files(app) == [
        "Curve as a picture (PNG)",
        "Days as .xlsx",
        "Days as CSV",
    ]


def test_without_a_chinese_font_the_picture_is_refused_in_words(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "chinese_font", lambda _folders: None)
    take_in_export(cast)
    app = visit(cast.xiaowen, "progress")

    open_files(app)

    assert any("This machine has no Chinese font" in one.value for one in app.info)
    assert files(app) == ["Days as .xlsx", "Days as CSV"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen"])
def test_nobody_is_shown_what_things_cost(
    cast: Cast, visit: Visit, who: str, language: str
) -> None:
    take_in_export(cast)

    app = visit(getattr(cast, who), "progress", language)

    said = (shown(app) + json.dumps(charts(app), ensure_ascii=False)).lower()
    assert not app.exception
    assert [word for word in MONEY_OF_THE_HOUSE if word in said] == []


def test_a_shop_name_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.shops.add_shop, name=HOSTILE, platform="jd")
    card = cast.ask(cast.zhou, reports.campaigns.card, campaign_id=CAMPAIGN)
    cast.do(
        cast.zhou,
        actions.campaigns.edit,
        campaign_id=CAMPAIGN,
        version=card.version,
        name=card.name,
        shop_ids=[SHOP, 2],
    )
    take_in_export(cast)

    app = visit(cast.xiaowen, "progress")

    assert f"{HOSTILE_IN_MARKDOWN} has no figures yet." in shown(app)


@pytest.mark.parametrize(
    ("language", "forecast", "question"),
    [
        ("en", "Forecast for the end", "Which link is broken?"),
        ("zh", "预计最终达成", "哪一环断了？"),
    ],
)
def test_the_forecast_and_the_broken_link_are_told(
    cast: Cast, visit: Visit, language: str, forecast: str, question: str
) -> None:
    lose_conversion(cast)

    app = visit(cast.xiaowen, "progress", language)

    # By the planned curve 11 November ends at 90 % of the target: 40,000 yuan make 44,444.
    assert metric(app, forecast) == {"en": "¥44.4k", "zh": "¥4.4万"}[language]
    assert question in [one.value for one in app.subheader]
    assert "area" in [layer["mark"]["type"] for layer in charts(app)[0]["layer"]]


def test_every_method_stands_beside_the_chosen_one(cast: Cast, visit: Visit) -> None:
    lose_conversion(cast)
    app = visit(cast.zhou, "progress")

    app.session_state[f"methods-{CAMPAIGN}"] = True
    app.run()

    (table,) = [one.value for one in app.dataframe if one.value.columns[0] == "Method"]
    notes = dict(zip(table["Method"], table["Note"], strict=True))
    assert notes["Curve of the last sale"] == "There is no past sale to compare with."
    assert notes["Planned curve"].startswith("Chosen. ")
    assert len(table) == 6


def test_a_finding_becomes_a_task_in_one_click(cast: Cast, visit: Visit) -> None:
    lose_conversion(cast)
    app = visit(cast.zhou, "progress")
    (add, *_) = [one for one in app.button if one.label == "Add the task"]

    add.click()
    app.run()

    tasks = cast.ask(cast.zhou, reports.tasks.listing, campaign_id=CAMPAIGN)
    (task,) = [row for row in tasks.to_dict("records") if row["title"].startswith("Look over the")]
    assert task["team_key"] == "design"
    assert task["phase"] == "收尾"
    assert refusals(app) == []


def test_a_finding_opens_the_form_of_a_task_filled_in(cast: Cast, visit: Visit) -> None:
    lose_conversion(cast)
    app = visit(cast.zhou, "progress")
    (look, *_) = [one for one in app.button if one.label == "Look at it first"]

    look.click()
    app.run()

    form = f"edit-task-new-{CAMPAIGN}"
    title = app.text_input(key=f"{form}-title").value
    assert title == "Look over the detail pages: what keeps visitors from paying? (爆发)"
    assert app.selectbox(key=f"{form}-team").value == cast.team_id("design")
    assert "against plan" in (app.text_area(key=f"{form}-acceptance").value or "")
    assert not app.exception


def test_teammates_see_what_is_broken_and_add_nothing(cast: Cast, visit: Visit) -> None:
    lose_conversion(cast)

    app = visit(cast.xiaowen, "progress")

    assert "against plan" in shown(app)
    assert [one.label for one in app.button if one.label == "Add the task"] == []


def test_phases_are_shown_by_their_own_figures_with_moment_and_source(
    cast: Cast, visit: Visit
) -> None:
    want(cast, WARM, {PhaseFigure.MEMBERS_GAINED: 300})
    type_in(cast, 9, paid_fen=70_000, members_gained=240, cart_people=90)

    app = visit(cast.xiaowen, "progress")

    (table,) = [one.value for one in app.dataframe if "Figure" in one.value.columns]
    assert table.to_numpy().tolist() == [
        [
            *("预热", "People adding to cart, days added up", "90", "–", "–"),
            *("11-09 23:59", "Typed in"),
        ],
        ["预热", "Members gained", "240", "300", "80%", "11-09 23:59", "Typed in"],
    ]
    assert metric(app, "Members gained") == "240"


def lose_conversion(cast: Cast) -> None:
    """On the 11th a third of the visitors who should pay do not, at the value that was planned."""
    want(cast, BURST, {PhaseFigure.CONVERSION: 500, PhaseFigure.BUYER_FEN: 20_000})
    type_in(cast, 11, paid_fen=4_000_000, paid_count=200, visitors=6_000, buyers=200)


def want(cast: Cast, phase_id: int, wanted: dict[PhaseFigure, int]) -> None:
    """Let the operator say what a phase should reach."""
    cast.do(
        cast.zhou,
        actions.targets.set_phase_targets,
        campaign_id=CAMPAIGN,
        phase_id=phase_id,
        wanted=wanted,
        seen={},
    )


def take_in_export(cast: Cast) -> None:
    """Let the operator take in the evening of the 10th."""
    file = sales_files.read(export(ORDERS), "orders.csv")
    preview = cast.ask(cast.zhou, reports.imports.preview, shop_id=SHOP, sales_file=file)
    cast.do(
        cast.zhou,
        actions.sales.take_in,
        shop_id=SHOP,
        sales_file=file,
        file_name="orders.csv",
        sha256="0" * 64,
        digest=preview.digest,
    )


def type_in(cast: Cast, day: int, version: int | None = None, **known: int) -> None:
    """Let the operator type in a day of November."""
    cast.do(
        cast.zhou,
        actions.sales.type_in,
        shop_id=SHOP,
        day=date(2026, 11, day),
        figures=Figures(**known),
        version=version,
    )


def metric(app: AppTest, label: str) -> str:
    """The first key figure with this label."""
    return next(one.value for one in app.metric if one.label == label)


def charts(app: AppTest) -> list[dict[str, Any]]:
    """What the browser is told to draw."""
    return [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]


def colour(figure: Metric) -> str:
    """The colour of what stands below a key figure."""
    name: str = MetricProto.MetricColor.Name(figure.proto.color)
    return name


def rows_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """The data that a chart carries."""
    return max((layer.get("data", {}).get("values", []) for layer in chart["layer"]), key=len)


def files(app: AppTest) -> list[str]:
    """The labels of the downloads."""
    return [getattr(one, "label", "") for one in app.get("download_button")]


def links(app: AppTest) -> list[str]:
    """The labels of the links to other pages."""
    return [one.proto.label for one in app.get("page_link")]


def open_files(app: AppTest) -> None:
    """Open the popover with the files."""
    app.session_state["progress-files"] = True
    app.run()
