"""How far a big file is read, while it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from planner.ui.saying import say


@contextmanager
def reading(file_name: str) -> Iterator[Callable[[float], None]]:
    """A bar with the file's name that is told the share read so far, and gone in the end."""
    label = say("Reading {file} …", file=file_name)
    bar = st.progress(0.0, text=label)

    def advance(share: float) -> None:
        bar.progress(min(share, 1.0), text=label)

    try:
        yield advance
    finally:
        bar.empty()
