"""The target's page: phases' own figures, shops, channels, the curve, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.reports.targets import TargetCard
from planner.rules.figures import Figures
from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
from tests.pages.acting import press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, WARM, WRAP, Cast

SHOP = 1
FORM = f"campaign-typed-phase-target-{WARM}"
COSTS = ("Cost of a click", "Gross margin", "Break-even", "点击花费", "毛利率", "保本")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", ["phases", "shops", "curve", "takes"])
@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen"])
def test_every_view_opens_for_everyone(
    cast: Cast, visit: Visit, who: str, view: str, language: str
) -> None:
    app = open_view(visit, getattr(cast, who), view, language)

    assert not app.exception
    assert not app.error
    assert "100,000" in shown(app)


def test_a_phase_gets_its_own_figures(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "target")
    app.text_input(key=f"{FORM}-cart_pieces").set_value("1.2万")
    app.text_input(key=f"{FORM}-conversion").set_value("4.5%")

    press_key(app, f"{FORM}-save")

    assert card(cast).of_phase(WARM) == {
        PhaseFigure.CART_PIECES: 12_000,
        PhaseFigure.CONVERSION: 450,
    }
    assert app.text_input(key=f"{FORM}-cart_pieces").value == "12,000"


def test_what_is_no_number_is_refused_by_name_and_stays_typed(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "target")
    app.text_input(key=f"{FORM}-members_gained").set_value("many")

    press_key(app, f"{FORM}-save")

    assert any("Members gained" in one for one in refusals(app))
    assert app.text_input(key=f"{FORM}-members_gained").value == "many"
    assert card(cast).of_phase(WARM) == {}


def test_saving_twice_in_a_row_is_no_stale_edit(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "target")
    for number in ("100", "200"):
        app.text_input(key=f"{FORM}-members_gained").set_value(number)
        press_key(app, f"{FORM}-save")

    assert refusals(app) == []
    assert card(cast).of_phase(WARM) == {PhaseFigure.MEMBERS_GAINED: 200}


def test_a_teammate_reads_what_is_wanted_and_has_nothing_to_press(cast: Cast, visit: Visit) -> None:
    want(cast, WRAP, {PhaseFigure.REFUND_RATE: 600})

    app = visit(cast.xiaowen, "target")

    assert "Refund rate 6%" in shown(app)
    assert [one.label for one in app.button if "Save" in one.label or "Change" in one.label] == []


def test_floor_and_stretch_are_set_with_the_target(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "target")
    press_key(app, "change-target")
    form = f"campaign-typed-target-{CAMPAIGN}"
    app.text_input(key=f"{form}-floor").set_value("9万")
    app.text_input(key=f"{form}-stretch").set_value("12万").run()

    press_key(app, f"{form}-save")

    goals = card(cast).goals
    assert (goals.floor_fen, goals.stretch_fen) == (9_000_000, 12_000_000)


def test_a_floor_above_the_target_is_said_before_saving(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "target")
    press_key(app, "change-target")
    form = f"campaign-typed-target-{CAMPAIGN}"

    app.text_input(key=f"{form}-floor").set_value("11万").run()

    assert any("the floor lies at or below it" in one for one in refusals(app))


def test_shops_share_the_target(cast: Cast, visit: Visit) -> None:
    add_a_shop(cast)
    app = open_view(visit, cast.zhou, "shops")
    form = f"campaign-typed-shop-shares-{CAMPAIGN}"
    app.text_input(key=f"{form}-1").set_value("70")
    app.text_input(key=f"{form}-2").set_value("30%")

    press_key(app, f"{form}-save")

    assert {shop: share for shop, (share, _) in card(cast).shops.items()} == {1: 7_000, 2: 3_000}
    assert "¥70,000" in shown(app)


def test_shares_that_make_no_whole_are_refused(cast: Cast, visit: Visit) -> None:
    add_a_shop(cast)
    app = open_view(visit, cast.zhou, "shops")
    form = f"campaign-typed-shop-shares-{CAMPAIGN}"
    app.text_input(key=f"{form}-1").set_value("70")

    press_key(app, f"{form}-save")

    assert any("the shares add up to 70%" in one for one in refusals(app))
    assert card(cast).shops == {}


def test_channels_show_what_they_take_to_those_who_may_see_costs(cast: Cast, visit: Visit) -> None:
    plan_channels(cast)

    seen = open_view(visit, cast.zhou, "shops").dataframe[-1].value
    unseen = open_view(visit, cast.xiaowen, "shops")

    # 10,000,000 fen by 5 % of visitors at 20,000 fen take 10,000 of them; a click costs 0.80 yuan.
    assert seen.to_numpy().tolist() == [
        ["搜索", "100%", "¥100,000.00", "10,000", "¥8,000.00", "12.50", "2.78"]
    ]
    assert unseen.dataframe[-1].value.columns.tolist() == ["Channel", "Share of the shop", "Target"]
    assert [word for word in COSTS if word in shown(unseen)] == []


def test_channels_are_typed_in_a_grid(cast: Cast, visit: Visit) -> None:
    app = open_view(visit, cast.zhou, "shops")
    key = f"campaign-typed-channels-{CAMPAIGN}-{SHOP}"
    added = {"channel": "直播", "share_bp": "100%", "conversion_bp": "5", "buyer_fen": "200"}
    app.session_state[f"{key}-grid"] = {
        "edited_rows": {},
        "added_rows": [added],
        "deleted_rows": [],
    }

    press_key(app, f"{key}-save")

    assert card(cast).of_shop(SHOP) == {"直播": ChannelPlan(10_000, 500, 20_000)}


def test_two_sides_give_the_third(cast: Cast, visit: Visit) -> None:
    app = open_view(visit, cast.zhou, "takes")
    app.text_input(key=f"takes-conversion-{CAMPAIGN}").set_value("5%")
    app.text_input(key=f"takes-buyer-{CAMPAIGN}").set_value("200").run()
    app.text_input(key=f"takes-click-{CAMPAIGN}").set_value("0.8")
    app.text_input(key=f"takes-margin-{CAMPAIGN}").set_value("40%")
    app.text_input(key=f"takes-refund-{CAMPAIGN}").set_value("10%").run()

    values = {one.label: one.value for one in app.metric}
    assert values["Visitors"] == "10,000"
    assert values["Return on spend"] == "12.50"
    assert values["Break-even return"] == "2.78"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("visitors", "12.5", "Visitors: write a whole number."),
        ("refund", "150%", "Refund rate: write a rate from 0% to 100%."),
    ],
)
def test_what_can_not_be_is_refused_by_its_field(
    cast: Cast, visit: Visit, field: str, typed: str, said: str
) -> None:
    app = open_view(visit, cast.zhou, "takes")
    app.text_input(key=f"takes-conversion-{CAMPAIGN}").set_value("5%")
    if field == "refund":
        app.text_input(key=f"takes-buyer-{CAMPAIGN}").set_value("200").run()

    app.text_input(key=f"takes-{field}-{CAMPAIGN}").set_value(typed).run()

    assert said in [one.value for one in (*app.info, *app.error)]


def test_a_teammate_is_not_asked_what_a_click_costs(cast: Cast, visit: Visit) -> None:
    app = open_view(visit, cast.xiaowen, "takes")
    app.text_input(key=f"takes-conversion-{CAMPAIGN}").set_value("5%")
    app.text_input(key=f"takes-buyer-{CAMPAIGN}").set_value("200").run()

    assert [one.label for one in app.metric] == [
        "Amount",
        "Visitors",
        "Conversion",
        "Paid per buyer",
    ]
    assert [word for word in COSTS if word in shown(app)] == []


def test_a_curve_is_kept_looked_at_and_used(cast: Cast, visit: Visit) -> None:
    cast.clock.now = datetime.fromisoformat("2026-11-16T12:00:00+08:00")
    for day, fen in ((9, 100_000), (11, 900_000), (15, 0)):
        cast.do(
            cast.zhou,
            actions.sales.type_in,
            shop_id=SHOP,
            day=date(2026, 11, day),
            figures=Figures(paid_fen=fen),
        )
    app = open_view(visit, cast.zhou, "curve")
    app.text_input(key="campaign-typed-keep-curve-name").set_value("这一场")
    press(app, "Keep this curve")
    kept = cast.ask(cast.zhou, reports.curves.kept)["id"].item()

    app.selectbox(key=f"curve-choice-{CAMPAIGN}").set_value(kept).run()
    press(app, "Use this curve")

    assert "The plan follows the curve “这一场”." in shown(app)
    assert card(cast).plan is not None
    shares = {day.day: share for (_, day), share in card(cast).days.items() if share}
    assert shares == {9: 1_000, 11: 9_000}


def test_a_curve_is_drawn_in_a_grid(cast: Cast, visit: Visit) -> None:
    app = open_view(visit, cast.zhou, "curve")
    key = f"campaign-typed-drawn-{CAMPAIGN}"
    days = list(card(cast).days)
    edits = {place: {"share": "0"} for place in range(len(days))}
    edits[days.index((BURST, date(2026, 11, 11)))] = {"share": "100%"}
    app.session_state[f"{key}-grid"] = {
        "edited_rows": edits,
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    app.text_input(key=f"{key}-name").set_value("手绘").run()

    press(app, "Keep this drawing")

    assert cast.ask(cast.zhou, reports.curves.kept)["name"].tolist() == ["手绘"]


def open_view(visit: Visit, who: Any, view: str, language: str = "en") -> AppTest:
    """The page with one of its views open."""
    app = visit(who, "target", language)
    app.session_state["target-view"] = view
    return app.run()


def press_key(app: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    app.button(key=key).click()
    return app.run()


def card(cast: Cast) -> TargetCard:
    """The target as the operator sees it."""
    return cast.ask(cast.zhou, reports.targets.card, campaign_id=CAMPAIGN)


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


def plan_channels(cast: Cast) -> None:
    """Let the operator plan a channel with all it takes."""
    cast.do(
        cast.zhou,
        actions.targets.set_channels,
        campaign_id=CAMPAIGN,
        shop_id=SHOP,
        channels={"搜索": ChannelPlan(10_000, 500, 20_000, 80, None, 4_000, 1_000)},
        seen={},
    )


def add_a_shop(cast: Cast) -> None:
    """Let a second shop take part."""
    cast.do(cast.zhou, actions.shops.add_shop, name="小山茶铺京东店", platform="jd")
    known = cast.ask(cast.zhou, reports.campaigns.card, campaign_id=CAMPAIGN)
    cast.do(
        cast.zhou,
        actions.campaigns.edit,
        campaign_id=CAMPAIGN,
        version=known.version,
        name=known.name,
        shop_ids=[1, 2],
    )
