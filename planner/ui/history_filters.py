"""Whose changes to show: of a campaign, a person, a kind; kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from planner import reports
from planner.rules.people import Right
from planner.ui.asking import names, read
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor
from planner.words import Sentence

K = TypeVar("K")

_KINDS: Mapping[str, Sentence] = {
    "tasks": Sentence("Tasks"),
    "campaigns": Sentence("Campaigns and phases"),
    "promotions": Sentence("Promotions"),
    "products": Sentence("Products"),
    "live_prices": Sentence("Live prices"),
    "sales": Sentence("Sales figures"),
    "playbooks": Sentence("Playbooks"),
    "shops": Sentence("Shops"),
    "people": Sentence("People and teams"),
}


def chosen_history() -> dict[str, Any]:
    """What the report of events should be asked for; empty for everything."""
    campaigns = read(reports.campaigns.choices, archived=True)
    kinds = {
        kind: voice().say(name)
        for kind, name in _KINDS.items()
        if kind != "people" or visitor().may(Right.INVITE_TEAMMATES)
    }
    with st.container(horizontal=True):
        ids = dict(zip(campaigns["id"].astype(int), campaigns["name"], strict=True))
        chosen = {
            "campaign_id": _one("of", say("Campaign"), say("All campaigns"), ids),
            "person_id": _one("by", say("Person"), say("Everyone"), names()),
            "noun": _one("kind", say("Kind of change"), say("Every kind"), kinds),
        }
    return {key: value for key, value in chosen.items() if value is not None}


def _one(key: str, label: str, everything: str, options: Mapping[K, str]) -> K | None:
    chosen: K | None = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda option: options[option],
        key=f"history-{key}",
        bind="query-params",
        placeholder=everything,
        label_visibility="collapsed",
        width=165,
    )
    return chosen
