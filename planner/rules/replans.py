"""What a new plan does to an old one: who moves, who comes late, who gets critical, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from planner.rules.campaigns import Key
from planner.rules.fitted_plans import Fitted
from planner.rules.half_days import HalfDays
from planner.rules.task_dates import Decides, Reason
from planner.rules.wired_networks import NEVER

Bar = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """What becomes of one task: its first and last day before and now, and what decides them.

    ``moved_days`` counts calendar days by which its last day (else its first) moves, below zero for
    earlier; late days are those after its gate or deadline.
    """

    task: Key
    old_start_on: date
    old_due_on: date
    start_on: date
    due_on: date
    moved_days: int
    late_days_before: int
    late_days: int
    newly_critical: bool
    because: Reason[Key]


def difference(
    old: Mapping[Key, Bar],
    new: Fitted[Key],
    axis: HalfDays,
    critical_before: Collection[Key] = (),
) -> list[Change[Key]]:
    """The tasks of a new plan that move, come late, or get critical, those that start first ahead.

    ``old`` are the bars of the old plan in half-days of ``axis``, ``critical_before`` the tasks
    that were critical in it. A task that the old plan did not have is left out.
    """
    changes = []
    wired = new.path.wired
    for place, work in enumerate(wired.works):
        if work.key not in old or work.done:
            continue
        bar = (new.starts[work.key], new.finishes[work.key])
        before, now = _days(old[work.key], axis), _days(bar, axis)
        wall = wired.walls[place]
        newly_critical = new.path.critical[place] and work.key not in critical_before
        late = _late_days(bar[1], wall, axis)
        if before == now and not late and not newly_critical:
            continue
        changes.append(
            Change(
                work.key,
                *before,
                *now,
                moved_days=(now[1] - before[1]).days or (now[0] - before[0]).days,
                late_days_before=_late_days(old[work.key][1], wall, axis),
                late_days=late,
                newly_critical=newly_critical,
                because=_because(new, place, later=bar[::-1] > old[work.key][::-1] or late > 0),
            )
        )
    return sorted(changes, key=lambda change: (change.start_on, change.due_on, change.task))


def _days(bar: Bar, axis: HalfDays) -> tuple[date, date]:
    due_on = axis.due_day(bar[1])
    return min(axis.start_day(bar[0]), due_on), due_on


def _late_days(finish: int, wall: int, axis: HalfDays) -> int:
    return 0 if finish <= wall else max(1, (axis.due_day(finish) - axis.due_day(wall)).days)


def _because(new: Fitted[Key], place: int, *, later: bool) -> Reason[Key]:
    """What a task's bar comes from: what keeps it from lying earlier, or from lying later."""
    work = new.path.wired.works[place]
    if work.fixed is not None:
        return Reason(Decides.FIXED)
    finish = new.finishes[work.key]
    if later:
        reason = _not_earlier(new, place)
        if reason is None and work.due is not None and finish <= work.due:
            reason = Reason(Decides.WANTED)
    else:
        reason = _not_later(new, place)
    return Reason(Decides.TEAM) if reason is None else reason


def _not_earlier(new: Fitted[Key], place: int) -> Reason[Key] | None:
    """What finishes a task no earlier even if its team had nothing else to do; None: its team."""
    wired = new.path.wired
    work, pace, amount = wired.works[place], wired.paces[place], wired.amounts[place]

    def done_from(start: int) -> int:
        return pace.ahead(start, amount)[1] if amount else start

    bounds: list[tuple[int, Reason[Key]]] = [(done_from(wired.network.now), Reason(Decides.NOW))]
    if work.not_before is not None:
        bounds.append((done_from(work.not_before), Reason(Decides.NOT_BEFORE)))
    for link in work.after:
        other = link.before
        tie = wired.tie(place, link)
        end = new.finishes[other] if tie.from_finish else new.starts[other]
        end = tie.earliest(end, wired.working[place])
        if not tie.to_finish:
            end = done_from(end)
        elif amount:
            end = pace.ending_from(end, amount)[1]
        bounds.append((end, Reason(Decides.LINK, other, link)))
    finish, reason = max(bounds, key=lambda each: each[0])
    return reason if finish >= new.finishes[work.key] else None


def _not_later(new: Fitted[Key], place: int) -> Reason[Key] | None:
    wired = new.path.wired
    work, pace, amount = wired.works[place], wired.paces[place], wired.amounts[place]
    decides = Decides.DEADLINE if work.deadline == wired.walls[place] else Decides.GATE
    bounds: list[tuple[int, Reason[Key]]] = [
        (wired.walls[place], Reason(decides, gate=work.gate if decides is Decides.GATE else None))
    ]
    if work.due is not None:
        bounds.append((work.due, Reason(Decides.WANTED)))
    for follower in wired.waiting(place):
        after = wired.works[follower]
        link = next(link for link in after.after if link.before == work.key)
        tie = wired.tie(follower, link)
        end = new.finishes[after.key] if tie.to_finish else new.starts[after.key]
        end = tie.latest(end, wired.working[follower])
        if not tie.from_finish:
            end = pace.starting_by(end, amount)[1] if amount else end
        bounds.append((end, Reason(Decides.LINK, after.key, link)))
    bound, reason = min(bounds, key=lambda each: each[0])
    if bound == NEVER:
        return None
    finish = pace.back(bound, amount)[1] if amount else bound
    return reason if finish <= new.finishes[work.key] else None
