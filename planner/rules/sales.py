"""Sales counted once: which source says a shop's figure of a day, and which phase it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic

from planner.rules.campaigns import Key, Phase, phase_at
from planner.rules.figures import FIGURE_NAMES, Figures, Source, Span

# Deduplicated within a span, so a sum over hours, days or channels would count people twice.
NOT_ADDED: frozenset[str] = frozenset({"visitors", "buyers"})

_EVEN_DAY = (1,) * 24
_HALF_HOUR = timedelta(minutes=30)
_WHOLE_DAY = datetime.combine(date.max, time.min)


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of one span of a shop.

    ``covers_to`` is the last wall-clock moment its import speaks of (for a whole day: that day's
    end or later); ``said_at`` is the instant it was taken in.
    """

    shop_id: int
    source: Source
    span: Span
    covers_to: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of one figure of a day: the sum of its hours, or its day figure.

    ``partial`` means that the source does not speak of the whole day. ``from_channels`` means
    that some of it is a sum of channels because no figure of the whole shop was given.
    """

    source: Source
    hourly: bool
    value: int
    partial: bool
    from_channels: bool
    covers_to: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of a shop's day: the claim that counts, and the others kept for comparison."""

    shop_id: int
    day: date
    figure: str
    claim: Claim
    others: tuple[Claim, ...] = ()
    chosen: bool = False

    @property
    def value(self) -> int:
        """The figure that counts: fen or a number of orders or people."""
        return self.claim.value


@dataclass(frozen=True, slots=True)
class ShopSpan:
    """A span of a whole shop whose figures count."""

    shop_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class CountedSales:
    """Sales in which every amount and every order stands exactly once.

    ``figures`` has one entry per shop, day and figure. ``spans`` has the same amounts and orders
    by hour where the source that counts knows hours and by day where it does not, so these may be
    added up; visitors and buyers stand in their own span and may not. ``covered_to`` is the last
    moment covered, by shop.
    """

    figures: tuple[Counted, ...]
    spans: tuple[ShopSpan, ...]
    covered_to: Mapping[int, datetime]


@dataclass(frozen=True, slots=True)
class Attributed(Generic[Key]):
    """A counted span and the key of the phase it belongs to; None means between phases.

    ``by_day`` marks a day figure on a day that a phase border cuts: it belongs to the phase that
    expects most of that day, because a day figure cannot be split honestly.
    """

    shop_id: int
    span: Span
    phase_key: Key | None
    by_day: bool = False


Choices = Mapping[tuple[int, date, str], Source]


def counted_once(said: Iterable[Said], choices: Choices | None = None) -> CountedSales:
    """Let exactly one source count for each shop, day and figure.

    A source that speaks of the whole day goes before one that does not; then a figure of the
    whole shop before a sum of channels, hours before a day figure, the newer before the older.
    Of sources that all know a part of the day only, the one that reaches further goes first.
    ``choices`` (shop, day, figure -> source) overrules that where the source knows the figure.
    """
    by_day: dict[tuple[int, date], dict[tuple[Source, bool], list[Said]]] = defaultdict(dict)
    covered_to: dict[int, datetime] = {}
    for one in said:
        statements = by_day[one.shop_id, one.span.day]
        statements.setdefault((one.source, one.span.hour is not None), []).append(one)
        known = covered_to.get(one.shop_id)
        if known is None or known < one.covers_to:
            covered_to[one.shop_id] = one.covers_to
    figures: list[Counted] = []
    spans: list[ShopSpan] = []
    for shop_id, day in sorted(by_day):
        told = [_Statement(day, *key, said) for key, said in by_day[shop_id, day].items()]
        counted = _count_day(shop_id, day, told, choices or {})
        figures.extend(counted)
        spans.extend(_spans_of_day(shop_id, day, told, counted))
    return CountedSales(tuple(figures), tuple(spans), covered_to)


def attribute(
    spans: Iterable[ShopSpan], phases: Sequence[Phase[Key]], day_shape: Sequence[int] = _EVEN_DAY
) -> list[Attributed[Key]]:
    """Say for each span which phase it belongs to: of those open, the one that opened last.

    An hour cut by a border belongs to the phase at its half. ``day_shape`` has 24 weights, the
    expected share of each clock hour in a day, which decide about day figures.
    """
    known: dict[tuple[int, date, int], Key | None] = {}

    def key_of(shop_id: int, day: date, hour: int) -> Key | None:
        place = (shop_id, day, hour)
        if place not in known:
            phase = phase_at(phases, datetime.combine(day, time(hour)) + _HALF_HOUR, shop_id)
            known[place] = phase.key if phase else None
        return known[place]

    found: list[Attributed[Key]] = []
    for one in spans:
        span = one.span
        if span.hour is not None:
            key = key_of(one.shop_id, span.day, span.hour)
            found.append(Attributed(one.shop_id, span, key))
            continue
        expected: dict[Key | None, int] = defaultdict(int)
        for hour, weight in enumerate(day_shape):
            expected[key_of(one.shop_id, span.day, hour)] += weight
        likeliest = max(expected, key=lambda key: expected[key])
        found.append(Attributed(one.shop_id, span, likeliest, by_day=len(expected) > 1))
    return found


