"""The check before launch: what stops a phase, reasons in place, the stamp and its signature."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.reports.audits import PhaseCheck
from planner.rules.people import Actor
from planner.rules.promotions.findings import Level
from planner.rules.promotions.stamps import Stamp
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, WRAP, Cast
from tests.support.tea_promotions import (
    COUPON,
    EVERY_300,
    SET,
    SHOP,
    TOO_DEEP,
    promote,
    reprice,
    sell,
)


@pytest.fixture
def selling(cast: Cast) -> Cast:
    sell(cast.do, cast.zhou)
    return cast


def check(cast: Cast) -> PhaseCheck:
    found = cast.ask(cast.zhou, reports.audits.audit, campaign_id=CAMPAIGN)
    return next(one for one in found if one.phase_id == BURST)


def open_check(visit: Visit, who: Actor, language: str = "en", phase: int = BURST) -> AppTest:
    return visit(who, "check", language, check=str(phase))


def give_reasons(cast: Cast) -> None:
    waiting = [one for one in check(cast).found if one.finding.level is Level.P1]
    cast.do(
        cast.zhou,
        actions.audits.accept,
        campaign_id=CAMPAIGN,
        shop_id=SHOP,
        findings=[(one.key, one.finding.proof) for one in waiting],
        reason="引流款",
    )


@pytest.mark.parametrize(
    ("language", "stamp", "level", "finding"),
    [
        ("en", "Blocked:", "Stops the phase", "Sold below cost"),
        ("zh", "已拦下：", "必须改好", "低于成本"),
    ],
)
def test_a_losing_basket_blocks_the_phase(
    selling: Cast, visit: Visit, language: str, stamp: str, level: str, finding: str
) -> None:
    promote(selling, EVERY_300, TOO_DEEP)

    app = open_check(visit, selling.damao, language)

    (told,) = [one.value for one in app.error]
    assert stamp in told
    assert level in shown(app)
    assert finding in shown(app)
    assert any("-¥71.00" in one.proto.body for one in app.get("html"))


def test_a_reason_is_given_in_place(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)
    app = open_check(visit, selling.zhou)
    field = next(one for one in app.text_input if str(one.key).startswith("reason-"))

    field.set_value(HOSTILE)
    next(one for one in app.button if one.label == "I stand for it").click().run()

    reasons = [one.reason for one in check(selling).found if one.reason is not None]
    assert [(one.text, one.by) for one in reasons] == [(HOSTILE, "周妍")]
    assert HOSTILE_IN_MARKDOWN in shown(app)
    press(app, "Take the reason back")
    assert not any(one.reason for one in check(selling).found)


def test_a_reason_that_says_nothing_is_refused_in_the_readers_language(
    selling: Cast, visit: Visit
) -> None:
    promote(selling, EVERY_300, COUPON)
    app = open_check(visit, selling.zhou, "zh")

    next(one for one in app.button if one.label == "我来负责").click().run()

    assert "写明为什么可以这样" in refusals(app)[-1]


def test_a_lead_signs_once_nothing_is_in_the_way(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)
    give_reasons(selling)
    app = open_check(visit, selling.damao)
    at_first = [one.value for one in app.info]

    app.text_area(key=f"rules-sign-{BURST}-note").set_value("看过")
    app.button(key=f"rules-sign-{BURST}").click().run()

    assert "Nothing that was checked is in the way, but 8 things were not" in at_first[0]
    assert check(selling).stamp is Stamp.SIGNED
    assert "大毛 signed off on" in shown(app)
    assert "Signed off: rules, prices and costs" in next(one.value for one in app.success)


def test_a_changed_price_makes_it_stale_and_says_who_changed_it(
    selling: Cast, visit: Visit
) -> None:
    promote(selling, EVERY_300, COUPON)
    give_reasons(selling)
    selling.do(selling.damao, actions.audits.sign_off, phase_id=BURST)
    selling.clock.wait(hours=1)
    reprice(selling, SET, list_fen=39_900)

    app = open_check(visit, selling.damao)

    assert "The sign-off is stale" in next(one.value for one in app.warning)
    assert "周妍 changed the product “盖碗套装”" in shown(app)
    press(app, "Take the sign-off back")
    assert check(selling).signature is None


def test_what_was_not_checked_is_listed(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300)

    app = open_check(visit, selling.zhou, phase=WRAP)

    assert "They did not pass" in shown(app)
    assert "Not checked because nobody has said what 1 product costs" in shown(app)


def test_an_operator_gives_reasons_but_does_not_sign(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)

    app = open_check(visit, selling.zhou)

    assert "I stand for it" in labels(app)
    assert not {"Sign off", "Take the sign-off back"} & set(labels(app))


def test_an_archived_sale_is_only_looked_at(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)
    selling.do(selling.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(selling.damao, "check", campaign="双11 2026", check=str(BURST))

    assert "Needs a reason" in shown(app)
    assert not {"I stand for it", "Sign off"} & set(labels(app))


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Nothing to check yet"), ("zh", "还没有可检查的")]
)
def test_without_promotions_the_page_says_what_it_will_do(
    cast: Cast, visit: Visit, language: str, told: str
) -> None:
    app = visit(cast.zhou, "check", language)

    assert told in shown(app)


def test_a_teammate_has_no_such_page(selling: Cast, visit: Visit) -> None:
    promote(selling, EVERY_300, COUPON)

    with pytest.raises(ValueError, match="check"):
        visit(selling.xiaowen, "check")


@pytest.mark.parametrize(("who", "led_on"), [("zhou", True), ("xiaowen", False)])
def test_the_gate_says_how_far_the_rules_are_and_leads_on_who_may_see(
    selling: Cast, visit: Visit, who: str, led_on: bool
) -> None:
    promote(selling, EVERY_300)

    app = visit(getattr(selling, who), "gates", gate=str(WRAP))

    assert "the promotion rules are not signed off" in shown(app)
    links = [one.proto.label for one in app.get("page_link")]
    assert ("Check before launch" in links) is led_on
