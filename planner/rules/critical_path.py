"""When each task can be done at the earliest and must be at the latest, and what decides that.

The critical path method (Kelley and Walker 1959) on half-days, with links of four kinds between
tasks of teams that work at different times. People are no matter here: each task has its team to
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from planner.rules.campaigns import Anchor, Key
from planner.rules.networks import Network
from planner.rules.task_dates import Dates, Decides, Reason
from planner.rules.wired_networks import Tie, Wired

_NEVER = 1 << 60


class CriticalPath(Generic[Key]):
    """The dates of every task of a network, by its key.

    The lists are by place in ``wired``, for those who need them all at once.
    """

    def __init__(self, wired: Wired[Key]) -> None:
        self.wired: Wired[Key] = wired
        count = len(wired.works)
        self.early_start, self.early_finish = [0] * count, [0] * count
        self.late_start, self.late_finish = [0] * count, [0] * count
        self._early_by: list[Tie | Decides] = [Decides.NOW] * count
        self._late_by: list[Tie | Decides] = [Decides.PLAN_END] * count
        self._forward()
        self._backward()
        self.slack = [self._slack(place) for place in range(count)]
        self.free_slack = [self._free_slack(place) for place in range(count)]
        self.critical = self._criticals()

    def __getitem__(self, key: Key) -> Dates[Key]:
        place = self.wired.places[key]
        return Dates(
            early_start=self.early_start[place],
            early_finish=self.early_finish[place],
            late_start=self.late_start[place],
            late_finish=self.late_finish[place],
            slack=self.slack[place],
            free_slack=self.free_slack[place],
            critical=self.critical[place],
            early_because=self._reason(place, self._early_by[place]),
            late_because=self._reason(place, self._late_by[place]),
        )

    def _forward(self) -> None:
        wired, now = self.wired, self.wired.network.now
        starts, finishes, works = self.early_start, self.early_finish, wired.works
        for place in wired.order:
            work = works[place]
            if work.fixed is not None:
                starts[place], finishes[place] = work.fixed
                self._early_by[place] = Decides.FIXED
                continue
            start, finish, working = now, -_NEVER, wired.working[place]
            by_start: Tie | Decides = Decides.NOW if work.started is None else Decides.STARTED
            by_finish: Tie | Decides = by_start
            if work.not_before is not None and work.not_before > now and work.started is None:
                start, by_start = work.not_before, Decides.NOT_BEFORE
            for tie in wired.into[place]:
                before, _, from_finish, to_finish, lag, _ = tie
                end = finishes[before] if from_finish else starts[before]
                if lag:
                    end = tie.earliest(end, working)
                if to_finish:
                    if end > finish:
                        finish, by_finish = end, tie
                elif end > start:
                    start, by_start = end, tie
            amount, pace = wired.amounts[place], wired.paces[place]
            begin, end = start, start
            if amount:
                done = pace.count(start)
                begin, end = pace.last(done), pace.first(done + amount)
            if finish > end:
                by_start, begin, end = by_finish, finish, finish
                if amount:
                    done = pace.count(finish)
                    done += pace.count(finish - 1) == done
                    begin, end = pace.last(pace.count(pace.first(done)) - amount), pace.first(done)
            starts[place] = begin if work.started is None else work.started
            finishes[place] = end
            self._early_by[place] = by_start

    def _backward(self) -> None:
        wired, gates = self.wired, self.wired.network.gates
        starts, finishes, works = self.late_start, self.late_finish, wired.works
        plan_end = max(self.early_finish, default=0)
        for place in reversed(wired.order):
            work = works[place]
            if work.done:
                starts[place], finishes[place] = self.early_start[place], self.early_finish[place]
                self._late_by[place] = Decides.FIXED
                continue
            start, finish = _NEVER, _NEVER
            by_finish: Tie | Decides = Decides.PLAN_END
            by_start: Tie | Decides = by_finish
            if work.gate is not None:
                finish, by_finish = gates[work.gate].half_day, Decides.GATE
            if work.deadline is not None and work.deadline < finish:
                finish, by_finish = work.deadline, Decides.DEADLINE
            for tie in wired.out[place]:
                _, after, from_finish, to_finish, lag, _ = tie
                other = works[after].fixed or (starts[after], finishes[after])
                end = other[to_finish]
                if lag:
                    end = tie.latest(end, wired.working[after])
                if from_finish:
                    if end < finish:
                        finish, by_finish = end, tie
                elif end < start and work.started is None:
                    start, by_start = end, tie
            if finish == _NEVER and start == _NEVER:
                finish = plan_end
            starts[place], finishes[place], by_start_binds = self._latest(place, start, finish)
            self._late_by[place] = by_start if by_start_binds else by_finish

    def _latest(self, place: int, start: int, finish: int) -> tuple[int, int, bool]:
        """The latest dates of a task that must start and finish by then; whether start decides."""
        amount, pace = self.wired.amounts[place], self.wired.paces[place]
        fixed = self.wired.works[place].fixed
        if fixed is not None:
            length = fixed[1] - fixed[0]
            binds = start < finish - length
            return (start, start + length, True) if binds else (finish - length, finish, False)
        if not amount:
            return (start, start, True) if start < finish else (finish, finish, False)
        begin = _NEVER
        if finish < _NEVER:
            done = pace.count(finish)
            begin, finish = pace.last(done - amount), pace.first(done)
        if start >= begin:
            return begin, finish, False
        done = pace.count(start)
        begin = start if pace.count(start + 1) > done else pace.first(done) - 1
        return begin, pace.first(pace.count(begin) + amount), True

    def _slack(self, place: int) -> int:
        work, working = self.wired.works[place], self.wired.working[place]
        if work.done:
            return 0
        slack = working.count(self.late_finish[place]) - working.count(self.early_finish[place])
        if work.started is not None:
            return slack
        at_start = working.count(self.late_start[place]) - working.count(self.early_start[place])
        return min(slack, at_start)

    def _free_slack(self, place: int) -> int:
        wired, free, count = self.wired, self.slack[place], self.wired.working[place].count
        if wired.works[place].done:
            return 0
        for tie in wired.out[place]:
            if wired.works[place].started is not None and not tie.from_finish:
                continue
            ends = self.early_finish if tie.to_finish else self.early_start
            room = tie.latest(ends[tie.after], wired.working[tie.after])
            own = self.early_finish if tie.from_finish else self.early_start
            free = min(free, count(room) - count(own[place]))
        return free

    def _criticals(self) -> list[bool]:
        """Whether each has no more slack than the tightest task of the gate it runs up to.

        Where a deadline or a pinned task ends its chain, it is critical without any slack.
        """
        wired = self.wired
        gates: list[Anchor[Key] | Decides] = [Decides.DEADLINE] * len(wired.works)
        least: dict[Anchor[Key] | Decides, int] = {}
        for place in reversed(wired.order):
            work, by = wired.works[place], self._late_by[place]
            if isinstance(by, Tie):
                gates[place] = (
                    Decides.DEADLINE if wired.works[by.after].fixed is not None else gates[by.after]
                )
            elif by is Decides.GATE and work.gate is not None:
                gates[place] = work.gate
            else:
                gates[place] = by
            if not work.done:
                slack = self.slack[place]
                least[gates[place]] = min(least.get(gates[place], slack), slack)
        least[Decides.DEADLINE] = 0
        return [
            not work.done and slack <= least[gate]
            for work, slack, gate in zip(wired.works, self.slack, gates, strict=True)
        ]

    def _reason(self, place: int, by: Tie | Decides) -> Reason[Key]:
        work = self.wired.works[place]
        if isinstance(by, Decides):
            return Reason(by, gate=work.gate if by is Decides.GATE else None)
        after, before = self.wired.works[by.after], self.wired.works[by.before]
        link = next(link for link in after.after if link.before == before.key)
        return Reason(Decides.LINK, after.key if before is work else before.key, link)


def critical_path(
    network: Network[Key], titles: Mapping[Key, str] | None = None
) -> CriticalPath[Key]:
    """The dates of every task. Raises Refusal for tasks that wait for each other, by ``titles``."""
    return CriticalPath(Wired(network, titles))
