"""A network made ready to be walked: tasks in order, each with its links and its pace at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Generic, NamedTuple

from planner.rules.campaigns import Key
from planner.rules.half_days import IN_A_DAY, Pace
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Network, Work
from planner.rules.tasks import require_no_cycle

NEVER = 1 << 60
# What a link's kind says of either end: F for finish, S for start.
_FINISH = "F"


class Tie(NamedTuple):
    """A link between two places: which end of the one holds which end of the other, how far off.

    ``lag`` is in half-days: on which the team of ``after`` works, or of the calendar.
    """

    before: int
    after: int
    from_finish: bool
    to_finish: bool
    lag: int
    calendar: bool

    def earliest(self, half_day: int, working: Pace) -> int:
        """Where the later task's end may be at the earliest, from where the earlier one's is."""
        if not self.lag:
            return half_day
        if self.calendar:
            return half_day + self.lag
        return working.first(working.count(half_day) + self.lag)

    def latest(self, half_day: int, working: Pace) -> int:
        """Where the earlier task's end may be at the latest, from where the later one's is."""
        if not self.lag:
            return half_day
        if self.calendar:
            return half_day - self.lag
        return working.last(working.count(half_day) - self.lag)


_BEFORE, _AFTER, _KEY = attrgetter("before"), attrgetter("after"), attrgetter("key")


class Wired(Generic[Key]):
    """A network whose tasks have places by their keys, so that rows may come in any order.

    ``before`` and ``after`` are the places that each simply follows, from finish to start without
    a lag, and those that follow it; ``into`` and ``out`` are its other ties. Only those that still
    matter: what is done waits for nothing, what is started waits no more with its start. ``order``
    names every place after those it waits for. ``amounts`` are what each has to do at its pace,
    ``gates`` the numbers of its gate among the network's (-1: none), ``walls`` when its gate or its
    deadline is, whichever comes first. Raises Refusal for tasks that wait for each other, which
    ``titles`` name.
    """

    def __init__(self, network: Network[Key], titles: Mapping[Key, str] | None = None) -> None:
        self.network: Network[Key] = network
        self.works: list[Work[Key]] = sorted(network.works, key=_KEY)
        self.places: dict[Key, int] = {work.key: place for place, work in enumerate(self.works)}
        count = len(self.works)
        self.before: list[Sequence[int]] = [()] * count
        self.after: list[list[int]] = [[] for _ in range(count)]
        self.into: list[Sequence[Tie]] = [()] * count
        self.out: defaultdict[int, list[Tie]] = defaultdict(list)
        self.working: list[Pace] = [network.teams[work.team].working for work in self.works]
        self.paces: list[Pace] = [
            network.teams[work.team].pace(work.people) if work.minutes else working
            for work, working in zip(self.works, self.working, strict=True)
        ]
        self.amounts: list[int] = [work.minutes or work.length for work in self.works]
        numbers = {anchor: number for number, anchor in enumerate(network.gates)}
        self.gates: list[int] = [
            -1 if work.gate is None else numbers[work.gate] for work in self.works
        ]
        half_days = [gate.half_day for gate in network.gates.values()]
        self.walls: list[int] = [half_days[gate] if gate >= 0 else NEVER for gate in self.gates]
        for place, work in enumerate(self.works):
            if work.deadline is not None and work.deadline < self.walls[place]:
                self.walls[place] = work.deadline
        self._tie()
        self.order: list[int] = self._ordered()
        if len(self.order) < len(self.works):
            self._refuse_circle(titles or {})

    def waited_for(self, place: int) -> list[int]:
        """The places that a task waits for, in any way."""
        return [*self.before[place], *map(_BEFORE, self.into[place])]

    def waiting(self, place: int) -> list[int]:
        """The places that wait for a task, in any way."""
        return [*self.after[place], *map(_AFTER, self.out.get(place, ()))]

    def tie(self, place: int, link: Link[Key]) -> Tie:
        """A task's link as a tie between places."""
        return _tied(self.places[link.before], place, link)

    def _tie(self) -> None:
        places, followers, out = self.places, self.after, self.out
        usual = LinkKind.FINISH_START
        for place, work in enumerate(self.works):
            if not work.after or work.done:
                continue
            starts, plain = work.started is None, []
            ties: list[Tie] = []
            for link in work.after:
                before = places[link.before]
                if link.kind is usual and not link.lag_days:
                    if starts:
                        plain.append(before)
                        followers[before].append(place)
                    continue
                tie = _tied(before, place, link)
                if starts or tie.to_finish:
                    ties.append(tie)
                    out[before].append(tie)
            self.before[place], self.into[place] = plain, ties

    def _ordered(self) -> list[int]:
        # Tasks are mostly written down after those they wait for, and then stand in order already.
        if all(max(plain, default=-1) < place for place, plain in enumerate(self.before)) and all(
            tie.before < tie.after for ties in self.out.values() for tie in ties
        ):
            return list(range(len(self.works)))
        waits_for = [len(self.waited_for(place)) for place in range(len(self.works))]
        order = [place for place, count in enumerate(waits_for) if not count]
        for place in order:
            for follower in self.waiting(place):
                waits_for[follower] -= 1
                if not waits_for[follower]:
                    order.append(follower)
        return order

    def _refuse_circle(self, titles: Mapping[Key, str]) -> None:
        names = {self.places[key]: title for key, title in titles.items() if key in self.places}
        require_no_cycle(
            {place: self.waited_for(place) for place in range(len(self.works))},
            {number: str(work.key) for number, work in enumerate(self.works)} | names,
        )


def _tied(before: int, after: int, link: Link[Key]) -> Tie:
    return Tie(
        before,
        after,
        link.kind[0] == _FINISH,
        link.kind[1] == _FINISH,
        link.lag_days * IN_A_DAY,
        link.unit is LagUnit.CALENDAR,
    )
