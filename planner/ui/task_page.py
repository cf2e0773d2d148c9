"""One task on a page of its own, for links that people share."""

from __future__ import annotations

import streamlit as st

from planner import reports
from planner.ui.asking import read
from planner.ui.places import link_to
from planner.ui.saying import plain, say
from planner.ui.task_acts import asked, close
from planner.ui.task_panel import details, open_what_was_asked
from planner.words import Refusal

_NUMBER = "id"


def task_page() -> None:
    """The task that the address names, or a word on why there is none."""
    _follow()
    number = st.query_params.get(_NUMBER, "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        _nothing_there()
        return
    try:
        card = read(reports.task_cards.card, task_id=int(number))
    except Refusal:
        _nothing_there()
        return
    st.title(plain(card.row["title"]), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(card.row["campaign"]), width="content")
        link_to("tasks", say("All tasks of this campaign"), "view_kanban", card.row["campaign"])
    with st.container(border=True, width=860):
        details(int(number))
    open_what_was_asked()


def _follow() -> None:
    """A neighbour opens in place of this task, not in a drawer above it."""
    what = asked()
    if what is not None and what[0] == "open":
        close()
        st.query_params[_NUMBER] = str(what[1])


def _nothing_there() -> None:
    st.title(say("Task"), anchor=False)
    st.info(
        say("This address names no task. It may be in the recycle bin, or the link was cut short."),
        icon=":material/search_off:",
    )
    link_to("tasks", say("Look at all tasks"))
