"""The moment of another sale that is like one of this."""

from __future__ import annotations

from datetime import datetime

import pytest

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.same_moment import same_moment


def at(day: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, 11, day, hour)


THIS = [
    Phase(1, "预热", PhaseKind.WARM_UP, at(8), at(10, 20)),
    Phase(2, "爆发", PhaseKind.BURST, at(10, 20), at(12)),
    Phase(3, "收尾", PhaseKind.WRAP_UP, at(13), at(15)),
]
LAST = [
    Phase(7, "预热", PhaseKind.WARM_UP, at(5, 0, 2025), at(10, 20, 2025)),
    Phase(8, "爆发", PhaseKind.BURST, at(10, 20, 2025), at(11, 20, 2025)),
]


@pytest.mark.parametrize(
    ("moment", "twin"),
    [
        (at(8, 6), at(5, 6, 2025)),
        (at(10, 22), at(10, 22, 2025)),
        (at(11, 22), at(11, 20, 2025)),
        (at(12, 3), at(11, 23, 2025)),
        (at(13, 1), None),
        (at(7), None),
    ],
    ids=["warm-up", "burst", "after the other's end", "between", "no such phase", "before"],
)
def test_it_lies_as_far_into_the_same_phase(moment: datetime, twin: datetime | None) -> None:
    assert same_moment(THIS, moment, LAST) == twin
