"""The safety map of products and phases: the worst margin of each, one tap from what is behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.rules.promotions.safety import SAFETY_NAMES
from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import seal
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "map": Sentence("Worst margin by product and phase"),
    "product": Sentence("Product"),
    **{str(safety): name for safety, name in SAFETY_NAMES.items()},
}

_ELEMENT = register("safety_map", "heat_map")


def content(margins: Mapping[str, Any]) -> bytes:
    """Products and their phases, sealed for the map.

    The margins are ``{"phases", "products", "chosen"}``:

    - phases: ``{"id", "name"}``
    - products: ``{"id", "sku", "name", "cells"}``; a cell is ``[safety, text, label]``, in order
      of phases, None where the product is not sold: label says it in words
    - chosen: ``"phase:product"`` of the open cell, or ""
    """
    return seal(margins)


def safety_map(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the map as one element and report the cell that is opened.

    Verb reported: ``choose`` with group ``"phase:product"``.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
