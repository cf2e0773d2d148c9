"""The look at a move before it is made: what goes where, what is wrong with it, what to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.moves import MovePreview
from planner.rules.move_conflicts import CONFLICT_NAMES, Conflict
from planner.ui.asking import attempt, guarded, read, show_notices
from planner.ui.names import team_name
from planner.ui.saying import say, voice
from planner.words import Did

_REFIT = "_refit"


def look_at(
    step: str,
    report: Callable[..., MovePreview],
    action: Callable[..., Did],
    about: Mapping[str, Any],
    done: Callable[[], None],
    *,
    label: str,
) -> None:
    """Show what would move, and make it so, all of it or some.

    ``step`` is the place in the session that says that somebody looks at it; ``done`` closes it.
    Where it can't be, the reason is said and one can go back.
    """
    if not guarded(lambda: _look(step, read(report, **about), action, about, done, label)):
        st.button(say("Back"), key=f"{step}-back", on_click=_back, args=(step,))


def ask_to_refit() -> None:
    """Open the look at all plans fitted to the people anew, in the next run."""
    st.session_state[_REFIT] = True


def open_refit() -> None:
    """Draw the look at the new fit if somebody asked for it; called once at a page's end."""
    if not st.session_state.get(_REFIT):
        return
    opened = st.dialog(say("Fit the plans to the people"), width="large", on_dismiss=_close_refit)
    opened(_refit)()


def _refit() -> None:
    if not st.session_state.get(_REFIT):
        st.rerun()
    show_notices()
    st.caption(
        say(
            "Tasks stay where they can. Those that do not fit their team move, as little as they"
            " must."
        )
    )
    look_at(
        _REFIT,
        reports.moves.fit_to_people,
        actions.moves.fit_to_people,
        {},
        _close_refit,
        label=say("Move them so"),
    )


def _close_refit() -> None:
    st.session_state.pop(_REFIT, None)


def _look(
    step: str,
    preview: MovePreview,
    action: Callable[..., Did],
    about: Mapping[str, Any],
    done: Callable[[], None],
    label: str,
) -> None:
    _summary(preview)
    editor = f"{step}-{preview.digest[:12]}"
    if not preview.tasks.empty:
        _table(editor, preview)
    with st.container(horizontal=True):
        if preview.moving or about:
            st.button(
                label,
                type="primary",
                key=f"{step}-accept",
                on_click=_accept,
                args=(action, dict(about), preview, editor, done),
            )
        st.button(say("Back"), key=f"{step}-back", on_click=_back, args=(step,))


def _back(step: str) -> None:
    st.session_state.pop(step, None)


def _summary(preview: MovePreview) -> None:
    moving = say("{n} task moves", "{n} tasks move", n=preview.moving)
    parts = [moving]
    if preview.staying:
        parts.append(say("{n} stays", "{n} stay", n=preview.staying))
    if preview.done:
        parts.append(say("{n} is done and stays", "{n} are done and stay", n=preview.done))
    if preview.pinned:
        parts.append(say("{n} is pinned and stays", "{n} are pinned and stay", n=preview.pinned))
    st.markdown(f"**{voice().join(parts)}**")
    if preview.at_least_days and preview.conflicts:
        least = voice().number(preview.at_least_days)
        st.caption(
            say("All of it needs at least {days} working days, whatever you do.", days=least)
        )
    if preview.conflicts:
        wrong = say(
            "Look at {n} task: something about its days does not fit.",
            "Look at {n} tasks: something about their days does not fit.",
            n=preview.conflicts,
        )
        st.markdown(f":orange[:material/warning:] {wrong}")


def _table(key: str, preview: MovePreview) -> None:
    tasks = preview.tasks
    shown = pd.DataFrame(
        {
            "take": tasks["taken"],
            "title": tasks["title"],
            "wrong": [_wrong(conflicts) for conflicts in tasks["conflicts"]],
            "old": [
                _bar(*days) for days in zip(tasks["old_start_on"], tasks["old_due_on"], strict=True)
            ],
            "new": [
                _bar(*days) if moves else "–"
                for *days, moves in zip(
                    tasks["start_on"], tasks["due_on"], tasks["moves"], strict=True
                )
            ],
            "days": tasks["days"],
            "why": ["" if why is None else voice().say(why) for why in tasks["why"]],
            "team": [
                team_name(team_key, team)
                for team_key, team in zip(tasks["team_key"], tasks["team"], strict=True)
            ],
        }
    )
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        height=min(420, 38 + 35 * len(shown)),
        disabled=["title", "wrong", "old", "new", "days", "why", "team"],
        column_config={
            "take": st.column_config.CheckboxColumn(say("Take"), width=50),
            "title": st.column_config.TextColumn(say("Task"), width="medium"),
            "wrong": st.column_config.TextColumn(say("Look at"), width="medium"),
            "old": st.column_config.TextColumn(say("Days so far"), width=170),
            "new": st.column_config.TextColumn(say("New days"), width=170),
            "days": st.column_config.NumberColumn(say("Later by"), width=80, format="%+d"),
            "why": st.column_config.TextColumn(say("Why"), width="medium")
            if tasks["why"].notna().any()
            else None,
            "team": st.column_config.TextColumn(say("Team"), width="small"),
        },
    )


def _wrong(conflicts: tuple[str, ...]) -> str:
    return voice().join(voice().say(CONFLICT_NAMES[Conflict(one)]) for one in conflicts)


def _bar(start_on: Any, due_on: Any) -> str:
    if start_on == due_on:
        return voice().day(due_on)
    return f"{voice().day(start_on)} – {voice().day(due_on)}"


def _accept(
    action: Callable[..., Did],
    about: dict[str, Any],
    preview: MovePreview,
    editor: str,
    done: Callable[[], None],
) -> None:
    edited = st.session_state.get(editor, {}).get("edited_rows", {})
    said = {int(row): bool(cells["take"]) for row, cells in edited.items() if "take" in cells}
    rows = zip(preview.tasks["id"], preview.tasks["moves"], preview.tasks["taken"], strict=True)
    chosen = [
        int(task_id)
        for row, (task_id, moves, taken) in enumerate(rows)
        if moves and said.get(row, bool(taken))
    ]
    if (
        attempt(action, digest=preview.digest, seen=preview.seen, task_ids=chosen, **about)
        is not None
    ):
        done()
