"""What is open on the pages that lay out a campaign: a phase, a milestone, the sale day …"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

TYPED = "campaign-typed-"
_ASKED = "_campaign_asked"


@dataclass(frozen=True)
class Asked:
    """What somebody asked for on which page, and about which phase, milestone or campaign."""

    page: str
    what: str
    key: str | int


def ask(asked: Asked) -> None:
    """Open something in the next run."""
    forget_typed()
    st.session_state[_ASKED] = asked


def asked_on(page: str) -> Asked | None:
    """What is open on a page."""
    found: Asked | None = st.session_state.get(_ASKED)
    return found if found is not None and found.page == page else None


def close() -> None:
    """Close what is open."""
    st.session_state.pop(_ASKED, None)
    forget_typed()


def forget_typed() -> None:
    """Let forms begin anew from what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(TYPED)]:
        del st.session_state[key]
