"""Splitting a target: by phases' own figures, by shop and by channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.actions import campaigns, phases, targets
from planner.actions.history import undo
from planner.desk import Desk, Receipt
from planner.reports import campaigns as campaign_reports
from planner.reports import history as history_reports
from planner.reports import targets as target_reports
from planner.reports.targets import TargetCard
from planner.rules.people import Actor
from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
from planner.rules.targets import Measure
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import AFTER, CAMPAIGN, FLAGSHIP, SECOND, build

WARM, BURST, WRAP = 1, 2, 3


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_floor_and_stretch_stand_beside_the_target(shop: RealShop) -> None:
    set_goals(shop, floor_fen=900_000, stretch_fen=1_500_000)

    goals = card(shop).goals
    assert (goals.floor_fen, goals.target_fen, goals.stretch_fen) == (
        *(900_000, 1_250_000),
        1_500_000,
    )


def test_a_floor_above_the_target_is_refused(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="the floor lies at or below it"):
        set_goals(shop, floor_fen=1_300_000)

    assert card(shop).goals.floor_fen is None


def test_a_phase_gets_its_own_figures(shop: RealShop) -> None:
    wanted = {PhaseFigure.MEMBERS_GAINED: 300, PhaseFigure.CONVERSION: 450}

    want(shop, WARM, wanted)

    assert card(shop).of_phase(WARM) == wanted
    assert card(shop).of_phase(BURST) == {}


def test_what_is_left_out_is_not_wanted_any_more(shop: RealShop) -> None:
    want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 300, PhaseFigure.CONVERSION: 450})

    want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 400})

    assert card(shop).of_phase(WARM) == {PhaseFigure.MEMBERS_GAINED: 400}


def test_a_figure_of_another_kind_of_phase_is_refused(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="“爆发” is not judged by this figure"):
        want(shop, BURST, {PhaseFigure.CART_PIECES: 10})


def test_a_stale_phase_target_is_refused_and_says_who_changed_it(shop: RealShop) -> None:
    want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 300})
    seen = {PhaseFigure.MEMBERS_GAINED: card(shop).phases[WARM, PhaseFigure.MEMBERS_GAINED][1]}
    want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 400})

    with pytest.raises(Refusal, match="wanted value “300” → “400”"):
        want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 350}, seen)

    with pytest.raises(Refusal, match="Somebody changed this"):
        want(shop, WARM, {}, {**seen_now(shop), PhaseFigure.CONVERSION: 1})
    assert card(shop).of_phase(WARM) == {PhaseFigure.MEMBERS_GAINED: 400}


def test_a_phase_that_is_taken_away_takes_its_targets_along(shop: RealShop) -> None:
    want(shop, WRAP, {PhaseFigure.REFUND_RATE: 600})

    known = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    shop.desk.perform(
        phases.remove_phase,
        actor=shop.operator,
        phase_id=WRAP,
        version=known.versions["phase", WRAP],
    )

    assert card(shop).phases == {}


def test_shops_share_the_target(shop: RealShop) -> None:
    share(shop, {FLAGSHIP: 7_000, SECOND: 3_000})

    assert {key: value for key, (value, _) in card(shop).shops.items()} == {
        FLAGSHIP: 7_000,
        SECOND: 3_000,
    }


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({FLAGSHIP: 7_000, SECOND: 2_000}, "Part of the target: the shares add up to 9000"),
        ({FLAGSHIP: 7_000, 99: 3_000}, "Shop: choose one of this campaign's shops"),
    ],
)
def test_shares_of_shops_that_make_no_whole_are_refused(
    shop: RealShop, shares: dict[int, int], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        share(shop, shares)

    assert card(shop).shops == {}


def test_channels_are_planned_changed_and_taken_away(shop: RealShop) -> None:
    plan_channels(shop, {"搜索": ChannelPlan(6_000, 500, 20_000), "直播": ChannelPlan(4_000)})

    plan_channels(shop, {" 搜索 ": ChannelPlan(10_000, 400, 20_000, 80, 90_000, 4_000, 500)})

    assert card(shop).of_shop(FLAGSHIP) == {
        "搜索": ChannelPlan(10_000, 400, 20_000, 80, 90_000, 4_000, 500)
    }
    plan_channels(shop, {})
    assert card(shop).of_shop(FLAGSHIP) == {}


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        ({"搜索": ChannelPlan(6_000)}, "Share of the shop: the shares add up to 6000"),
        ({" ": ChannelPlan(10_000)}, "Channel: write a name of 1 to 60 characters"),
        (
            {"搜索": ChannelPlan(5_000), "搜索 ": ChannelPlan(5_000)},
            "Channel: “搜索” stands there twice",
        ),
    ],
)
def test_channels_that_make_no_plan_are_refused(
    shop: RealShop, channels: dict[str, ChannelPlan], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        plan_channels(shop, channels)

    assert card(shop).channels == {}


def test_teammates_see_shares_but_no_margins_and_change_nothing(shop: RealShop) -> None:
    plan_channels(shop, {"搜索": ChannelPlan(10_000, 500, 20_000, gross_margin_bp=4_000)})

    assert card(shop, shop.teammate).of_shop(FLAGSHIP) == {"搜索": ChannelPlan(10_000)}
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        want(shop, WARM, {}, actor=shop.teammate)
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        share(shop, {FLAGSHIP: 10_000}, actor=shop.teammate)
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        plan_channels(shop, {}, actor=shop.teammate)


def test_history_tells_a_teammate_of_shares_and_not_of_what_channels_cost(shop: RealShop) -> None:
    every_figure = ChannelPlan(
        *(10_000, 500, 20_000),
        click_fen=80,
        budget_fen=900_000,
        gross_margin_bp=4_000,
        refund_bp=1_000,
    )
    event_id = plan_channels(shop, {"搜索": every_figure}).event_id

    told = shop.desk.read(history_reports.changes, actor=shop.operator, event_id=event_id)
    seen = shop.desk.read(history_reports.changes, actor=shop.teammate, event_id=event_id)

    costs = {"conversion", "paid per buyer", "cost of a click", "budget", "gross margin"}
    costs |= {"refund rate"}
    assert set(told["field"].map(str)) - set(seen["field"].map(str)) == costs
    assert "share" in set(seen["field"].map(str))


def test_history_names_what_was_changed_and_can_take_it_back(shop: RealShop) -> None:
    done = want(shop, WARM, {PhaseFigure.MEMBERS_GAINED: 300})
    share(shop, {FLAGSHIP: 7_000, SECOND: 3_000})
    plan_channels(shop, {"搜索": ChannelPlan(10_000)})

    events = shop.desk.read(history_reports.events, actor=shop.lead, noun="campaigns")

    assert len(events) >= 3
    assert done.event_id is not None
    shop.desk.perform(undo, actor=shop.operator, event_id=done.event_id)
    assert card(shop).of_phase(WARM) == {}


def card(shop: RealShop, actor: Actor | None = None) -> TargetCard:
    """The target as somebody sees it, the operator if nobody is named."""
    return shop.desk.read(target_reports.card, actor=actor or shop.operator, campaign_id=CAMPAIGN)


def set_goals(shop: RealShop, **goals: Any) -> None:
    """Set floor and stretch beside the target that is there."""
    known = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    shop.desk.perform(
        campaigns.set_target,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        version=known.version,
        target_fen=known.target_fen,
        measure=Measure.PAID,
        shares_bp=known.shares_bp,
        **goals,
    )


def want(
    shop: RealShop,
    phase_id: int,
    wanted: dict[PhaseFigure, int],
    seen: dict[PhaseFigure, int] | None = None,
    actor: Actor | None = None,
) -> Receipt:
    """Say what a phase should reach, having seen what is there."""
    return shop.desk.perform(
        targets.set_phase_targets,
        actor=actor or shop.operator,
        campaign_id=CAMPAIGN,
        phase_id=phase_id,
        wanted=wanted,
        seen=seen_now(shop, phase_id) if seen is None else seen,
    )


def seen_now(shop: RealShop, phase_id: int = WARM) -> dict[PhaseFigure, int]:
    """The versions of a phase's targets."""
    return {
        figure: version
        for (key, figure), (_, version) in card(shop).phases.items()
        if key == phase_id
    }


def share(shop: RealShop, shares_bp: dict[int, int], actor: Actor | None = None) -> None:
    """Share the target among shops, having seen what is there."""
    shop.desk.perform(
        targets.set_shop_shares,
        actor=actor or shop.operator,
        campaign_id=CAMPAIGN,
        shares_bp=shares_bp,
        seen={key: version for key, (_, version) in card(shop).shops.items()},
    )


def plan_channels(
    shop: RealShop, channels: dict[str, ChannelPlan], actor: Actor | None = None
) -> Receipt:
    """Plan the channels of the flagship, having seen what is there."""
    return shop.desk.perform(
        targets.set_channels,
        actor=actor or shop.operator,
        campaign_id=CAMPAIGN,
        shop_id=FLAGSHIP,
        channels=channels,
        seen={name: version for (_, name), (_, version) in card(shop).channels.items()},
    )
