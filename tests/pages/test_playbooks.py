"""Playbooks on their page: an example in a click, arming, what each would say, what fired."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import campaigns, firing
from planner.reports import playbooks as reports
from planner.reports.playbooks import PlaybookCard, Standing
from planner.rules.people import NOBODY
from tests.actions.test_playbooks import OPENS, at_half_past_ten, write
from tests.pages.acting import labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, Cast
from tests.support.selling import sell


def cards(cast: Cast) -> tuple[PlaybookCard, ...]:
    return cast.ask(cast.zhou, reports.playbooks, campaign_id=CAMPAIGN)


@pytest.mark.parametrize(
    ("language", "teaching"), [("en", "No playbook yet"), ("zh", "还没有预案")]
)
def test_the_empty_page_teaches_and_adds_an_example_in_a_click(
    cast: Cast, visit: Visit, language: str, teaching: str
) -> None:
    app = visit(cast.zhou, "playbooks", language)

    before = shown(app)
    (button,) = [one for one in app.button if one.key == "add-example"]
    button.click()
    app.run()

    assert teaching in before
    (card,) = cards(cast)
    assert (card.name, card.trigger.phase_key) == ("爆发开场偏慢", BURST)
    assert card.standing is Standing.RESTING
    assert [one.team_key for one in card.tasks] == ["operations", "marketing", "design"]
    assert "爆发开场偏慢" in shown(app)


def test_teammates_look_and_touch_nothing(cast: Cast, visit: Visit) -> None:
    empty = shown(visit(cast.xiaowen, "playbooks"))
    write(cast)

    app = visit(cast.xiaowen, "playbooks")

    assert "Operators and leads write them." in empty
    assert "开场慢了" in shown(app)
    assert not {"Arm it", "Disarm", "Remove", "Write a playbook"} & set(labels(app))


def test_one_is_armed_and_disarmed(cast: Cast, visit: Visit) -> None:
    write(cast, armed=False)
    app = visit(cast.zhou, "playbooks")

    press(app, "Arm it")
    armed = cards(cast)[0].standing
    press(app, "Disarm")

    assert armed is Standing.ARMED
    assert cards(cast)[0].standing is Standing.RESTING


def test_it_says_whether_it_would_fire_now(cast: Cast, visit: Visit) -> None:
    write(cast)
    nothing = shown(visit(cast.zhou, "playbooks"))
    cast.clock.now = datetime.fromisoformat("2026-11-10T21:10:00+08:00")
    sell(cast, OPENS, [50_000])

    behind = shown(visit(cast.zhou, "playbooks"))

    assert "No data yet. No figures up to" in nothing
    assert "As of now: It would fire." in behind
    assert "That is below 80%" in behind


def test_a_fired_one_shows_when_on_what_and_the_tasks_it_made(cast: Cast, visit: Visit) -> None:
    write(cast)
    at_half_past_ten(cast)
    sell(cast, OPENS, [50_000, 40_000])
    cast.do(NOBODY, firing.fire_due)

    app = visit(cast.zhou, "playbooks")
    press(app, "加一轮福袋 · Operations · due 1 hour after")

    said = shown(app).replace("\\", "")
    assert "Fired on 2026-11-10 22:30." in said
    assert "¥900.00 of ¥30,600.00 planned, 2.9%" in said
    assert "Disarm" not in labels(app)
    assert "加一轮福袋" in app.get("dialog")[0].proto.dialog.title


def test_one_is_written_in_the_form(cast: Cast, visit: Visit) -> None:
    app = press(visit(cast.zhou, "playbooks"), "Write my own")
    press(app, "One more task")
    fill(app, "Name of the playbook", "补货")
    titles = [one for one in app.text_input if one.label == "What is to be done"]
    titles[0].set_value("调货")
    titles[1].set_value("改首屏")
    (share,) = [one for one in app.number_input if one.label == "% of the plan"]
    share.set_value(70.0)
    (hours,) = [one for one in app.number_input if one.label == "Hours after the opening"]
    hours.set_value(3.5)

    press(app, "Save the playbook")

    assert refusals(app) == []
    (card,) = cards(cast)
    assert (card.name, card.trigger.share_bp, card.trigger.offset_minutes) == ("补货", 7_000, 210)
    assert [one.release.title for one in card.tasks] == ["调货", "改首屏"]


def test_what_is_wrong_is_said_beside_the_button_and_the_input_is_kept(
    cast: Cast, visit: Visit
) -> None:
    app = press(visit(cast.zhou, "playbooks"), "Write my own")
    fill(app, "What is to be done", "调货")

    press(app, "Save the playbook")

    assert refusals(app) == ["Name: write 1 to 80 characters."]
    assert [one.value for one in app.text_input if one.label == "What is to be done"] == ["调货"]
    assert cards(cast) == ()


def test_one_is_changed_and_keeps_its_tasks(cast: Cast, visit: Visit) -> None:
    write(cast, armed=False)
    app = press(visit(cast.zhou, "playbooks"), "Change")
    fill(app, "Name of the playbook", "开场很慢")

    press(app, "Save changes")

    assert refusals(app) == []
    (card,) = cards(cast)
    assert card.name == "开场很慢"
    assert [one.release.title for one in card.tasks] == ["加一轮福袋", "换首屏"]


def test_an_archived_sale_is_only_looked_at(cast: Cast, visit: Visit) -> None:
    write(cast)
    cast.do(cast.damao, campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(cast.zhou, "playbooks")

    assert not {"Arm it", "Disarm", "Remove", "Write a playbook"} & set(labels(app))


def fill(app: AppTest, label: str, text: str) -> None:
    """Write into the field with this label."""
    (field,) = [one for one in app.text_input if one.label == label]
    field.set_value(text)
