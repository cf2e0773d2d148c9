"""The fields of a TOML table, taken out one by one and refused by name when they are wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any, TypeVar

from planner.rules.names import tidy
from planner.words import Refusal, Sentence

Kind = TypeVar("Kind")
_MOST_BITS = 64
_LONGEST_KEY = 80


class Fields:
    """One table of a TOML file; ``place`` says which, so that a refusal can name it.

    Each method takes a field out and raises Refusal when it is missing or of another kind;
    ``done`` refuses what nobody took out.
    """

    def __init__(self, file: str, place: str, values: dict[str, Any]) -> None:
        self.file = file
        self.place = place
        self._left = dict(values)

    @classmethod
    def of_file(cls, file: str, content: bytes) -> Fields:
        """The top table of a file. Raises Refusal when it is not TOML in UTF-8."""
        try:
            return cls(file, file, tomllib.loads(content.decode("utf-8")))
        except ValueError as error:
            raise Refusal(
                "{file} cannot be read: {problem}.", file=file, problem=str(error)
            ) from error
        except RecursionError as error:
            raise Refusal(
                "{file} cannot be read: its lists lie too deep inside each other.", file=file
            ) from error

    @contextmanager
    def placed(self) -> Iterator[None]:
        """Let what is refused meanwhile say that it stands in this table."""
        try:
            yield
        except Refusal as refusal:
            if "place" in refusal.sentence.values:
                raise
            raise Refusal(
                "{place}: {problem}", place=self.place, problem=refusal.sentence
            ) from refusal

    def has(self, name: str) -> bool:
        """Whether the field is there and not yet taken."""
        return name in self._left

    def text(self, name: str) -> str:
        """A text with something in it."""
        value = self._take(name, str, Sentence("a text"))
        if not value.strip():
            raise self._wrong(name, Sentence("a text"))
        return value

    def key(self, name: str) -> str:
        """A text that machines know something by, short and on one line."""
        key = self.text(name)
        if len(key) > _LONGEST_KEY or tidy(key) != key:
            wanted = Sentence("one line of at most {most} characters", most=_LONGEST_KEY)
            raise self._wrong(name, wanted)
        return key

    def whole(self, name: str, *, at_least: int | None = None) -> int:
        """A whole number, not below ``at_least``."""
        value = self._take(name, int, Sentence("a whole number"))
        if at_least is not None and value < at_least:
            raise self._wrong(name, Sentence("{least} or more", least=at_least))
        return value

    def hours(self, name: str) -> float:
        """A number of hours, 0 or more."""
        value = self._left.get(name)
        if type(value) is int and value.bit_length() < _MOST_BITS:
            self._left[name] = float(value)
        number = self._take(name, float, Sentence("a number of hours"))
        if not 0 <= number < float("inf"):
            raise self._wrong(name, Sentence("a number of hours"))
        return number

    def flag(self, name: str) -> bool:
        """True or false; a missing flag is false."""
        return self.has(name) and self._take(name, bool, Sentence("true or false"))

    def day(self, name: str) -> date:
        """A day such as 2026-11-11."""
        return self._take(name, date, Sentence("a day such as 2026-11-11"))

    def clock(self, name: str) -> time:
        """A clock time such as 20:00:00."""
        return self._take(name, time, Sentence("a clock time such as 20:00:00"))

    def text_or_table(self, name: str) -> str | Fields:
        """A text with something in it, or a table in its stead."""
        return self.table(name) if isinstance(self._left.get(name), dict) else self.text(name)

    def texts_or_tables(self, name: str) -> list[str | Fields]:
        """A list of texts and of tables in their stead, perhaps empty."""
        wanted = Sentence("a list of texts")
        found: list[str | Fields] = []
        for number, value in enumerate(self._take(name, list, wanted), start=1):
            if isinstance(value, dict):
                place = f"{self.place}, {name} {_called(value, number)}"
                found.append(Fields(self.file, place, value))
            elif isinstance(value, str) and value.strip():
                found.append(value)
            else:
                raise self._wrong(name, wanted)
        return found

    def days_of_years(self, name: str) -> dict[int, date]:
        """A table from years to dates."""
        wanted = Sentence("a table of years and dates")
        found: dict[int, date] = {}
        for year, day in self._take(name, dict, wanted).items():
            if not year.isdecimal() or type(day) is not date:
                raise self._wrong(name, wanted)
            found[int(year)] = day
        return found

    def table(self, name: str) -> Fields:
        """A table inside this one."""
        values = self._take(name, dict, Sentence("a table"))
        return Fields(self.file, f"{self.place}, {name}", values)

    def tables(self, name: str) -> list[Fields]:
        """A list of tables, each placed by its key or task where it has one, else its number."""
        if not self.has(name):
            return []
        wanted = Sentence("a list of tables")
        values = self._take(name, list, wanted)
        if not all(isinstance(value, dict) for value in values):
            raise self._wrong(name, wanted)
        return [
            Fields(self.file, f"{self.place}, {name} {_called(value, number)}", value)
            for number, value in enumerate(values, start=1)
        ]

    def done(self) -> None:
        """Refuse fields that are left over, which are misspelt or in the wrong place."""
        for name in self._left:
            raise Refusal(
                "{place}: “{field}” is not a field here. Check its spelling.",
                place=self.place,
                field=name,
            )

    def wrong(self, name: str, wanted: str) -> Refusal:
        """The refusal of a field whose value is none of those wanted."""
        return self._wrong(name, Sentence("one of {choices}", choices=wanted))

    def _take(self, name: str, kind: type[Kind], wanted: Sentence) -> Kind:
        if name not in self._left:
            raise Refusal("{place}: {field} is missing.", place=self.place, field=name)
        value = self._left.pop(name)
        if type(value) is not kind:
            raise self._wrong(name, wanted)
        return value

    def _wrong(self, name: str, wanted: Sentence) -> Refusal:
        return Refusal(
            "{place}: {field} must be {wanted}.", place=self.place, field=name, wanted=wanted
        )


def _called(values: dict[str, Any], number: int) -> str:
    return str(values.get("key") or values.get("task") or number)
