"""When each task can be done at the earliest and must be at the latest, and what decides that.

The critical path method (Kelley and Walker 1959) on half-days, with links of four kinds between
tasks of teams that work at different times. People are no matter here: each task has its team to
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from planner.rules.campaigns import Key
from planner.rules.networks import Network
from planner.rules.task_dates import Dates, Decides, Reason
from planner.rules.wired_networks import NEVER, Wired

Bar = tuple[int, int]

# What decides a date, where it is no other task: those are named by their places, from 0 on.
_DECIDES = dict(zip(range(-len(Decides), 0), Decides, strict=True))
_CODES = {decides: code for code, decides in _DECIDES.items()}
_NOW, _NOT_BEFORE = _CODES[Decides.NOW], _CODES[Decides.NOT_BEFORE]
_STARTED, _FIXED = _CODES[Decides.STARTED], _CODES[Decides.FIXED]
_GATE, _DEADLINE = _CODES[Decides.GATE], _CODES[Decides.DEADLINE]
_PLAN_END = _CODES[Decides.PLAN_END]


class CriticalPath(Generic[Key]):
    """The dates of every task of a network, by its key.

    The lists are by place in ``wired``, for those who need them all at once.
    """

    def __init__(self, wired: Wired[Key]) -> None:
        self.wired: Wired[Key] = wired
        count = len(wired.works)
        self.early_start, self.early_finish = [0] * count, [0] * count
        self.late_start, self.late_finish = [0] * count, [0] * count
        self._early_by, self._late_by = [_NOW] * count, [_PLAN_END] * count
        self._forward()
        self._backward()
        self.slack = self._slacks()
        self.critical = self._criticals()

    def __getitem__(self, key: Key) -> Dates[Key]:
        place = self.wired.places[key]
        return Dates(
            early_start=self.early_start[place],
            early_finish=self.early_finish[place],
            late_start=self.late_start[place],
            late_finish=self.late_finish[place],
            slack=self.slack[place],
            free_slack=self._free_slack(place),
            critical=self.critical[place],
            early_because=self._reason(place, self._early_by[place], before=True),
            late_because=self._reason(place, self._late_by[place], before=False),
        )

    def _forward(self) -> None:
        wired, now, early_by = self.wired, self.wired.network.now, self._early_by
        starts, finishes, works = self.early_start, self.early_finish, wired.works
        for place in wired.order:
            work = works[place]
            if work.fixed is not None:
                starts[place], finishes[place] = work.fixed
                early_by[place] = _FIXED
                continue
            start, by = now, _NOW
            if work.started is not None:
                by = _STARTED
            elif work.not_before is not None and work.not_before > now:
                start, by = work.not_before, _NOT_BEFORE
            for before in wired.before[place]:
                if finishes[before] > start:
                    start, by = finishes[before], before
            finish, by_finish = -NEVER, by
            for tie in wired.into[place]:
                end = finishes[tie.before] if tie.from_finish else starts[tie.before]
                end = tie.earliest(end, wired.working[place])
                if tie.to_finish:
                    if end > finish:
                        finish, by_finish = end, tie.before
                elif end > start:
                    start, by = end, tie.before
            amount, end = wired.amounts[place], start
            if amount:
                start, end = wired.paces[place].ahead(start, amount)
            if finish > end:
                start, end, by = finish, finish, by_finish
                if amount:
                    start, end = wired.paces[place].ending_from(finish, amount)
            starts[place] = start if work.started is None else work.started
            finishes[place] = end
            early_by[place] = by

    def _backward(self) -> None:
        wired, late_by = self.wired, self._late_by
        starts, finishes, works = self.late_start, self.late_finish, wired.works
        # What those before have to keep to: the latest dates, but a pinned task's own.
        walls: list[Bar] = [(0, 0)] * len(works)
        plan_end = max(self.early_finish, default=0)
        for place in reversed(wired.order):
            work = works[place]
            if work.done:
                starts[place], finishes[place] = self.early_start[place], self.early_finish[place]
                late_by[place] = _FIXED
                continue
            start, by_start, finish, by = NEVER, _PLAN_END, wired.walls[place], _PLAN_END
            if finish < NEVER:
                by = _DEADLINE if finish == work.deadline else _GATE
            for after in wired.after[place]:
                if walls[after][0] < finish:
                    finish, by = walls[after][0], after
            for tie in wired.out.get(place, ()):
                end = tie.latest(walls[tie.after][tie.to_finish], wired.working[tie.after])
                if tie.from_finish:
                    if end < finish:
                        finish, by = end, tie.after
                elif end < start and work.started is None:
                    start, by_start = end, tie.after
            if finish == start == NEVER:
                finish = plan_end
            amount = wired.amounts[place]
            if start == NEVER and amount and work.fixed is None:
                walls[place] = dates = wired.paces[place].back(finish, amount)
            else:
                dates, start_binds = self._latest(place, start, finish)
                walls[place] = work.fixed or dates
                by = by_start if start_binds else by
            starts[place], finishes[place] = dates
            late_by[place] = by

    def _latest(self, place: int, start: int, finish: int) -> tuple[Bar, bool]:
        """The latest dates of a task that must start and finish by then; whether start decides."""
        amount, pace = self.wired.amounts[place], self.wired.paces[place]
        fixed = self.wired.works[place].fixed
        if fixed is not None or not amount:
            length = 0 if fixed is None else fixed[1] - fixed[0]
            binds = start < finish - length
            start = start if binds else finish - length
            return (start, start + length), binds
        begin = NEVER
        if finish < NEVER:
            begin, finish = pace.back(finish, amount)
        if start >= begin:
            return (begin, finish), False
        return pace.starting_by(start, amount), True

    def _slacks(self) -> list[int]:
        slacks = []
        for place, work in enumerate(self.wired.works):
            count = self.wired.working[place].count
            slack = 0
            if not work.done:
                slack = count(self.late_finish[place]) - count(self.early_finish[place])
                if work.started is None:
                    at_start = count(self.late_start[place]) - count(self.early_start[place])
                    slack = min(slack, at_start)
            slacks.append(slack)
        return slacks

    def _free_slack(self, place: int) -> int:
        wired, count = self.wired, self.wired.working[place].count
        if wired.works[place].done:
            return 0
        finish = self.early_finish[place]
        rooms: list[int] = [
            count(self.early_start[after]) - count(finish) for after in wired.after[place]
        ]
        for tie in wired.out.get(place, ()):
            if tie.from_finish or wired.works[place].started is None:
                ends = self.early_finish if tie.to_finish else self.early_start
                own = finish if tie.from_finish else self.early_start[place]
                room = tie.latest(ends[tie.after], wired.working[tie.after])
                rooms.append(count(room) - count(own))
        return min([self.slack[place], *rooms])

    def _criticals(self) -> list[bool]:
        """Whether each has no more slack than the tightest task of the gate it runs up to.

        Where a deadline or a pinned task ends its chain, it is critical without any slack.
        """
        works, slack, late_by = self.wired.works, self.slack, self._late_by
        least = {_DEADLINE: 0}
        runs_up_to = list(self.wired.gates)
        for place in reversed(self.wired.order):
            by = late_by[place]
            if works[place].done:
                continue
            if by >= 0:
                runs_up_to[place] = _DEADLINE if works[by].fixed else runs_up_to[by]
            elif by != _GATE:
                runs_up_to[place] = by
            gate = runs_up_to[place]
            if gate != _DEADLINE:
                least[gate] = min(least.get(gate, slack[place]), slack[place])
        return [
            not work.done and room <= least[gate]
            for work, room, gate in zip(works, slack, runs_up_to, strict=True)
        ]

    def _reason(self, place: int, by: int, *, before: bool) -> Reason[Key]:
        work = self.wired.works[place]
        if by < 0:
            return Reason(_DECIDES[by], gate=work.gate if by == _GATE else None)
        other = self.wired.works[by]
        later, earlier = (work, other) if before else (other, work)
        link = next(link for link in later.after if link.before == earlier.key)
        return Reason(Decides.LINK, other.key, link)


def critical_path(
    network: Network[Key], titles: Mapping[Key, str] | None = None
) -> CriticalPath[Key]:
    """The dates of every task. Raises Refusal for tasks that wait for each other, by ``titles``."""
    return CriticalPath(Wired(network, titles))
