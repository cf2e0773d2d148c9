"""How a campaign is laid out in time: phases, milestones, and the dates that hang on them.

Every moment here is a naive wall-clock datetime of the campaign's time zone. Keys are template
keys (str) while a plan is being made and row ids (int) once it is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from planner.words import Refusal, Sentence

Key = TypeVar("Key", str, int)

_MOMENT = timedelta(microseconds=1)


class PhaseKind(StrEnum):
    """What a phase is for."""

    WARM_UP = "warm_up"
    BURST = "burst"
    WRAP_UP = "wrap_up"


PHASE_KIND_NAMES: dict[PhaseKind, Sentence] = {
    PhaseKind.WARM_UP: Sentence("Warm-up"),
    PhaseKind.BURST: Sentence("Burst"),
    PhaseKind.WRAP_UP: Sentence("Wrap-up"),
}


class AnchorKind(StrEnum):
    """What kind of moment a date hangs on."""

    OPENING = "opening"
    CLOSING = "closing"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Phase(Generic[Key]):
    """A stretch of the sale from ``opens`` up to, not including, ``closes``.

    ``shops`` holds the ids of the shops it applies to; empty means all of them. Raises Refusal
    when it has no name or would close at or before its opening.
    """

    key: Key
    name: str
    kind: PhaseKind
    opens: datetime
    closes: datetime
    shops: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Phase: give it a name.")
        if self.closes <= self.opens:
            raise Refusal(
                "Phase “{phase}” closes at or before it opens. Set a later closing.",
                phase=self.name,
            )

    @property
    def first_day(self) -> date:
        """The day it opens."""
        return self.opens.date()

    @property
    def last_day(self) -> date:
        """The day of the last moment inside: closing at midnight belongs to the day before."""
        return (self.closes - _MOMENT).date()

    def covers(self, moment: datetime, shop: int | None = None) -> bool:
        """Whether the moment lies inside, in the given shop (None: in any shop)."""
        return self.opens <= moment < self.closes and (
            shop is None or not self.shops or shop in self.shops
        )


@dataclass(frozen=True, slots=True)
class Milestone(Generic[Key]):
    """A named moment that is not a phase border; one that ``freezes`` keeps pages as they are
    until the next phase has opened. Raises Refusal when it has no name."""

    key: Key
    name: str
    at: datetime
    freezes: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Milestone: give it a name.")


@dataclass(frozen=True, slots=True)
class Anchor(Generic[Key]):
    """What a date hangs on: a phase's opening or closing, or a milestone, by its key."""

    kind: AnchorKind
    key: Key


def anchor_day(
    anchor: Anchor[Key], phases: Iterable[Phase[Key]], milestones: Iterable[Milestone[Key]]
) -> date:
    """The day of an anchor: a phase's first or last day, or a milestone's day.

    Raises Refusal when the plan has no such phase or milestone.
    """
    match anchor.kind:
        case AnchorKind.OPENING:
            return _phase(anchor.key, phases).first_day
        case AnchorKind.CLOSING:
            return _phase(anchor.key, phases).last_day
        case AnchorKind.MILESTONE:
            return _milestone(anchor.key, milestones).at.date()


def due_day(
    anchor: Anchor[Key],
    offset_days: int,
    phases: Iterable[Phase[Key]],
    milestones: Iterable[Milestone[Key]],
) -> date:
    """The day that lies a whole number of days after (negative: before) an anchor."""
    return anchor_day(anchor, phases, milestones) + timedelta(days=offset_days)


def offset_for(
    anchor: Anchor[Key],
    due_on: date,
    phases: Iterable[Phase[Key]],
    milestones: Iterable[Milestone[Key]],
) -> int:
    """The offset in days that puts a due day where it is: the inverse of ``due_day``."""
    return (due_on - anchor_day(anchor, phases, milestones)).days


