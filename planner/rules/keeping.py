"""Keeps an old plan: tasks stay within their bars, and move as little as they can where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.rules.boards import Lying
from planner.rules.campaigns import Key
from planner.rules.critical_path import CriticalPath
from planner.rules.layings import Layings
from planner.rules.sharing import Sharing
from planner.rules.wired_networks import Tie, Wired

Bar = tuple[int, int]


def lay_where_it_was(layings: Layings[Key], old: Mapping[int, Bar]) -> None:
    """Lay tasks within their old bars, by place.

    One stays if all its work has room there, not before now, over by its gate, and after what it
    waits for: bars may overlap where the work in them does not. What cannot stay moves to the first
    free time from its old start on, or before it where that would be after its gate. What had no
    bar is laid as late as wanted.
    """
    board, works = layings.board, layings.wired.works
    stretches: dict[int, Bar] = _stretches(layings, old)
    sharing = Sharing(board)
    last_first = sorted(stretches, key=lambda place: (*stretches[place], place), reverse=True)
    staying = {place for place in last_first if sharing.finds_room(place, *stretches[place])}
    for place in staying:
        begin, end = stretches[place]
        start = works[place].started
        board.lay(place, Lying(begin if start is None else start, end, sharing.taken(place)))
    begins = [old[place][0] if place in old else 0 for place in range(len(works))]
    for place in layings.in_order(begins):
        if works[place].fixed is not None:
            continue
        if place in staying:
            if board.holds(place):
                continue
            board.lift(place)
        _lay_near(layings, place, begins[place])
    layings.push_back([place for place in board.movable if place not in old])


def lay_after_old_finishes(layings: Layings[Key], old: Mapping[int, Bar]) -> None:
    """Lay tasks from their old starts on, those first that were finished first.

    More of them move than when each bar keeps its room, but fewer move far.
    """
    works = layings.wired.works
    begins = {place: bar[0] for place, bar in old.items()}
    finishes = [old[place][1] if place in old else 0 for place in range(len(works))]
    for place in layings.in_order(finishes):
        if works[place].fixed is None:
            _lay_near(layings, place, begins.get(place, 0))
    layings.push_back([place for place in layings.board.movable if place not in old])


def leaving(layings: Layings[Key], old: Mapping[int, Bar]) -> list[int]:
    """The places of the tasks that lie outside their old bars."""
    board = layings.board
    return [
        place
        for place in board.movable
        if place in old
        and (board.starts[place] < old[place][0] or board.finishes[place] > old[place][1])
    ]


def _lay_near(layings: Layings[Key], place: int, begin: int) -> None:
    """Lay a task from its old start on, or earlier where that would be after its gate."""
    board = layings.board
    start, finish = board.earliest(place)
    found = board.early(place, max(start, begin), finish)
    if found.finish > layings.wired.walls[place]:
        found = board.early(place, start, finish)
    board.lay(place, found)


def _stretches(layings: Layings[Key], old: Mapping[int, Bar]) -> dict[int, Bar]:
    """The part of its old bar that each task may fill, for those that may stay.

    Where a task's bar overlaps the bar of one that waits for its finish, the border between them
    lies midway between the earliest and the latest that the bars and the work in them allow.
    """
    wired = layings.wired
    path = _within_bars(wired, old)
    begins: dict[int, int] = {}
    ends = {place: bar[1] for place, bar in old.items()}
    for place in wired.order:
        work = wired.works[place]
        if work.fixed is not None:
            begins[place], ends[place] = work.fixed
            continue
        early, late = path.early_finish[place], path.late_finish[place]
        if place not in old or early > late:
            begins[place], ends[place] = path.early_start[place], early
            continue
        begin = max(layings.board.floors[place], old[place][0])
        for before in wired.before[place]:
            begin = max(begin, ends[before])
        for tie in wired.into[place]:
            if not tie.to_finish:
                own = ends[tie.before] if tie.from_finish else begins[tie.before]
                begin = max(begin, tie.earliest(own, wired.working[place]))
        begins[place] = begin
        if _is_overlapped(wired, place, old):
            ends[place] = (early + late + 1) // 2
        ends[place] = min(ends[place], layings.wired.walls[place])
    for place in reversed(wired.order):
        for tie in wired.out.get(place, ()):
            if tie.from_finish and wired.works[place].fixed is None:
                other = ends[tie.after] if tie.to_finish else begins[tie.after]
                ends[place] = min(ends[place], tie.latest(other, wired.working[tie.after]))
    return {
        place: (begins[place], ends[place])
        for place in layings.board.movable
        if place in old and path.early_finish[place] <= path.late_finish[place]
    }


def _within_bars(wired: Wired[Key], old: Mapping[int, Bar]) -> CriticalPath[Key]:
    """The critical path of tasks that may not leave their old bars."""
    works = []
    for place, work in enumerate(wired.works):
        if place in old and work.fixed is None:
            start, finish = old[place]
            floor = start if work.not_before is None else max(start, work.not_before)
            wall = finish if work.deadline is None else min(finish, work.deadline)
            works.append(replace(work, not_before=floor, deadline=wall))
        else:
            works.append(work)
    return CriticalPath(Wired(replace(wired.network, works=tuple(works))))


def _is_overlapped(wired: Wired[Any], place: int, old: Mapping[int, Bar]) -> bool:
    """Whether a task's old bar ends after one begins that waits for its finish."""
    finish = old[place][1]

    def begins_too_early(tie: Tie) -> bool:
        if tie.to_finish or not tie.from_finish or tie.after not in old:
            return False
        return tie.earliest(finish, wired.working[tie.after]) > old[tie.after][0]

    return any(old.get(after, (finish, 0))[0] < finish for after in wired.after[place]) or any(
        map(begins_too_early, wired.out.get(place, ()))
    )
