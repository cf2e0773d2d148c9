"""How a page asks and acts: who it is, the cache and the notice come with it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import streamlit as st

from planner import reports
from planner.desk import Receipt, counter
from planner.rules.people import Actor
from planner.ui.saying import say
from planner.ui.visitor import language, revisions, visitor, visitor_or_none
from planner.words import Did, Refusal, Sentence

T = TypeVar("T")
_log = logging.getLogger("planner.ui")
_NOTICES = "_notices"
_SLOT_MINUTES = 15


def read(report: Callable[..., T], /, **given: Any) -> T:
    """A report's answer for the visitor, kept until what it reads changes.

    Answers are shared by everyone with the same rights unless the report is personal, so treat
    them as read-only.
    """
    actor = visitor()
    answer: T = _kept(
        repr(_key(report, actor, given)), lambda: counter().read(report, actor=actor, **given)
    )
    return answer


def shaped(
    shape: Callable[..., T],
    report: Callable[..., Any],
    /,
    *,
    about: tuple[Any, ...] = (),
    **given: Any,
) -> T:
    """A report's answer in the shape that an element wants, for the visitor and their language.

    ``shape`` is called with the answer, the actor and what else it is ``about``; what it makes
    is kept like an answer, so treat it as read-only.
    """
    actor = visitor()
    facts = (shape.__module__, shape.__name__, language(), _who(actor), about)
    key = repr((facts, _key(report, actor, given)))
    made: T = _kept_shape(key, lambda: shape(read(report, **given), actor, *about))
    return made


def fresh(report: Callable[..., T], /, **given: Any) -> T:
    """A report's answer for the visitor, asked anew: for previews and downloads."""
    return counter().read(report, actor=visitor(), **given)


def perform(action: Callable[..., Did], /, **given: Any) -> None:
    """Do something as the visitor and say what was done, or why not; itself a callback."""
    attempt(action, **given)


def attempt(action: Callable[..., Did], /, **given: Any) -> Receipt | None:
    """Perform, for a callback that has to know how it went: None means that it was refused."""
    actor = visitor_or_none()
    if actor is None:
        return None
    try:
        receipt = counter().perform(action, actor=actor, **given)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return None
    except Exception:
        _apologise()
        return None
    notice(receipt.sentence)
    return receipt


def notice(sentence: Sentence, *, good: bool = True) -> None:
    """Keep a sentence to be shown when the page is drawn next."""
    st.session_state.setdefault(_NOTICES, []).append((sentence, good))


def show_notices() -> None:
    """Show and forget the kept notices: what was done as a toast, what was refused in place."""
    for sentence, good in st.session_state.pop(_NOTICES, []):
        text = say(sentence, knowing=names())
        if not good:
            st.error(text, icon=":material/block:")
            continue
        st.toast(text[:1].upper() + text[1:], icon=":material/check:")


def names() -> dict[int, str]:
    """What people are called, by id."""
    people = read(reports.people.people)
    return dict(zip(people["id"].astype(int), people["name"], strict=True))


def guarded(draw_page: Callable[[], None]) -> None:
    """Draw a page; a refusal is shown as its sentence, a fault as an apology with a reference."""
    try:
        draw_page()
    except Refusal as refusal:
        st.info(say(refusal.sentence, knowing=names()), icon=":material/info:")
    except Exception:
        _apologise()
        show_notices()


def _apologise() -> None:
    reference = secrets.token_hex(4)
    _log.exception("fault %s", reference)
    notice(
        Sentence(
            "Something went wrong on our side. Nothing was changed."
            " If it happens again, tell your administrator this reference: {reference}",
            reference=reference,
        ),
        good=False,
    )


def _key(report: Callable[..., Any], actor: Actor, given: dict[str, Any]) -> tuple[Any, ...]:
    facts = vars(report)
    nouns: tuple[str, ...] = facts.get("reads", ())
    campaigns = {0, given["campaign_id"]} if "campaign_id" in given else None
    return (
        report.__module__,
        report.__name__,
        sorted(
            (key, value)
            for key, value in revisions().items()
            if key[1] in nouns and (campaigns is None or key[0] in campaigns)
        ),
        _who(actor) if facts.get("personal") else sorted(actor.rights),
        _slot(counter().now()),
        tuple(sorted(given.items())),
    )


def _who(actor: Actor) -> tuple[Any, ...]:
    return actor.person_id, sorted(actor.roles), sorted(actor.team_ids)


def _slot(now: datetime) -> datetime:
    return now.replace(minute=now.minute - now.minute % _SLOT_MINUTES, second=0, microsecond=0)


@st.cache_resource(max_entries=48, show_spinner=False)
def _kept_shape(key: str, _make: Callable[[], Any]) -> Any:  # noqa: ARG001 -- the key is what tells entries apart
    return _make()


@st.cache_resource(max_entries=256, show_spinner=False)
def _kept(key: str, _make: Callable[[], Any]) -> Any:  # noqa: ARG001 -- the key is what tells entries apart
    return _make()
