"""Phases, milestones and the dates that hang on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.campaigns import (
    Anchor,
    AnchorKind,
    Milestone,
    Phase,
    PhaseKind,
    anchor_day,
    campaign_span,
    due_day,
    frozen_until,
    label_offset,
    next_phase_to_open,
    offset_for,
    phase_at,
    require_one_name_each,
    say_anchor,
)
from planner.words import Refusal

WAVE_1 = Phase(
    "wave_1", "Wave 1", PhaseKind.BURST, datetime(2026, 10, 31, 20), datetime(2026, 11, 4)
)
WARM_UP = Phase(
    "warm_up", "Warm-up", PhaseKind.WARM_UP, datetime(2026, 11, 6), datetime(2026, 11, 12)
)
WAVE_2 = Phase(
    "wave_2", "Wave 2", PhaseKind.BURST, datetime(2026, 11, 10, 20), datetime(2026, 11, 12)
)
PHASES = (WAVE_1, WARM_UP, WAVE_2)
FREEZE = Milestone("freeze", "Page freeze", datetime(2026, 10, 29, 18))
MILESTONES = (FREEZE,)


def test_a_phase_that_closes_when_it_opens_is_refused_by_name() -> None:
    noon = datetime(2026, 11, 11, 12)

    with pytest.raises(Refusal, match="Phase “Wave 3” closes at or before it opens"):
        Phase("wave_3", "Wave 3", PhaseKind.BURST, noon, noon)


def test_a_phase_and_a_milestone_need_a_name() -> None:
    noon = datetime(2026, 11, 11, 12)

    with pytest.raises(Refusal, match="Phase: give it a name"):
        Phase(1, "  ", PhaseKind.BURST, noon, noon + timedelta(hours=1))
    with pytest.raises(Refusal, match="Milestone: give it a name"):
        Milestone(1, "", noon)


def test_closing_at_midnight_leaves_the_day_before_as_the_last_day() -> None:
    assert WAVE_1.first_day == date(2026, 10, 31)
    assert WAVE_1.last_day == date(2026, 11, 3)


def test_closing_during_a_day_makes_it_the_last_day() -> None:
    presale = Phase(
        "presale", "Presale", PhaseKind.WARM_UP, datetime(2026, 10, 24), datetime(2026, 10, 31, 18)
    )

    assert presale.last_day == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("kind", "key", "day"),
    [
        (AnchorKind.OPENING, "wave_1", date(2026, 10, 31)),
        (AnchorKind.CLOSING, "wave_1", date(2026, 11, 3)),
        (AnchorKind.MILESTONE, "freeze", date(2026, 10, 29)),
    ],
)
def test_an_anchor_has_the_day_of_its_moment(kind: AnchorKind, key: str, day: date) -> None:
    assert anchor_day(Anchor(kind, key), PHASES, MILESTONES) == day


def test_twelve_days_before_wave_1_is_the_19th_of_october() -> None:
    opening = Anchor(AnchorKind.OPENING, "wave_1")

    assert due_day(opening, -12, PHASES, MILESTONES) == date(2026, 10, 19)
    assert offset_for(opening, date(2026, 10, 19), PHASES, MILESTONES) == -12


def test_a_date_on_a_phase_or_milestone_that_is_gone_is_refused() -> None:
    with pytest.raises(Refusal, match=r"hangs on a phase .* \(encore\)"):
        anchor_day(Anchor(AnchorKind.CLOSING, "encore"), PHASES, MILESTONES)
    with pytest.raises(Refusal, match=r"hangs on a milestone .* \(review\)"):
        anchor_day(Anchor(AnchorKind.MILESTONE, "review"), PHASES, MILESTONES)


def test_an_anchor_is_said_by_the_name_of_its_phase_or_milestone() -> None:
    said = [
        str(say_anchor(anchor, PHASES, MILESTONES))
        for anchor in (
            Anchor(AnchorKind.OPENING, "wave_1"),
            Anchor(AnchorKind.CLOSING, "wave_2"),
            Anchor(AnchorKind.MILESTONE, "freeze"),
        )
    ]

    assert said == ["Opening of Wave 1", "Closing of Wave 2", "Day of Page freeze"]


def test_offsets_are_written_as_the_trade_does() -> None:
    assert [label_offset(days) for days in (-12, 0, 3)] == ["T-12", "T", "T+3"]


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2026, 10, 31, 19, 59, 59), None),
        (datetime(2026, 10, 31, 20), WAVE_1),
        (datetime(2026, 11, 3, 23, 59, 59), WAVE_1),
        (datetime(2026, 11, 4), None),
        (datetime(2026, 11, 10, 19, 59, 59), WARM_UP),
        (datetime(2026, 11, 10, 20), WAVE_2),
        (datetime(2026, 11, 12), None),
    ],
)
def test_a_moment_belongs_to_the_open_phase_that_opened_last(
    moment: datetime, phase: Phase[str] | None
) -> None:
    assert phase_at(PHASES, moment) is phase


def test_a_phase_of_one_shop_does_not_claim_the_hours_of_another() -> None:
    everywhere = Phase(1, "Burst", PhaseKind.BURST, datetime(2026, 11, 10), datetime(2026, 11, 12))
    flagship_only = Phase(
        2,
        "Member night",
        PhaseKind.BURST,
        datetime(2026, 11, 10, 20),
        datetime(2026, 11, 11),
        frozenset({7}),
    )
    at_nine = datetime(2026, 11, 10, 21)

    assert phase_at([everywhere, flagship_only], at_nine, shop=7) is flagship_only
    assert phase_at([everywhere, flagship_only], at_nine, shop=8) is everywhere
    assert phase_at([everywhere, flagship_only], at_nine) is flagship_only


def test_of_two_phases_opening_together_the_one_closing_first_counts() -> None:
    opens = datetime(2026, 11, 11)
    day = Phase(1, "Day", PhaseKind.BURST, opens, datetime(2026, 11, 12))
    hour = Phase(2, "First hour", PhaseKind.BURST, opens, datetime(2026, 11, 11, 1))

    assert phase_at([day, hour], datetime(2026, 11, 11, 0, 30)) is hour


def test_the_next_phase_to_open_is_the_nearest_one_ahead() -> None:
    assert next_phase_to_open(PHASES, datetime(2026, 10, 1)) is WAVE_1
    assert next_phase_to_open(PHASES, datetime(2026, 10, 31, 20)) is WARM_UP
    assert next_phase_to_open(PHASES, datetime(2026, 11, 10, 20)) is None


def test_a_campaign_runs_from_its_first_work_to_its_last_phase() -> None:
    assert campaign_span(PHASES, date(2026, 9, 27)) == (date(2026, 9, 27), date(2026, 11, 11))
    assert campaign_span(PHASES) == (date(2026, 10, 31), date(2026, 11, 11))
    assert campaign_span(PHASES, date(2026, 11, 5)) == (date(2026, 10, 31), date(2026, 11, 11))


def test_a_campaign_without_phases_is_refused() -> None:
    with pytest.raises(Refusal, match="a campaign needs at least one"):
        campaign_span(())


def test_phases_and_milestones_need_names_that_differ() -> None:
    again = Phase("x", "wave 1 ", PhaseKind.BURST, datetime(2026, 12, 1), datetime(2026, 12, 2))

    require_one_name_each(PHASES, MILESTONES)
    with pytest.raises(Refusal, match="Two phases are called “wave 1”"):
        require_one_name_each([*PHASES, again], MILESTONES)
    with pytest.raises(Refusal, match="Two milestones are called “Page freeze”"):
        require_one_name_each(PHASES, [FREEZE, FREEZE])


_moments = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 31))


@st.composite
def _phases(draw: st.DrawFn) -> list[Phase[int]]:
    spans = draw(
        st.lists(
            st.tuples(_moments, st.timedeltas(timedelta(microseconds=1), timedelta(days=20))),
            max_size=6,
        )
    )
    return [
        Phase(number, f"Phase {number}", PhaseKind.BURST, opens, opens + length)
        for number, (opens, length) in enumerate(spans)
    ]


@given(_phases(), _moments)
def test_no_open_phase_opened_later_than_the_one_a_moment_belongs_to(
    phases: list[Phase[int]], moment: datetime
) -> None:
    chosen = phase_at(phases, moment)

    open_now = [phase for phase in phases if phase.opens <= moment < phase.closes]
    assert (chosen is None) == (not open_now)
    if chosen is not None:
        assert chosen in open_now
        assert not [phase for phase in open_now if phase.opens > chosen.opens]


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        (datetime(2026, 11, 8, 12), datetime(2026, 11, 10, 20)),
        # At an opening, what it froze has just been opened: it lasts until the next.
        (datetime(2026, 11, 10, 20), datetime(2026, 11, 12)),
        (datetime(2026, 11, 13), None),
    ],
)
def test_pages_are_frozen_until_the_next_phase_opens(at: datetime, ends: datetime | None) -> None:
    phases = [
        Phase(1, "Warm-up", PhaseKind.WARM_UP, datetime(2026, 11, 1), datetime(2026, 11, 10, 20)),
        Phase(3, "Wrap-up", PhaseKind.WRAP_UP, datetime(2026, 11, 12), datetime(2026, 11, 16)),
        Phase(2, "Burst", PhaseKind.BURST, datetime(2026, 11, 10, 20), datetime(2026, 11, 12)),
    ]

    assert frozen_until(Milestone(1, "Freeze", at, freezes=True), phases) == ends
    assert frozen_until(Milestone(1, "Kick-off", at), phases) is None


@given(_phases(), _moments, st.randoms(use_true_random=False))
def test_the_order_in_which_phases_are_listed_does_not_move_a_moment(
    phases: list[Phase[int]], moment: datetime, random: Random
) -> None:
    shuffled = list(phases)
    random.shuffle(shuffled)

    before, after = phase_at(phases, moment), phase_at(shuffled, moment)

    assert (before and (before.opens, before.closes)) == (after and (after.opens, after.closes))


@given(_phases().filter(bool), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.data())
def test_an_offset_and_its_due_day_are_each_others_inverse(
    phases: list[Phase[int]], due_on: date, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from([AnchorKind.OPENING, AnchorKind.CLOSING]))
    anchor = Anchor(kind, data.draw(st.sampled_from(phases)).key)

    offset = offset_for(anchor, due_on, phases, ())

    assert due_day(anchor, offset, phases, ()) == due_on


@given(_phases().filter(bool), st.integers(-60, 60), st.integers(-400, 400))
def test_moving_every_phase_moves_every_due_day_along(
    phases: list[Phase[int]], offset: int, days: int
) -> None:
    later = timedelta(days=days)
    moved = [
        Phase(phase.key, phase.name, phase.kind, phase.opens + later, phase.closes + later)
        for phase in phases
    ]
    anchor = Anchor(AnchorKind.CLOSING, phases[0].key)

    assert due_day(anchor, offset, moved, ()) - due_day(anchor, offset, phases, ()) == later
