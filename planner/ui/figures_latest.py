"""The latest figures that were added, by whom and from where, each with its undo."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.rules.sources import SOURCE_NAMES
from planner.ui.asking import names, perform, read
from planner.ui.places import link_to
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of

_SHOWN = 10
_ASKED = 60
_ADDING = ("sales.take_in", "sales.type_in")


def latest() -> None:
    """Imports and typed days, the newest first."""
    found = read(reports.history.events, noun="sales", limit=_ASKED).astype(object)
    events = records_of(found[found["action"].isin(_ADDING)].where(found.notna(), None))[:_SHOWN]
    if not events:
        return
    st.subheader(say("Latest figures"), anchor=False)
    brought = records_of(read(reports.imports.latest_imports, limit=_ASKED))
    imports = {(one["imported_at"], one["file_name"]): one for one in brought}
    with st.container(gap="xsmall"):
        for event in events:
            file_name = event["sentence"].values.get("file")
            _line(event, imports.get((event["at"], file_name)))
    link_to("history", say("Everything that happened"), "history")


def _line(event: dict[str, Any], brought: dict[str, Any] | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="stretch"):
            st.markdown(_headline(event, brought))
            st.caption(_details(event, brought))
        if event["can_undo"]:
            st.button(
                say("Undo"),
                key=f"undo-figures-{event['id']}",
                type="tertiary",
                icon=":material/undo:",
                on_click=perform,
                args=(actions.history.undo,),
                kwargs={"event_id": int(event["id"])},
            )


def _headline(event: dict[str, Any], brought: dict[str, Any] | None) -> str:
    if brought is None:
        said = say(event["sentence"])
        undone = f" :gray-badge[{say('Undone')}]" if event["undone"] else ""
        return f"{said[:1].upper()}{said[1:]}{undone}"
    return say(
        "“{file}” for “{shop}”: {source}",
        file=brought["file_name"],
        shop=brought["shop"],
        source=SOURCE_NAMES[brought["source"]],
    )


def _details(event: dict[str, Any], brought: dict[str, Any] | None) -> str:
    who = plain(names().get(int(event["actor_id"] or 0)) or voice().say("someone"))
    parts = [who, voice().moment(event["at"])]
    if brought is not None:
        parts.append(
            say("{first} to {last}", first=brought["covers_from"], last=brought["covers_to"])
        )
        parts.append(say("{n} row read", "{n} rows read", n=int(brought["rows_read"])))
        if brought["rows_skipped"]:
            parts.append(say("{n} left out", n=int(brought["rows_skipped"])))
    return " · ".join(parts)
