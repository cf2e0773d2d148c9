"""Whoever speaks to a reader: sentences, numbers and dates in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from gettext import NullTranslations
from numbers import Real
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from planner.text import numbers
from planner.text.catalogue import translations
from planner.words import Bp, Fen, Refusal, Sentence, Who

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")

_DAY = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
_DAY_LONG = {"zh": "y年M月d日 EEE", "en": "EEE d MMM y"}
_COMMA = {"zh": "、", "en": ", "}
_MINUTE, _HOUR, _DAYS = 60, 3_600, 86_400


class Language(StrEnum):
    """A language that our sentences are said in."""

    CHINESE = "zh"
    ENGLISH = "en"


def choose_language(accept_language: str | None, saved: str | None) -> Language:
    """The language a person chose, else the first of ours their browser asks for.

    ``accept_language`` is the header's value or a single tag such as ``zh-CN``. A browser that
    names only other languages gets English, one that says nothing Chinese.
    """
    if saved in tuple(Language):
        return Language(saved)
    wanted = _wanted_languages(accept_language or "")
    for language in wanted:
        if language in tuple(Language):
            return Language(language)
    return Language.ENGLISH if wanted else Language.CHINESE


def speaker(language: str) -> Speaker:
    """The speaker of "zh" or "en"; another language raises ``ValueError``."""
    return _speaker(Language(language))


@dataclass(frozen=True)
class Speaker:
    """Says things in one language.

    ``zone`` is the IANA time zone that moments are told in, ``names`` what people are called.
    """

    language: Language
    catalogue: NullTranslations = field(repr=False, compare=False)
    zone: str = "Asia/Shanghai"
    names: Mapping[int, str] = field(default_factory=dict, repr=False, compare=False)

    def in_zone(self, zone: str) -> Speaker:
        """The same speaker, telling moments in another IANA time zone."""
        return replace(self, zone=zone)

    def knowing(self, names: Mapping[int, str]) -> Speaker:
        """The same speaker, calling people (by id) by these names; others are "someone"."""
        return replace(self, names=names)

    def say(self, sentence: Sentence | str, plural: str | None = None, /, **values: Any) -> str:
        """A sentence with its values in this language; typed text among them stays as it is.

        A placeholder without a value raises ``KeyError``.
        """
        if isinstance(sentence, str):
            sentence = Sentence(sentence, plural, **values)
        given = sentence.values
        return PLACEHOLDER.sub(lambda found: self.said(given[found[1]]), self._translated(sentence))

    def said(self, value: Any) -> str:
        """One value of a sentence as text; None is an unknown figure."""
        match value:
            case str():
                return str(value)
            case None:
                return numbers.UNKNOWN
            case Sentence():
                return self.say(value)
            case Refusal():
                return self.say(value.sentence)
            case Fen():
                return self.money(value)
            case Bp():
                return self.percent(value)
            case Who():
                return self.names.get(int(value)) or self.say("someone")
            case bool():
                return self.say("yes") if value else self.say("no")
            case Real():
                return numbers.number_text(value)
            case datetime():
                return _clock(value) if value.tzinfo is None else self.moment(value)
            case date():
                return value.isoformat()
            case time():
                return f"{value:%H:%M}"
            case list() | tuple():
                return self.join(value)
            case _:
                return str(value)

    def money(self, fen: int | None, *, compact: bool = False) -> str:
        """An amount of money: ¥1,234.50; compact ¥123.4万 or ¥1.2M."""
        if fen is None:
            return numbers.UNKNOWN
        return numbers.money_short(fen, self.language) if compact else numbers.money_text(fen)

    def number(self, number: float | None, *, compact: bool = False) -> str:
        """A number with thousands separators; compact whole numbers as 28.1万 or 281k."""
        if number is None:
            return numbers.UNKNOWN
        if compact:
            return numbers.count_short(int(number), self.language)
        return numbers.number_text(number)

    def percent(self, bp: int | None) -> str:
        """A rate in basis points with at most one decimal: 26.7%."""
        return numbers.UNKNOWN if bp is None else numbers.percent_text(bp)

    def hours(self, hours: float) -> str:
        """Effort: 2.5 hours."""
        return self.say("{n} hour", "{n} hours", n=hours)

    def size(self, size: int) -> str:
        """The size of a file in bytes: 1.5 MB."""
        return numbers.size_text(size)

    def day(self, day: date) -> str:
        """A day of the plan: Wed 11 Nov."""
        return _formatted(date(day.year, day.month, day.day), _DAY[self.language], self.language)

    def day_long(self, day: date) -> str:
        """A day with its year: Wed 11 Nov 2026."""
        pattern = _DAY_LONG[self.language]
        return _formatted(date(day.year, day.month, day.day), pattern, self.language)

    def weekday(self, day: date) -> str:
        """The day of the week: Wed."""
        return _formatted(date(day.year, day.month, day.day), "EEE", self.language)

    def month(self, day: date) -> str:
        """The month a day lies in: Nov 2026."""
        pattern = {"zh": "y年M月", "en": "MMM y"}[self.language]
        return _formatted(date(day.year, day.month, day.day), pattern, self.language)

    def country(self, code: str) -> str:
        """A country by its ISO 3166 code of two letters; an unknown one stays a code."""
        return str(Locale.parse(self.language).territories.get(code, code))

    def wall_clock(self, wall: datetime) -> str:
        """A wall-clock time of the plan: Wed 11 Nov 20:00."""
        return f"{self.day(wall)} {wall:%H:%M}"

    def moment(self, instant: datetime, zone: str | None = None) -> str:
        """An aware instant on the clock of a time zone: 2026-11-11 20:00."""
        return _clock(instant.astimezone(ZoneInfo(zone or self.zone)))

    def ago(self, then: datetime, now: datetime) -> str:
        """How long ago an aware instant was: 3 minutes ago; after thirty days its date."""
        seconds = int((now - then).total_seconds())
        if seconds < _MINUTE:
            return self.say("just now")
        if seconds < _HOUR:
            return self.say("{n} minute ago", "{n} minutes ago", n=seconds // _MINUTE)
        if seconds < _DAYS:
            return self.say("{n} hour ago", "{n} hours ago", n=seconds // _HOUR)
        if seconds < 30 * _DAYS:
            return self.say("{n} day ago", "{n} days ago", n=seconds // _DAYS)
        return then.astimezone(ZoneInfo(self.zone)).date().isoformat()

    def join(self, values: Iterable[Any]) -> str:
        """Several values in a row: 预热、爆发 or warm-up, burst."""
        return _COMMA[self.language].join(self.said(value) for value in values)

    def _translated(self, sentence: Sentence) -> str:
        if sentence.plural is None:
            return self.catalogue.gettext(sentence.msgid)
        # gettext asks for a whole number; only exactly one is singular, 1.5 hours are not
        count = 1 if sentence.values.get("n") == 1 else 2
        return self.catalogue.ngettext(sentence.msgid, sentence.plural, count)


@lru_cache(maxsize=8)
def _speaker(language: Language) -> Speaker:
    return Speaker(language, translations(language))


def _wanted_languages(header: str) -> list[str]:
    weighed = []
    for place, entry in enumerate(header.split(",")):
        tag, _, weight = entry.strip().lower().partition(";q=")
        language = re.split(r"[-_]", tag, maxsplit=1)[0].strip()
        quality = _quality(weight)
        if quality > 0 and language.isalpha():
            weighed.append((-quality, place, language))
    return [language for _, _, language in sorted(weighed)]


def _quality(weight: str) -> float:
    if not weight:
        return 1.0
    return float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 0.0


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


@lru_cache(maxsize=8_192)
def _formatted(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)
