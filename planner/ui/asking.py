"""How a page asks and acts: who it is, the cache and the notice come with it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from planner import reports
from planner.desk import Receipt, counter
from planner.reports.kept import Kept
from planner.rules.people import Actor
from planner.ui.saying import say
from planner.ui.visitor import language, revisions, visitor, visitor_or_none
from planner.words import Did, Refusal, Sentence

T = TypeVar("T")
_log = logging.getLogger("planner.ui")
_NOTICES = "_notices"
_SLOT_SECONDS = 15 * 60
_answers, _shapes = Kept(256), Kept(256)


def read(report: Callable[..., T], /, **given: Any) -> T:
    """A report's answer for the visitor, kept until what it reads changes.

    Answers are shared by everyone with the same rights unless the report is personal, so treat
    them as read-only. What is ``given`` must be hashable.
    """
    actor = visitor()
    return _answers.get(
        _question(report, actor, given),
        _as_of(report, given),
        lambda: counter().read(report, actor=actor, **given),
    )


def shaped(
    shape: Callable[..., T],
    report: Callable[..., Any],
    /,
    *,
    about: tuple[Hashable, ...] = (),
    personal: bool = False,
    **given: Any,
) -> T:
    """A report's answer in the shape that an element wants, in the visitor's language.

    ``shape`` is called with the answer and what it is ``about``; if it is ``personal``, the visitor
    stands between the two. What it makes is kept like an answer, so treat it as read-only.
    """
    actor = visitor()
    who = (actor,) if personal else ()
    return _shapes.get(
        (shape, language(), who, about, _question(report, actor, given)),
        _as_of(report, given),
        lambda: shape(read(report, **given), *who, *about),
    )


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


def take_refusals() -> list[Sentence]:
    """The kept refusals, for a form that shows them beside its button instead of on top."""
    kept: list[tuple[Sentence, bool]] = st.session_state.pop(_NOTICES, [])
    st.session_state[_NOTICES] = [one for one in kept if one[1]]
    return [sentence for sentence, good in kept if not good]


def show_notices() -> None:
    """Show and forget the kept notices: what was done as a toast, what was refused in place.

    The place is there without notices too, so that one more above it never makes a form anew.
    """
    refused = st.container()
    for sentence, good in st.session_state.pop(_NOTICES, []):
        text = say(sentence, knowing=names())
        if not good:
            refused.error(text, icon=":material/block:")
            continue
        st.toast(text[:1].upper() + text[1:], icon=":material/check:")


def names() -> dict[int, str]:
    """What people are called, by id."""
    return shaped(_called, reports.people.people)


def guarded(draw_page: Callable[[], None]) -> bool:
    """Draw a page; a refusal is shown as its sentence, a fault as an apology with a reference.

    False where it could not be drawn.
    """
    try:
        draw_page()
    except Refusal as refusal:
        st.info(say(refusal.sentence, knowing=names()), icon=":material/info:")
    except Exception:
        _apologise()
        show_notices()
    else:
        return True
    return False


def _called(people: pd.DataFrame) -> dict[int, str]:
    return dict(zip(people["id"].astype(int), people["name"], strict=True))


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


def _question(
    report: Callable[..., Any], actor: Actor, given: dict[str, Any]
) -> tuple[Hashable, ...]:
    personal = vars(report).get("personal")
    return (
        counter(),
        report,
        _who(actor) if personal else actor.rights,
        tuple(sorted(given.items())),
    )


def _as_of(report: Callable[..., Any], given: dict[str, Any]) -> tuple[int, int]:
    """How far everything is that the report reads, and in which stretch of time it is asked."""
    nouns: tuple[str, ...] = vars(report).get("reads", ())
    campaign_id = given.get("campaign_id")
    known = revisions()
    if campaign_id is None or vars(report).get("across"):
        reached = sum(value for (_, noun), value in known.items() if noun in nouns)
    else:
        reached = sum(known.get((place, noun), 0) for noun in nouns for place in (0, campaign_id))
    return reached, int(counter().now().timestamp()) // _SLOT_SECONDS


def _who(actor: Actor) -> tuple[Hashable, ...]:
    return actor.person_id, actor.roles, actor.team_ids
