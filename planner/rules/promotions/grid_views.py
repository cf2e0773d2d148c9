"""What a rule sees of many baskets at once, and what it gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.grid_sharing import Fens, Mask, added
from planner.rules.promotions.lines import Terms


@dataclass(frozen=True, slots=True)
class View:
    """The lines of many baskets as a rule sees them: zero where it is not about them.

    As ``lines.Line``: what pieces count, what is left of them, how much may come off, and the same
    of the ``free`` ones. ``there`` says in which baskets the rule covers anything.
    """

    goods: Sequence[Goods]
    pieces: list[Fens]
    base: list[Fens]
    left: list[Fens]
    rooms: list[Fens]
    free: list[Fens]
    free_base: list[Fens]
    free_room: list[Fens]
    there: Mask
    terms: Terms

    def none(self) -> list[Fens]:
        """Nothing off any line."""
        return [np.zeros_like(one) for one in self.left]


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule gives: fen off each line, where it makes an offer at all, pieces that are used up
    by it, and what its gifts cost the shop. Nothing comes off where it makes no offer."""

    shares: list[Fens]
    offered: Mask
    used: list[Fens] | None = None
    gifts: Fens | None = None

    @property
    def off(self) -> Fens:
        """What comes off in all."""
        return added(self.shares)
