"""Sales counted once: which source speaks for a figure of a shop's day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter

from planner.rules.figures import FIGURE_NAMES, NOT_ADDED, Figures, Source, Span
from planner.rules.sources import rank_of

_UNKNOWN: tuple[int | None, ...] = (None,) * len(FIGURE_NAMES)
_ALL_FIGURES = attrgetter(*FIGURE_NAMES)
_AMOUNTS = frozenset({"paid_fen", "ordered_fen"})
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
    added up; people (``NOT_ADDED``) stand in their own span and may not. ``covered_to`` is the last
    moment covered of what was sold, by shop; of anything where nobody knows what was sold.
    """

    figures: tuple[Counted, ...]
    spans: tuple[ShopSpan, ...]
    covered_to: Mapping[int, datetime]


Choices = Mapping[tuple[int, date, str], Source]
EVERY_DAY = date.min
EVERY_FIGURE = ""


def counted_once(said: Iterable[Said], choices: Choices | None = None) -> CountedSales:
    """Let exactly one source count for each shop, day and figure.

    A source that speaks of all sales of a shop goes before one that knows some of them only
    (``rules.sources``); then one that speaks of the whole day before one that does not; of those
    that all know a part of the day, the one that reaches further. Then the shop's own figures go
    before sums of items, a figure of the whole shop before a sum of channels, hours before a day
    figure, the newer before the older. ``choices`` (shop, day or EVERY_DAY, figure or
    EVERY_FIGURE -> source) overrules that where the source knows the figure; the narrower choice
    goes first.
    """
    by_day: dict[tuple[int, date], dict[tuple[Source, bool], list[Said]]] = defaultdict(dict)
    of_anything: dict[int, datetime] = {}
    for one in said:
        statements = by_day[one.shop_id, one.span.day]
        statements.setdefault((one.source, one.span.hour is not None), []).append(one)
        of_anything[one.shop_id] = max(of_anything.get(one.shop_id, one.covers_to), one.covers_to)
    figures: list[Counted] = []
    spans: list[ShopSpan] = []
    for shop_id, day in sorted(by_day):
        told = [_Statement(day, *key, said) for key, said in by_day[shop_id, day].items()]
        counted = _count_day(shop_id, day, told, choices or {})
        figures.extend(counted)
        spans.extend(_spans_of_day(shop_id, day, told, counted))
    of_sales: dict[int, datetime] = {}
    for amount in (one for one in figures if one.figure in _AMOUNTS):
        reach = amount.claim.covers_to
        of_sales[amount.shop_id] = max(of_sales.get(amount.shop_id, reach), reach)
    return CountedSales(tuple(figures), tuple(spans), of_anything | of_sales)


class _Statement:
    """All that one source says of one day, by hours or as a day figure.

    ``by_hour`` holds the figures of the whole shop in the order of FIGURE_NAMES, its only key
    None where the source knows the day figure alone.
    """

    def __init__(self, day: date, source: Source, hourly: bool, said: Sequence[Said]) -> None:
        self.source = source
        self.hourly = hourly
        self.covers_to = max(one.covers_to for one in said)
        self.said_at = max(one.said_at for one in said)
        self.partial_hours = {one.span.hour for one in said if one.span.partial}
        ends_early = self.covers_to < datetime.combine(day, time(23))
        self.partial = ends_early or bool(self.partial_hours)
        self.spans = [one.span for one in said]
        self.by_hour: dict[int | None, Sequence[int | None]] = {
            span.hour: _values(span.figures) for span in self.spans if not span.channel
        }
        self.from_channels = _add_channels(self.by_hour, self.spans)

    def claims(self) -> dict[str, Claim]:
        """What it says of the day, by figure; a figure it does not know is left out."""
        claims: dict[str, Claim] = {}
        for figure, values in zip(
            FIGURE_NAMES, zip(*self.by_hour.values(), strict=True), strict=True
        ):
            known = [value for value in values if value is not None]
            if known and not (self.hourly and figure in NOT_ADDED):
                claims[figure] = Claim(
                    source=self.source,
                    hourly=self.hourly,
                    value=sum(known),
                    partial=self.partial,
                    from_channels=figure in self.from_channels,
                    covers_to=self.covers_to,
                    said_at=self.said_at,
                )
        return claims


def _add_channels(
    by_hour: dict[int | None, Sequence[int | None]], spans: Sequence[Span]
) -> set[str]:
    """Fill what is not known of the whole shop with the sum of its channels; say which figures."""
    filled: set[str] = set()
    sums: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for span in spans:
        if not span.channel:
            continue
        of_hour = sums[span.hour]
        for figure, value in zip(FIGURE_NAMES, _values(span.figures), strict=True):
            if value is not None and figure not in NOT_ADDED:
                of_hour[figure] += value
    for hour, added in sums.items():
        whole = by_hour.get(hour, _UNKNOWN)
        filled.update(
            figure
            for figure, value in zip(FIGURE_NAMES, whole, strict=True)
            if value is None and figure in added
        )
        by_hour[hour] = [
            added.get(figure) if value is None else value
            for figure, value in zip(FIGURE_NAMES, whole, strict=True)
        ]
    return filled


def _count_day(
    shop_id: int, day: date, statements: Sequence[_Statement], choices: Choices
) -> list[Counted]:
    counted = []
    told = [one.claims() for one in statements]
    for figure in FIGURE_NAMES:
        claims = [claims[figure] for claims in told if figure in claims]
        if not claims:
            continue
        claims.sort(key=_rank, reverse=True)
        wanted = _wanted(choices, shop_id, day, figure)
        best = next((claim for claim in claims if claim.source == wanted), claims[0])
        others = tuple(claim for claim in claims if claim is not best)
        counted.append(Counted(shop_id, day, figure, best, others, best.source == wanted))
    return counted


def _wanted(choices: Choices, shop_id: int, day: date, figure: str) -> Source | None:
    for about in ((day, figure), (day, EVERY_FIGURE), (EVERY_DAY, figure)):
        if wanted := choices.get((shop_id, *about)):
            return wanted
    return choices.get((shop_id, EVERY_DAY, EVERY_FIGURE))


def _rank(claim: Claim) -> tuple[bool, bool, datetime, int, bool, bool, datetime, Source]:
    knows_the_shop, standing = rank_of(claim.source)
    reach = claim.covers_to if claim.partial else _WHOLE_DAY
    return (
        *(knows_the_shop, not claim.partial, reach, standing),
        *(not claim.from_channels, claim.hourly, claim.said_at, claim.source),
    )


def _spans_of_day(
    shop_id: int, day: date, statements: Sequence[_Statement], counted: Sequence[Counted]
) -> list[ShopSpan]:
    if len(statements) == 1 and not any(span.channel for span in statements[0].spans):
        return [ShopSpan(shop_id, span) for span in statements[0].spans]
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
    known: dict[str, int | None] = {}
    partial = False
    for figure, statement in deciding.items():
        values = statement.by_hour.get(hour, _UNKNOWN)
        known[figure] = values[FIGURE_NAMES.index(figure)]
        partial = partial or hour in statement.partial_hours
    return Span(day, hour, Figures(**known), partial=partial)


def _values(figures: Figures) -> tuple[int | None, ...]:
    values: tuple[int | None, ...] = _ALL_FIGURES(figures)
    return values
