"""When rules run: outside their phase, the wrong year or hour, and hours without any rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.checks.grounds import Grounds, phase_of
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import PlannedRule
from planner.words import Sentence

_ZONE = timedelta(hours=8)


def find(grounds: Grounds) -> Iterator[Finding]:
    """Windows that leave their phases, and phases that are not covered."""
    phases = {phase.key: phase for phase in grounds.plan.phases}
    for planned in grounds.plan.rules:
        own = [phases[key] for key in sorted(planned.phases) if key in phases]
        if phases:
            yield from _outside(planned, own)
    if grounds.plan.rules:
        for phase in grounds.plan.phases:
            yield from _gaps(grounds, phase)


def _outside(planned: PlannedRule, phases: Sequence[Phase[int]]) -> Iterator[Finding]:
    name, opens, closes = planned.rule.name, planned.opens, planned.closes
    if not phases:
        yield _finding(
            planned,
            Level.P0,
            Sentence("“{rule}” belongs to no phase of this sale.", rule=name),
            (_runs(planned),),
            Sentence("Choose the phases in which it counts."),
        )
        return
    first = min(phase.opens for phase in phases)
    last = max(phase.closes for phase in phases)
    if first <= opens and closes <= last:
        return
    line = Sentence("its phases run from {opens} to {closes}", opens=first, closes=last)
    wrong, because = _shifted(opens, closes, first, last)
    apart = closes <= first or opens >= last
    said = because or (
        Sentence("none of it lies in its phase")
        if apart
        else Sentence("part of it lies outside its phase")
    )
    yield _finding(
        planned,
        Level.P0 if wrong or apart else Level.P1,
        Sentence("“{rule}” leaves its phase: {why}.", rule=name, why=said),
        (_runs(planned), line),
        Sentence("Let it run within {opens} to {closes}.", opens=first, closes=last),
    )


def _shifted(
    opens: datetime, closes: datetime, first: datetime, last: datetime
) -> tuple[bool, Sentence | None]:
    """Whether the window would fit in another year, or eight hours on or back."""
    for years in (-1, 1):
        try:
            moved = opens.replace(year=opens.year + years), closes.replace(year=closes.year + years)
        except ValueError:
            continue
        if first <= moved[0] and moved[1] <= last:
            return True, Sentence("the year is wrong")
    if (opens - _ZONE, closes - _ZONE) == (first, last) or (opens + _ZONE, closes + _ZONE) == (
        first,
        last,
    ):
        return True, Sentence("it is eight hours off, as if in another time zone")
    return False, None


def _gaps(grounds: Grounds, phase: Phase[int]) -> Iterator[Finding]:
    """The hours of a phase in which no rule runs; a warm-up doesn't sell, so it may have some."""
    if phase.kind is PhaseKind.WARM_UP:
        return
    own = [planned for planned in grounds.plan.rules if phase.key in planned.phases]
    gaps: list[tuple[datetime, datetime]] = []
    reached = phase.opens
    for planned in sorted(own, key=lambda one: one.opens):
        if planned.opens > reached:
            gaps.append((reached, min(planned.opens, phase.closes)))
        reached = max(reached, planned.closes)
        if reached >= phase.closes:
            break
    if reached < phase.closes:
        gaps.append((reached, phase.closes))
    gaps = [(start, end) for start, end in gaps if start < end]
    if not gaps:
        return
    start, end = gaps[0]
    yield Finding(
        Code.PHASE_GAP,
        Level.P1,
        Sentence(
            "In “{phase}” no rule runs from {opens} to {closes}.",
            phase=phase.name,
            opens=start,
            closes=end,
        ),
        phase=phase.key,
        working=tuple(
            Sentence("no rule from {opens} to {closes}", opens=opening, closes=closing)
            for opening, closing in gaps
        ),
        fix=Sentence("Let a rule run through the whole phase, or shorten the phase."),
    )


def _runs(planned: PlannedRule) -> Sentence:
    return Sentence("it runs from {opens} to {closes}", opens=planned.opens, closes=planned.closes)


def _finding(
    planned: PlannedRule,
    level: Level,
    said: Sentence,
    working: tuple[Sentence, ...],
    fix: Sentence,
) -> Finding:
    return Finding(
        Code.RULE_OUTSIDE_PHASE,
        level,
        said,
        (planned.rule.key,),
        phase=phase_of(planned),
        working=working,
        fix=fix,
    )
