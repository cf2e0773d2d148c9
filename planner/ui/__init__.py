"""How people touch it: the only folder that knows Streamlit."""

from planner.ui.asking import attempt, notice, perform, read, shaped
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import language, visitor

__all__ = [
    "attempt",
    "language",
    "notice",
    "perform",
    "plain",
    "read",
    "say",
    "shaped",
    "visitor",
    "voice",
]
