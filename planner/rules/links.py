"""What a task waits for: which ends of two tasks are tied, and how far apart they must be."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic

from planner.rules.campaigns import Key
from planner.words import Refusal


class LinkKind(StrEnum):
    """Which ends are tied, the earlier task's first: finish to start, start to start and so on."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class LagUnit(StrEnum):
    """Which days a lag counts."""

    WORKING = "working"
    CALENDAR = "calendar"


MOST_LAG_DAYS = 366


@dataclass(frozen=True, slots=True)
class Link(Generic[Key]):
    """That a task waits for the task ``before``, ``lag_days`` after (below zero: before) its end.

    Raises Refusal for a lag of more than a year.
    """

    before: Key
    kind: LinkKind = LinkKind.FINISH_START
    lag_days: int = 0
    unit: LagUnit = LagUnit.WORKING

    def __post_init__(self) -> None:
        if abs(self.lag_days) > MOST_LAG_DAYS:
            raise Refusal(
                "Waits for: write a lag of at most {most} days.",
                most=MOST_LAG_DAYS,
            )


def links_without(
    links: Mapping[Key, Sequence[Link[Key]]], staying: Container[Key]
) -> dict[Key, tuple[Link[Key], ...]]:
    """The links of the tasks that stay, by their key; ``links`` holds those of all, by theirs.

    A task that waited for one left out waits for what that one waited for: the same end of it as
    before is tied, and the lag is the one the task left out kept. What a task waits for by a link
    of its own, it waits for by that one only.
    """
    return {key: _handed_on(own, links, staying) for key, own in links.items() if key in staying}


def _handed_on(
    own: Sequence[Link[Key]], links: Mapping[Key, Sequence[Link[Key]]], staying: Container[Key]
) -> tuple[Link[Key], ...]:
    found: dict[Key, Link[Key]] = {}
    left_out: set[Key] = set()
    waiting = list(own)
    while waiting:
        link = waiting.pop(0)
        if link.before in staying:
            found.setdefault(link.before, link)
            continue
        if link.before in left_out:
            continue
        left_out.add(link.before)
        for earlier in links[link.before]:
            ends = LinkKind(earlier.kind[0] + link.kind[1])
            waiting.append(replace(earlier, kind=ends))
    return tuple(found.values())
