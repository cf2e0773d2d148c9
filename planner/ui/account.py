"""My own account: name, language, password, where I am signed in."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from planner import actions, reports
from planner.desk import counter
from planner.ui.asking import attempt, fresh, notice, read
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.visitor import token_hash, visitor
from planner.words import Refusal

_NAME = "account-name"
_OLD, _NEW, _AGAIN = "account-old", "account-new", "account-again"
_BROWSERS = {
    "MicroMessenger/": "WeChat",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def name_form() -> None:
    """What others call me; a stale edit is refused and keeps what was typed."""
    people = read(reports.people.people)
    me = people[people["id"] == visitor().person_id].iloc[0]
    st.session_state.setdefault(f"{_NAME}-version", int(me["version"]))
    with st.form(_NAME, border=False):
        st.text_input(say("Name"), me["name"], key=f"{_NAME}-typed", max_chars=60)
        st.form_submit_button(say("Save name"), on_click=_rename)


def password_form() -> None:
    """A new password; the other devices are signed out."""
    with st.form("account-password", border=False):
        st.text_input(
            say("Old password"), key=_OLD, type="password", autocomplete="current-password"
        )
        st.text_input(say("New password"), key=_NEW, type="password", autocomplete="new-password")
        st.text_input(
            say("New password again"), key=_AGAIN, type="password", autocomplete="new-password"
        )
        st.caption(say("At least 8 characters. Your other devices will be signed out."))
        st.form_submit_button(say("Change password"), on_click=_change_password)


def open_sessions() -> None:
    """Where I am signed in, this browser first to be told apart."""
    here, now = token_hash(), counter().now()
    sessions = records_of(fresh(reports.people.sign_ins))
    for row in sorted(sessions, key=lambda row: row["token_hash"] != here):
        name = plain(browser_name(row["browser"])) or say("Unknown browser")
        mark = f" :green-badge[{say('This browser')}]" if row["token_hash"] == here else ""
        with st.container(gap=None):
            st.markdown(f"**{name}**{mark}")
            st.caption(_since(row["created_at"], row["seen_at"], now))


def sign_out_buttons() -> None:
    """Leave here, or on every device."""
    with st.container(horizontal=True):
        st.button(say("Sign out"), key="sign-out", icon=":material/logout:", on_click=_leave)
        st.button(say("Sign out everywhere"), key="sign-out-everywhere", on_click=_leave_everywhere)
    if st.session_state.pop("_leaving", False):
        st.logout()


def browser_name(user_agent: str) -> str:
    """What a reader would call a browser: Chrome · Windows; empty where it says nothing known."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


def _since(began: datetime, seen: datetime, now: datetime) -> str:
    return say(
        "signed in {began}, last used {seen}",
        began=voice().moment(began),
        seen=voice().ago(seen, now),
    )


def _rename() -> None:
    me = visitor().person_id
    version = st.session_state[f"{_NAME}-version"]
    name = st.session_state[f"{_NAME}-typed"]
    attempt(actions.people.rename, person_id=me, version=version, name=name)
    people = read(reports.people.people)
    st.session_state[f"{_NAME}-version"] = int(people[people["id"] == me].iloc[0]["version"])


def _change_password() -> None:
    state = st.session_state
    if state[_NEW] != state[_AGAIN]:
        notice(
            Refusal("New password again: it differs from the first. Type both once more.").sentence,
            good=False,
        )
        return
    changed = attempt(
        actions.sign_ins.change_password,
        old=state[_OLD],
        new=state[_NEW],
        token_hash=token_hash(),
    )
    if changed is not None:
        for key in (_OLD, _NEW, _AGAIN):
            state[key] = ""


def _leave() -> None:
    st.session_state["_leaving"] = True


def _leave_everywhere() -> None:
    if attempt(actions.sign_ins.sign_out_everywhere) is not None:
        st.session_state["_leaving"] = True
