"""What is open on the page of people: a person, an invitation, a link to hand over."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

TYPED = "people-typed-"
_ASKED = "_people_asked"
_LINK = "_one_time_link"


@dataclass(frozen=True)
class OneTimeLink:
    """A link to hand to a person: it lets them join, or set a new password."""

    name: str
    token: str
    joining: bool

    @property
    def url(self) -> str:
        """The whole address, as the browser sees this server."""
        here = urlsplit(st.context.url or "")
        path = f"/{'join' if self.joining else 'reset'}/{self.token}"
        return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path


def ask(what: str, about: int) -> None:
    """Open something in the next run: a person, a team, an invitation …"""
    forget_typed()
    st.session_state[_ASKED] = (what, about)


def asked() -> tuple[str, int] | None:
    """What is open and whom it is about."""
    found: tuple[str, int] | None = st.session_state.get(_ASKED)
    return found


def close() -> None:
    """Close what is open; a link that was shown is forgotten."""
    st.session_state.pop(_ASKED, None)
    st.session_state.pop(_LINK, None)
    forget_typed()


def show_link(link: OneTimeLink) -> None:
    """Show a link in the next run, until it is closed."""
    ask("link", 0)
    st.session_state[_LINK] = link


def shown_link() -> OneTimeLink | None:
    """The link on screen."""
    found: OneTimeLink | None = st.session_state.get(_LINK)
    return found


def forget_typed() -> None:
    """Let forms begin anew from what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(TYPED)]:
        del st.session_state[key]
