"""What a sale without dates is made of: texts, phases, milestones and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

from planner.rules.campaigns import Anchor, Milestone, Phase, PhaseKind
from planner.rules.links import Link
from planner.words import Refusal

MOST_DAYS = 1_000
_HOURS_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English; neither may be empty (Refusal)."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise Refusal("Text “{text}” must be there in both languages.", text=self.zh + self.en)

    @classmethod
    def same(cls, text: str) -> Bilingual:
        """A text that somebody wrote once: it reads the same in every language."""
        return cls(zh=text, en=text)

    def in_language(self, language: str) -> str:
        """The Chinese text for zh, zh_CN and the like, the English one for any other language."""
        return self.zh if language.lower().startswith("zh") else self.en

    @property
    def both(self) -> tuple[str, str]:
        """The Chinese text and the English one."""
        return self.zh, self.en

    @property
    def longest(self) -> int:
        """The number of characters of the longer one."""
        return max(map(len, self.both))


@dataclass(frozen=True, slots=True)
class LibraryTask:
    """A piece of work any sale may use.

    ``team`` is a seed team's key or the name of another team. ``core`` marks what even a small shop
    cannot leave out; ``must_have`` what its phase may not open without; ``needs_approval`` what a
    lead signs off. Raises Refusal for what no task of a campaign could be.
    """

    key: str
    team: str
    title: Bilingual
    acceptance: Bilingual | None
    checklist: tuple[Bilingual, ...]
    effort_hours: float
    must_have: bool = False
    needs_approval: bool = False
    core: bool = False

    def __post_init__(self) -> None:
        if self.title.longest > 200:
            raise Refusal("Title: write 1 to 200 characters.")
        if self.acceptance is not None and self.acceptance.longest > 2000:
            raise Refusal("Done when: write at most 2,000 characters.")
        if any(step.longest > 300 for step in self.checklist):
            raise Refusal("Checklist: write 1 to 300 characters an item.")
        _require_effort(self.effort_hours)


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A library task in one sale: the phase it serves, what it hangs on, what it waits for.

    Raises Refusal for what no task of a campaign could be.
    """

    work: LibraryTask
    phase: str
    anchor: Anchor[str]
    offset_days: int
    duration_days: int
    predecessors: tuple[Link[str], ...]
    effort_hours: float
    people_at_once: int = 1

    def __post_init__(self) -> None:
        _require_effort(self.effort_hours)
        if abs(self.offset_days) > MOST_DAYS:
            raise Refusal("Offset: write whole days from -1,000 to 1,000.")
        if not 1 <= self.duration_days <= 366:
            raise Refusal("Days: write whole days from 1 to 366.")
        if not 1 <= self.people_at_once <= 1000:
            raise Refusal("People at once: write a whole number from 1 to 1,000.")
        if len({link.before for link in self.predecessors}) < len(self.predecessors):
            raise Refusal("Waits for: name each task once.")

    @property
    def key(self) -> str:
        """The library task's key, unique within a sale."""
        return self.work.key


@dataclass(frozen=True, slots=True)
class TemplatePhase:
    """A phase in whole days from the sale day and clock times; 00:00 begins a day.

    ``target_share_bp`` is its part of the sale's target. Raises Refusal when it would close at or
    before its opening, and for what no phase of a campaign could be.
    """

    key: str
    name: Bilingual
    kind: PhaseKind
    opens_day: int
    opens_at: time
    closes_day: int
    closes_at: time
    target_share_bp: int

    def __post_init__(self) -> None:
        if self.name.longest > 40:
            raise Refusal("Phase: write a name of 1 to {most} characters.", most=40)
        _require_near(self.opens_day, self.closes_day)
        if not 0 <= self.target_share_bp <= 10_000:
            raise Refusal("Share of the target: write 0 to 10,000 basis points.")
        if (self.closes_day, self.closes_at) <= (self.opens_day, self.opens_at):
            raise Refusal(
                "Phase “{phase}” closes at or before it opens. Set a later closing.",
                phase=self.key,
            )

    @property
    def last_day(self) -> int:
        """The day of its last moment, in days from the sale day."""
        return self.closes_day - (self.closes_at == time(0))

    def on(self, sale_day: date, language: str) -> Phase[str]:
        """The phase with its dates around a sale day, named in a language."""
        return Phase(
            key=self.key,
            name=self.name.in_language(language),
            kind=self.kind,
            opens=_moment(sale_day, self.opens_day, self.opens_at),
            closes=_moment(sale_day, self.closes_day, self.closes_at),
        )


@dataclass(frozen=True, slots=True)
class TemplateMilestone:
    """A milestone in whole days from the sale day, and its clock time.

    Raises Refusal for what no milestone of a campaign could be.
    """

    key: str
    name: Bilingual
    day: int
    at: time
    freezes: bool = False

    def __post_init__(self) -> None:
        if self.name.longest > 40:
            raise Refusal("Milestone: write a name of 1 to {most} characters.", most=40)
        _require_near(self.day)

    def on(self, sale_day: date, language: str) -> Milestone[str]:
        """The milestone with its moment around a sale day, named in a language."""
        return Milestone(
            key=self.key,
            name=self.name.in_language(language),
            at=_moment(sale_day, self.day, self.at),
            freezes=self.freezes,
        )


def people_sharing(effort_hours: float, duration_days: int) -> int:
    """How many share the effort so that it fits the duration, at eight hours a day each."""
    return max(1, ceil(effort_hours / (_HOURS_PER_DAY * duration_days)))


def _moment(sale_day: date, days: int, at: time) -> datetime:
    return datetime.combine(sale_day + timedelta(days=days), at)


def _require_effort(hours: float) -> None:
    if not 0 <= hours <= 10_000:
        raise Refusal("Effort: write hours from 0 to 10,000.")


def _require_near(*days: int) -> None:
    if any(abs(day) > MOST_DAYS for day in days):
        raise Refusal("Day: write whole days from the sale day, -1,000 to 1,000.")
