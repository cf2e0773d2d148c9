"""A board on which tasks lie in half-days and take the minutes of their teams.

A task takes in each half-day what its people can do, what its team has left, or what is left to do,
whichever is least; it may pause while its team is busy. One without minutes lasts its half-days and
takes nothing, and so does one of a team that has nobody.
"""

from __future__ import annotations

from typing import Generic, NamedTuple

from planner.rules.campaigns import Key
from planner.rules.wired_networks import NEVER, Wired

Taken = list[tuple[int, int]]


class Lying(NamedTuple):
    """Where a task lies: from start to finish, with what it takes in which half-days."""

    start: int
    finish: int
    taken: Taken


class Board(Generic[Key]):
    """Which task lies where, by the places of a wired network, and what each team has left.

    Tasks that are done or pinned lie there from the beginning; ``movable`` are the others.
    ``missing`` is the work of pinned tasks for which there is no time on their days.
    """

    def __init__(self, wired: Wired[Key]) -> None:
        self.wired: Wired[Key] = wired
        network = wired.network
        count = len(wired.works)
        self.now = network.now
        self.starts, self.finishes = [0] * count, [0] * count
        self._taken: list[Taken] = [[] for _ in range(count)]
        by_team = {team: list(half_days.minutes) for team, half_days in network.teams.items()}
        self.free = [by_team[work.team] for work in wired.works]
        self.free_by_team = by_team
        self.takes = [
            bool(work.minutes) and not network.teams[work.team].is_empty for work in wired.works
        ]
        self.floors = [
            network.now
            if work.not_before is None or work.started is not None
            else max(network.now, work.not_before)
            for work in wired.works
        ]
        self.movable = [place for place, work in enumerate(wired.works) if work.fixed is None]
        self.missing: dict[int, int] = {}
        for place, work in enumerate(wired.works):
            if work.fixed is not None:
                self._pin(place, work.fixed, 0 if work.done else work.minutes)

    def lying(self, place: int) -> Lying:
        """Where a task lies."""
        return Lying(self.starts[place], self.finishes[place], self._taken[place])

    def lying_on(self, place: int, start: int, finish: int, taken: Taken) -> Lying:
        """A task from there to there; one that was started lies from when it was."""
        started = self.wired.works[place].started
        return Lying(start if started is None else started, finish, taken)

    def lay(self, place: int, lying: Lying) -> None:
        """Put a task there."""
        self.starts[place], self.finishes[place], self._taken[place] = lying
        free = self.free[place]
        for half_day, minutes in lying.taken:
            free[half_day] -= minutes

    def lift(self, place: int) -> Lying:
        """Take a task off; returns where it lay."""
        free, lying = self.free[place], self.lying(place)
        for half_day, minutes in lying.taken:
            free[half_day] += minutes
        self._taken[place] = []
        return lying

    def earliest(self, place: int) -> tuple[int, int]:
        """When a task may start and finish at the earliest, by what it waits for."""
        starts, finishes, start = self.starts, self.finishes, self.floors[place]
        for before in self.wired.before[place]:
            if finishes[before] > start:
                start = finishes[before]
        finish = -NEVER
        for tie in self.wired.into[place]:
            end = finishes[tie.before] if tie.from_finish else starts[tie.before]
            end = tie.earliest(end, self.wired.working[place])
            if tie.to_finish:
                finish = max(finish, end)
            else:
                start = max(start, end)
        return start, finish

    def latest(self, place: int) -> tuple[int, int]:
        """When a task may start and finish at the latest, by what waits for it."""
        starts, finishes, finish = self.starts, self.finishes, NEVER
        for after in self.wired.after[place]:
            if starts[after] < finish:
                finish = starts[after]
        start = NEVER
        for tie in self.wired.out.get(place, ()):
            end = finishes[tie.after] if tie.to_finish else starts[tie.after]
            end = tie.latest(end, self.wired.working[tie.after])
            if tie.from_finish:
                finish = min(finish, end)
            else:
                start = min(start, end)
        if self.wired.works[place].started is not None:
            start = NEVER
        return start, finish

    def holds(self, place: int) -> bool:
        """Whether a task lies no earlier than what it waits for allows."""
        start, finish = self.earliest(place)
        started = self.wired.works[place].started is not None
        return (started or self.starts[place] >= start) and self.finishes[place] >= finish

    def early(self, place: int, start: int, finish: int) -> Lying:
        """The earliest place for a task that may start and finish from then on."""
        amount = self.wired.amounts[place]
        if not self.takes[place]:
            pace, begin, end = self.wired.paces[place], start, start
            if amount:
                begin, end = pace.ahead(start, amount)
            if finish > end:
                begin, end = pace.ending_from(finish, amount) if amount else (finish, finish)
            return self.lying_on(place, begin, end, [])
        free, rates = self.free[place], self.wired.paces[place].amounts
        taken, left = self._filled(place, range(start, len(free)))
        if left:
            # Beyond the calendar there is always room.
            begin = max(start, len(free))
            end = self.wired.paces[place].ahead(begin, left)[1]
            return self.lying_on(place, taken[0][0] if taken else begin, max(end, finish), taken)
        begin, end = taken[0][0], taken[-1][0] + 1
        if finish > end:
            ends = range(max(finish - 1, start), len(free))
            last = next((each for each in ends if free[each] and rates[each]), None)
            if last is None:
                return self.lying_on(place, begin, finish, taken)
            taken, _ = self._filled(place, range(last, start - 1, -1))
            begin, end = taken[-1][0], last + 1
        return self.lying_on(place, begin, end, taken)

    def late(self, place: int, low: int, start: int, finish: int) -> Lying | None:
        """The latest place for a task, from ``low`` on, that starts and finishes by then.

        None where there is no such place.
        """
        amount = self.wired.amounts[place]
        if not self.takes[place]:
            pace, begin, end = self.wired.paces[place], finish, finish
            if amount:
                begin, end = pace.back(finish, amount)
            if start < begin:
                begin, end = pace.starting_by(start, amount) if amount else (start, start)
            return self.lying_on(place, begin, end, []) if begin >= low else None
        free, rates = self.free[place], self.wired.paces[place].amounts
        last = min(finish, len(free)) - 1
        taken, left = self._filled(place, range(last, low - 1, -1))
        if left:
            return None
        if taken[-1][0] <= start:
            return self.lying_on(place, taken[-1][0], taken[0][0] + 1, taken)
        begins = range(start, low - 1, -1)
        first = next((each for each in begins if free[each] and rates[each]), None)
        if first is None:
            return None
        taken, _ = self._filled(place, range(first, last + 1))
        return self.lying_on(place, first, taken[-1][0] + 1, taken)

    def _filled(self, place: int, half_days: range) -> tuple[Taken, int]:
        """What a task takes of half-days in their order, and what is left of it after them."""
        free, left = self.free[place], self.wired.amounts[place]
        rates, taken = self.wired.paces[place].amounts, []
        for half_day in half_days:
            can = free[half_day]
            if can:
                rate = rates[half_day]
                if rate < can:
                    can = rate
                if can >= left:
                    taken.append((half_day, left))
                    return taken, 0
                if can:
                    taken.append((half_day, can))
                    left -= can
        return taken, left

    def _pin(self, place: int, fixed: tuple[int, int], minutes: int) -> None:
        """Lay a task on its days, its work as even as its team's time allows."""
        start, finish = fixed
        taken: dict[int, int] = {}
        free = self.free[place]
        half_days = range(max(start, self.now), min(finish, len(free)))
        for number, half_day in enumerate(half_days):
            share = -(-minutes // (len(half_days) - number))
            taken[half_day] = min(share, free[half_day])
            minutes -= taken[half_day]
        for half_day in half_days:
            more = min(minutes, free[half_day] - taken[half_day])
            taken[half_day] += more
            minutes -= more
        self.lay(place, Lying(start, finish, list(taken.items())))
        if minutes:
            self.missing[place] = minutes
