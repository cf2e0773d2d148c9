"""What one event changed: row by row, each field before and after."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st

from planner.reports import history
from planner.rules.campaigns import PHASE_KIND_NAMES
from planner.rules.people import SEED_TEAMS
from planner.rules.platforms import PLATFORMS
from planner.rules.targets import MEASURE_NAMES
from planner.ui.asking import read
from planner.ui.saying import say, voice
from planner.words import Sentence

_ROWS = 40
_STYLE = """
<style>
.changed { font-size: 0.875rem; line-height: 1.5; overflow-wrap: anywhere; }
.changed h4 { font-size: 0.875rem; font-weight: 600; margin: 0.5rem 0 0; padding: 0; }
.changed dl { display: grid; grid-template-columns: minmax(4rem, 9rem) 1fr; gap: 0 0.75rem;
  margin: 0 0 0.5rem; }
.changed dt, .changed dd { margin: 0; font-size: 0.875rem; }
.changed dt { opacity: 0.75; }
.changed del { opacity: 0.75; }
.changed ins { text-decoration: none; }
</style>
"""
_WHAT: Mapping[str, Sentence] = {"made": Sentence("new"), "gone": Sentence("gone")}
# Kept as a key in the database, and said in the reader's language; others mean nothing to people.
_KEYS: Mapping[str, Mapping[Any, Sentence]] = {
    "kind": PHASE_KIND_NAMES,
    "platform": PLATFORMS,
    "measure of the target": MEASURE_NAMES,
    "anchor": {
        "opening": Sentence("opening"),
        "closing": Sentence("closing"),
        "milestone": Sentence("milestone"),
    },
    "team": {team.name.msgid: team.name for team in SEED_TEAMS},
    "language": {"zh": Sentence("Chinese"), "en": Sentence("English")},
}
_SILENT = frozenset({"colour", "order"})


def what_changed(event_id: int, n_rows: int) -> None:
    """The rows that an event changed, the first ones where there are many."""
    changes = read(history.changes, event_id=event_id, limit=_ROWS)
    rows = list(changes.itertuples(index=False, name=None))
    body = "".join(
        _row(list(those)) for _, those in groupby(rows, key=lambda row: (row[0], row[1]))
    )
    st.html(f'{_STYLE}<div class="changed">{body}</div>')
    if n_rows > _ROWS:
        st.caption(say("{shown} of {total} changed rows", shown=_ROWS, total=n_rows))


def _row(fields: list[tuple[Any, ...]]) -> str:
    table, _, title, what, *_ = fields[0]
    said = voice().say(title)
    mark = f" ({voice().say(_WHAT[what])})" if what in _WHAT else ""
    lines = "".join(
        f"<dt>{escape(voice().say(field))}</dt><dd>{_change(field.msgid, before, after)}</dd>"
        for *_, field, before, after in fields
        if field.msgid not in _SILENT and (field.msgid != "kind" or table == "phase")
    )
    return f"<h4>{escape(said[:1].upper() + said[1:])}{escape(mark)}</h4><dl>{lines}</dl>"


def _change(field: str, before: Any, after: Any) -> str:
    now = f"<ins>{escape(_value(field, after))}</ins>"
    return now if before is None else f"<del>{escape(_value(field, before))}</del> → {now}"


def _value(field: str, value: Any) -> str:
    if value is None:
        return voice().say("nothing")
    known = _KEYS.get(field, {}).get(value)
    return voice().said(value if known is None else known)
