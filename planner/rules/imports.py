"""What a file of sales would change: new, changed, unchanged, and what is known better already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from planner.rules.figures import ADDED, FIGURE_NAMES, Figures, SalesFile, Source, Span
from planner.words import Refusal, Sentence

_ADDED, _EVERY = attrgetter(*ADDED), attrgetter(*FIGURE_NAMES)
_NOT_AT_ALL = timedelta(0)
_WHOLLY = timedelta.max
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The span that figures speak of: a day, or an hour of it, in a channel ("" the whole shop)."""

    day: date
    hour: int | None
    channel: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the same source said of a place before; ``reach`` is how much of it that covered."""

    figures: Figures
    partial: bool
    reach: timedelta


@dataclass(frozen=True, slots=True)
class Changed:
    """A span whose figures replace what was known."""

    span: Span
    before: Known


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of a place, old and new; ``lower`` marks one that falls or gets lost."""

    place: Place
    figure: str
    before: int | None
    after: int | None

    @property
    def lower(self) -> bool:
        """Whether something known becomes less or unknown."""
        return self.before is not None and (self.after is None or self.after < self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file beside what is known: spans to add, spans to replace, and how many stay.

    ``unchanged`` spans say what is known already; ``fuller`` ones stay because the file covers
    less of them than an earlier one did.
    """

    new: tuple[Span, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    fuller: int

    @property
    def changes_nothing(self) -> bool:
        """Whether taking the file in would leave everything as it is."""
        return not self.new and not self.changed

    def figure_changes(self) -> list[FigureChange]:
        """Every figure that would be replaced, in order of place."""
        return [
            FigureChange(place_of(one.span), name, before, after)
            for one in self.changed
            for name in FIGURE_NAMES
            if (before := getattr(one.before.figures, name))
            != (after := getattr(one.span.figures, name))
        ]


def compare(file: SalesFile, known: Mapping[Place, Known]) -> Comparison:
    """What each span of a file would do to what its source said before.

    A span replaces what covered no more of it. A figure that the file does not know stays as it
    was, unless it was known of a part only.
    """
    new: list[Span] = []
    changed: list[Changed] = []
    unchanged = fuller = 0
    for span in sorted(file.spans, key=lambda span: _order(place_of(span))):
        before = known.get(place_of(span))
        if before is None:
            new.append(span)
            continue
        if reach(span, file.covers_from, file.covers_to) < before.reach:
            fuller += 1
            continue
        after = _filled(span, before)
        if (after.figures, after.partial) == (before.figures, before.partial):
            unchanged += 1
        else:
            changed.append(Changed(after, before))
    return Comparison(tuple(new), tuple(changed), unchanged, fuller)


def up_to(file: SalesFile, here: datetime) -> SalesFile:
    """A file as it can know things by now, on the shop's wall clock: what is not over is partial.

    Platforms export the running day as a day like any other; what has not begun is a slip of the
    year or somebody's plan, and is left out. Raises Refusal where nothing else is there.
    """
    if file.covers_to <= here:
        return file
    begun = tuple(
        replace(span, partial=True) if _closes(span) > here else span
        for span in file.spans
        if _opens(span) <= here
    )
    if not begun:
        raise Refusal("No day of the file has begun yet. Check the year of its dates.")
    ahead = {span.day for span in file.spans} - {span.day for span in begun}
    notes = file.notes
    if ahead:
        notes += (
            Sentence(
                "{n} day that has not begun yet was left out. Check the year of its date.",
                "{n} days that have not begun yet were left out. Check the years of their dates.",
                n=len(ahead),
            ),
        )
    last = max(map(_closes, begun)) - _MOMENT
    return replace(file, spans=begun, notes=notes, covers_to=max(min(here, last), file.covers_from))


def place_of(span: Span) -> Place:
    """Where a span's figures stand."""
    return Place(span.day, span.hour, span.channel)


def reach(span: Span, covers_from: datetime, covers_to: datetime) -> timedelta:
    """How much of a span a stretch covers; a span that is not partial counts as covered wholly."""
    if not span.partial:
        return _WHOLLY
    return max(_NOT_AT_ALL, min(_closes(span), covers_to) - max(_opens(span), covers_from))


def sums(spans: Iterable[Span]) -> Figures:
    """A file's own amounts and orders: whole-shop spans where there are any, else its channels."""
    every = list(spans)
    return added([s.figures for s in every if not s.channel] or [s.figures for s in every])


def added(figures: Iterable[Figures]) -> Figures:
    """Amounts and orders added up; unknown where none of them knows the figure.

    Refunds are unknown as soon as one with payments does not know them. People do not add up and
    stay unknown.
    """
    every = list(figures)
    columns = zip(*map(_ADDED, every), strict=True)
    total = {name: _sum(values) for name, values in zip(ADDED, columns, strict=False)}
    if any(one.refunded_fen is None for one in every if one.paid_fen):
        total["refunded_fen"] = None
    return Figures(**total)


def digest(
    shop_id: int, file: SalesFile, comparison: Comparison, others: Mapping[Source, int]
) -> str:
    """A fingerprint of all that a person agrees to, so that a preview gone stale is noticed.

    ``others`` says for how many days each other source speaks of the shop.
    """
    parts = (
        (shop_id, str(file.source), file.covers_from, file.covers_to, file.rows_read),
        tuple(_plain(span) for span in comparison.new),
        tuple((_plain(one.span), *_known(one.before)) for one in comparison.changed),
        (comparison.unchanged, comparison.fuller, len(file.skipped)),
        tuple(sorted((str(source), days) for source, days in others.items())),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _opens(span: Span) -> datetime:
    return datetime.combine(span.day, time(span.hour or 0))


def _closes(span: Span) -> datetime:
    return _opens(span) + (timedelta(days=1) if span.hour is None else timedelta(hours=1))


def _order(place: Place) -> tuple[date, int, str]:
    return place.day, -1 if place.hour is None else place.hour, place.channel


def _filled(span: Span, before: Known) -> Span:
    if before.partial:
        return span
    known = {
        name: getattr(before.figures, name) if value is None else value
        for name in FIGURE_NAMES
        if (value := getattr(span.figures, name)) is not None
        or getattr(before.figures, name) is not None
    }
    return Span(span.day, span.hour, Figures(**known), span.channel, span.partial)


def _plain(span: Span) -> tuple[object, ...]:
    return span.day, span.hour, _EVERY(span.figures), span.channel, span.partial


def _known(before: Known) -> tuple[object, ...]:
    return _EVERY(before.figures), before.partial, before.reach


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
