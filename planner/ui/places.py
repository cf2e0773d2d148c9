"""Where the pages lie, and links to them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).resolve().parents[2] / "pages"


def link_to(page: str, label: str, icon: str | None = None, campaign: str | None = None) -> None:
    """A link to a page by its path, such as ``tasks``, about the chosen or a named campaign."""
    campaign = campaign or st.session_state.get("campaign")
    st.page_link(
        FOLDER / f"{page}.py",
        label=label,
        icon=icon and f":material/{icon}:",
        query_params={"campaign": campaign} if campaign else None,
    )


def go_to(page: str) -> None:
    """Leave for another page; for a page's body, not for callbacks."""
    st.switch_page(FOLDER / f"{page}.py")
