"""Standing for promotions: reasons for findings, signing for the rules, and what makes it stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner.actions import audits, campaigns, gates, history, products, promotions
from planner.reports import audits as reports
from planner.reports import campaigns as campaign_reports
from planner.reports import gates as gate_reports
from planner.reports import history as history_reports
from planner.reports.audits import Found, PhaseCheck
from planner.rules.gates import RulesSigned
from planner.rules.promotions.findings import Code, Level
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.stamps import Stamp
from tests.support.cast import BURST, CAMPAIGN, WARM, WRAP, Cast, build, opened
from tests.support.databases import Databases
from tests.support.tea_promotions import (
    COUPON,
    CUP,
    EVERY_300,
    SET,
    SHOP,
    TOO_DEEP,
    product,
    promote,
    reprice,
    sell,
)

REASON = "杯子是引流款，按利润预算可接受"


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    for cast in opened(databases.copy_of(build)):
        sell(cast.do, cast.zhou)
        yield cast


def check(cast: Cast, phase_id: int = BURST) -> PhaseCheck:
    found = cast.ask(cast.zhou, reports.audit, campaign_id=CAMPAIGN)
    return next(one for one in found if one.phase_id == phase_id)


def needing(cast: Cast) -> list[Found]:
    return [one for one in check(cast).found if one.finding.level is Level.P1]


def of_code(cast: Cast, code: Code) -> Found:
    """What is found under a code, not what could not be checked under it."""
    (found,) = [
        one
        for one in check(cast).found
        if one.finding.code is code and one.finding.level is not Level.NOT_CHECKED
    ]
    return found


def about(found: Found) -> dict[str, Any]:
    return {"campaign_id": CAMPAIGN, "shop_id": SHOP, "finding": found.key}


def answered(*found: Found, reason: str = REASON) -> dict[str, Any]:
    findings = [(one.key, one.finding.proof) for one in found]
    return {"campaign_id": CAMPAIGN, "shop_id": SHOP, "findings": findings, "reason": reason}


def stand_for(cast: Cast, found: Found, reason: str = REASON) -> None:
    cast.do(cast.zhou, audits.accept, **answered(found, reason=reason))


def sign(cast: Cast, phase_id: int = BURST) -> None:
    """大毛 signs for the burst's rules, after 周妍 has given every reason that is needed."""
    for found in needing(cast):
        stand_for(cast, found)
    cast.do(cast.damao, audits.sign_off, phase_id=phase_id, note="逐条看过")
    cast.clock.wait(hours=1)


def state(cast: Cast, phase_id: int = BURST) -> RulesSigned | None:
    return cast.ask(cast.xiaowen, gate_reports.gate, phase_id=phase_id).rules


def test_a_losing_basket_blocks_the_signature(cast: Cast) -> None:
    promote(cast, EVERY_300, TOO_DEEP)

    with cast.refused("The rules of “爆发” can't be signed off yet") as refused:
        cast.do(cast.damao, audits.sign_off, phase_id=BURST)

    assert check(cast).stamp is Stamp.BLOCKED
    assert "Sold below cost" in str(refused.value.sentence.values["missing"])


