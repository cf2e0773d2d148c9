"""What a task hangs between, and which networks cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.links import Link
from planner.rules.networks import Between, Work, hangs_between, minutes_left
from tests.support.half_day_plans import after, gate, network, steady

WARM = Phase("warm", "预热", PhaseKind.WARM_UP, datetime(2026, 11, 1), datetime(2026, 11, 10, 20))
BURST = Phase("burst", "爆发", PhaseKind.BURST, datetime(2026, 11, 10, 20), datetime(2026, 11, 12))
FREEZE = Milestone("freeze", "页面冻结", datetime(2026, 11, 8, 12), freezes=True)
WARM_OPENS, BURST_OPENS = (Anchor(AnchorKind.OPENING, key) for key in ("warm", "burst"))
BURST_CLOSES = Anchor(AnchorKind.CLOSING, "burst")
PAGES_FREEZE = Anchor(AnchorKind.MILESTONE, "freeze")


def _between(
    anchor: Anchor[str],
    offset_days: int,
    due: int,
    days: int = 1,
    serves: str = "burst",
    must_have: bool = False,
) -> Between[str]:
    due_on = date(2026, 11, due) if due > 0 else date(2026, 10, 31 + due)
    return hangs_between(
        anchor, offset_days, due_on, days, serves, must_have, [WARM, BURST], [FREEZE]
    )


def test_what_is_due_before_an_opening_is_finished_by_that_moment() -> None:
    assert _between(BURST_OPENS, -3, 7, 2) == Between(BURST.opens, BURST_OPENS)


def test_what_is_due_by_a_freeze_or_a_closing_is_finished_by_that_moment() -> None:
    assert _between(PAGES_FREEZE, 0, 8, 2) == Between(FREEZE.at, PAGES_FREEZE)
    assert _between(BURST_CLOSES, 0, 11, 3) == Between(BURST.closes, BURST_CLOSES)


def test_what_is_due_after_its_anchor_has_its_due_day() -> None:
    found = _between(BURST_OPENS, 1, 11, 3)

    assert found == Between(datetime(2026, 11, 12))


def test_a_bar_behind_its_anchor_stays_behind_it() -> None:
    found = _between(PAGES_FREEZE, 2, 10, 2)

    assert (found.starts_on, found.opening) == (date(2026, 11, 8), PAGES_FREEZE)


def test_a_bar_behind_the_opening_of_its_phase_stays_behind_it() -> None:
    found = _between(BURST_OPENS, -2, 8, 3, serves="warm")

    assert found == Between(BURST.opens, BURST_OPENS, date(2026, 11, 1), WARM_OPENS)


def test_a_day_at_an_opening_at_midnight_is_that_day() -> None:
    found = _between(WARM_OPENS, 0, 1, serves="warm")

    assert found == Between(datetime(2026, 11, 2), None, date(2026, 11, 1), WARM_OPENS)


def test_a_day_at_an_opening_in_the_evening_is_before_it() -> None:
    found = _between(BURST_OPENS, 0, 10)

    assert found == Between(BURST.opens, BURST_OPENS, date(2026, 11, 10), BURST_OPENS)


@pytest.mark.parametrize("anchor", [WARM_OPENS, BURST_OPENS, BURST_CLOSES])
def test_a_must_have_is_finished_before_its_phase_opens(anchor: Anchor[str]) -> None:
    found = _between(anchor, 0, 1, serves="warm", must_have=True)

    assert found == Between(WARM.opens, WARM_OPENS)


def test_what_is_left_goes_with_the_checklist() -> None:
    assert minutes_left(2.5) == 150
    assert minutes_left(2.5, 1, 3) == 100
    assert minutes_left(1, 1, 7) == 52
    assert minutes_left(8, 4, 4) == 0


def test_a_task_left_out_is_waited_for_no_more() -> None:
    whole = network(
        [Work(1, 1, 60), Work(2, 1, 60, after=after(1)), Work(3, 1, 60, after=after(1, 2))],
        {1: steady()},
    )

    assert whole.without([2]).works == (Work(1, 1, 60), Work(3, 1, 60, after=after(1)))


@pytest.mark.parametrize(
    ("works", "message"),
    [
        ([Work(1, 1), Work(1, 1)], "same key"),
        ([Work(1, 2)], "team 2 is not there"),
        ([Work(1, 1, after=after(2))], "waits for 2, which is not there"),
        ([Work(1, 1, gate=gate(5))], "is not there"),
    ],
)
def test_what_does_not_hang_together_is_no_network(works: list[Work[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        network(works, {1: steady()})


@pytest.mark.parametrize(
    "given",
    [{"minutes": -1}, {"length": -1}, {"people": 0}, {"fixed": (3, 2)}, {"done": True}],
)
def test_what_cannot_be_is_no_task(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="task 1"):
        replace(Work(1, 1, 60, after=(Link(2),)), **given)  # type: ignore[arg-type]  # one bad figure at a time
