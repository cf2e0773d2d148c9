"""A sum written line by line, as an operator would write it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from planner.ui.places import FOLDER
from planner.ui.saying import plain, voice
from planner.words import Sentence

_STYLE = """
<style>
ol.sum { margin: 0 !important; padding: 0.2rem 0.9rem !important; list-style: none; }
.sum { border-inline-start: 3px solid #8885; }
.sum { font-variant-numeric: tabular-nums; font-size: 0.9375rem; line-height: 1.7; }
ol.sum li { margin: 0; padding: 0; overflow-wrap: anywhere; }
.sum li:last-child { font-weight: 600; }
</style>
"""


def sum_of(lines: Iterable[Sentence]) -> None:
    """Each step of the sum on a line of its own; the last is what comes out."""
    told = "".join(f"<li>{escape(voice().say(line))}</li>" for line in lines)
    if told:
        st.html(f'{_STYLE}<ol class="sum">{told}</ol>')


def promotion_links(campaign: str, promotions: Iterable[tuple[int, str]]) -> None:
    """Where each of these promotions is changed."""
    for promotion_id, name in dict.fromkeys(promotions):
        st.page_link(
            FOLDER / "promotions.py",
            label=plain(name),
            icon=":material/sell:",
            query_params={"campaign": campaign, "promotion": str(promotion_id)},
            width="content",
        )
