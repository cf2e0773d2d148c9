"""What people did, day by day, the newest first; open one to see what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from planner.actions.history import undo
from planner.reports import history
from planner.ui.asking import names, perform, read
from planner.ui.history_changes import what_changed
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of

_SHOWN = 40
_MORE = "_history_more"
# What happened is the page's text: it must not be as faint as Streamlit draws a closed heading.
_STYLE = "<style>.st-key-events summary { opacity: 1; }</style>"


def history_list(chosen: Mapping[str, Any]) -> None:
    """The events that fit what was chosen, a screenful until more is asked for."""
    shown = st.session_state.get(_MORE, _SHOWN)
    found = read(history.events, **chosen, limit=shown + 1).astype(object)
    events = records_of(found.where(found.notna(), None))
    if not events:
        _nothing(filtered=bool(chosen))
        return
    called = names()
    st.html(_STYLE)
    with st.container(key="events"):
        for day, those in groupby(events[:shown], key=_day):
            st.subheader(voice().day_long(day), anchor=False)
            with st.container(gap="xsmall"):
                for event in those:
                    _line(event, called)
    if len(events) > shown:
        st.button(say("Show more"), key="history-more", on_click=_show_more, args=(shown,))


def _line(event: dict[str, Any], called: Mapping[int, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
        opened = st.expander(
            _headline(event, called),
            key=f"event-{event['id']}",
            on_change="rerun",
            type="compact",
        )
        if opened.open:
            with opened:
                what_changed(int(event["id"]), int(event["n_rows"]))
        if event["can_undo"]:
            st.button(
                say("Undo") if event["undoes_id"] is None else say("Do it again"),
                key=f"undo-{event['id']}",
                type="tertiary",
                icon=":material/undo:" if event["undoes_id"] is None else ":material/redo:",
                on_click=perform,
                args=(undo,),
                kwargs={"event_id": int(event["id"])},
            )


def _headline(event: dict[str, Any], called: Mapping[int, str]) -> str:
    said = say(event["sentence"])
    if event["actor_id"] is None:
        said = said[:1].upper() + said[1:]
    else:
        said = f"**{plain(called.get(int(event['actor_id'])) or say('someone'))}** {said}"
    parts = [voice().moment(event["at"])[-5:], said]
    if event["campaign"]:
        parts.append(plain(event["campaign"]))
    undone = f" :gray-badge[{say('Undone')}]" if event["undone"] else ""
    return " · ".join(parts) + undone


def _day(event: dict[str, Any]) -> date:
    moment = event["at"].astimezone(ZoneInfo(voice().zone))
    return date(moment.year, moment.month, moment.day)


def _nothing(*, filtered: bool) -> None:
    if filtered:
        st.info(say("No change fits. Choose others above."), icon=":material/search:")
        return
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("Nothing has happened yet"), anchor=False)
        st.write(
            say(
                "Every change appears here, with who made it and when: open one to see what was "
                "there before, and undo it if it was a mistake."
            )
        )


def _show_more(shown: int) -> None:
    st.session_state[_MORE] = shown + _SHOWN
