"""The target split by shop and channel, and the equation that says what it takes."""

from __future__ import annotations

import pytest

from planner.rules.target_shares import (
    ChannelPlan,
    break_even_return_bp,
    require_whole,
    solve,
)
from planner.words import Refusal, Sentence

WHAT = Sentence("Share of target")


@pytest.mark.parametrize(
    ("shares", "said"),
    [([6_000, 3_000], "add up to 9000"), ([11_000, -1_000], "cannot be below 0%")],
)
def test_shares_that_do_not_make_the_whole_are_refused_by_name(
    shares: list[int], said: str
) -> None:
    with pytest.raises(Refusal, match=f"Share of target: .*{said}"):
        require_whole(shares, WHAT)


def test_two_of_three_give_the_third() -> None:
    # 1,000,000 fen = 1,000 visitors × 5 % × 20,000 fen.
    whole = (1_000, 500, 20_000)

    assert solve(1_000_000, conversion_bp=500, buyer_fen=20_000).visitors == 1_000
    assert solve(1_000_000, visitors=1_000, buyer_fen=20_000).conversion_bp == 500
    found = solve(1_000_000, visitors=1_000, conversion_bp=500)
    assert (found.visitors, found.conversion_bp, found.buyer_fen) == whole


def test_visitors_are_rounded_up_and_values_half_up() -> None:
    assert solve(1_000_001, conversion_bp=500, buyer_fen=20_000).visitors == 1_001
    # 1,000,000 / (3 × 1) = 333,333.33
    assert solve(1_000_000, visitors=3, conversion_bp=10_000).buyer_fen == 333_333


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Fill in two"),
        ({"visitors": 10}, "Fill in two"),
        ({"visitors": 10, "conversion_bp": 100, "buyer_fen": 5}, "Fill in two"),
        ({"visitors": 0, "conversion_bp": 100}, "above 0"),
        ({"visitors": 10, "buyer_fen": 100}, "Conversion: that would be"),
        ({"visitors": 10**12, "buyer_fen": 100}, "next to nothing. Give fewer"),
        ({"visitors": 10**12, "conversion_bp": 100}, "next to nothing. Give fewer"),
    ],
)
def test_what_cannot_be_solved_is_refused(given: dict[str, int], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        solve(1_000_000, **given)


def test_a_channel_says_what_it_takes_and_returns() -> None:
    # 1,000,000 fen take 1,000 visitors; at 80 fen a click they cost 80,000 and bring 12.5 times it.
    plan = ChannelPlan(4_000, 500, 20_000, click_fen=80, gross_margin_bp=4_000, refund_bp=1_000)

    assert plan.visitors(1_000_000) == 1_000
    assert plan.spend_fen(1_000_000) == 80_000
    assert plan.return_bp(1_000_000) == 125_000
    # 1 / (0.4 × 0.9) = 2.7777…, rounded up.
    assert plan.break_even_bp == 27_778


def test_a_budget_goes_before_what_clicks_would_be() -> None:
    plan = ChannelPlan(4_000, 500, 20_000, click_fen=80, budget_fen=200_000)

    assert plan.return_bp(1_000_000) == 50_000


def test_what_is_not_said_is_not_known() -> None:
    plan = ChannelPlan(4_000, conversion_bp=500)

    assert plan.visitors(1_000_000) is None
    assert plan.spend_fen(1_000_000) is None
    assert plan.return_bp(1_000_000) is None
    assert plan.break_even_bp is None


def test_where_nothing_is_left_no_return_breaks_even() -> None:
    assert break_even_return_bp(0, 0) is None
    assert break_even_return_bp(4_000, 10_000) is None


def test_a_rate_over_the_whole_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="Gross margin: write a rate"):
        ChannelPlan(4_000, gross_margin_bp=10_001)
