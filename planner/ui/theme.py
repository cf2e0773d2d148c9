"""Works the theme out once, not for every click.

Streamlit puts the theme at the head of every run's first message and reads some 300 settings for
it, on the thread that serves everyone. They stay as they are while the server runs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

Populate = Callable[..., None]


def work_the_theme_out_once() -> None:
    """Make Streamlit remember each section of the theme from its first use on."""
    if hasattr(app_session, "_populate_theme_msg"):
        app_session._populate_theme_msg = remembering(app_session._populate_theme_msg)


def remembering(populate: Populate) -> Populate:
    """The same function, which fills a section's message from what it was the first time."""

    @cache
    def told(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message, section)
        return message

    @wraps(populate)
    def populate_again(msg: CustomThemeConfig, section: str = "theme") -> None:
        known = told(section)
        # Merging even an empty message would say that there is such a section.
        if known.ByteSize():
            msg.MergeFrom(known)

    return populate_again
