"""Days that are split each on its own, put together to the gap of a phase."""

from __future__ import annotations

from planner.rules.broken_links import (
    Base,
    Compared,
    Funnel,
    GapSplit,
    Link,
    NotComputable,
    Place,
)
from planner.rules.daily_gaps import together
from planner.words import Sentence

BURST = Place(phase=2)
PLANNED = Funnel(1_000, 100, 1_000_000)


def day(reached: Funnel, base: Base = Base.PLAN, expected: Funnel = PLANNED) -> Compared:
    return Compared(BURST, reached, base, expected)


def test_the_parts_of_days_add_up_to_the_gap_and_no_visitor_is_summed() -> None:
    # A day lacks a fifth of its visitors, another a tenth of its value.
    days = [day(Funnel(800, 80, 800_000)), day(Funnel(1_000, 100, 900_000))]

    (found,) = together(days)

    assert isinstance(found, GapSplit)
    assert found.gap_fen == -300_000
    assert found.parts == {Link.VISITORS: -200_000, Link.CONVERSION: 0, Link.VALUE: -100_000}
    assert sum(found.parts.values()) == found.gap_fen
    assert found.compared.reached == Funnel(None, None, 1_700_000)


def test_the_change_of_a_link_is_the_mean_of_its_days() -> None:
    (alike,) = together([day(Funnel(800, 80, 800_000))] * 3)
    (mixed,) = together([day(Funnel(800, 80, 800_000)), day(Funnel(1_000, 100, 900_000))])

    assert isinstance(alike, GapSplit)
    assert isinstance(mixed, GapSplit)
    assert alike.changes[Link.VISITORS] == -2_000
    assert -2_000 < mixed.changes[Link.VISITORS] < 0


def test_days_that_cannot_be_split_are_left_out_while_others_can() -> None:
    unknown = NotComputable(BURST, Sentence("Not computable."))

    (found,) = together([unknown, day(Funnel(800, 80, 800_000))])
    (nothing,) = together([unknown, unknown])

    assert isinstance(found, GapSplit)
    assert found.gap_fen == -200_000
    assert isinstance(nothing, NotComputable)
    assert nothing.gap_fen is None


def test_days_against_the_plan_and_against_the_last_sale_are_not_mixed() -> None:
    small = Funnel(100, 10, 100_000)
    days = [
        day(Funnel(800, 80, 800_000)),
        day(Funnel(50, 5, 50_000), Base.LAST_SALE, expected=small),
    ]

    (found,) = together(days)

    assert isinstance(found, GapSplit)
    assert (found.compared.base, found.gap_fen) == (Base.PLAN, -200_000)
