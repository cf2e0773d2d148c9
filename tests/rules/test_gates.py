"""What lets a phase open: must-haves done and shown or waived, and sign-offs that hold."""

from __future__ import annotations

import pytest

from planner.rules.gates import Gate, MustHave, open_must_haves

DESIGN, WAREHOUSE = 1, 2
READY = MustHave(1, DESIGN, done=True, shown=True)
OPEN = MustHave(2, DESIGN)
UNSHOWN = MustHave(3, DESIGN, done=True)
WAIVED = MustHave(4, WAREHOUSE, waived=True)
BOTH = frozenset({DESIGN, WAREHOUSE})


@pytest.mark.parametrize(
    ("must_haves", "signed", "missing"),
    [
        ([READY, WAIVED], BOTH, []),
        ([], frozenset(), []),
        ([READY, OPEN, WAIVED], BOTH, ["1 must-have is open", "1 team has not signed off"]),
        (
            [UNSHOWN, WAIVED],
            BOTH,
            ["1 done must-have has no link or file that shows it"],
        ),
        ([READY, WAIVED], frozenset({DESIGN}), ["1 team has not signed off"]),
        (
            [OPEN, MustHave(5, WAREHOUSE), MustHave(6, WAREHOUSE)],
            frozenset(),
            ["3 must-haves are open", "2 teams have not signed off"],
        ),
    ],
)
def test_a_phase_may_open_when_nothing_is_missing(
    must_haves: list[MustHave], signed: frozenset[int], missing: list[str]
) -> None:
    gate = Gate(must_haves, frozenset(one.team for one in must_haves), signed)

    assert [str(one) for one in gate.missing] == missing
    assert gate.may_open is (missing == [])


def test_a_sign_off_falls_with_a_must_have_that_is_opened_again() -> None:
    gate = Gate([READY, WAIVED], BOTH, BOTH)
    opened_again = Gate([OPEN, WAIVED], BOTH, BOTH)

    assert gate.holding == BOTH
    assert opened_again.holding == {WAREHOUSE}
    assert opened_again.unsigned == {DESIGN}


def test_what_a_team_still_has_to_do_leaves_out_what_was_waived() -> None:
    mine = [READY, OPEN, UNSHOWN, MustHave(5, DESIGN, waived=True), MustHave(6, WAREHOUSE)]

    assert open_must_haves(mine, DESIGN) == [OPEN]
