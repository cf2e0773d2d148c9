"""Reads many rows at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select, func, select


def rows_at_once(
    connection: Connection, statement: Select[*tuple[Any, ...]], given: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Every row of a statement, for the values given for its parameters.

    On SQLite all of them come as one JSON text. The driver lets go of the interpreter once a row
    and, while other threads compute, gets it back only after their 5 ms: among a hundred people
    500 rows took up to two seconds that way.
    """
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(statement, given)]
    packed, readers = _packed(statement, connection.dialect)
    rows: list[list[Any]] = json.loads(connection.execute(packed, given).scalar_one())
    if not rows:
        return []
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, reader in readers:
        # Few days and moments are many rows' own, so each is read once.
        read = {value: reader(value) for value in set(columns[place])}
        columns[place] = [read[value] for value in columns[place]]
    return list(zip(*columns, strict=True))


@lru_cache(maxsize=128)
def _packed(
    statement: Select[*tuple[Any, ...]], dialect: Dialect
) -> tuple[Select[*tuple[Any, ...]], list[tuple[int, Callable[[Any], Any]]]]:
    """The statement's rows as one text, and by place what makes values JSON has no kind for."""
    rows = statement.subquery()
    packed = select(func.json_group_array(func.json_array(*rows.columns)))
    readers = [
        (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for place, column in enumerate(rows.columns)
    ]
    return packed, [(place, reader) for place, reader in readers if reader is not None]
