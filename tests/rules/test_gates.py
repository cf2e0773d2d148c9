"""What lets a phase open: must-haves done and shown or waived, and sign-offs that hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from planner.rules.gates import Gate, MustHave, RulesSigned, open_must_haves

DESIGN, WAREHOUSE = 1, 2
NINE, TEN, ELEVEN = (datetime(2026, 11, 9, hour, tzinfo=UTC) for hour in (9, 10, 11))
READY = MustHave(1, DESIGN, done_at=NINE, shown=True)
OPEN = MustHave(2, DESIGN)
UNSHOWN = MustHave(3, DESIGN, done_at=NINE)
WAIVED = MustHave(4, WAREHOUSE, waived=True)
BOTH = {DESIGN: TEN, WAREHOUSE: TEN}
TEAMS = frozenset(BOTH)


@pytest.mark.parametrize(
    ("must_haves", "signed", "missing"),
    [
        ([READY, WAIVED], BOTH, []),
        ([], {}, ["2 teams have not signed off"]),
        ([READY, OPEN, WAIVED], BOTH, ["1 must-have is open", "1 team has not signed off"]),
        (
            [UNSHOWN, WAIVED],
            BOTH,
            ["1 done must-have has no link or file that shows it"],
        ),
        ([READY, WAIVED], {DESIGN: TEN}, ["1 team has not signed off"]),
        (
            [OPEN, MustHave(5, WAREHOUSE), MustHave(6, WAREHOUSE)],
            {},
            ["3 must-haves are open", "2 teams have not signed off"],
        ),
    ],
)
def test_a_phase_may_open_when_nothing_is_missing(
    must_haves: list[MustHave], signed: Mapping[int, datetime], missing: list[str]
) -> None:
    gate = Gate(must_haves, TEAMS, signed)

    assert [str(one) for one in gate.missing] == missing
    assert gate.may_open is (missing == [])


@pytest.mark.parametrize(
    ("rules", "missing"),
    [
        (None, []),
        (RulesSigned.HOLDS, []),
        (RulesSigned.NOT_YET, ["the promotion rules are not signed off"]),
        (RulesSigned.STALE, ["the promotion rules have changed since they were signed off"]),
    ],
)
def test_promotion_rules_have_to_be_signed_for_where_there_are_any(
    rules: RulesSigned | None, missing: list[str]
) -> None:
    gate = Gate([READY, WAIVED], TEAMS, BOTH, rules)

    assert [str(one) for one in gate.missing] == missing
    assert gate.may_open is (missing == [])


def test_a_phase_that_nobody_works_for_needs_nothing() -> None:
    assert Gate([], frozenset(), {}).may_open


@pytest.mark.parametrize(
    ("must_have", "holds"),
    [
        (MustHave(1, DESIGN, done_at=NINE), True),
        (MustHave(1, DESIGN, done_at=TEN), True),
        (MustHave(1, DESIGN), False),
        # Opened again, or added, and finished since.
        (MustHave(1, DESIGN, done_at=ELEVEN, shown=True), False),
        (MustHave(1, DESIGN, waived=True), True),
        (MustHave(1, DESIGN, done_at=ELEVEN, waived=True), True),
    ],
)
def test_a_sign_off_holds_while_all_is_done_that_was_done_then(
    must_have: MustHave, holds: bool
) -> None:
    gate = Gate([must_have], TEAMS, BOTH)

    assert (DESIGN in gate.holding) is holds
    assert (DESIGN in gate.unsigned) is not holds


def test_a_sign_off_stands_whatever_other_teams_do() -> None:
    assert Gate([OPEN], TEAMS, BOTH).holding == {WAREHOUSE}


def test_what_a_team_still_has_to_do_leaves_out_what_was_waived() -> None:
    mine = [READY, OPEN, UNSHOWN, MustHave(5, DESIGN, waived=True), MustHave(6, WAREHOUSE)]

    assert open_must_haves(mine, DESIGN) == [OPEN]
