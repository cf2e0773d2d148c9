"""The numbers behind the charts of progress, as a table on the page and in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from planner.charts.sales import WORDS
from planner.files.tables_out import Column, Kind, Value
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.ui.asking import shaped
from planner.ui.names import platform_name
from planner.ui.progress import source_names
from planner.ui.saying import say, voice
from planner.words import Sentence

_AMOUNTS: Mapping[str, tuple[Sentence, Kind]] = {
    "ordered_fen": (MEASURE_NAMES[Measure.ORDERED], Kind.MONEY),
    "paid_fen": (MEASURE_NAMES[Measure.PAID], Kind.MONEY),
    "refunded_fen": (Sentence("Refunded amount"), Kind.MONEY),
    "net_fen": (MEASURE_NAMES[Measure.NET], Kind.MONEY),
    "orders": (Sentence("Paid orders"), Kind.WHOLE),
}
NUMBERS = frozenset({Kind.MONEY, Kind.WHOLE, Kind.RATE, Kind.DAYS, Kind.HOURS})
"""The kinds of columns that stand to the right."""
_WHOLE = 25

_PHASE = (WORDS["phase"], Kind.TEXT)
_TABLES: Mapping[str, Mapping[str, tuple[Sentence, Kind]]] = {
    "by_day": {
        "day": (WORDS["day"], Kind.DATE),
        "phase": _PHASE,
        "planned_fen": (WORDS["plan"], Kind.MONEY),
        **_AMOUNTS,
        "sources": (Sentence("Source"), Kind.TEXT),
    },
    "by_hour": {
        "begins": (WORDS["hour"], Kind.MOMENT),
        "phase": _PHASE,
        "planned_fen": (WORDS["plan"], Kind.MONEY),
        **_AMOUNTS,
    },
    "by_phase": {
        "phase": _PHASE,
        "target_fen": (WORDS["target"], Kind.MONEY),
        "due_fen": (WORDS["due"], Kind.MONEY),
        **_AMOUNTS,
    },
    "by_shop": {
        "shop": (WORDS["shop"], Kind.TEXT),
        "target_fen": (WORDS["target"], Kind.MONEY),
        "due_fen": (WORDS["due"], Kind.MONEY),
        **_AMOUNTS,
        "share_bp": (Sentence("Share of all"), Kind.RATE),
        "covers_to": (Sentence("Data up to"), Kind.MOMENT),
    },
    "by_platform": {
        "platform": (WORDS["platform"], Kind.TEXT),
        "target_fen": (WORDS["target"], Kind.MONEY),
        "due_fen": (WORDS["due"], Kind.MONEY),
        **_AMOUNTS,
        "share_bp": (Sentence("Share of all"), Kind.RATE),
    },
    "by_channel": {
        "channel": (WORDS["channel"], Kind.TEXT),
        "shop": (WORDS["shop"], Kind.TEXT),
        "target_fen": (WORDS["target"], Kind.MONEY),
        "due_fen": (WORDS["due"], Kind.MONEY),
        **_AMOUNTS,
        "daily_visitors": (Sentence("Visitors, days added up"), Kind.WHOLE),
        "covers_to": (Sentence("Data up to"), Kind.MOMENT),
    },
}


@dataclass(frozen=True)
class SpokenTable:
    """A table in the reader's language; money in fen, unknown cells None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def spoken(rows: pd.DataFrame, kind: str, amount: Measure) -> SpokenTable:
    """The table of a chart; its plan belongs to the amount that the target means."""
    given = _TABLES[kind]
    columns = tuple(
        Column(_header(name, sentence, amount), column, 12 if column is Kind.WHOLE else 18)
        for name, (sentence, column) in given.items()
    )
    return SpokenTable(
        columns,
        tuple(
            tuple(_value(name, record[name]) for name in given)
            for record in rows.to_dict("records")
        ),
    )


def as_table(kind: str, report: Callable[..., pd.DataFrame], meant: Measure, **given: Any) -> None:
    """The numbers of the chart above, for whoever can't or would rather not see it drawn."""
    opened = st.expander(
        say("As a table"),
        key=f"{kind}-table-{given['campaign_id']}",
        on_change="rerun",
        type="compact",
    )
    if opened.open:
        table = shaped(spoken, report, about=(kind, meant), **given)
        numbers = [column.header for column in table.columns if column.kind in NUMBERS]
        opened.dataframe(
            on_screen(table.columns, table.rows),
            hide_index=True,
            key=f"{kind}-numbers-{given['campaign_id']}",
            column_config=to_the_right(numbers),
            alt=voice().say("The numbers of the chart above"),
        )


def to_the_right(names: Sequence[str]) -> dict[str, Any]:
    """Columns of numbers in words, set to the right so that their digits stand in line."""
    return {name: st.column_config.TextColumn(alignment="right") for name in names}


def height_for(rows: int) -> Literal["content", "auto"]:
    """Short tables stand whole; a long one scrolls in its place."""
    return "content" if rows <= _WHOLE else "auto"


def on_screen(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> pd.DataFrame:
    """A table with every cell as the reader reads it."""
    return pd.DataFrame(
        [
            [in_words(value, column) for value, column in zip(row, columns, strict=True)]
            for row in rows
        ],
        columns=[column.header for column in columns],
    )


def in_words(value: Value, column: Column) -> str:
    """A cell as the reader reads it; a dash for what is not known."""
    if value is None:
        return voice().said(None)
    if isinstance(value, datetime):
        return f"{value:%m-%d %H:%M}"
    if isinstance(value, date):
        return voice().day(value)
    if isinstance(value, str):
        return value
    match column.kind:
        case Kind.MONEY:
            return voice().money(int(value))
        case Kind.RATE:
            return voice().percent(int(value))
        case _:
            return voice().number(value)


def _header(name: str, sentence: Sentence, meant: Measure) -> str:
    header = voice().say(sentence)
    if name in ("planned_fen", "target_fen", "due_fen"):
        return f"{header} ({voice().say(MEASURE_NAMES[meant])})"
    return header


def _value(name: str, value: Any) -> Value:
    if name == "sources":
        return source_names(value)
    if name == "platform":
        return platform_name(value)
    if pd.isna(value):
        return voice().say(WORDS["between"]) if name == "phase" else None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value if isinstance(value, str | date) else int(value)
