"""The small forms about a task: what a verb needs to know, links, files and comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.desk import keep_file
from planner.ui.asking import attempt, notice, perform, read
from planner.ui.people import assignable
from planner.ui.saying import say, voice
from planner.ui.task_acts import close
from planner.words import Did, Refusal


def evidence_forms(task_id: int) -> None:
    """A link or a file to be added to a task."""
    with st.popover(say("Add a link or file"), icon=":material/attach_file:"):
        with st.form(f"link-{task_id}", border=False):
            st.text_input(say("Link"), key=f"link-url-{task_id}", placeholder="https://")
            st.text_input(say("What it shows"), key=f"link-title-{task_id}")
            st.form_submit_button(say("Add link"), on_click=_add_link, args=(task_id,))
        with st.form(f"file-{task_id}", border=False, clear_on_submit=True):
            st.file_uploader(say("File, at most 25 MB"), key=f"file-chosen-{task_id}")
            st.form_submit_button(say("Add file"), on_click=_add_file, args=(task_id,))


def comment_form(task_id: int) -> None:
    """Something to say to everyone who works on a task."""
    with st.form(f"comment-{task_id}", border=False):
        st.text_area(
            say("Comment"),
            key=f"comment-text-{task_id}",
            placeholder=say("Write to everyone who works on this"),
            label_visibility="collapsed",
            height=80,
        )
        st.form_submit_button(say("Send"), on_click=_comment, args=(task_id,))


def _stuck(task_id: int) -> None:
    with st.form(f"stuck-{task_id}", border=False):
        st.text_area(say("What holds it up?"), key=f"stuck-reason-{task_id}")
        st.form_submit_button(
            say("Say that I'm stuck"), type="primary", on_click=_say_stuck, args=(task_id,)
        )


def _hand_over(task_id: int) -> None:
    people = assignable()
    with st.form(f"hand-over-{task_id}", border=False):
        st.selectbox(
            say("To whom?"),
            [0, *people],
            format_func=lambda person: people.get(person) or say("Back to the team"),
            key=f"hand-over-to-{task_id}",
        )
        st.text_area(say("What should they know?"), key=f"hand-over-note-{task_id}")
        st.form_submit_button(
            say("Hand over"), type="primary", on_click=_do_hand_over, args=(task_id,)
        )


def _return(task_id: int) -> None:
    with st.form(f"return-{task_id}", border=False):
        st.text_area(say("What has to change?"), key=f"return-comment-{task_id}")
        st.form_submit_button(
            say("Return it"), type="primary", on_click=_send_back, args=(task_id,)
        )


def _reason(task_id: int) -> None:
    blocked_by = voice().join(read(reports.task_cards.waits_for, task_id=task_id))
    st.write(say("It still waits for {others}.", others=blocked_by))
    with st.form(f"reason-{task_id}", border=False):
        st.text_area(say("Why can it be done now?"), key=f"reason-text-{task_id}")
        st.form_submit_button(
            say("Tick it all the same"), type="primary", on_click=_complete, args=(task_id,)
        )


def _typed(key: str) -> Any:
    return st.session_state.get(key)


def _close_after(action: Callable[..., Did], **given: Any) -> None:
    if attempt(action, **given) is not None:
        close()


def _clear_after(keys: Sequence[str], action: Callable[..., Did], **given: Any) -> None:
    """What was typed stays where the action is refused."""
    if attempt(action, **given) is not None:
        for key in keys:
            st.session_state[key] = ""


def _say_stuck(task_id: int) -> None:
    reason = _typed(f"stuck-reason-{task_id}")
    _close_after(actions.tasks.say_stuck, task_id=task_id, reason=reason)


def _do_hand_over(task_id: int) -> None:
    _close_after(
        actions.tasks.hand_over,
        task_id=task_id,
        to=_typed(f"hand-over-to-{task_id}") or None,
        note=_typed(f"hand-over-note-{task_id}"),
    )


def _send_back(task_id: int) -> None:
    comment = _typed(f"return-comment-{task_id}")
    _close_after(actions.tasks.send_back, task_id=task_id, comment=comment)


def _complete(task_id: int) -> None:
    reason = _typed(f"reason-text-{task_id}")
    _close_after(actions.tasks.complete, task_id=task_id, reason=reason)


def _comment(task_id: int) -> None:
    key = f"comment-text-{task_id}"
    _clear_after([key], actions.evidence.comment, task_id=task_id, text=_typed(key))


def _add_link(task_id: int) -> None:
    url, title = f"link-url-{task_id}", f"link-title-{task_id}"
    _clear_after(
        [url, title],
        actions.evidence.add_link,
        task_id=task_id,
        url=_typed(url),
        title=_typed(title),
    )


def _add_file(task_id: int) -> None:
    file = _typed(f"file-chosen-{task_id}")
    try:
        if file is None:
            raise Refusal("File: choose one first.")
        sha256 = keep_file(file.getvalue())
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    perform(
        actions.evidence.add_file,
        task_id=task_id,
        file_name=file.name,
        sha256=sha256,
        size=file.size,
    )


FORMS: Mapping[str, Callable[[int], None]] = {
    "stuck": _stuck,
    "hand_over": _hand_over,
    "return": _return,
    "reason": _reason,
}
