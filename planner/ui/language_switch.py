"""Which language someone reads; a change shows at once."""

from __future__ import annotations

import streamlit as st

from planner import actions
from planner.ui.asking import perform
from planner.ui.saying import say
from planner.ui.visitor import language

_NAMES = {"zh": "中文", "en": "English"}


def language_switch(key: str = "language-switch", *, labelled: bool = False) -> None:
    """Two buttons, each language by its own name, the one that is read marked."""
    st.session_state[key] = str(language())
    st.segmented_control(
        say("Language"),
        list(_NAMES),
        format_func=lambda code: _NAMES[code],
        required=True,
        key=key,
        on_change=_choose,
        args=(key,),
        label_visibility="visible" if labelled else "collapsed",
    )


def _choose(key: str) -> None:
    perform(actions.people.set_language, language=st.session_state[key])
