"""Planning a sale: choose it, look at what it brings, create it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.reports import campaigns as reports
from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import listing
from planner.rules.campaigns import PhaseKind
from tests.pages.acting import HOSTILE, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import Cast


def press(app: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    return app.button(key=key).click().run()


def newest(cast: Cast) -> CampaignCard:
    found = cast.ask(cast.zhou, reports.choices)
    return cast.ask(cast.zhou, reports.card, campaign_id=int(found["id"].max()))


def html(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize(
    ("language", "name", "first"),
    [("en", "2026 Double 12", "Warm-up"), ("zh", "2026 双12", "预热期")],
)
def test_the_chosen_sale_is_laid_out_around_its_usual_day(
    cast: Cast, visit: Visit, language: str, name: str, first: str
) -> None:
    app = visit(cast.zhou, "new_campaign", language)

    app.button_group(key="new-sale").set_value("double12").run()

    assert app.text_input(key="new-name").value == name
    assert app.date_input(key="new-sale-day").value == date(2026, 12, 12)
    assert first in html(app)
    assert not app.exception


def test_the_sale_offered_first_can_still_be_planned_in_full(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")

    # On 4 November, work for Black Friday on the 27th should be under way; Double 12 has time.
    assert app.button_group(key="new-sale").value == "double12"


def test_creating_leads_to_the_timeline_of_what_was_created(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign", "zh")
    app.button_group(key="new-sale").set_value("618").run()
    app.text_input(key="new-target").set_value("120万").run()

    press(app, "create-campaign")

    made = newest(cast)
    assert [title.value for title in app.title] == ["时间线"]
    assert app.selectbox(key="campaign").value == "2027 618"
    assert (made.name, made.sale_day) == ("2027 618", date(2027, 6, 18))
    assert (made.target_fen, made.shop_ids) == (120_000_000, (1,))
    # Wave 1 of 618 opens 29 days before, at 20:00.
    assert made.phases[0].opens == datetime(2027, 5, 20, 20)
    assert sorted(made.shares_bp.values()) == [0, 200, 400, 2000, 2200, 2600, 2600]


def test_everything_follows_the_sale_day_with_what_was_adjusted(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.button_group(key="new-sale").set_value("618").run()
    press(app, "change-phase-wave_1")
    form = "campaign-typed-draft-phase-wave_1"
    app.text_input(key=f"{form}-name").set_value("Opening wave")
    app.datetime_input(key=f"{form}-opens").set_value(datetime(2027, 5, 20, 18))
    press(app, f"{form}-save")

    app.date_input(key="new-sale-day").set_value(date(2027, 6, 20)).run()
    press(app, "create-campaign")

    wave = newest(cast).phases[0]
    assert (wave.name, wave.opens) == ("Opening wave", datetime(2027, 5, 22, 18))


@pytest.mark.parametrize(
    ("language", "team"), [("zh", "客服"), ("en", "Customer service")], ids=["zh", "en"]
)
def test_the_teams_of_the_tasks_are_called_as_readers_know_them(
    cast: Cast, visit: Visit, language: str, team: str
) -> None:
    app = visit(cast.zhou, "new_campaign", language=language)

    app.button_group(key="new-sale").set_value("618").run()

    said = shown(app)
    assert team in said
    assert not re.search(r"customer.?_service", said)


def test_core_tasks_only_brings_fewer(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.button_group(key="new-sale").set_value("618").run()

    app.toggle(key="new-core").set_value(True).run()
    press(app, "create-campaign")

    tasks = cast.ask(cast.zhou, listing, campaign_id=newest(cast).id)
    assert 10 < len(tasks) < 60


def test_a_phase_is_left_out_with_its_tasks(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign", "zh")
    app.button_group(key="new-sale").set_value("618").run()

    press(app, "change-phase-encore")
    press(app, "campaign-typed-draft-phase-encore-leave-out")
    app.text_input(key="new-target").set_value("100").run()

    # Its 4% of the target are missing now.
    assert "96%" in refusals(app)[0]
    app.text_input(key="new-618-share-wave_1").set_value("30%").run()
    press(app, "create-campaign")

    made = newest(cast)
    assert "返场" not in [phase.name for phase in made.phases]
    assert made.name == "2027 618"


def test_a_phase_and_a_milestone_are_added(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.button_group(key="new-sale").set_value("blank").run()

    press(app, "add-phase")
    form = "campaign-typed-draft-phase-"
    app.text_input(key=f"{form}-name").set_value(HOSTILE)
    app.button_group(key=f"{form}-kind").set_value(PhaseKind.BURST)
    press(app, f"{form}-save")
    press(app, "add-milestone")
    app.text_input(key="campaign-typed-draft-milestone--name").set_value("Rehearsal")
    press(app, "campaign-typed-draft-milestone--save")

    assert "<b>x</b>" not in html(app)
    press(app, "create-campaign")
    made = newest(cast)
    assert (made.phases[-1].name, made.phases[-1].kind) == (HOSTILE, PhaseKind.BURST)
    assert "Rehearsal" in [milestone.name for milestone in made.milestones]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"closes": datetime(2027, 5, 1)}, "closes at or before it opens"),
        ({"name": ""}, "give it a name"),
        ({"name": "Wave 2"}, "Two phases are called “Wave 2”"),
    ],
)
def test_a_mistake_in_a_phase_is_refused_and_what_was_typed_stays(
    cast: Cast, visit: Visit, given: dict[str, Any], sentence: str
) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.button_group(key="new-sale").set_value("618").run()
    press(app, "change-phase-wave_1")
    form = "campaign-typed-draft-phase-wave_1"
    typed = {"name": "Opening wave"} | given
    app.text_input(key=f"{form}-name").set_value(typed["name"])
    for field in ("opens", "closes"):
        if field in given:
            app.datetime_input(key=f"{form}-{field}").set_value(given[field])

    press(app, f"{form}-save")

    assert sentence in refusals(app)[0]
    assert app.text_input(key=f"{form}-name").value == typed["name"]
    assert "Opening wave" not in html(app)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("new-name", "双11 2026", "already a campaign called"),
        ("new-name", " ", "Name: write"),
        ("new-target", "0", "above 0"),
        ("new-target", "a lot", "is not an amount"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(
    cast: Cast, visit: Visit, key: str, value: str, sentence: str
) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.text_input(key="new-target").set_value("88万").run()
    app.text_input(key=key).set_value(value).run()

    press(app, "create-campaign")

    assert sentence in " ".join(refusals(app)).replace("\\", "")
    assert app.text_input(key=key).value == value
    assert len(cast.ask(cast.zhou, reports.choices)) == 1


def test_a_name_of_ones_own_stays_when_the_sale_changes(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.text_input(key="new-name").set_value("Our summer").run()

    app.button_group(key="new-sale").set_value("618").run()

    assert app.text_input(key="new-name").value == "Our summer"


def test_a_shop_is_added_on_the_way(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.text_input(key="new-shop-name").set_value("抖音店")
    app.selectbox(key="new-shop-platform").set_value("douyin")

    press(app, "new-shop-add")

    assert app.multiselect(key="new-shops").value == [1, 2]
    press(app, "create-campaign")
    assert newest(cast).shop_ids == (1, 2)


def test_what_was_typed_survives_a_look_at_another_page(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")
    app.button_group(key="new-sale").set_value("38").run()
    app.text_input(key="new-target").set_value("88万").run()

    app.switch_page("../../pages/overview.py").run()
    app.switch_page("../../pages/new_campaign.py").run()

    assert app.button_group(key="new-sale").value == "38"
    assert app.text_input(key="new-target").value == "88万"


def test_tasks_late_from_the_start_are_counted(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "new_campaign")

    app.button_group(key="new-sale").set_value("black_friday").run()

    assert "would be overdue from the start" in app.warning[0].value
    assert "Tasks" in shown(app)


def test_a_teammate_has_no_such_page(cast: Cast, visit: Visit) -> None:
    with pytest.raises(ValueError, match="new_campaign"):
        visit(cast.xiaowen, "new_campaign")
