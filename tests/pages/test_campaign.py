"""How a sale is laid out: everyone sees it, those who plan change it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions
from planner.reports import campaigns as reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PhaseKind
from planner.rules.targets import Measure
from tests.pages.acting import HOSTILE, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, FREEZE, PICTURES, STOCK, WARM, WRAP, Cast


def press(app: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    return app.button(key=key).click().run()


def card(cast: Cast, campaign_id: int = CAMPAIGN) -> CampaignCard:
    return cast.ask(cast.zhou, reports.card, campaign_id=campaign_id)


def html(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize(
    ("language", "sale_day"), [("en", "Sale day Wed 11 Nov 2026"), ("zh", "大促日 2026年11月11日")]
)
@pytest.mark.parametrize("who", ["xiaowen", "zhou", "damao"])
def test_everyone_sees_how_the_sale_is_laid_out(
    cast: Cast, visit: Visit, who: str, language: str, sale_day: str
) -> None:
    app = visit(getattr(cast, who), "campaign", language)

    page = html(app)
    assert sale_day in shown(app)
    assert all(name in page for name in ("预热", "爆发", "收尾", "页面冻结"))
    assert not app.exception


def test_a_teammate_sees_no_buttons_that_change_the_plan(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "campaign")

    assert [button.key for button in app.main.button] == []


def test_a_phase_is_changed_and_the_notice_counts_what_moved(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")

    press(app, f"change-phase-{BURST}")
    press(app, f"move-phase-{BURST}")
    form = f"campaign-typed-move-{CAMPAIGN}"
    app.datetime_input(key=f"{form}-{BURST}-opens").set_value(datetime(2026, 11, 9, 20))
    press(app, f"{form}-see")
    press(app, f"{form}-asked-accept")

    assert "5 tasks moved with it" in app.toast[0].value
    assert cast.task(STOCK).due_on == date(2026, 11, 7)


def test_a_stale_phase_keeps_what_was_typed_and_is_saved_the_second_time(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, f"change-phase-{BURST}")
    cast.do(
        cast.damao,
        actions.phases.edit_phase,
        phase_id=BURST,
        version=1,
        name="大爆发",
        kind=PhaseKind.BURST,
    )
    form = f"campaign-typed-phase-{BURST}"
    app.text_input(key=f"{form}-name").set_value("第一波")

    press(app, f"{form}-save")
    told, kept = refusals(app)[0], app.text_input(key=f"{form}-name").value
    press(app, f"{form}-save")

    assert "大毛" in told
    assert "“爆发” → “大爆发”" in told
    assert kept == "第一波"
    assert card(cast).phases[1].name == "第一波"


def test_a_phase_that_closes_before_it_opens_is_refused_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, "add-phase")
    form = "campaign-typed-phase-0"
    app.text_input(key=f"{form}-name").set_value("返场")
    app.datetime_input(key=f"{form}-closes").set_value(datetime(2026, 11, 1))

    press(app, f"{form}-save")

    assert "closes at or before it opens" in refusals(app)[0]
    assert app.datetime_input(key=f"{form}-closes").value == datetime(2026, 11, 1)


def test_phases_and_milestones_are_added_and_removed(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")

    press(app, "add-milestone")
    app.text_input(key="campaign-typed-milestone-0-name").set_value(HOSTILE)
    press(app, "campaign-typed-milestone-0-save")
    press(app, "add-phase")
    app.text_input(key="campaign-typed-phase-0-name").set_value("返场")
    press(app, "campaign-typed-phase-0-save")
    after = card(cast)
    added = after.phases[-1]
    press(app, f"change-phase-{added.key}")
    press(app, f"campaign-typed-phase-{added.key}-remove")

    assert HOSTILE in [milestone.name for milestone in after.milestones]
    assert "<b>x</b>" not in html(app)
    assert (added.name, added.opens) == ("返场", datetime(2026, 11, 16))
    assert len(card(cast).phases) == 3


def test_a_milestone_that_a_task_needs_stays(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, f"change-milestone-{FREEZE}")

    press(app, f"campaign-typed-milestone-{FREEZE}-remove")

    assert "1 task needs “页面冻结”" in refusals(app)[0]


def test_moving_the_sale_day_shows_every_task_before(cast: Cast, visit: Visit) -> None:
    cast.do(cast.xiaowen, actions.tasks.complete, task_id=PICTURES)
    app = visit(cast.zhou, "campaign")
    press(app, "move-campaign")
    form = f"campaign-typed-move-{CAMPAIGN}"

    app.date_input(key=f"{form}-day").set_value(date(2026, 11, 18)).run()
    press(app, f"{form}-see")
    said = shown(app)
    rows = app.dataframe[0].value
    press(app, f"{form}-asked-accept")

    assert "7 tasks move" in said
    assert "1 is done and stays" in said
    assert set(rows["days"]) == {7}
    assert card(cast).sale_day == date(2026, 11, 18)
    assert cast.task(STOCK).due_on == date(2026, 11, 15)


def test_back_leads_to_the_question_again(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, "move-campaign")
    form = f"campaign-typed-move-{CAMPAIGN}"
    app.date_input(key=f"{form}-day").set_value(date(2026, 11, 18)).run()
    press(app, f"{form}-see")

    press(app, f"{form}-asked-back")

    assert app.date_input(key=f"{form}-day").value == date(2026, 11, 18)
    assert card(cast).sale_day == date(2026, 11, 11)


def test_a_new_name_is_kept_and_stays_chosen(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, "edit-campaign")
    form = f"campaign-typed-edit-{CAMPAIGN}"

    app.text_input(key=f"{form}-name").set_value("双十一  大促")
    press(app, f"{form}-save")

    assert card(cast).name == "双十一 大促"
    assert app.selectbox(key="campaign").value == "双十一 大促"


def test_the_target_is_changed_phase_by_phase(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, "change-target")
    form = f"campaign-typed-target-{CAMPAIGN}"

    app.text_input(key=f"{form}-amount").set_value("20万").run()
    app.text_input(key=f"{form}-share-{WRAP}").set_value("15%").run()
    told = refusals(app)
    app.text_input(key=f"{form}-share-{WARM}").set_value("5%")
    app.text_input(key=f"{form}-share-{BURST}").set_value("80%")
    app.selectbox(key=f"{form}-measure").set_value(Measure.NET)
    press(app, f"{form}-save")

    found = card(cast)
    assert "add up to 105%" in told[0]
    assert (found.target_fen, found.measure) == (20_000_000, Measure.NET)
    assert found.shares_bp == {WARM: 500, BURST: 8000, WRAP: 1500}


@pytest.mark.parametrize("amount", ["0", "-5", "lots"])
def test_a_target_of_nothing_or_letters_is_refused(cast: Cast, visit: Visit, amount: str) -> None:
    app = visit(cast.zhou, "campaign")
    press(app, "change-target")
    form = f"campaign-typed-target-{CAMPAIGN}"

    app.text_input(key=f"{form}-amount").set_value(amount)
    press(app, f"{form}-save")

    assert "Target:" in refusals(app)[0]
    assert app.text_input(key=f"{form}-amount").value == amount
    assert card(cast).target_fen == 10_000_000


def test_a_copy_is_planned_for_next_year_and_shown(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")

    press(app, "copy-campaign")
    press(app, f"campaign-typed-copy-{CAMPAIGN}-save")

    assert app.selectbox(key="campaign").value == "双11 2027"
    assert card(cast, CAMPAIGN + 1).sale_day == date(2027, 11, 11)


def test_a_copy_says_which_day_has_the_same_weekday(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign", "zh")

    press(app, "copy-campaign")

    assert "2027年11月10日 周三" in shown(app)


def test_an_archived_campaign_is_only_read_until_it_is_taken_out(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")

    press(app, "archive-campaign")
    buttons = {button.key for button in app.main.button}
    press(app, "archive-campaign")

    assert buttons == {"copy-campaign", "template-campaign", "archive-campaign", "bin-campaign"}
    assert not card(cast).archived


def test_a_campaign_goes_into_the_recycle_bin_after_a_word(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "campaign")

    press(app, "bin-campaign")
    said = shown(app)
    press(app, f"campaign-typed-bin-{CAMPAIGN}-save")

    assert "with its 8 tasks" in said
    assert "No sale planned yet" in shown(app)


def test_a_hostile_name_stays_text(cast: Cast, visit: Visit) -> None:
    cast.do(
        cast.zhou,
        actions.campaigns.edit,
        campaign_id=CAMPAIGN,
        version=card(cast).version,
        name=HOSTILE,
        shop_ids=[1],
    )

    app = visit(cast.zhou, "campaign")
    press(app, "bin-campaign")

    assert not app.exception
    assert app.selectbox(key="campaign").value == HOSTILE
