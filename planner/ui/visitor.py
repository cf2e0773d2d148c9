"""Who is looking, and in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import streamlit as st

from planner import reports
from planner.desk import counter
from planner.rules.people import Actor
from planner.text.speaker import choose_language

COOKIE = "planner_session"
_LANGUAGE = "_language"
_STANDING = "_standing"


@dataclass(frozen=True)
class Standing:
    """What holds for one run of a page."""

    actor: Actor
    revisions: Mapping[tuple[int, str], int]


def visitor() -> Actor:
    """The signed-in person behind this run or fragment; ends the run where there is none."""
    standing = st.session_state.get(_STANDING)
    if standing is not None:
        return cast("Standing", standing).actor
    actor = visitor_or_none()
    if actor is None:
        st.logout()
        st.stop()
    return actor


def visitor_or_none() -> Actor | None:
    """The signed-in person, asked anew each time so that a revoked session ends at once."""
    token_hash = _token_hash()
    if token_hash is None:
        return None
    return counter().read(reports.visitors.visitor, token_hash=token_hash)


@contextmanager
def standing() -> Iterator[Actor]:
    """Ask who is here, and how far each noun's revision is, once for all of one page's run.

    Fragments and callbacks run outside and ask anew, so a revoked session ends at once.
    """
    actor = visitor()
    st.session_state[_STANDING] = Standing(actor, counter().revisions())
    try:
        yield actor
    finally:
        st.session_state.pop(_STANDING, None)


def revisions() -> Mapping[tuple[int, str], int]:
    """How far the revision of each noun of each campaign is; 0 is what all share."""
    known = st.session_state.get(_STANDING)
    return counter().revisions() if known is None else cast("Standing", known).revisions


def token_hash() -> str:
    """The hash that names this browser's sign-in; empty where nobody is signed in."""
    return _token_hash() or ""


def language() -> str:
    """The language this person reads: their own choice, else their browser's."""
    chosen = st.session_state.get(_LANGUAGE)
    return chosen if isinstance(chosen, str) else choose_language(st.context.locale, None)


def settle_language(actor: Actor) -> None:
    """Fix the language for this run."""
    st.session_state[_LANGUAGE] = choose_language(st.context.locale, actor.language)


def _token_hash() -> str | None:
    from_gate = st.user.get("session")
    if isinstance(from_gate, str) and from_gate:
        return from_gate
    token = st.context.cookies.get(COOKIE)
    return hashlib.sha256(token.encode()).hexdigest() if token else None
