"""Which template the page is about, said in the address: itself, a version, or being edited."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.reports.templates import TemplateCard
from planner.ui.asking import read
from planner.ui.campaign_acts import forget_typed
from planner.words import Refusal

_TEMPLATE, _VERSION, _EDITING = "template", "version", "edit"


def chosen() -> TemplateCard | None:
    """The template that the address names, or None where it names none that is there."""
    key, version = st.query_params.get(_TEMPLATE), st.query_params.get(_VERSION, "")
    if not key:
        return None
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None
    try:
        return read(reports.templates.card, key=key, number=number)
    except Refusal:
        return None


def editing() -> bool:
    """Whether the template is open for editing."""
    return _EDITING in st.query_params


def look(key: str, number: int | None = None) -> None:
    """Look inside a template, in its newest version unless another is given; for callbacks."""
    forget_typed()
    version = {} if number is None else {_VERSION: str(number)}
    st.query_params.from_dict({_TEMPLATE: key} | version)


def begin_editing(key: str, number: int) -> None:
    """Open a version for editing, which stays that one whatever others save; for callbacks."""
    look(key, number)
    st.query_params[_EDITING] = "yes"


def look_at_all() -> None:
    """Go back to the list; for callbacks."""
    forget_typed()
    st.query_params.clear()