def test_a_finding_without_a_reason_keeps_a_lead_from_signing(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    first, *others = needing(cast)
    for found in others:
        stand_for(cast, found)

    with cast.refused("1 finding has no reason|can't be signed off yet"):
        cast.do(cast.damao, audits.sign_off, phase_id=BURST)

    assert check(cast).stamp is Stamp.NEEDS_REASONS
    stand_for(cast, first)
    assert check(cast).stamp is Stamp.READY


def test_with_every_reason_given_a_lead_signs(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    now = cast.clock.now

    sign(cast)

    found = check(cast)
    assert found.signature is not None
    assert (found.stamp, found.missing) == (Stamp.SIGNED, ())
    assert (found.signature.by, found.signature.at, found.signature.note) == (
        "大毛",
        now,
        "逐条看过",
    )
    assert state(cast) is RulesSigned.HOLDS


def test_a_reason_is_kept_with_its_person(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)

    stand_for(cast, of_code(cast, Code.BELOW_TARGET_MARGIN))

    reason = of_code(cast, Code.BELOW_TARGET_MARGIN).reason
    assert reason is not None
    assert (reason.text, reason.by, reason.stands) == (REASON, "周妍", True)


def test_a_reason_falls_when_the_figures_change(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    stand_for(cast, of_code(cast, Code.BELOW_TARGET_MARGIN))

    reprice(cast, CUP, cost_fen=7_100)

    reason = of_code(cast, Code.BELOW_TARGET_MARGIN).reason
    assert reason is not None
    assert not reason.stands
    assert check(cast).stamp is Stamp.NEEDS_REASONS


def test_a_reason_for_figures_that_have_changed_is_refused(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    seen = of_code(cast, Code.BELOW_TARGET_MARGIN)
    reprice(cast, CUP, cost_fen=7_100)

    with cast.refused("have changed. Look at them and give the reason again"):
        stand_for(cast, seen)


def test_a_reason_for_what_is_gone_is_refused(cast: Cast) -> None:
    _, coupon = promote(cast, EVERY_300, COUPON)
    seen = of_code(cast, Code.BELOW_TARGET_MARGIN)
    cast.do(cast.zhou, promotions.cancel, promotion_id=coupon)

    with cast.refused("does not find this any more"):
        stand_for(cast, seen)


def test_nobody_can_explain_away_what_stops_the_phase(cast: Cast) -> None:
    promote(cast, EVERY_300, TOO_DEEP)

    with cast.refused("it stops the phase"):
        stand_for(cast, of_code(cast, Code.BELOW_COST))


def test_what_was_not_checked_needs_no_reason_and_does_not_pass(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    unknown = next(one for one in check(cast).found if one.finding.level is Level.NOT_CHECKED)

    with cast.refused("needs no reason"):
        stand_for(cast, unknown)


@pytest.mark.parametrize("reason", ["", "  \n ", "长" * 1001])
def test_a_reason_says_something(cast: Cast, reason: str) -> None:
    promote(cast, EVERY_300, COUPON)

    with cast.refused("Reason: write why it may stay so"):
        stand_for(cast, of_code(cast, Code.BELOW_TARGET_MARGIN), reason)


def test_one_reason_stands_for_several_findings(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)

    cast.do(cast.zhou, audits.accept, **answered(*needing(cast)))

    assert len(needing(cast)) == 2
    assert all(one.reason is not None and one.reason.stands for one in needing(cast))


def test_of_several_findings_all_are_answered_or_none(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    first, second = needing(cast)
    stale = replace(second, finding=replace(second.finding, loss_fen=1))

    with cast.refused("have changed"):
        cast.do(cast.zhou, audits.accept, **answered(first, stale))


def test_a_reason_is_about_something(cast: Cast) -> None:
    with cast.refused("Findings: choose at least one"):
        cast.do(cast.zhou, audits.accept, **answered())


def test_a_reason_can_be_withdrawn(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    found = of_code(cast, Code.BELOW_TARGET_MARGIN)
    stand_for(cast, found)

    cast.do(cast.zhou, audits.withdraw, **about(found))

    assert of_code(cast, Code.BELOW_TARGET_MARGIN).reason is None
    with cast.refused("Nobody has given a reason"):
        cast.do(cast.zhou, audits.withdraw, **about(found))


def test_a_reason_can_be_undone_by_who_gave_it(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    found = of_code(cast, Code.BELOW_TARGET_MARGIN)
    receipt = cast.do(cast.zhou, audits.accept, **answered(found))

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert of_code(cast, Code.BELOW_TARGET_MARGIN).reason is None


@pytest.mark.parametrize(
    "change",
    [
        lambda cast: reprice(cast, SET, list_fen=39_900),
        lambda cast: reprice(cast, SET, cost_fen=20_100),
        lambda cast: promote(cast, TOO_DEEP),
        lambda cast: cast.do(
            cast.zhou,
            promotions.set_costs,
            campaign_id=CAMPAIGN,
            version=1,
            costs=Costs(fee_bp=600, target_bp=1_000),
            limits=Limits(),
        ),
        lambda cast: cast.do(
            cast.zhou, products.remove, product_ids=[int(product(cast, SET)["id"])]
        ),
    ],
    ids=["price", "cost", "promotion", "fee", "product"],
)
def test_any_change_of_rules_prices_or_costs_makes_the_signature_stale(
    cast: Cast, change: Any
) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)

    change(cast)

    found = check(cast)
    assert state(cast) is RulesSigned.STALE
    assert found.signature is not None
    assert not found.signature.holds
    assert [one.by for one in found.signature.since] == ["周妍"]


def test_what_changed_since_the_signature_is_told_newest_first(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)
    reprice(cast, SET, list_fen=39_900)
    cast.clock.wait(minutes=5)
    promote(cast, TOO_DEEP)

    signature = check(cast).signature

    assert signature is not None
    assert [str(one.sentence) for one in signature.since] == [
        "added the promotion “满299减130券”",
        "changed the product “盖碗套装”",
    ]


@pytest.mark.parametrize("amounts", [{"stock": 40}, {"planned_pieces": 30}])
def test_stock_that_sells_leaves_the_signature_standing(
    cast: Cast, amounts: dict[str, int]
) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)

    reprice(cast, SET, **amounts)

    assert state(cast) is RulesSigned.HOLDS


def test_undoing_the_change_makes_the_signature_hold_again(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)
    receipt = reprice(cast, SET, list_fen=39_900)

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert state(cast) is RulesSigned.HOLDS


def test_a_promotion_of_another_phase_leaves_the_signature_standing(cast: Cast) -> None:
    promote(cast, COUPON)
    sign(cast)

    promote(cast, replace(EVERY_300, phases=frozenset({WRAP})))

    assert state(cast) is RulesSigned.HOLDS
    assert state(cast, WRAP) is RulesSigned.NOT_YET


def test_signing_again_takes_the_rules_as_they_are_now(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)
    reprice(cast, SET, list_fen=39_900)
    stale = state(cast)

    sign(cast)

    assert (stale, state(cast)) == (RulesSigned.STALE, RulesSigned.HOLDS)


def test_a_signature_can_be_taken_back(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)

    cast.do(cast.damao, audits.take_back, phase_id=BURST)

    assert state(cast) is RulesSigned.NOT_YET
    with cast.refused("Nobody has signed off the rules"):
        cast.do(cast.damao, audits.take_back, phase_id=BURST)


def test_a_phase_without_promotions_has_nothing_to_sign(cast: Cast) -> None:
    promote(cast, EVERY_300)

    with cast.refused("“预热” has no promotions"):
        cast.do(cast.damao, audits.sign_off, phase_id=WARM)

    assert state(cast, WARM) is None
    assert [one.phase_id for one in cast.ask(cast.zhou, reports.audit, campaign_id=CAMPAIGN)] == [
        BURST,
        WRAP,
    ]


def test_the_rules_are_one_of_the_things_a_phase_needs(cast: Cast) -> None:
    before = {str(one) for one in _missing(cast)}
    promote(cast, EVERY_300, COUPON)
    unsigned = {str(one) for one in _missing(cast)} - before
    sign(cast)
    signed = {str(one) for one in _missing(cast)} - before

    reprice(cast, SET, list_fen=39_900)

    assert unsigned == {"the promotion rules are not signed off"}
    assert signed == set()
    assert {str(one) for one in _missing(cast)} - before == {
        "the promotion rules have changed since they were signed off"
    }


def test_a_phase_does_not_open_while_its_rules_are_not_signed_for(cast: Cast) -> None:
    """The wrap-up needs nothing but its warehouse's sign-off and that of its rules."""
    promote(cast, EVERY_300)
    warehouse = cast.team_id("warehouse")
    cast.do(cast.laoku, gates.sign_off, phase_id=WRAP, team_id=warehouse)
    with cast.refused("“收尾” can't open yet"):
        cast.do(cast.damao, gates.let_open, phase_id=WRAP)

    cast.do(cast.damao, audits.sign_off, phase_id=WRAP)
    cast.do(cast.damao, gates.let_open, phase_id=WRAP)

    assert cast.ask(cast.xiaowen, gate_reports.gate, phase_id=WRAP).missing == ()


def test_readiness_says_how_far_the_rules_are(cast: Cast) -> None:
    promote(cast, EVERY_300)
    cast.do(cast.damao, audits.sign_off, phase_id=WRAP)

    frame = cast.ask(cast.xiaowen, campaign_reports.readiness, campaign_id=CAMPAIGN)

    assert frame.groupby("phase_id", sort=False)["rules"].first().to_dict() == {
        WARM: None,
        BURST: RulesSigned.NOT_YET,
        WRAP: RulesSigned.HOLDS,
    }


@pytest.mark.parametrize("who", ["zhou", "xiaowen"])
def test_only_a_lead_signs(cast: Cast, who: str) -> None:
    promote(cast, EVERY_300)

    with cast.refused("Only a lead can sign off"):
        cast.do(getattr(cast, who), audits.sign_off, phase_id=WRAP)


def test_a_teammate_neither_sees_the_check_nor_gives_reasons(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    found = of_code(cast, Code.BELOW_TARGET_MARGIN)

    with cast.refused("Costs and margins are for operators and leads only"):
        cast.ask(cast.xiaowen, reports.audit, campaign_id=CAMPAIGN)
    with cast.refused("Costs and margins are for operators and leads only"):
        cast.do(cast.xiaowen, audits.accept, **answered(found))
    with cast.refused("Costs and margins are for operators and leads only"):
        cast.do(cast.xiaowen, audits.withdraw, **about(found))


def test_the_history_tells_a_teammate_no_reason(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    sign(cast)

    events = cast.ask(cast.xiaowen, history_reports.events, campaign_id=CAMPAIGN)

    told = [str(one) for one in events["sentence"]]
    assert "gave a reason for 1 finding of the promotion check" in told
    assert REASON not in " ".join(told)


def test_undoing_a_reason_that_changed_since_tells_a_teammate_no_reason(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    margin, *others = needing(cast)
    both = cast.do(cast.zhou, audits.accept, **answered(margin, *others))
    stand_for(cast, margin, reason=f"{REASON}，毛利只剩3%")

    cast.do(cast.zhou, history.undo, event_id=both.event_id)

    events = cast.ask(cast.xiaowen, history_reports.events, campaign_id=CAMPAIGN)
    told = [str(one) for one in events["sentence"]]
    assert "stays as it is" in told[0]
    assert REASON[:4] not in " ".join(told)


def test_the_history_tells_a_teammate_no_note_of_a_signature(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    for found in needing(cast):
        stand_for(cast, found)
    signed = cast.do(cast.damao, audits.sign_off, phase_id=BURST, note="毛利只剩3%，认了")

    for_teammate = cast.ask(cast.xiaowen, history_reports.changes, event_id=signed.event_id)
    for_operator = cast.ask(cast.zhou, history_reports.changes, event_id=signed.event_id)

    assert "毛利只剩3%，认了" not in for_teammate.to_string()
    assert "毛利只剩3%，认了" in for_operator.to_string()


def test_a_lead_signs_only_for_the_rules_that_were_on_screen(cast: Cast) -> None:
    promote(cast, EVERY_300)
    seen = check(cast, WRAP).fingerprint
    reprice(cast, CUP, list_fen=10_100)

    with cast.refused("The rules of “收尾” have changed since you looked at them"):
        cast.do(cast.damao, audits.sign_off, phase_id=WRAP, seen=seen)

    cast.do(cast.damao, audits.sign_off, phase_id=WRAP, seen=check(cast, WRAP).fingerprint)
    assert state(cast, WRAP) is RulesSigned.HOLDS


def test_an_archived_sale_is_neither_signed_nor_explained(cast: Cast) -> None:
    promote(cast, EVERY_300, COUPON)
    found = of_code(cast, Code.BELOW_TARGET_MARGIN)
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    with cast.refused("archived"):
        cast.do(cast.damao, audits.sign_off, phase_id=WRAP)
    with cast.refused("archived"):
        stand_for(cast, found)


def test_a_shop_that_does_not_take_part_is_refused(cast: Cast) -> None:
    with cast.refused("Shop: choose one that takes part"):
        cast.do(
            cast.zhou,
            audits.withdraw,
            campaign_id=CAMPAIGN,
            shop_id=SHOP + 1,
            finding="x",
        )


def _missing(cast: Cast) -> tuple[Any, ...]:
    return cast.ask(cast.xiaowen, gate_reports.gate, phase_id=BURST).missing
