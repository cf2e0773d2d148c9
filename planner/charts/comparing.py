"""What was reached beside what was planned: columns over time, bullets by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from planner.charts import house
from planner.charts.house import Labels
from planner.text.numbers import UNKNOWN, money_short, money_text, percent_text

_ROW_HEIGHT = 50
_PALER = 0.55
_DIGIT_WIDTH = 7
_FEN_PER_YUAN = 100
_LEFT = alt.XValue(0)  # type: ignore[no-untyped-call]  # Altair says no types
_RIGHT = alt.XValue("width")  # type: ignore[no-untyped-call]  # nor here


def columns(
    rows: pd.DataFrame, labels: Labels, *, place: str, label: str, written: str
) -> alt.LayerChart:
    """A column for each moment with a tick for its plan.

    Columns of ``rows``: ``at`` (datetime), ``reached_fen``, ``planned_fen``, ``phase``,
    ``phase_kind``, ``partial``. ``place`` titles the moment, ``label`` is the Vega expression of
    its axis, ``written`` its strftime pattern in the tooltip.
    """
    drawn = pd.DataFrame(
        {
            "at": rows["at"].map(house.wall),
            "when": [
                f"{at:{written}} ({labels['not_over']})" if partial else f"{at:{written}}"
                for at, partial in zip(rows["at"], rows["partial"], strict=True)
            ],
            "phase": [name or labels["between"] for name in _or_none(rows["phase"])],
            "kind": [labels[kind] for kind in rows["phase_kind"]],
            "reached_yuan": _yuan(rows["reached_fen"]),
            "planned_yuan": [yuan or None for yuan in _yuan(rows["planned_fen"])],
            "reached": _exact(rows["reached_fen"]),
            "planned": _exact(rows["planned_fen"]),
            "mark": labels["plan"],
            "shade": [_PALER if partial else 1.0 for partial in rows["partial"]],
        }
    )
    base = alt.Chart().encode(
        x=alt.X(
            "at:O",
            title=None,
            axis=alt.Axis(labelExpr=label, labelAngle=0, labelOverlap="greedy", labelSeparation=8),
            scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
        ),
        tooltip=[
            alt.Tooltip("when:N", title=place),
            alt.Tooltip("phase:N", title=labels["phase"]),
            alt.Tooltip("reached:N", title=labels["measure"]),
            alt.Tooltip("planned:N", title=labels["plan"]),
        ],
    )
    axis = house.amount_axis(labels)
    kinds = rows["phase_kind"]
    bars = base.mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
        y=alt.Y("reached_yuan:Q", axis=axis),
        color=house.colours("kind", kinds, labels, "plan"),
        opacity=alt.Opacity("shade:Q", scale=None, legend=None),
    )
    planned = alt.Y("planned_yuan:Q", axis=axis)
    ticks = base.mark_tick(thickness=2, opacity=1).encode(
        y=planned, color=house.colours("mark", kinds, labels, "plan")
    )
    halo = base.mark_tick(thickness=5, color=house.HALO, opacity=0.8).encode(y=planned)
    return house.finish([bars, halo, ticks], labels, _in_words(rows, labels), data=drawn)


def bullets(rows: pd.DataFrame, name: str, labels: Labels) -> alt.LayerChart:
    """A bar for each name: the share of its target, or its amount where no row has a target.

    Columns of ``rows``: the one called ``name``, ``reached_fen``, ``target_fen``, ``due_fen`` and
    perhaps ``phase_kind``, which colours the bars.
    """
    targets, reached = _or_none(rows["target_fen"]), _or_none(rows["reached_fen"])
    shares = any(targets)
    wholes = targets if shares else [_FEN_PER_YUAN] * len(rows)
    due = [fen if shares and fen else None for fen in _or_none(rows["due_fen"])]
    kinds = list(rows["phase_kind"]) if "phase_kind" in rows else []
    drawn = pd.DataFrame(
        {
            "row": range(len(rows)),
            "name": list(rows[name]),
            "kind": [labels[kind] for kind in kinds] or labels["reached"],
            "bar": _parts(reached, wholes),
            "due": _parts(due, wholes),
            "whole": [1.0 if target else None for target in targets],
            "said": [
                _share_in_words(part, target, labels["language"])
                for part, target in zip(reached, targets, strict=True)
            ],
            "reached": _exact(rows["reached_fen"]),
            "target": _exact(rows["target_fen"]),
            "planned": _exact(rows["due_fen"]),
            "mark": labels["due"],
        }
    )
    lines = [*([] if kinds else ["reached"]), *(["due"] if any(due) else [])]
    spoken = [f"{row.name}: {row.said}" for row in drawn[["name", "said"]].itertuples(index=False)]
    room = alt.expr(f"width - {_DIGIT_WIDTH * max(map(len, drawn['said']), default=0)}")
    layers = _bars(
        name, labels, shares, lambda field: house.colours(field, kinds, labels, *lines), room
    )
    height = _ROW_HEIGHT * max(1, len(rows))
    return house.finish(layers, labels, spoken, data=drawn, height=height)


def _bars(
    name: str, labels: Labels, shares: bool, colour: Callable[[str], alt.Color], room: alt.ExprRef
) -> list[alt.Chart]:
    """The whole, the part reached, the mark of what was due, and above them name and figures.

    A name has as much ``room`` as the figures beside it leave.
    """
    axis = house.amount_axis(labels)
    if shares:
        axis = alt.Axis(
            format="%", title=None, tickCount=5, grid=False, labelOverlap=True, labelSeparation=8
        )
    base = alt.Chart().encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0)),
        tooltip=[
            alt.Tooltip("name:N", title=labels[name]),
            alt.Tooltip("reached:N", title=labels["measure"]),
            alt.Tooltip("target:N", title=labels["target"]),
            alt.Tooltip("planned:N", title=labels["due"]),
            alt.Tooltip("said:N", title=labels["share"]),
        ],
    )
    whole, part, due = (alt.X(f"{field}:Q", axis=axis) for field in ("whole", "bar", "due"))
    text = base.encode(text=alt.Text("name:N"))
    grey = house.words_in(house.TEXT)
    return [
        base.mark_bar(size=14, yOffset=9, color=house.TEXT, opacity=0.16).encode(x=whole),
        base.mark_bar(size=14, yOffset=9).encode(x=part, color=colour("kind")),
        base.mark_tick(size=22, yOffset=9, thickness=5, color=house.HALO, opacity=0.8).encode(
            x=due
        ),
        base.mark_tick(size=22, yOffset=9, thickness=2.5, opacity=1).encode(
            x=due, color=colour("mark")
        ),
        text.mark_text(
            align="left", dy=-12, fontSize=13, fontWeight=600, limit=room, color=grey
        ).encode(x=_LEFT),
        text.mark_text(align="right", dy=-12, fontSize=13, color=grey).encode(
            x=_RIGHT, text=alt.Text("said:N")
        ),
    ]


def _share_in_words(fen: int | None, target: int | None, language: str) -> str:
    if fen is None:
        return UNKNOWN
    amount = money_short(fen, language)
    if not target:
        return amount
    share = percent_text((200 * fen + target) // (2 * target) * 100)
    return f"{share} · {amount} / {money_short(target, language)}"


def _in_words(rows: pd.DataFrame, labels: Labels) -> list[str]:
    totals = (("reached", "reached_fen"), ("plan", "planned_fen"))
    return [
        f"{labels[word]} {money_text(sum(fen for fen in _or_none(rows[column]) if fen))}"
        for word, column in totals
    ]


def _parts(values: list[int | None], wholes: list[Any]) -> list[float | None]:
    return [
        value / whole if value is not None and whole else None
        for value, whole in zip(values, wholes, strict=True)
    ]


def _yuan(fens: pd.Series[Any]) -> list[float | None]:
    return [None if fen is None else fen / 100 for fen in _or_none(fens)]


def _exact(fens: pd.Series[Any]) -> list[str]:
    return [UNKNOWN if fen is None else money_text(fen) for fen in _or_none(fens)]


def _or_none(values: pd.Series[Any]) -> list[Any]:
    """Plain values, whatever a table made of them: whole numbers for numbers, None for missing."""
    return [
        None if pd.isna(value) else value if isinstance(value, str) else int(value)
        for value in values
    ]
