"""What happens when someone acts on a task in a list, on the board or in its details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.rules.tasks import TaskField
from planner.ui.asking import perform, read
from planner.ui.task_views import SHOWN

EDITING = "edit-task-"
_ASKED = "_asked"
_MORE = "_more"

_AT_ONCE = {
    "reopen": actions.tasks.reopen,
    "pass": actions.tasks.approve,
    "claim": actions.tasks.claim,
    "start": actions.tasks.start,
    "unstuck": actions.tasks.unstick,
}
_DAYS = {"earlier": -1, "later": 1}


def on_act(verb: str, payload: dict[str, Any]) -> None:
    """Answer one act of an element: do it at once, or ask for what it needs.

    ``refresh`` asks for nothing: a tick was written by its own way, and the page is drawn anyway.
    """
    if verb == "refresh":
        return
    if verb == "more":
        more = st.session_state.setdefault(_MORE, {})
        more[payload["group"]] = more.get(payload["group"], SHOWN) + SHOWN
        return
    task_id = payload["task"]
    if verb in _DAYS:
        perform(
            actions.due_days.shift, task_id=task_id, version=payload["version"], days=_DAYS[verb]
        )
    elif verb == "latest":
        perform(actions.due_days.as_late_as_possible, task_id=task_id, version=payload["version"])
    elif verb in _AT_ONCE:
        perform(_AT_ONCE[verb], task_id=task_id)
    elif verb in ("complete", "submit") or (verb == "move" and payload["to"] in ("done", "review")):
        _finish(task_id, payload.get("to"))
    elif verb == "move":
        perform(actions.tasks.move, task_id=task_id, to=payload["to"])
    else:
        ask(verb, task_id)


def ask(what: str, about: int) -> None:
    """Open a task's details, or the form that something needs, in the next run."""
    st.session_state[_ASKED] = (what, about)


def ask_to_add(campaign_id: int, drafted: Mapping[TaskField, Any]) -> None:
    """Open the form that adds a task with some of its fields filled in."""
    forget_typed()
    st.session_state[f"{EDITING}drafted-{campaign_id}"] = dict(drafted)
    ask("add", campaign_id)


def drafted(campaign_id: int) -> Mapping[TaskField, Any]:
    """What the form that adds a task begins with."""
    found: Mapping[TaskField, Any] = st.session_state.get(f"{EDITING}drafted-{campaign_id}", {})
    return found


def asked() -> tuple[str, int] | None:
    """What is open (``open``, ``stuck``, ``hand_over``, ``return``, ``reason``) about which task,
    or ``add`` about which campaign.
    """
    found: tuple[str, int] | None = st.session_state.get(_ASKED)
    return found


def close() -> None:
    """Close what is open."""
    st.session_state.pop(_ASKED, None)
    forget_typed()


def forget_typed() -> None:
    """Let an edit form begin anew from what is planned."""
    for key in [key for key in st.session_state if str(key).startswith(EDITING)]:
        del st.session_state[key]


def shown_more() -> frozenset[tuple[str, int]]:
    """How many tasks of each group to show where someone asked for more, as pairs."""
    found: dict[str, int] = st.session_state.get(_MORE, {})
    return frozenset(found.items())


def _finish(task_id: int, to: str | None) -> None:
    if read(reports.task_cards.waits_for, task_id=task_id):
        ask("reason", task_id)
    elif to is None:
        perform(actions.tasks.complete, task_id=task_id)
    else:
        perform(actions.tasks.move, task_id=task_id, to=to)
