"""A network made ready to be walked: tasks in order, each with its links and its pace at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple

from planner.rules.campaigns import Key
from planner.rules.half_days import IN_A_DAY, Pace
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Network, Work
from planner.rules.tasks import require_no_cycle

_FROM_FINISH = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)
_TO_FINISH = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)


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


class Wired(Generic[Key]):
    """A network whose tasks have places by their keys, so that rows may come in any order.

    ``order`` names every place after those it waits for; ``into`` and ``out`` are the ties of each
    place that still matter: what is done waits for nothing, what is started not with its start.
    ``amounts`` are what each has to do at its pace. Raises Refusal for tasks that wait for each
    other, which ``titles`` name.
    """

    def __init__(self, network: Network[Key], titles: Mapping[Key, str] | None = None) -> None:
        self.network: Network[Key] = network
        self.works: list[Work[Key]] = sorted(network.works, key=_key)
        self.places: dict[Key, int] = {work.key: place for place, work in enumerate(self.works)}
        self.order = self._ordered(titles or {})
        self.into: list[list[Tie]] = [[] for _ in self.works]
        self.out: list[list[Tie]] = [[] for _ in self.works]
        self.working: list[Pace] = []
        self.paces: list[Pace] = []
        self.amounts: list[int] = []
        for place, work in enumerate(self.works):
            team = network.teams[work.team]
            self.working.append(team.working)
            self.paces.append(team.pace(work.people) if work.minutes else team.working)
            self.amounts.append(work.minutes or work.length)
            if work.after and not work.done:
                self._tie(place, work)

    def _tie(self, place: int, work: Work[Key]) -> None:
        for link in work.after:
            tie = _tied(self.places[link.before], place, link)
            if tie.to_finish or work.started is None:
                self.into[place].append(tie)
                self.out[tie.before].append(tie)

    def _ordered(self, titles: Mapping[Key, str]) -> list[int]:
        places = self.places
        followers: list[list[int]] = [[] for _ in self.works]
        waits_for = [len(work.after) for work in self.works]
        for place, work in enumerate(self.works):
            for link in work.after:
                followers[places[link.before]].append(place)
        order = [place for place, count in enumerate(waits_for) if not count]
        for place in order:
            for follower in followers[place]:
                waits_for[follower] -= 1
                if not waits_for[follower]:
                    order.append(follower)
        if len(order) < len(self.works):
            require_no_cycle(
                {
                    place: [places[link.before] for link in work.after]
                    for place, work in enumerate(self.works)
                },
                {
                    place: titles.get(work.key, str(work.key))
                    for place, work in enumerate(self.works)
                },
            )
        return order


def _tied(before: int, after: int, link: Link[Key]) -> Tie:
    return Tie(
        before,
        after,
        link.kind in _FROM_FINISH,
        link.kind in _TO_FINISH,
        link.lag_days * IN_A_DAY,
        link.unit is LagUnit.CALENDAR,
    )


def _key(work: Work[Key]) -> Key:
    return work.key
