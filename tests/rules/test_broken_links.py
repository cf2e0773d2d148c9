"""Gaps to plan split into their links, worked out by hand, and who owns what is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.broken_links import (
    Base,
    Compared,
    Funnel,
    GapSplit,
    Link,
    NotComputable,
    Payer,
    Place,
    like_with_like,
    split,
)
from planner.rules.link_findings import (
    TASK_TITLES,
    TEAMS,
    Cause,
    Findings,
    Sign,
    broken_links,
)
from planner.rules.people import SEED_TEAMS
from planner.words import Sentence

SALE = Place()
PLANNED = Funnel(visitors=1_000, payers=100, paid_fen=1_000_000)


def against(reached: Funnel, expected: Funnel = PLANNED, place: Place = SALE) -> Compared:
    return Compared(place, reached, Base.PLAN, expected)


def splits(compared: Compared) -> GapSplit:
    found = split(compared)
    assert isinstance(found, GapSplit)
    return found


def test_a_gap_of_one_link_is_all_of_that_link() -> None:
    gap = splits(against(Funnel(visitors=800, payers=80, paid_fen=800_000)))

    assert gap.gap_fen == -200_000
    assert gap.parts == {Link.VISITORS: -200_000, Link.CONVERSION: 0, Link.VALUE: 0}
    assert gap.changes[Link.VISITORS] == -2_000


def test_a_gap_of_three_links_splits_by_the_logarithmic_mean() -> None:
    # Visitors × 1.2, conversion × 0.75, value × 0.9: the amount × 0.81.
    gap = splits(against(Funnel(visitors=1_200, payers=90, paid_fen=810_000)))

    # L = 190,000 / ln(1 / 0.81) = 901,666.05; times ln 1.2, ln 0.75 and ln 0.9.
    assert gap.gap_fen == -190_000
    assert gap.parts == {Link.VISITORS: 164_393, Link.CONVERSION: -259_393, Link.VALUE: -95_000}


def test_links_that_cancel_out_leave_parts_without_a_gap() -> None:
    gap = splits(against(Funnel(visitors=2_000, payers=100, paid_fen=1_000_000)))

    # The mean of equal amounts is the amount: 1,000,000 · ln 2.
    assert gap.gap_fen == 0
    assert gap.parts == {Link.VISITORS: 693_147, Link.CONVERSION: -693_147, Link.VALUE: 0}


@pytest.mark.parametrize(
    "reached",
    [Funnel(0, 0, 0), Funnel(500, 0, 0), Funnel(500, 3, 0)],
    ids=["no visitors", "no buyers", "no sales"],
)
def test_a_zero_is_not_computable_but_its_gap_is_known(reached: Funnel) -> None:
    found = split(against(reached))

    assert isinstance(found, NotComputable)
    assert found.gap_fen == -1_000_000
    assert "Not computable" in str(found.why)


def test_what_is_not_known_is_not_taken_for_zero() -> None:
    found = split(against(Funnel(visitors=None, payers=80, paid_fen=800_000)))
    nothing = split(against(Funnel(visitors=900, payers=80, paid_fen=None)))

    assert isinstance(found, NotComputable)
    assert (found.gap_fen, "not known" in str(found.why)) == (-200_000, True)
    assert isinstance(nothing, NotComputable)
    assert nothing.gap_fen is None


def test_buyers_are_not_held_against_orders() -> None:
    found = split(against(Funnel(900, 90, 900_000, Payer.ORDER)))

    assert isinstance(found, NotComputable)
    assert "buyers" in str(found.why)


WARM_UP, BURST = Place(phase=1), Place(phase=2)


def test_a_phase_is_held_against_itself_in_the_plan_else_in_the_last_sale() -> None:
    reached = {
        WARM_UP: Funnel(3_000, 60, 300_000),
        BURST: Funnel(2_000, 200, 900_000),
        Place(channel="live"): Funnel(10, 1, 100),
    }
    planned = {WARM_UP: Funnel(2_500, 75, 300_000), BURST: Funnel(None, None, 1_000_000)}
    last = {WARM_UP: Funnel(1, 1, 1), BURST: Funnel(1_800, 210, 950_000)}

    warm_up, burst, live = like_with_like(reached, planned, last)

    assert warm_up == Compared(WARM_UP, reached[WARM_UP], Base.PLAN, planned[WARM_UP])
    assert burst == Compared(BURST, reached[BURST], Base.LAST_SALE, last[BURST])
    assert isinstance(live, NotComputable)
    assert live.place == Place(channel="live")


def test_the_last_sale_by_orders_does_not_stand_in_for_buyers() -> None:
    last = {SALE: Funnel(900, 90, 900_000, Payer.ORDER)}

    (found,) = like_with_like({SALE: PLANNED}, {}, last)

    assert isinstance(found, NotComputable)


def owners(findings: Findings) -> list[tuple[Cause, str, int | None]]:
    return [(one.cause, TEAMS[one.cause], one.missing_fen) for one in findings.findings]


def test_what_costs_most_comes_first_and_names_the_team_that_owns_it() -> None:
    # Visitors × 0.9, conversion × 0.75, value × 1.2.
    found = broken_links(
        [
            against(
                Funnel(visitors=900, payers=67_500, paid_fen=810_000_000),
                Funnel(visitors=1_000, payers=100_000, paid_fen=1_000_000_000),
            )
        ]
    )

    assert [(cause, team) for cause, team, _ in owners(found)] == [
        (Cause.DETAIL_PAGE, "design"),
        (Cause.TRAFFIC, "operations"),
    ]
    first = found.findings[0]
    assert str(first.said).startswith("Conversion: -2500 against plan")
    assert "detail pages" in str(TASK_TITLES[first.cause])
    assert found.splits[0].gap_fen == -190_000_000


def test_a_value_below_plan_belongs_to_operations() -> None:
    found = broken_links([against(Funnel(1_000, 100, 900_000))])

    assert owners(found) == [(Cause.BASKET, "operations", -100_000)]


def test_conversion_belongs_to_who_answers_late_or_lacks_stock() -> None:
    reached = against(Funnel(1_000, 80, 800_000))
    late = Sign(SALE, Cause.REPLIES, reached_bp=6_000, wanted_bp=9_000)
    sold_out = Sign(SALE, Cause.STOCK, reached_bp=9_000, wanted_bp=9_800)

    by_replies = broken_links([reached], [sold_out, late])
    by_stock = broken_links([reached], [sold_out])
    elsewhere = broken_links([reached], [Sign(BURST, Cause.REPLIES, 6_000, 9_000)])

    # Replies lack most, so they have the gap; what lacks in stock is told beside it.
    assert owners(by_replies) == [
        (Cause.REPLIES, "customer_service", -200_000),
        (Cause.STOCK, "warehouse", None),
    ]
    assert [str(one) for one in by_replies.findings[0].signs] == [
        "Replies in time: 6000 where 9000 is wanted.",
        "Products in stock: 9000 where 9800 is wanted.",
    ]
    assert owners(by_stock) == [(Cause.STOCK, "warehouse", -200_000)]
    assert owners(elsewhere)[0] == (Cause.DETAIL_PAGE, "design", -200_000)


def test_what_no_figure_speaks_of_may_as_well_be_behind_conversion_and_nothing_else() -> None:
    too_few_and_hesitant = against(Funnel(900, 72, 720_000))

    unsaid = broken_links([too_few_and_hesitant])
    in_time = broken_links([too_few_and_hesitant], [Sign(SALE, Cause.REPLIES, 9_500, 9_000)])
    late = broken_links([too_few_and_hesitant], [Sign(SALE, Cause.REPLIES, 6_000, 9_000)])

    assert or_else(unsaid) == {
        Cause.DETAIL_PAGE: (Cause.REPLIES, Cause.STOCK),
        Cause.TRAFFIC: (),
    }
    assert or_else(in_time)[Cause.DETAIL_PAGE] == (Cause.STOCK,)
    assert or_else(late) == {Cause.REPLIES: (), Cause.TRAFFIC: ()}


def or_else(findings: Findings) -> dict[Cause, tuple[Cause, ...]]:
    return {one.cause: one.or_else for one in findings.findings}


def test_late_dispatch_belongs_to_the_warehouse_without_an_amount() -> None:
    found = broken_links(
        [], [Sign(SALE, Cause.SHIPPING, 9_000, 9_500), Sign(SALE, Cause.REPLIES, 9_500, 9_000)]
    )

    assert owners(found) == [(Cause.SHIPPING, "warehouse", None)]


def test_what_cannot_be_split_is_said_beside_the_findings() -> None:
    nothing = NotComputable(WARM_UP, Sentence("Nothing is planned here."))

    found = broken_links([nothing, against(Funnel(0, 0, 0), place=BURST)])

    assert [one.place for one in found.not_computable] == [WARM_UP, BURST]
    assert found.findings == ()


def test_no_rate_tells_of_traffic() -> None:
    with pytest.raises(ValueError, match="no rate"):
        Sign(SALE, Cause.TRAFFIC, 0, 10_000)


def test_every_owner_is_a_team_that_a_new_shop_has() -> None:
    assert set(TEAMS) == set(TASK_TITLES) == set(Cause)
    assert set(TEAMS.values()) <= {team.key for team in SEED_TEAMS}


funnels = st.builds(
    Funnel,
    visitors=st.integers(1, 10**8),
    payers=st.integers(1, 10**7),
    paid_fen=st.integers(1, 10**14),
)


@given(funnels, funnels)
def test_parts_add_up_to_the_gap_to_the_fen_and_have_the_sign_of_their_link(
    reached: Funnel, expected: Funnel
) -> None:
    gap = splits(against(reached, expected))

    assert sum(gap.parts.values()) == (reached.paid_fen or 0) - (expected.paid_fen or 0)
    for link, part in gap.parts.items():
        assert part * gap.changes[link] >= 0 or abs(part) <= 1 or abs(gap.changes[link]) <= 1


@given(funnels, funnels)
def test_the_way_back_has_the_same_parts_with_the_other_sign(one: Funnel, other: Funnel) -> None:
    there, back = splits(against(one, other)), splits(against(other, one))

    for link in Link:
        assert abs(there.parts[link] + back.parts[link]) <= 2 + abs(there.parts[link]) // 10**9


@given(funnels)
def test_what_is_as_planned_has_no_parts(funnel: Funnel) -> None:
    assert set(splits(against(funnel, funnel)).parts.values()) == {0}
