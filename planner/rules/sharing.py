"""Shares the half-days of teams among tasks that each have a stretch of their own to lie in.

Whether all have room is a question of flow: where half-days are taken, those who have them may do
their work in others of their own stretch (Ford and Fulkerson 1956, shortest ways first).
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Generic

from planner.rules.boards import Board, Taken
from planner.rules.campaigns import Key
from planner.rules.wired_networks import Wired


class Sharing(Generic[Key]):
    """Which tasks have room beside each other for their work, on what a board has free."""

    def __init__(self, board: Board[Key]) -> None:
        self._board: Board[Key] = board
        self._wired: Wired[Key] = board.wired
        self._free = {team: list(free) for team, free in board.free_by_team.items()}
        self._took: dict[int, dict[int, int]] = {}
        self._reach: dict[int, range] = {}
        self._at: dict[int, defaultdict[int, set[int]]] = {
            team: defaultdict(set) for team in self._free
        }

    def finds_room(self, place: int, begin: int, end: int) -> bool:
        """Whether a task can lie from ``begin`` to ``end`` too; then it counts from now on."""
        amount = self._wired.amounts[place]
        self._reach[place] = range(begin, end)
        self._took[place] = {}
        if not self._board.takes[place]:
            pace = self._wired.paces[place]
            return pace.count(end) - pace.count(begin) >= amount
        self._reach[place] = range(begin, min(end, len(self._board.free[place])))
        left = amount
        for half_day in reversed(self._reach[place]):
            if left:
                left -= self._take(place, half_day, min(left, self._can(place, half_day)))
        while left:
            more = self._make_way(place, left)
            if not more:
                for half_day, minutes in list(self._took[place].items()):
                    self._take(place, half_day, -minutes)
                return False
            left -= more
        return True

    def taken(self, place: int) -> Taken:
        """What a task that found room takes in which half-days."""
        return sorted(self._took[place].items())

    def _can(self, place: int, half_day: int) -> int:
        return min(self._free[self._wired.works[place].team][half_day], self._rest(place, half_day))

    def _rest(self, place: int, half_day: int) -> int:
        """What a task's people could still do in a half-day if their team had the time."""
        rate = self._wired.paces[place].amounts[half_day]
        return rate - self._took[place].get(half_day, 0)

    def _take(self, place: int, half_day: int, minutes: int) -> int:
        if minutes:
            team, took = self._wired.works[place].team, self._took[place]
            self._free[team][half_day] -= minutes
            took[half_day] = took.get(half_day, 0) + minutes
            if took[half_day]:
                self._at[team][half_day].add(place)
            else:
                del took[half_day]
                self._at[team][half_day].discard(place)
        return minutes

    def _make_way(self, place: int, most: int) -> int:
        """Let others do some work elsewhere on their bars, for up to so many minutes of a task."""
        team = self._wired.works[place].team
        free, at = self._free[team], self._at[team]
        # Each half-day reached, and who would go there from which other (None: the task itself).
        came: dict[int, tuple[int, int | None]] = {}
        way = deque[int]()
        for half_day in self._reach[place]:
            if self._rest(place, half_day) > 0:
                came[half_day] = (place, None)
                way.append(half_day)
        seen: set[int] = {place}
        while way:
            half_day = way.popleft()
            if free[half_day] > 0:
                return self._shift(came, half_day, min(most, free[half_day]))
            for other in sorted(at[half_day] - seen):
                seen.add(other)
                for there in self._reach[other]:
                    if there not in came and self._rest(other, there) > 0:
                        came[there] = (other, half_day)
                        way.append(there)
        return 0

    def _shift(self, came: dict[int, tuple[int, int | None]], end: int, most: int) -> int:
        steps: list[tuple[int, int | None, int]] = []
        there: int | None = end
        while there is not None:
            mover, source = came[there]
            most = min(most, self._rest(mover, there))
            if source is not None:
                most = min(most, self._took[mover][source])
            steps.append((mover, source, there))
            there = source
        for mover, source, target in steps:
            if source is not None:
                self._take(mover, source, -most)
            self._take(mover, target, most)
        return most
