"""What a campaign sold beside what it should sell, at any moment between opening and closing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate, pairwise

from planner.rules.attribution import Attributed, attribute
from planner.rules.campaigns import Phase, phase_at
from planner.rules.figures import Figures
from planner.rules.imports import added
from planner.rules.money import split
from planner.rules.sales import CountedSales
from planner.rules.targets import Measure, Plan

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class CampaignSales:
    """A campaign's figures, each counted once, between its first opening and its last closing.

    ``shops`` are names by id, ``plan`` is None without a target, ``ordinary`` the 24 hours of a
    quiet day. Days that a phase border cuts come hour by hour where a source knows hours. Moments
    are wall-clock times. A deposit is no sale: what is paid in a warm-up was sold.
    ``shop_shares_bp`` is how the shops share the target, empty where nobody has said.
    """

    shops: Mapping[int, str]
    phases: tuple[Phase[int], ...]
    measure: Measure
    target_fen: int | None
    plan: Plan[int] | None
    counted: CountedSales
    ordinary: Sequence[int]
    platforms: Mapping[int, str] = field(default_factory=dict)
    shop_shares_bp: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def opens(self) -> datetime:
        """When the first phase opens."""
        return first_opening(self.phases)

    @cached_property
    def closes(self) -> datetime:
        """When the last phase closes."""
        return last_closing(self.phases)

    @cached_property
    def covers_to(self) -> datetime | None:
        """The last moment of the campaign that the figures of any shop cover."""
        latest = max(self.counted.covered_to.values(), default=None)
        return None if latest is None else max(self.opens, min(latest, self.closes))

    @cached_property
    def covered_by_all(self) -> datetime | None:
        """The last moment that the figures of every shop with figures cover."""
        earliest = min(self.counted.covered_to.values(), default=None)
        return None if earliest is None else max(self.opens, min(earliest, self.closes))

    @property
    def known_to_its_end(self) -> bool:
        """Whether the figures of every shop with figures reach into the last day."""
        return self.covered_by_all is not None and self.covered_by_all >= self.closes - _DAY

    @cached_property
    def sold(self) -> tuple[Attributed[int], ...]:
        """Every counted span with the phase it belongs to; amounts and orders may be added up."""
        cut, whole = set(cut_days(self.phases)), []
        found: list[Attributed[int]] = []
        for one in self.counted.spans:
            if one.span.hour is None and one.span.day in cut:
                found += attribute([one], self.phases, self._shape_of(one.span.day))
            else:
                whole.append(one)
        return (*attribute(whole, self.phases), *found)

    def days(self) -> list[date]:
        """Every day from the first opening to the last closing."""
        first = self.opens.date()
        last = max(phase.last_day for phase in self.phases)
        return [first + ahead * _DAY for ahead in range((last - first).days + 1)]

    def stretches(self, also: Iterable[datetime] = ()) -> list[tuple[datetime, datetime]]:
        """The campaign cut at midnights, phase borders, the last moment covered and ``also``."""
        cuts = {self.opens, self.closes, *map(_midnight, self.days()), *also}
        cuts.update(border for phase in self.phases for border in (phase.opens, phase.closes))
        if self.covers_to is not None:
            cuts.add(self.covers_to)
        return list(pairwise(sorted(cut for cut in cuts if self.opens <= cut <= self.closes)))

    def phase_at(self, moment: datetime) -> Phase[int] | None:
        """The phase that a moment belongs to in any shop; None between phases."""
        return phase_at(self.phases, moment)

    def phase_of(self, day: date) -> Phase[int] | None:
        """The phase that expects most of a day; None between phases."""
        if day not in set(cut_days(self.phases)):
            return self.phase_at(_midnight(day))
        expected: dict[int | None, int] = defaultdict(int)
        found: dict[int | None, Phase[int] | None] = {}
        for hour, weight in enumerate(self._shape_of(day)):
            phase = self.phase_at(datetime.combine(day, time(hour, 30)))
            key = None if phase is None else phase.key
            found[key] = phase
            expected[key] += weight
        return found[max(expected, key=lambda key: expected[key])]

    def planned_by_hour(self, day: date) -> Sequence[int] | None:
        """What each clock hour of a day should bring in fen; None without a target."""
        return None if self.plan is None else self._planned_hours.get(day, [0] * 24)

    def planned_in(self, phase: Phase[int]) -> tuple[int, int] | tuple[None, None]:
        """What a phase should bring, in all and up to the last moment covered, in fen."""
        if self.plan is None:
            return None, None
        part = Plan(tuple(hour for hour in self.plan.hours if hour.phase_key == phase.key))
        return part.total_fen, 0 if self.covers_to is None else part.cumulative_at(self.covers_to)

    def split_by_shop(self, fen: int | None) -> dict[int, int]:
        """A part of the plan split by shop, adding up to it; empty where nobody has said how."""
        if fen is None or not self.shop_shares_bp:
            return {}
        return split(fen, self.shop_shares_bp)

    def planned_until(self, moment: datetime) -> int | None:
        """What should be reached by a moment, in fen; None without a target."""
        if self.plan is None:
            return None
        if moment != _midnight(moment.date()):
            return self.plan.cumulative_at(moment)
        days, until = self._planned_days
        place = bisect_left(days, moment.date())
        return until[place - 1] if place else 0

    def reached_until(self, moment: datetime) -> int | None:
        """What was reached by a moment, in fen; None where the figures do not say.

        At the last moment covered that is all there is, late payments of earlier orders too.
        """
        if self.covers_to is None or moment > self.covers_to:
            return None
        ends, until = self._sold_until
        if moment == self.covers_to:
            return self.measure.of(until[-1]) if until else None
        if any(_begins(one) < moment < _ends(one) for one in self._sold_on[moment.date()]):
            return None
        place = bisect_right(ends, moment)
        return self.measure.of(until[place - 1]) if place else 0

    @cached_property
    def _sold_on(self) -> defaultdict[date, list[Attributed[int]]]:
        by_day: defaultdict[date, list[Attributed[int]]] = defaultdict(list)
        for one in self.sold:
            if says_amounts(one.span.figures):
                by_day[one.span.day].append(one)
        return by_day

    @cached_property
    def _sold_until(self) -> tuple[list[datetime], list[Figures]]:
        in_order = sorted(self.sold, key=_ends)
        running = accumulate((one.span.figures for one in in_order), lambda a, b: added((a, b)))
        return [_ends(one) for one in in_order], list(running)

    @property
    def _planned_hours(self) -> Mapping[date, Sequence[int]]:
        return self.plan.clock_hours if self.plan else {}

    @cached_property
    def _planned_days(self) -> tuple[list[date], list[int]]:
        days = sorted(self._planned_hours)
        return days, list(accumulate(sum(self._planned_hours[day]) for day in days))

    def _shape_of(self, day: date) -> Sequence[int]:
        """What each clock hour of a day is expected to bring; nothing outside the campaign."""
        planned = self._planned_hours.get(day)
        if planned is not None and any(planned):
            return planned
        return [
            weight if self.opens <= datetime.combine(day, time(hour, 30)) < self.closes else 0
            for hour, weight in enumerate(self.ordinary)
        ]


def says_amounts(figures: Figures) -> bool:
    """Whether somebody said what was sold, beside visitors and the like."""
    return figures.paid_fen is not None or figures.ordered_fen is not None


def totals(sold: Iterable[Attributed[int]]) -> Figures:
    """Amounts and orders added up; unknown where nobody knows them."""
    return added(one.span.figures for one in sold)


def first_opening(phases: Sequence[Phase[int]]) -> datetime:
    """When the first of the phases opens."""
    return min(phase.opens for phase in phases)


def last_closing(phases: Sequence[Phase[int]]) -> datetime:
    """When the last of the phases closes."""
    return max(phase.closes for phase in phases)


def cut_days(phases: Iterable[Phase[int]]) -> Iterator[date]:
    """The days that a phase border cuts elsewhere than at midnight."""
    for phase in phases:
        for border in (phase.opens, phase.closes):
            if border.time() != time.min:
                yield border.date()


def _begins(one: Attributed[int]) -> datetime:
    return datetime.combine(one.span.day, time(one.span.hour or 0))


def _ends(one: Attributed[int]) -> datetime:
    return _begins(one) + (_DAY if one.span.hour is None else _HOUR)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
