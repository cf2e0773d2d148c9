"""Money, counts, rates and sizes as a reader sees them; whole numbers only, never a float."""

from __future__ import annotations

from math import isfinite
from numbers import Integral, Real

UNKNOWN = "–"

_YUAN = 100
_STEPS: dict[str, tuple[tuple[int, str], ...]] = {
    "zh": ((1, ""), (10_000, "万"), (100_000_000, "亿")),
    "en": ((1, ""), (1_000, "k"), (1_000_000, "M"), (1_000_000_000, "B")),
}
_SIZES = ("B", "KB", "MB", "GB")


def money_text(fen: int) -> str:
    """An amount to the fen: ¥1,234.50."""
    yuan, rest = divmod(abs(fen), _YUAN)
    return f"{_sign(fen)}¥{yuan:,}.{rest:02d}"


def money_short(fen: int, language: str) -> str:
    """An amount to glance at: ¥123.4万, ¥1.2亿; ¥123k, ¥1.2M; below a step in whole yuan."""
    return f"{_sign(fen)}¥{_shortened(abs(fen), _YUAN, language)}"


def count_short(count: int, language: str) -> str:
    """A count to glance at: 28.1万; 281k; below a step in full."""
    return f"{_sign(count)}{_shortened(abs(count), 1, language)}"


def exact_percent_text(bp: int) -> str:
    """A rate in basis points as it is typed, nothing rounded: 26.75%, 27%."""
    whole, rest = divmod(abs(bp), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{_sign(bp)}{whole:,}{decimals}%"


def percent_text(bp: int) -> str:
    """A rate in basis points, rounded half up to one decimal: 26.7%, 27%."""
    return f"{_sign(bp)}{_tenths_text(_half_up(abs(bp), 10))}%"


def number_text(number: Real | float) -> str:
    """A number with thousands separators, at most two decimals: 28,010; 2.5."""
    if isinstance(number, Integral):
        return f"{int(number):,}"
    value = float(number)
    if not isfinite(value):
        return UNKNOWN
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def size_text(count: int) -> str:
    """The size of a file in bytes, one decimal from kilobytes on: 900 B, 1.5 MB."""
    unit = 0
    while count >= 1024 ** (unit + 1) and unit < len(_SIZES) - 1:
        unit += 1
    return f"{_tenths_text(_half_up(count * 10, 1024**unit))} {_SIZES[unit]}"


def _shortened(amount: int, one: int, language: str) -> str:
    steps = _STEPS[language]
    for (size, name), following in zip(steps, (*steps[1:], None), strict=True):
        tenths = _half_up(amount * 10, one * size)
        if size == 1 or (language == "en" and tenths >= 1_000):
            tenths = _half_up(amount, one * size) * 10
        if following is None or tenths * size < following[0] * 10:
            return _tenths_text(tenths) + name
    raise AssertionError("the last step has none after it")


def _tenths_text(tenths: int) -> str:
    whole, tenth = divmod(tenths, 10)
    return f"{whole:,}.{tenth}" if tenth else f"{whole:,}"


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)


def _sign(number: int) -> str:
    return "-" if number < 0 else ""
