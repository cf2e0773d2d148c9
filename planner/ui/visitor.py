"""Who is looking, and in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from planner import reports
from planner.desk import counter
from planner.rules.people import Actor
from planner.text.speaker import choose_language
from planner.ui.turns import Turns

COOKIE = "planner_session"
_LANGUAGE = "_language"
_turns = Turns(longest=0.1)


@dataclass(frozen=True)
class Standing:
    """What holds for one run of a page."""

    actor: Actor
    revisions: Mapping[tuple[int, str], int]
    language: str


# A session runs in threads of its own, so this is never another's.
_standing: ContextVar[Standing | None] = ContextVar("standing", default=None)


def visitor() -> Actor:
    """The signed-in person behind this run or fragment; ends the run where there is none."""
    known = _standing.get()
    if known is not None:
        return known.actor
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
    """Settle who is here, how far each noun's revision is, and the language, for one page's run.

    Runs wait for their turn here. Fragments and callbacks run outside and ask anew, so a revoked
    session ends at once.
    """
    known = _standing.get()
    if known is not None:
        yield known.actor
        return
    with _turns.taken():
        actor = visitor()
        chosen = choose_language(st.context.locale, actor.language)
        st.session_state[_LANGUAGE] = chosen
        settled = _standing.set(Standing(actor, counter().revisions(), chosen))
        try:
            yield actor
        finally:
            _standing.reset(settled)


def revisions() -> Mapping[tuple[int, str], int]:
    """How far the revision of each noun of each campaign is; 0 is what all share."""
    known = _standing.get()
    return counter().revisions() if known is None else known.revisions


def token_hash() -> str:
    """The hash that names this browser's sign-in; empty where nobody is signed in."""
    return _token_hash() or ""


def language() -> str:
    """The language this person reads: their own choice, else their browser's."""
    known = _standing.get()
    if known is not None:
        return known.language
    chosen = st.session_state.get(_LANGUAGE)
    return chosen if isinstance(chosen, str) else choose_language(st.context.locale, None)


def _token_hash() -> str | None:
    from_gate = st.user.get("session")
    if isinstance(from_gate, str) and from_gate:
        return from_gate
    token = st.context.cookies.get(COOKIE)
    return hashlib.sha256(token.encode()).hexdigest() if token else None
