"""Reading single typed values of a form; what can't be read is refused with the field's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar
from unicodedata import normalize

from planner.rules.money import parse_bp, parse_fen
from planner.words import Refusal, Sentence

T = TypeVar("T")
_WHOLE = re.compile(r"\d{1,9}")


def yuan(label: Sentence, text: str | None) -> int:
    """An amount that has to be there, in fen."""
    return named(label, parse_fen, text or "")


def yuan_or_none(label: Sentence, text: str | None) -> int | None:
    """An amount in fen, None where nothing is typed."""
    return yuan(label, text) if written(text) else None


def rate(label: Sentence, text: str | None, *, most_bp: int = 10_000) -> int:
    """A rate in percent that has to be there, in basis points."""
    found = named(label, parse_bp, text or "")
    if found > most_bp:
        raise Refusal("{field}: write a rate of at most 100%.", field=label)
    return found


def whole(label: Sentence, text: str | None) -> int:
    """A whole number of at least 1 that has to be there."""
    if not written(text):
        raise Refusal("{field} is empty: write a whole number such as 2.", field=label)
    digits = normalize("NFKC", text or "").strip()
    if not _WHOLE.fullmatch(digits) or int(digits) < 1:
        raise Refusal(
            "{field}: “{text}” is not a whole number. Write 1 or more, such as 2.",
            field=label,
            text=text or "",
        )
    return int(digits)


def whole_or_none(label: Sentence, text: str | None) -> int | None:
    """A whole number of at least 1, None where nothing is typed."""
    return whole(label, text) if written(text) else None


def written(text: str | None) -> bool:
    """Whether anything is typed."""
    return bool(text and text.strip())


def named(label: Sentence, parse: Callable[[str], T], text: str) -> T:
    """What a parser reads; its refusal says of which field it speaks."""
    try:
        return parse(text)
    except Refusal as refusal:
        raise Refusal("{field}: {problem}", field=label, problem=refusal.sentence) from refusal


def yuan_text(fen: int | None) -> str:
    """An amount as it is typed: 300, 299.90; nothing for None."""
    if fen is None:
        return ""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


def rate_text(bp: int) -> str:
    """A rate as it is typed: 15%, 12.5%."""
    decimals = f"{bp % 100:02d}".rstrip("0")
    return f"{bp // 100}.{decimals}%" if decimals else f"{bp // 100}%"


def count_text(count: Any) -> str:
    """A number as it is typed; nothing for None."""
    return "" if count is None else str(count)
