"""Sends what is drawn as soon as it is drawn.

Streamlit sends what has gathered, then rests 5 ms. A page that takes ten to draw had its last
part, which says that it is finished, lie there for half of that again.
"""

from __future__ import annotations

from streamlit.runtime import runtime

REST = 0.001


def rest_less_between_sending() -> None:
    """Make Streamlit rest one millisecond only; none at all would cost more than it brings."""
    if hasattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS"):
        vars(runtime)["MESSAGE_FLUSH_INTERVAL_SECS"] = REST
