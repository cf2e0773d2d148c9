"""The shops that the rows of a file name, because figures of two shops are figures of neither."""

from __future__ import annotations

from collections.abc import Sequence

from planner.files.headers import Found, normal, place_of
from planner.files.parts import level_name
from planner.files.sheets import Cell
from planner.words import Refusal

_NAMES = (
    *("店铺名称", "店铺名", "店铺", "卖家昵称", "店铺Id"),
    *("shop", "shop name", "store", "store name"),
)
_MOST_NAMED = 5


class ShopsNamed:
    """The shops of the rows so far."""

    def __init__(self, found: Found) -> None:
        self._place = place_of([normal(header) for header in found.headers], _NAMES)
        self._named: dict[str, None] = {}

    def take(self, raw: Sequence[Cell]) -> None:
        """Note the shop that a row names."""
        if self._place is None or self._place >= len(raw):
            return
        cell = raw[self._place]
        if isinstance(cell, str) and cell not in self._named and (name := level_name(cell)):
            self._named[name] = None

    def require_one(self, file_name: str) -> None:
        """Refuse a file whose rows are of several shops."""
        if len(self._named) > 1:
            raise Refusal(
                "{file} is of several shops: {shops}. Export each shop on its own.",
                file=file_name,
                shops=list(self._named)[:_MOST_NAMED],
            )
