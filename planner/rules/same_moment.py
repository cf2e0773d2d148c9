"""The moment of another sale that is like one of this: as far into the same phase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from planner.rules.campaigns import Phase, PhaseKind, phase_at

_Place = tuple[PhaseKind, int]


def same_moment(
    phases: Sequence[Phase[Any]], moment: datetime, others: Sequence[Phase[Any]]
) -> datetime | None:
    """When the other sale was as far: as long after the opening of the same phase, at most its end.

    Phases are paired by kind and order. Between phases it is as long after the last closing.
    Before the first opening, and for a phase that the other sale did not have, there is none.
    """
    here, there = _places(phases), _places(others)
    inside = phase_at(phases, moment)
    if inside is not None:
        place = next(place for place, phase in here.items() if phase is inside)
        twin = there.get(place)
        return None if twin is None else min(twin.opens + (moment - inside.opens), twin.closes)
    before = [place for place, phase in here.items() if phase.closes <= moment]
    if not before:
        return None
    last = max(before, key=lambda place: here[place].closes)
    twin = there.get(last)
    if twin is None:
        return None
    later = [phase.opens for phase in others if phase.opens >= twin.closes]
    return min([twin.closes + (moment - here[last].closes), *later])


def _places(phases: Sequence[Phase[Any]]) -> dict[_Place, Phase[Any]]:
    seen: Counter[PhaseKind] = Counter()
    found: dict[_Place, Phase[Any]] = {}
    for phase in sorted(phases, key=lambda phase: (phase.opens, phase.closes)):
        found[phase.kind, seen[phase.kind]] = phase
        seen[phase.kind] += 1
    return found
