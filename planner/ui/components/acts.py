"""What people do in an element, carried from the browser to a callback exactly once.

The browser numbers its acts and sends every act that has not been answered yet, so two quick taps
that Streamlit folds into one rerun both arrive, and an act that arrives twice happens once. The
number of the newest answered act goes back with the data: that is how the element knows that what
it now shows is the answer, even when the answer is no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

OnAct = Callable[[str, dict[str, Any]], None]

TASK_VERBS = frozenset(
    {
        "open",
        "complete",
        "reopen",
        "submit",
        "pass",
        "return",
        "claim",
        "start",
        "hand_over",
        "stuck",
        "unstuck",
        "earlier",
        "later",
        "latest",
    }
)
_LARGEST = 2**63 - 1
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Act:
    """One thing a person did: its number in this browser tab, the verb and what it is about.

    The payload is ``{"task", "version"}`` (ints; the version the person saw, 0 where the element
    shows none), for ``move`` also ``to`` (a column's id), for ``more`` and ``choose`` only
    ``group``, for ``day`` only ``day`` (in ISO form); ``refresh`` is about nothing.
    """

    number: int
    verb: str
    payload: dict[str, Any]


def decode(raw: object) -> Act | None:
    """What the browser says was done, or None if it is not an act we know."""
    if not isinstance(raw, dict) or not _is_count(raw.get("number")):
        return None
    match raw.get("verb"):
        case "refresh":
            return Act(raw["number"], "refresh", {})
        case "more" | "choose" as verb if _is_name(raw.get("group")):
            return Act(raw["number"], verb, {"group": raw["group"]})
        case "day" if _is_day(raw.get("day")):
            return Act(raw["number"], "day", {"day": raw["day"]})
        case "move" if _is_about_a_task(raw) and _is_name(raw.get("to")):
            return Act(raw["number"], "move", {**_task(raw), "to": raw["to"]})
        case str(verb) if verb in TASK_VERBS and _is_about_a_task(raw):
            return Act(raw["number"], verb, _task(raw))
    return None


def unanswered(raw: object, *, after: int) -> list[Act]:
    """The acts in a message that are newer than the act numbered ``after``, oldest first."""
    sent = raw.get("acts") if isinstance(raw, dict) else None
    acts = [decode(item) for item in sent] if isinstance(sent, list) else []
    new = {act.number: act for act in acts if act is not None and act.number > after}
    return [new[number] for number in sorted(new)]


def register(name: str, *looks: str) -> ComponentRenderer:
    """The element whose script and style are the files of this name beside this one.

    ``looks`` are styles of other elements that it looks like.
    """
    return st.components.v2.component(
        f"planner_{name}",
        css="".join(_read(f"{one}.css") for one in ("common", *looks, name)),
        js=_read("common.js") + _read(f"{name}.js"),
        isolate_styles=True,
    )


def show(
    element: ComponentRenderer,
    content: bytes,
    *,
    words: bytes,
    key: str,
    on_act: OnAct,
) -> None:
    """Draw an element and call ``on_act`` before the next run for each thing done in it.

    Content and words come sealed, so that drawing the same again costs next to nothing.
    """
    answered = st.session_state.get(_answered_key(key), 0)
    element(
        key=key,
        data=b'{"content":%b,"words":%b,"answered":%d}' % (content, words, answered),
        on_act_change=partial(_answer, key, on_act),
    )


def _answer(key: str, on_act: OnAct) -> None:
    message = st.session_state[key].act
    for act in unanswered(message, after=st.session_state.get(_answered_key(key), 0)):
        st.session_state[_answered_key(key)] = act.number
        on_act(act.verb, act.payload)


def _answered_key(key: str) -> str:
    return f"{key}:answered"


def _task(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"task": raw["task"], "version": raw.get("version", 0)}


def _is_about_a_task(raw: Mapping[str, Any]) -> bool:
    return _is_count(raw.get("task")) and _is_count(raw.get("version", 0), least=0)


def _is_count(value: object, least: int = 1) -> bool:
    return type(value) is int and least <= value <= _LARGEST


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
