"""Streamlit rests as long between two sendings as it is told."""

from __future__ import annotations

import pytest
from streamlit.runtime import runtime

from planner.ui.flushing import REST, rest_less_between_sending


def test_the_loop_that_sends_rests_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS", 0.005)

    rest_less_between_sending()

    # The name is Streamlit's own: should its loop read another one day, this says so.
    name = "MESSAGE_FLUSH_INTERVAL_SECS"
    assert name in runtime.Runtime._loop_coroutine.__code__.co_names
    assert vars(runtime)[name] == REST < 0.005
