"""The ways of laying all tasks on a board: backwards, forwards, pushed back, pulled forward."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import Generic

from planner.rules.boards import Board, Lying
from planner.rules.campaigns import Key
from planner.rules.critical_path import CriticalPath
from planner.rules.wired_networks import NEVER, Wired

Cost = tuple[int, int, int, int, int]


class Layings(Generic[Key]):
    """A board, and by when each task on it is wanted.

    ``wanted`` is by place; a task that nobody wants by a day is wanted by its wall,
    or by the time at which everything can be finished.
    """

    def __init__(self, wired: Wired[Key], path: CriticalPath[Key]) -> None:
        self.wired: Wired[Key] = wired
        self.board: Board[Key] = Board(wired)
        self._rank = [0] * len(wired.works)
        for number, place in enumerate(wired.order):
            self._rank[place] = number
        plan_end = max(path.early_finish, default=0)
        self.wanted = []
        for work, wall in zip(wired.works, wired.walls, strict=True):
            wanted = plan_end if wall == NEVER else wall
            self.wanted.append(wanted if work.due is None else min(wall, work.due))

    def clear(self) -> None:
        """Take off everything that can move."""
        for place in self.board.movable:
            self.board.lift(place)

    def backward(self) -> bool:
        """Lay every task as late as it is wanted; False when one would come too early for that."""
        wired, board, rank = self.wired, self.board, self._rank
        waits_for = [len(wired.waiting(place)) for place in range(len(wired.works))]

        def entry(place: int) -> tuple[int, int, int]:
            fixed = wired.works[place].fixed
            bound = NEVER if fixed else min(board.latest(place)[1], self.wanted[place])
            return -bound, -rank[place], place

        ready = [entry(place) for place, count in enumerate(waits_for) if not count]
        heapify(ready)
        while ready:
            bound, _, place = heappop(ready)
            if wired.works[place].fixed is None:
                found = board.late(place, board.floors[place], board.latest(place)[0], -bound)
                if found is None:
                    return False
                board.lay(place, found)
            for before in wired.waited_for(place):
                waits_for[before] -= 1
                if not waits_for[before]:
                    heappush(ready, entry(before))
        return all(map(board.holds, board.movable))

    def forward(self, order: Sequence[int]) -> None:
        """Lay every task in turn, each after what it waits for, as early as it can be."""
        board, works = self.board, self.wired.works
        for place in order:
            if works[place].fixed is None:
                board.lay(place, board.early(place, *board.earliest(place)))

    def push_back(self, places: Sequence[int] | None = None) -> None:
        """Move all tasks, or these, as late as wanted, the last ones first; none comes earlier."""
        board, rank = self.board, self._rank
        last_first = sorted(
            board.movable if places is None else places,
            key=lambda place: (-board.finishes[place], -rank[place]),
        )
        for place in last_first:
            start, finish = board.latest(place)
            old = board.lift(place)
            new = board.late(
                place,
                max(old.start, board.now),
                max(start, old.start),
                max(old.finish, min(finish, self.wanted[place])),
            )
            better = new is not None and new.start >= old.start and new.finish >= old.finish
            board.lay(place, new if new is not None and better else old)

    def pull_forward(self) -> None:
        """Move every task as early as it can be, the first ones first; none comes any later."""
        board, rank = self.board, self._rank
        first_first = sorted(board.movable, key=lambda place: (board.starts[place], rank[place]))
        for place in first_first:
            start, finish = board.earliest(place)
            old = board.lift(place)
            new = board.early(place, start, finish)
            better = new.start <= old.start and new.finish <= old.finish
            board.lay(place, new if better else old)

    def late_starts(self, walls: Sequence[int]) -> list[int]:
        """When each task has to start for all to be finished by their walls if people sufficed."""
        wired = self.wired
        starts, finishes = [0] * len(walls), list(walls)
        for place in reversed(wired.order):
            finish, start = walls[place], NEVER
            for after in wired.after[place]:
                finish = min(finish, starts[after])
            for tie in wired.out.get(place, ()):
                end = finishes[tie.after] if tie.to_finish else starts[tie.after]
                end = tie.latest(end, wired.working[tie.after])
                if tie.from_finish:
                    finish = min(finish, end)
                else:
                    start = min(start, end)
            finishes[place] = finish
            begin = wired.paces[place].back(finish, wired.amounts[place])[0]
            starts[place] = min(start, begin)
        return starts

    def in_order(self, priority: Sequence[int]) -> list[int]:
        """All places, those of the lowest priority number first, each after what it waits for."""
        wired, rank = self.wired, self._rank
        waits_for = [len(wired.waited_for(place)) for place in range(len(wired.works))]
        ready = [
            (priority[place], rank[place], place)
            for place, count in enumerate(waits_for)
            if not count
        ]
        heapify(ready)
        order = []
        while ready:
            place = heappop(ready)[2]
            order.append(place)
            for after in wired.waiting(place):
                waits_for[after] -= 1
                if not waits_for[after]:
                    heappush(ready, (priority[after], rank[after], after))
        return order

    def cost(self) -> Cost:
        """What is wrong with where tasks lie, the worst first; the lower the better.

        Tasks after their gates, half-days after them, half-days after what is wanted, then how
        early the first task starts and how early all of them do.
        """
        board, walls, works = self.board, self.wired.walls, self.wired.works
        late = after_gates = after_due = 0
        for place in board.movable:
            finish, due = board.finishes[place], works[place].due
            if finish > walls[place]:
                late += 1
                after_gates += finish - walls[place]
            if due is not None and finish > due:
                after_due += finish - due
        starts = [board.starts[place] for place in board.movable]
        return late, after_gates, after_due, -min(starts, default=0), -sum(starts)

    def laid(self) -> list[Lying]:
        """Where every task that can move lies, in the order of ``board.movable``."""
        return [self.board.lying(place) for place in self.board.movable]

    def lay_again(self, laid: Sequence[Lying]) -> None:
        """Put every task that can move back to where it lay."""
        self.clear()
        for place, lying in zip(self.board.movable, laid, strict=True):
            self.board.lay(place, lying)
