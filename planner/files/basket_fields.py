"""The fields of an object in a basket file, each read strictly and refused by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from planner.words import Refusal

Known = TypeVar("Known")

_MOST = 10**11
_LONGEST = 200
_SAID = frozenset({"note", "description"})


class Noted(dict[str, Any]):
    """What an object of a file says, and which of it was looked at."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__(told)
        self.looked_at: set[str] = set()

    def get(self, name: str, otherwise: Any = None) -> Any:
        """As of any mapping, and noted."""
        self.looked_at.add(name)
        return super().get(name, otherwise)

    def __getitem__(self, name: str) -> Any:
        self.looked_at.add(name)
        return super().__getitem__(name)


@dataclass(frozen=True)
class Fields:
    """An object of a file: ``where`` it stands, for refusals, and what it says."""

    where: str
    told: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.told.get(name) is not None

    def unread(self) -> list[str]:
        """The fields that nobody has looked at; notes are for people."""
        known = self.told.looked_at if isinstance(self.told, Noted) else self.told.keys()
        return [name for name in self.told if name not in known and name not in _SAID]

    def take(self, name: str) -> Any:
        """A field as it stands; a Refusal where it is missing."""
        if not self.has(name):
            raise Refusal("“{field}” is missing in {where}.", field=name, where=self.where)
        return self.told[name]

    def number(self, name: str, *, least: int = 0, most: int = _MOST) -> int:
        """A whole number; amounts are fen, so nothing with a point or in quotes is one."""
        value = self.take(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refusal(
                "“{field}” in {where}: write a whole number from {least} to {most}; amounts are"
                " in fen.",
                field=name,
                where=self.where,
                least=least,
                most=most,
            )
        return value

    def rate(self, name: str) -> int:
        """Percent off in basis points; at most two decimals."""
        return self.rate_of(self.take(name), name)

    def rate_of(self, value: object, name: str) -> int:
        """As ``rate``, of a value within a field."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise Refusal(
                "“{field}” in {where}: write percent as a number like 12.5.",
                field=name,
                where=self.where,
            )
        bp = Decimal(value) * 100
        if bp != bp.to_integral_value() or not 0 <= bp <= 1_000_000:
            raise Refusal(
                "“{field}” in {where}: write percent with at most two decimals.",
                field=name,
                where=self.where,
            )
        return int(bp)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.take(name)
        if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST:
            raise Refusal("“{field}” in {where}: write a text.", field=name, where=self.where)
        return value.strip()

    def yes(self, name: str, *, otherwise: bool = False) -> bool:
        """True or false."""
        if not self.has(name):
            return otherwise
        if not isinstance(self.told[name], bool):
            raise Refusal(
                "“{field}” in {where}: write true or false.", field=name, where=self.where
            )
        return bool(self.told[name])

    def one_of(self, name: str, known: Mapping[Any, Known]) -> Known:
        """What a field's value stands for; it has to be one of those known."""
        value = self.take(name)
        if isinstance(value, list | dict) or value not in known:
            raise Refusal(
                "“{field}” in {where}: write one of {known}.",
                field=name,
                where=self.where,
                known=[str(one) for one in known],
            )
        return known[value]

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; none where it is missing."""
        value = self.told.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refusal(
                "“{field}” in {where}: write a list of texts.", field=name, where=self.where
            )
        return tuple(value)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers, at least one."""
        value = self.take(name)
        if not isinstance(value, list) or not value:
            raise Refusal(
                "“{field}” in {where}: write a list of whole numbers.",
                field=name,
                where=self.where,
            )
        return tuple(Fields(self.where, {name: one}).number(name) for one in value)

    def objects(self, name: str, *, most: int) -> tuple[Fields, ...]:
        """A list of objects."""
        value = self.take(name)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Refusal(
                "“{field}” in {where}: write a list of objects.", field=name, where=self.where
            )
        if len(value) > most:
            raise Refusal(
                "“{field}” in {where} is too long. Keep it to {most}.",
                field=name,
                where=self.where,
                most=most,
            )
        return tuple(
            Fields(f"{name} {number}", Noted(one)) for number, one in enumerate(value, start=1)
        )

    def pairs(self, name: str, *, rates: bool = False) -> tuple[tuple[int, int], ...]:
        """A list of [threshold, amount off], or of [threshold, percent off]."""
        value = self.take(name)
        if not isinstance(value, list) or not all(
            isinstance(pair, list) and len(pair) == 2 for pair in value
        ):
            raise Refusal(
                "“{field}” in {where}: write a list of pairs.", field=name, where=self.where
            )
        return tuple(
            (
                Fields(self.where, {name: threshold}).number(name),
                self.rate_of(off, name) if rates else Fields(self.where, {name: off}).number(name),
            )
            for threshold, off in value
        )