def say_anchor(
    anchor: Anchor[Key], phases: Iterable[Phase[Key]], milestones: Iterable[Milestone[Key]]
) -> Sentence:
    """An anchor in words, such as “Opening of Wave 1”. Raises Refusal as ``anchor_day`` does."""
    match anchor.kind:
        case AnchorKind.OPENING:
            return Sentence("Opening of {phase}", phase=_phase(anchor.key, phases).name)
        case AnchorKind.CLOSING:
            return Sentence("Closing of {phase}", phase=_phase(anchor.key, phases).name)
        case AnchorKind.MILESTONE:
            name = _milestone(anchor.key, milestones).name
            return Sentence("Day of {milestone}", milestone=name)


def label_offset(offset_days: int) -> str:
    """An offset as the trade writes it: T-12, T+3, and plain T on the day itself."""
    return f"T{offset_days:+d}" if offset_days else "T"


def phase_at(
    phases: Iterable[Phase[Key]], moment: datetime, shop: int | None = None
) -> Phase[Key] | None:
    """The phase a moment of a shop belongs to: of those open, the one that opened last.

    Of two that opened together the one that closes first counts; None means between phases.
    """
    open_now = [phase for phase in phases if phase.covers(moment, shop)]
    latest = max((phase.opens for phase in open_now), default=None)
    return min(
        (phase for phase in open_now if phase.opens == latest),
        key=lambda phase: phase.closes,
        default=None,
    )


def next_phase_to_open(phases: Iterable[Phase[Key]], now: datetime) -> Phase[Key] | None:
    """The phase whose opening comes next after now, or None when all have opened."""
    return min(
        (phase for phase in phases if phase.opens > now),
        key=lambda phase: phase.opens,
        default=None,
    )


def frozen_until(milestone: Milestone[Key], phases: Iterable[Phase[Key]]) -> datetime | None:
    """When the pages that a milestone froze may change again: as the next phase opens.

    None for one that does not freeze, and where no phase opens after it.
    """
    if not milestone.freezes:
        return None
    return min((phase.opens for phase in phases if phase.opens > milestone.at), default=None)


def campaign_span(
    phases: Sequence[Phase[Key]], first_work_day: date | None = None
) -> tuple[date, date]:
    """The planning day and the last day of a campaign.

    The planning day is the first day of work, or the first opening where that is earlier or no
    work is planned; the last day is the latest of the phases. Raises Refusal without phases.
    """
    if not phases:
        raise Refusal("Phases: a campaign needs at least one.")
    first_opening = min(phase.first_day for phase in phases)
    planning_day = min(first_opening, first_work_day or first_opening)
    return planning_day, max(phase.last_day for phase in phases)


def require_one_name_each(
    phases: Iterable[Phase[Key]], milestones: Iterable[Milestone[Key]]
) -> None:
    """Refuse two phases, or two milestones, of the same name, which nobody could tell apart."""
    phase_name = _repeated(phase.name for phase in phases)
    if phase_name is not None:
        raise Refusal("Two phases are called “{phase}”. Give each its own name.", phase=phase_name)
    milestone_name = _repeated(milestone.name for milestone in milestones)
    if milestone_name is not None:
        raise Refusal(
            "Two milestones are called “{milestone}”. Give each its own name.",
            milestone=milestone_name,
        )


def _phase(key: Key, phases: Iterable[Phase[Key]]) -> Phase[Key]:
    for phase in phases:
        if phase.key == key:
            return phase
    raise Refusal("A date hangs on a phase that this plan does not have ({key}).", key=key)


def _milestone(key: Key, milestones: Iterable[Milestone[Key]]) -> Milestone[Key]:
    for milestone in milestones:
        if milestone.key == key:
            return milestone
    raise Refusal("A date hangs on a milestone that this plan does not have ({key}).", key=key)


def _repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        plain = name.strip().casefold()
        if plain in seen:
            return name.strip()
        seen.add(plain)
    return None
