"""Lays a plan where it was before, and moves only what cannot stay, as little as that can."""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.campaigns import Key
from planner.rules.critical_path import CriticalPath
from planner.rules.layings import Layings


def lay_where_it_was(
    layings: Layings[Key], path: CriticalPath[Key], old: Mapping[int, tuple[int, int]]
) -> None:
    """Lay tasks on their old bars, by place, those that begin last before the others.

    One stays if its bar does not begin before now, is over by its gate, has room for its work and
    begins after what it waits for. What cannot stay moves to the first free time from its old start
    on, or before it where that would be after its gate. What had no bar is laid as late as wanted.
    """
    board = layings.board
    last_first = sorted(
        old.keys() & set(board.movable), key=lambda place: (*old[place], place), reverse=True
    )
    staying = set()
    for place in last_first:
        lying = board.within(place, *old[place])
        if lying is not None and lying.finish <= layings.walls[place]:
            board.lay(place, lying)
            staying.add(place)
    begins = [old.get(place, (start, 0))[0] for place, start in enumerate(path.late_start)]
    new = []
    for place in layings.in_order(begins):
        if place in staying and board.holds(place):
            continue
        if place in staying:
            board.lift(place)
        elif path.wired.works[place].fixed is not None:
            continue
        start, finish = board.earliest(place)
        found = board.early(place, max(start, old.get(place, (start, 0))[0]), finish)
        if found.finish > layings.walls[place]:
            found = board.early(place, start, finish)
        board.lay(place, found)
        if place not in old:
            new.append(place)
    layings.push_back(new)
