"""The templates there are: one's own and those that come with the planner."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.ui.asking import names, read
from planner.ui.campaign_acts import Asked, ask
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.template_acts import look
from planner.ui.visitor import language

PAGE = "templates"


def buttons() -> None:
    """What can be added: a campaign's plan, or a file."""
    with st.container(horizontal=True):
        if not read(reports.campaigns.choices, archived=True).empty:
            _button("save", say("Save a campaign as a template"), "bookmark_add")
        _button("upload", say("Take in a file"), "upload_file")


def template_list() -> None:
    """A line for each template; archived ones come last among one's own."""
    found = read(reports.templates.catalogue)
    own = found[found["own"]]
    st.subheader(say("Your own"), anchor=False)
    if own.empty:
        _nothing_yet()
    for row in records_of(own.sort_values("archived", kind="stable")):
        _line(row)
    st.subheader(say("Coming with the planner"), anchor=False)
    for row in records_of(found[~found["own"]]):
        _line(row)


def saved(number: int, saved_by: int | None, saved_at: Any, note: str) -> str:
    """Which version of a template one looks at, who saved it and when, for Markdown."""
    who = None if saved_by is None or pd.isna(saved_by) else names().get(int(saved_by))
    parts = [
        say("version {number}", number=number),
        say("{who}, {when}", who=name_of(who), when=voice().moment(saved_at)),
    ]
    return " · ".join([*parts, *([plain(note)] if note else [])])


def counts(phases: int, tasks: int) -> str:
    """How much a template brings, for Markdown."""
    return " · ".join(
        [say("{n} phase", "{n} phases", n=phases), say("{n} task", "{n} tasks", n=tasks)]
    )


def _button(what: str, label: str, icon: str) -> None:
    st.button(
        label,
        key=f"template-{what}",
        icon=f":material/{icon}:",
        on_click=ask,
        args=(Asked(PAGE, what, ""),),
    )


def _nothing_yet() -> None:
    with st.container(border=True):
        st.write(
            say(
                "When a sale has gone well, save its campaign as a template: phases, milestones "
                "and tasks stay, dates, owners, progress and comments are left behind. Next year "
                "you begin from there."
            )
        )


def _line(row: dict[str, Any]) -> None:
    name = row["name"].in_language(language())
    about = counts(row["phases"], row["tasks"])
    if row["own"]:
        about += " · " + saved(row["number"], row["saved_by"], row["saved_at"], row["note"])
    with (
        st.container(border=True, key=f"template-{row['key']}"),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(name)}**")
            st.caption(about)
        if row["archived"]:
            st.badge(say("Archived"), icon=":material/archive:", color="gray")
        st.button(
            say("Look inside"),
            key=f"look-{row['key']}",
            help=say("Look inside {name}", name=name),
            on_click=look,
            args=(row["key"],),
        )
