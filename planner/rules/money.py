"""Money and rates: the one strict parser, fair shares and ratios, in whole fen and basis points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from planner.words import Refusal

_AMOUNT = re.compile(r"(-?)\s*¥?\s*(-?)([^元]*?)\s*([万亿]?)\s*元?")
_DIGITS = re.compile(r"[0-9]*\.[0-9]+|[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SCALES = {"": 0, "万": 4, "亿": 8}
_MOST_FEN = 10**15
_MOST_DIGITS = 30
Key = TypeVar("Key", bound=Hashable)


def parse_fen(text: str, *, negative: bool = False) -> int:
    """An amount of yuan as a person or a spreadsheet writes it, in fen.

    Reads 1,234.5, ¥1,234.50, full-width digits, 1.2万 and 3亿. Refuses anything that could be read
    in two ways; ``negative`` allows amounts below zero.
    """
    sign, digits, scale = _taken_apart(text, negative=negative)
    whole, _, decimals = digits.partition(".")
    if len(decimals.rstrip("0")) > scale + 2:
        raise Refusal("“{text}” has less than a fen in it. Write at most two decimals.", text=text)
    fen: int = int(f"{whole}{decimals}") * 10 ** (scale + 2) // 10 ** len(decimals)
    if fen > _MOST_FEN:
        raise Refusal("“{text}” is too large an amount. Check the number of zeros.", text=text)
    return sign * fen


def parse_bp(text: str) -> int:
    """A rate such as 26.7% in basis points; the percent sign may be left out.

    Refuses more than two decimals, rates below zero and anything that isn't a number.
    """
    written = _narrow(text).removesuffix("%").rstrip()
    if not _DIGITS.fullmatch(written):
        raise Refusal("“{text}” is not a rate. Write one like 26.7%.", text=text)
    whole, _, decimals = written.partition(".")
    if len(decimals.rstrip("0")) > 2:
        raise Refusal("“{text}” is too fine a rate. Write at most two decimals.", text=text)
    if len(whole.lstrip("0")) > 6:
        raise Refusal("“{text}” is too large a rate. Write one like 26.7%.", text=text)
    return int(whole or 0) * 100 + int(f"{decimals}00"[:2])


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights into whole parts that add up to it exactly (largest remainder).

    Equal remainders go to the larger weight, then to the earlier part; weights that are all zero
    share equally. A negative weight, or no weight at all, raises ``ValueError``.
    """
    if not weights or min(weights) < 0:
        raise ValueError("a total is split by at least one weight, and none below zero")
    shares = list(weights) if any(weights) else [1] * len(weights)
    size, whole = abs(total), sum(shares)
    parts = [size * share // whole for share in shares]
    by_remainder = sorted(
        range(len(shares)), key=lambda i: (-(size * shares[i] % whole), -shares[i], i)
    )
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return parts if total >= 0 else [-part for part in parts]


def split(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """A total split by the weight of each key, in whole parts as ``apportion`` makes them."""
    return dict(zip(weights, apportion(total, list(weights.values())), strict=True))


def half_up(part: int, whole: int) -> int:
    """A part divided by a whole above zero, rounded to the nearest whole number, half upwards."""
    return (2 * part + whole) // (2 * whole)


def ratio_bp(part: int, whole: int) -> int | None:
    """A part of a whole in basis points, half rounded away from zero; None of nothing."""
    if whole == 0:
        return None
    rounded = (2 * abs(part) * 10_000 + abs(whole)) // (2 * abs(whole))
    return rounded if (part < 0) == (whole < 0) else -rounded


def _taken_apart(text: str, *, negative: bool) -> tuple[int, str, int]:
    """The sign, the digits with their point, and how many powers of ten 万 or 亿 add."""
    written = _narrow(text)
    if not written:
        raise Refusal("The amount is empty. Write a number like 1,234.50.")
    found = _AMOUNT.fullmatch(written)
    before, after, digits, scale = found.groups() if found else ("", "", "", "")
    if "," in digits and not _GROUPED.fullmatch(digits):
        raise Refusal(
            "“{text}” has its commas in odd places. Write a number like 1,234,567.50.", text=text
        )
    digits = digits.replace(",", "")
    if not _DIGITS.fullmatch(digits) or (before and after):
        raise Refusal("“{text}” is not an amount. Write a number like 1,234.50.", text=text)
    if (before or after) and not negative:
        raise Refusal("“{text}” is below zero. Write an amount of 0 or more.", text=text)
    if len(digits) > _MOST_DIGITS:
        raise Refusal("“{text}” is too large an amount. Check the number of zeros.", text=text)
    return (-1 if before or after else 1), digits, _SCALES[scale]


def _narrow(text: str) -> str:
    """Full-width characters made narrow; ² and ① stay, so that they are refused, not read."""
    narrow = "".join(
        letter if unicodedata.category(letter) == "No" else unicodedata.normalize("NFKC", letter)
        for letter in text
    )
    return narrow.replace("\N{MINUS SIGN}", "-").strip()
