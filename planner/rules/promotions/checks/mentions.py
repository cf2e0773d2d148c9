"""What the name or the copy of a promotion says: 满X减Y, N折, percent, pieces, amounts and days,
in Chinese, and “30 off from 299”, “spend 299, save 30” and “half price” in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from unicodedata import normalize

_AMOUNT = r"(\d{1,7}(?:\.\d{1,2})?)"
_REACHED = re.compile(rf"满\s*{_AMOUNT}\s*元?\s*,?\s*(?:立)?减\s*{_AMOUNT}(?!\s*%|\s*折|\d)")
_OFF_FROM = re.compile(
    rf"(?<![\d.%]){_AMOUNT} off (?:from|over|on|for every|every|when you spend) ¥?{_AMOUNT}", re.I
)
_SPEND_SAVE = re.compile(rf"spend ¥?{_AMOUNT},? (?:and )?(?:save|get) ¥?{_AMOUNT}", re.I)
_PIECES_REACHED = re.compile(
    r"(?:满\s*(\d{1,3})\s*件|(?<![第前\d])(\d{1,3})\s*件)\s*,?\s*打?\s*(\d(?:\.\d{1,2})?)\s*折"
)
_ZHE = re.compile(r"(?<![\d.])(\d)(?:\.(\d{1,2}))?\s*折")
_ZHE_TWO_DIGITS = re.compile(r"(?<![\d.])(\d{2})\s*折")
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\s*%")
_HALF = re.compile(r"半价|half price", re.I)
_NTH = re.compile(r"第\s*(\d|[一二两三四五])\s*件")
_NTH_ENGLISH = re.compile(r"\b(second|third|2nd|3rd)\b (?:piece|item|one)", re.I)
_EACH = re.compile(rf"(?:立减|直降|每件减)\s*{_AMOUNT}\s*元")
_FOR_PRICE = re.compile(
    rf"(?:{_AMOUNT}\s*元\s*任?选?\s*(\d{{1,2}})\s*件|(?<![第满\d])(\d{{1,2}})\s*件\s*{_AMOUNT}\s*元)"
)
_COUPON = re.compile(rf"(?<![满减\d.]){_AMOUNT}\s*元\s*(?:优惠|店铺|无门槛|平台|品类)?券")
_DAY = re.compile(r"(?:(20\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_ENGLISH = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}


def plain(text: str) -> str:
    """A text with half-width digits and signs."""
    return normalize("NFKC", text)


def thresholds(text: str) -> list[tuple[int, int]]:
    """满X减Y, as (threshold, off) in fen."""
    found = [(one[1], one[2]) for kind in (_REACHED, _SPEND_SAVE) for one in kind.finditer(text)]
    found += [(one[2], one[1]) for one in _OFF_FROM.finditer(text)]
    return [(_fen(least), _fen(off)) for least, off in found]


def piece_rates(text: str) -> list[tuple[int, int]]:
    """N件M折, as (pieces, basis points off)."""
    return [
        (int(found[1] or found[2]), 10_000 - int(Decimal(found[3]) * 1000))
        for found in _PIECES_REACHED.finditer(text)
    ]


def rates(text: str) -> list[int]:
    """折, 半价 and percent off, in basis points off."""
    said = [
        10_000 - int(found[1]) * 1000 - int(f"{found[2] or ''}00"[:2]) * 10
        for found in _ZHE.finditer(text)
    ]
    said += [10_000 - int(found[1]) * 100 for found in _ZHE_TWO_DIGITS.finditer(text)]
    said += [int(Decimal(found[1]) * 100) for found in _PERCENT.finditer(text)]
    return said + [5_000] * len(_HALF.findall(text))


def nth_pieces(text: str) -> list[int]:
    """第N件, and “second piece”."""
    said = [_DIGITS.get(found[1]) or int(found[1]) for found in _NTH.finditer(text)]
    return said + [_ENGLISH[found[1].lower()] for found in _NTH_ENGLISH.finditer(text)]


def each_off(text: str) -> list[int]:
    """立减X元, in fen."""
    return [_fen(found[1]) for found in _EACH.finditer(text)]


def coupons(text: str) -> list[int]:
    """X元券, in fen."""
    return [_fen(found[1]) for found in _COUPON.finditer(text)]


def for_price(text: str) -> list[tuple[int, int]]:
    """N件M元 and M元N件, as (pieces, fen)."""
    return [
        (int(found[2]), _fen(found[1])) if found[1] else (int(found[3]), _fen(found[4]))
        for found in _FOR_PRICE.finditer(text)
    ]


def days(text: str, near: date) -> Iterator[date]:
    """Days that a text names; one without a year is the one nearest to ``near``."""
    for found in _DAY.finditer(text):
        years = [int(found[1])] if found[1] else [near.year - 1, near.year, near.year + 1]
        possible = []
        for year in years:
            try:
                possible.append(date(year, int(found[2]), int(found[3])))
            except ValueError:
                continue
        if possible:
            yield min(possible, key=lambda day: abs((day - near).days))


def _fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)