class _Statement:
    """All that one source says of one day, by hours or as a day figure."""

    def __init__(self, day: date, source: Source, hourly: bool, said: Sequence[Said]) -> None:
        self.source = source
        self.hourly = hourly
        self.covers_to = max(one.covers_to for one in said)
        self.said_at = max(one.said_at for one in said)
        last_hour = datetime.combine(day, time(23))
        self.partial = self.covers_to < last_hour or any(one.span.partial for one in said)
        self.by_hour: dict[int | None, list[Span]] = defaultdict(list)
        for one in said:
            self.by_hour[one.span.hour].append(one.span)
        self.has_channels = any(one.span.channel for one in said)

    def claim(self, figure: str) -> Claim | None:
        """What it says of the figure for the day, or None where it does not know."""
        if self.hourly and figure in NOT_ADDED:
            return None
        known = [part for hour in self.by_hour if (part := self.of_hour(hour, figure)) is not None]
        if not known:
            return None
        return Claim(
            source=self.source,
            hourly=self.hourly,
            value=sum(value for value, _ in known),
            partial=self.partial,
            from_channels=any(from_channels for _, from_channels in known),
            covers_to=self.covers_to,
            said_at=self.said_at,
        )

    def of_hour(self, hour: int | None, figure: str) -> tuple[int, bool] | None:
        """The figure of the whole shop, else the sum of its channels, and which of them it is."""
        channels: int | None = None
        for span in self.by_hour[hour]:
            value: int | None = getattr(span.figures, figure)
            if value is None:
                continue
            if not span.channel:
                return value, False
            if figure not in NOT_ADDED:
                channels = value + (channels or 0)
        return None if channels is None else (channels, True)


def _count_day(
    shop_id: int, day: date, statements: Sequence[_Statement], choices: Choices
) -> list[Counted]:
    counted = []
    for figure in FIGURE_NAMES:
        claims = [claim for one in statements if (claim := one.claim(figure)) is not None]
        if not claims:
            continue
        claims.sort(key=_rank, reverse=True)
        wanted = choices.get((shop_id, day, figure))
        best = next((claim for claim in claims if claim.source == wanted), claims[0])
        others = tuple(claim for claim in claims if claim is not best)
        counted.append(Counted(shop_id, day, figure, best, others, best.source == wanted))
    return counted


def _rank(claim: Claim) -> tuple[bool, datetime, bool, bool, datetime, Source]:
    reach = claim.covers_to if claim.partial else _WHOLE_DAY
    whole_shop = not claim.from_channels
    return not claim.partial, reach, whole_shop, claim.hourly, claim.said_at, claim.source


def _spans_of_day(
    shop_id: int, day: date, statements: Sequence[_Statement], counted: Sequence[Counted]
) -> list[ShopSpan]:
    if len(statements) == 1 and not statements[0].has_channels:
        return [ShopSpan(shop_id, span) for same in statements[0].by_hour.values() for span in same]
    said = {(one.source, one.hourly): one for one in statements}
    deciding = {one.figure: said[one.claim.source, one.claim.hourly] for one in counted}
    hourly = {figure: one for figure, one in deciding.items() if one.hourly}
    daily = {figure: one for figure, one in deciding.items() if not one.hourly}
    # People of an hour belong beside the hour's amounts, whoever speaks for the day.
    beside = hourly.get("paid_fen") or hourly.get("ordered_fen")
    with_people = hourly | (dict.fromkeys(NOT_ADDED, beside) if beside else {})
    hours = sorted({hour for one in hourly.values() for hour in one.by_hour if hour is not None})
    spans = [_span(day, hour, with_people) for hour in hours]
    if daily:
        spans.append(_span(day, None, daily))
    return [ShopSpan(shop_id, span) for span in spans]


def _span(day: date, hour: int | None, deciding: Mapping[str, _Statement]) -> Span:
    known: dict[str, int] = {}
    partial = False
    for figure, statement in deciding.items():
        if hour not in statement.by_hour:
            continue
        value = statement.of_hour(hour, figure)
        if value is not None:
            known[figure] = value[0]
        partial = partial or any(span.partial for span in statement.by_hour[hour])
    return Span(day, hour, Figures(**known), partial=partial)
