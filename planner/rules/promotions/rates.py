"""Reading a typed rate: 折 and percent are different words, and a bare number is neither."""

from __future__ import annotations

import re
from unicodedata import normalize

from planner.rules.promotions.rounding import WHOLE_BP
from planner.words import Refusal

_ZHE = re.compile(r"(?:打)?\s*(\d)(?:\.(\d{1,2}))?\s*折")
_PERCENT = re.compile(r"-?\s*(\d{1,2})(?:\.(\d{1,2}))?\s*%(?:\s*off)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def parse_off(text: str) -> int:
    """How much comes off, in basis points: “8.5折” is 1500, “15%” is 1500 too.

    Raises Refusal for a bare number, which could mean either, and for anything else.
    """
    written = normalize("NFKC", text).strip()
    zhe = _ZHE.fullmatch(written)
    if zhe:
        off = WHOLE_BP - int(zhe[1]) * 1000 - int(f"{zhe[2] or ''}00"[:2]) * 10
    else:
        percent = _PERCENT.fullmatch(written)
        if percent is None:
            if _NUMBER.fullmatch(written):
                raise Refusal(
                    "“{text}” could be 折 or percent off. Write 8.5折, or 15% for 15% off.",
                    text=text,
                )
            raise Refusal("“{text}” is not a rate. Write 8.5折, or 15% for 15% off.", text=text)
        off = int(percent[1]) * 100 + int(f"{percent[2] or ''}00"[:2])
    if not 0 < off < WHOLE_BP:
        raise Refusal("“{text}” takes nothing off, or all. Write 8.5折, or 15%.", text=text)
    return off
