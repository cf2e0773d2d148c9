"""The kinds of export that come with the app, from the TOML files of ``data/exports``.

A column is written ``figure = name | other name``, best name first; a rate ``name = of / by,
how it is written``; ``like`` takes the figures and rates of another kind over.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from planner.files.headers import Layout
from planner.files.toml_fields import Fields
from planner.rules.exports import Column, Export, Names, Rate, RowKind, Written
from planner.rules.figures import FIGURE_NAMES, Source

SHIPPED = Path(__file__).parents[2] / "data" / "exports"
ORDER_COLUMNS: Names = (
    *("number", "whole_order", "total", "kept", "created", "paid", "refund", "after_sale"),
    *("currency", "state", "stages"),
)


@lru_cache(maxsize=1)
def shipped() -> tuple[tuple[Export, Layout], ...]:
    """Every kind with the layout that finds it, the most particular first."""
    known: dict[Source, Export] = {}
    later: list[Fields] = []
    for path in sorted(SHIPPED.glob("*.toml")):
        file = Fields.of_file(path.name, path.read_bytes())
        for fields in file.tables("export"):
            if fields.has("like"):
                later.append(fields)
            else:
                _keep(_export(fields, None), known)
        file.done()
    for fields in later:
        _keep(_export(fields, known[Source(fields.text("like"))]), known)
    by_need = sorted(known.values(), key=lambda export: len(export.needs), reverse=True)
    return tuple((export, layout(export)) for export in by_need)


def layout(export: Export) -> Layout:
    """How the header of an export is found."""
    columns = {**export.columns, **{level: (level,) for level in export.levels}}
    figures = frozenset(FIGURE_NAMES)
    return Layout(
        columns=columns,
        suits=lambda found: not export.any_figure or bool(figures & set(found)),
        looked_for=", ".join(names[0] for names in export.needs),
        needs=export.needs,
    )


def of(source: Source) -> tuple[Export, Layout]:
    """The kind that gives a source, with its layout."""
    return next(one for one in shipped() if one[0].source is source)


def _keep(export: Export, known: dict[Source, Export]) -> None:
    if export.source in known:
        raise ValueError(f"{export.source} is described twice")
    known[export.source] = export


def _export(fields: Fields, like: Export | None) -> Export:
    source, rows = fields.text("source"), fields.text("rows")
    columns = {
        str(column): tuple(_texts(fields, column)) for column in Column if fields.has(column)
    }
    for told, allowed in (("figures", FIGURE_NAMES), ("order", ORDER_COLUMNS)):
        for line in _texts(fields, told):
            name, _, names = line.partition(" = ")
            if name not in allowed:
                raise fields.wrong(told, ", ".join(allowed))
            columns[name] = _names(names)
    rates = tuple(_rate(line) for line in _texts(fields, "rates"))
    if like is not None:
        columns = {name: like.columns[name] for name in like.figures} | columns
        rates = rates or like.rates
    export = Export(
        source=Source(source),
        rows=RowKind(rows),
        needs=tuple(_names(line) for line in _texts(fields, "needs")),
        columns=columns,
        any_figure=fields.flag("any_figure"),
        levels=tuple(_texts(fields, "levels")),
        channel=fields.text("channel") if fields.has("channel") else "",
        item_people=tuple(_texts(fields, "item_people")),
        rates=rates,
        balance_due_when=tuple(_texts(fields, "balance_due_when")),
        refunded_when=frozenset(_texts(fields, "refunded_when")),
        first_row_only=fields.flag("first_row_only"),
    )
    fields.done()
    return export


def _texts(fields: Fields, name: str) -> Iterable[str]:
    return [str(text) for text in fields.texts_or_tables(name)] if fields.has(name) else []


def _names(line: str) -> Names:
    return tuple(name.strip() for name in line.split("|"))


def _rate(line: str) -> Rate:
    named, _, rest = line.partition(" = ")
    quotient, _, written = rest.rpartition(", ")
    of, _, by = quotient.partition(" / ")
    return Rate(_names(named), _names(of), _names(by), Written(written))
