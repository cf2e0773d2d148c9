"""Which promotion is being written on the page, and what was typed of it so far."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import names, take_refusals
from planner.ui.saying import say
from planner.ui.visitor import visitor
from planner.words import Sentence

_WRITING, _REFUSED = "_promotion_writing", "_promotion_refused"
_TYPED = "promotion-typed-"
_ASKED = "promotion"


def is_writing(campaign: CampaignCard) -> bool:
    """Whether a promotion of this campaign is being written by who may."""
    found = st.session_state.get(_WRITING)
    return (
        found is not None
        and found[0] == campaign.id
        and not campaign.archived
        and visitor().may(Right.PLAN)
    )


def follow_address(campaign: CampaignCard) -> None:
    """Open the promotion that the address names once, as links from other pages do."""
    asked = str(st.query_params.get(_ASKED, ""))
    if asked.isdecimal():
        del st.query_params[_ASKED]
        write(campaign.id, int(asked))


def written_id() -> int | None:
    """The id of the promotion that is being changed, None for a new one."""
    found: tuple[int, int | None] = st.session_state[_WRITING]
    return found[1]


def write(campaign_id: int, promotion_id: int | None = None) -> None:
    """Open the form of a promotion, or of a new one; a callback."""
    stop_writing()
    st.session_state[_WRITING] = (campaign_id, promotion_id)


def stop_writing() -> None:
    """Close the form and forget what was typed; a callback."""
    st.session_state.pop(_WRITING, None)
    forget(_TYPED)


def typed_key(about: str) -> str:
    """What the keys of a form's fields begin with."""
    return f"{_TYPED}{about}"


def forget(prefix: str) -> None:
    """Let a form begin anew."""
    st.session_state.pop(_REFUSED, None)
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def refuse(sentence: Sentence | None = None) -> None:
    """Keep why a form was not saved, for beside its button: this, or what was just refused."""
    st.session_state[_REFUSED] = take_refusals() if sentence is None else [sentence]


def show_refused() -> None:
    """Why the form was not saved; nothing was changed and what was typed is still there."""
    for sentence in st.session_state.pop(_REFUSED, ()):
        st.error(say(sentence, knowing=names()), icon=":material/block:")


def typed(key: str, name: str) -> Any:
    """What stands in a field."""
    return st.session_state.get(f"{key}-{name}")
