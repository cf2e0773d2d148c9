"""Draws again what was drawn before, without working it out again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def drawn_once(about: str, draw: Callable[[], None]) -> None:
    """Draw something without controls that is told apart by all that it is ``about``.

    The same again, whoever looks, is sent as it was the first time.
    """
    # By name: of arguments by place Streamlit asks the signature, as long as all the rest takes.
    _drawn(about=about, _draw=draw)


@st.cache_resource(max_entries=128, show_spinner=False)
def _drawn(about: str, _draw: Callable[[], None]) -> None:  # noqa: ARG001 -- tells drawings apart
    _draw()
