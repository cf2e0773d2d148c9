"""What is known of a shop's worst orders as the safety map wants it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from planner.rules.promotions.safety import SAFETY_NAMES, Safety
from planner.ui.components import safety_map
from planner.ui.saying import voice
from planner.words import Fen

_WORST_FIRST = tuple(Safety)


def margins(frame: pd.DataFrame, chosen: str, unsafe_only: bool) -> bytes:
    """What ``reports.safety.safety`` says, the worst products first, sealed for the element.

    ``chosen`` is the open cell as ``phase:product``; ``unsafe_only`` leaves out products that are
    safe in every phase.
    """
    phases = dict(zip(frame["phase_id"], frame["phase"], strict=True))
    products: dict[int, list[Any]] = {}
    for row in frame.itertuples():
        products.setdefault(int(str(row.product_id)), []).append(row)
    rows = [
        of_product
        for of_product in sorted(products.values(), key=_badness)
        if not unsafe_only or any(row.verdict is not Safety.SAFE for row in of_product)
    ]
    return safety_map.content(
        {
            "phases": [{"id": phase_id, "name": name} for phase_id, name in phases.items()],
            "products": [
                {
                    "id": int(of_product[0].product_id),
                    "sku": of_product[0].sku,
                    "name": of_product[0].name,
                    "cells": _cells(of_product, phases),
                }
                for of_product in rows
            ],
            "chosen": chosen,
        }
    )


def margin_text(margin_bp: int | None, margin_fen: int | None) -> str:
    """A margin as a share of what is paid, as money where nothing is paid."""
    if margin_bp is None and margin_fen is not None:
        return voice().money(margin_fen, compact=True)
    return voice().percent(margin_bp)


def _badness(of_product: Iterable[Any]) -> tuple[int, float]:
    """Where a product stands in the list: by its worst phase."""
    return min((_WORST_FIRST.index(row.verdict), _margin(row)) for row in of_product)


def _margin(row: Any) -> float:
    if row.margin_fen is None:
        return float("inf")
    return float("-inf") if row.margin_bp is None else float(row.margin_bp)


def _cells(of_product: Iterable[Any], phases: Iterable[int]) -> list[list[str] | None]:
    by_phase = {row.phase_id: row for row in of_product}
    return [_cell(by_phase[phase]) if phase in by_phase else None for phase in phases]


def _cell(row: Any) -> list[str]:
    label = voice().say(
        "{product}, {phase}: {verdict}, {margin}",
        product=row.name,
        phase=row.phase,
        verdict=SAFETY_NAMES[row.verdict],
        margin=voice().say("not known")
        if row.margin_fen is None
        else voice().say(
            "{share} or {amount} left of the worst order",
            share=voice().percent(row.margin_bp),
            amount=Fen(row.margin_fen),
        ),
    )
    text = "–" if row.margin_fen is None else margin_text(row.margin_bp, row.margin_fen)
    return [str(row.verdict), text, label]
