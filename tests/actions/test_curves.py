"""Keeping the curve of a sale, drawing one, and letting a plan follow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.actions import curves
from planner.actions.history import undo
from planner.desk import Desk, Receipt
from planner.reports import campaigns as campaign_reports
from planner.reports import curves as curve_reports
from planner.reports import targets as target_reports
from planner.rules.people import Actor
from planner.words import Refusal
from tests.support.databases import Databases
from tests.support.real_shop import Clock, RealShop
from tests.support.small_sale import AFTER, CAMPAIGN
from tests.support.two_sales import LAST_YEAR, build

WARM, BURST, WRAP = 1, 2, 3


@pytest.fixture
def shop(databases: Databases) -> Iterator[RealShop]:
    clock = Clock(AFTER)
    opened = RealShop(Desk(databases.copy_of(build), clock=clock), clock)
    yield opened
    opened.desk.close()


def test_the_curve_of_a_sale_is_kept_with_its_name(shop: RealShop) -> None:
    keep(shop, " 去年的双11 ")

    kept = shop.desk.read(curve_reports.kept, actor=shop.teammate)
    assert kept[["name", "sale", "campaign"]].to_numpy().tolist() == [
        ["去年的双11", "double11", "双11 2025"]
    ]


def test_a_sale_without_figures_has_no_curve(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="the figures do not reach the end of the sale"):
        keep(shop, "今年", CAMPAIGN)

    assert shop.desk.read(curve_reports.kept, actor=shop.operator).empty


def test_a_plan_that_follows_a_curve_has_its_phases_and_its_hours(shop: RealShop) -> None:
    curve_id = keep(shop, "去年").value

    use(shop, curve_id)

    card = shop.desk.read(target_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    assert card.plan is not None
    # A tenth in the warm-up, the rest in the burst: two thirds of it on the evening of the 10th.
    assert card.plan.total_fen == 1_250_000
    assert card.plan.by_phase() == {WARM: 125_000, BURST: 1_125_000, WRAP: 0}
    hours = card.plan.clock_hours[date(2026, 11, 10)]
    assert [hours[20], hours[21]] == [500_000, 250_000]


def test_going_back_to_the_usual_curve_leaves_the_phases(shop: RealShop) -> None:
    usual = days(shop)
    use(shop, keep(shop, "去年").value)
    followed = days(shop)

    use(shop, None)

    assert followed != usual
    shares = {
        phase: sum(share for (key, _), share in days(shop).items() if key == phase)
        for phase in (WARM, BURST, WRAP)
    }
    assert shares == {WARM: 1_000, BURST: 9_000, WRAP: 0}


def test_using_a_curve_can_be_taken_back(shop: RealShop) -> None:
    before = days(shop)
    done = use(shop, keep(shop, "去年").value)

    assert done.event_id is not None
    shop.desk.perform(undo, actor=shop.operator, event_id=done.event_id)

    assert days(shop) == before


def test_a_curve_is_drawn_day_by_day(shop: RealShop) -> None:
    drawn = dict.fromkeys(days(shop), 0) | {
        (WARM, date(2026, 11, 9)): 1_000,
        (BURST, date(2026, 11, 11)): 9_000,
    }

    use(shop, draw(shop, "手绘", drawn).value)

    found = {place: share for place, share in days(shop).items() if share}
    assert found == {(WARM, date(2026, 11, 9)): 1_000, (BURST, date(2026, 11, 11)): 9_000}


def test_a_drawing_that_is_not_whole_is_refused(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Curve: the shares add up to 1000"):
        draw(shop, "手绘", {(WARM, date(2026, 11, 9)): 1_000})


def test_names_are_asked_for_and_not_used_twice(shop: RealShop) -> None:
    keep(shop, "去年")

    with pytest.raises(Refusal, match="Name: there is already a curve called “去年”"):
        keep(shop, "去年")
    with pytest.raises(Refusal, match="Name: write 1 to 80 characters"):
        keep(shop, " ")


def test_a_curve_that_was_put_away_is_not_offered_but_followed_on(shop: RealShop) -> None:
    curve_id = keep(shop, "去年").value
    use(shop, curve_id)
    followed = days(shop)

    shop.desk.perform(curves.archive, actor=shop.operator, curve_id=curve_id)

    assert shop.desk.read(curve_reports.kept, actor=shop.operator).empty
    assert days(shop) == followed
    with pytest.raises(Refusal, match="This curve is not there any more"):
        use(shop, curve_id)


def test_a_stale_choice_of_curve_is_refused(shop: RealShop) -> None:
    curve_id = keep(shop, "去年").value
    use(shop, curve_id)

    with pytest.raises(Refusal, match="changed this"):
        use(shop, None, version=1)


def test_teammates_keep_and_choose_no_curves(shop: RealShop) -> None:
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        keep(shop, "去年", actor=shop.teammate)
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        shop.desk.perform(
            curves.use, actor=shop.teammate, campaign_id=CAMPAIGN, version=1, curve_id=None
        )


def test_a_curve_is_looked_at_before_it_is_used(shop: RealShop) -> None:
    curve_id = keep(shop, "去年").value

    found = shop.desk.read(
        curve_reports.as_days, actor=shop.teammate, campaign_id=CAMPAIGN, curve_id=curve_id
    )

    shares = dict(zip([day.day for day in found["day"]], found["share_bp"], strict=True))
    assert (shares[9], shares[10], shares[11]) == (1_000, 6_000, 3_000)


def test_only_sales_that_are_over_can_be_kept(shop: RealShop) -> None:
    shop.clock.now = AFTER.replace(day=12)

    over = shop.desk.read(curve_reports.over, actor=shop.operator)

    assert list(over["name"]) == ["双11 2025"]


def keep(
    shop: RealShop, name: str, campaign_id: int = LAST_YEAR, actor: Actor | None = None
) -> Receipt:
    """Keep the curve of a sale, last year's if none is named."""
    return shop.desk.perform(
        curves.keep, actor=actor or shop.operator, campaign_id=campaign_id, name=name
    )


def draw(shop: RealShop, name: str, shares: dict[tuple[int, date], int]) -> Receipt:
    """Draw a curve for this year's sale."""
    return shop.desk.perform(
        curves.draw, actor=shop.operator, campaign_id=CAMPAIGN, name=name, days=shares
    )


def use(shop: RealShop, curve_id: Any, version: int | None = None) -> Receipt:
    """Let this year's plan follow a curve."""
    card = shop.desk.read(campaign_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    return shop.desk.perform(
        curves.use,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        version=version or card.version,
        curve_id=curve_id,
    )


def days(shop: RealShop) -> dict[tuple[int, date], int]:
    """The shares of this year's days as they are planned."""
    card = shop.desk.read(target_reports.card, actor=shop.operator, campaign_id=CAMPAIGN)
    return dict(card.days)
