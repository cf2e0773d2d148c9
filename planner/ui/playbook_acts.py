"""Which playbook is being written on the page, and what was typed of it so far."""

from __future__ import annotations

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.ui.asking import names, take_refusals
from planner.ui.saying import say
from planner.ui.visitor import visitor
from planner.words import Sentence

_WRITING, _REFUSED = "_playbook_writing", "_playbook_refused"
_TYPED = "playbook-typed-"


def may_write(campaign: CampaignCard) -> bool:
    """Whether the reader may write and arm playbooks of this campaign."""
    return visitor().may(Right.PLAN) and not campaign.archived


def is_writing(campaign: CampaignCard) -> bool:
    """Whether a playbook of this campaign is being written by who may."""
    found = st.session_state.get(_WRITING)
    return found is not None and found[0] == campaign.id and may_write(campaign)


def written_id() -> int | None:
    """The id of the playbook that is being changed, None for a new one."""
    found: tuple[int, int | None] = st.session_state[_WRITING]
    return found[1]


def write(campaign_id: int, playbook_id: int | None = None) -> None:
    """Open the form of a playbook, or of a new one; a callback."""
    stop_writing()
    st.session_state[_WRITING] = (campaign_id, playbook_id)


def stop_writing() -> None:
    """Close the form and forget what was typed; a callback."""
    for key in (_WRITING, _REFUSED):
        st.session_state.pop(key, None)
    for key in [key for key in st.session_state if str(key).startswith(_TYPED)]:
        del st.session_state[key]


def typed_key(about: str) -> str:
    """What the keys of the form's fields begin with."""
    return f"{_TYPED}{about}"


def refuse(sentence: Sentence | None = None) -> None:
    """Keep why the form was not saved, for beside its button: this, or what was just refused."""
    st.session_state[_REFUSED] = take_refusals() if sentence is None else [sentence]


def show_refused() -> None:
    """Why the form was not saved; nothing was changed and what was typed is still there."""
    for sentence in st.session_state.pop(_REFUSED, ()):
        st.error(say(sentence, knowing=names()), icon=":material/block:")
