"""The short way to write what a task waits for: ``12FS+2d`` or ``58D579-12SS-1cd``.

A task is written by its number or its key, then which ends are tied (FS where nothing stands), then
how many days lie between: d and wd are working days, cd calendar days, 天, 工作日 and 自然日 too.
Full-width digits, letters and signs count as the plain ones.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from planner.rules.links import LagUnit, Link, LinkKind

_BETWEEN = re.compile(r"[,，、;；\s]+")
_DASHES = str.maketrans("−–—", "---")
_PIECE = re.compile(
    r"(?P<task>(?:[0-9A-Z]+-)?\d+?)(?P<kind>FS|SS|FF|SF)?"
    r"(?:(?P<sign>[+-])(?P<days>\d{1,3})(?P<unit>WD|CD|D|天|工作日|自然日)?)?"
)
_CALENDAR = ("CD", "自然日")
_UNITS = {LagUnit.WORKING: "d", LagUnit.CALENDAR: "cd"}


def pieces(text: str) -> tuple[str, ...]:
    """Every link of a text, each once, in the shortest way it can be written.

    What is no link stays as it stands, so that whoever looks the task up can name it.
    """
    found = (piece for piece in _BETWEEN.split(text) if piece)
    return tuple(dict.fromkeys(_shortest(piece) for piece in found))


def link_of(piece: str) -> Link[str]:
    """The link that a piece writes, its task by number or key; a plain one for anything else."""
    match = _PIECE.fullmatch(_plain(piece))
    if match is None:
        return Link(piece)
    days = int(match["days"] or 0) * (-1 if match["sign"] == "-" else 1)
    unit = LagUnit.CALENDAR if match["unit"] in _CALENDAR else LagUnit.WORKING
    return Link(match["task"], LinkKind(match["kind"] or LinkKind.FINISH_START), days, unit)


def written(link: Link[str]) -> str:
    """A link in the shortest way it can be written."""
    lag = f"{link.lag_days:+d}{_UNITS[link.unit]}" if link.lag_days else ""
    kind = "" if link.kind is LinkKind.FINISH_START and not lag else str(link.kind)
    return f"{link.before}{kind}{lag}"


def _shortest(piece: str) -> str:
    return written(link_of(piece)) if _PIECE.fullmatch(_plain(piece)) else piece


def _plain(piece: str) -> str:
    return normalize("NFKC", piece).translate(_DASHES).upper()
