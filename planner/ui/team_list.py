"""The teams of the shop: who has how much to do and how long; add one, change, archive."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.ui.asking import attempt, read
from planner.ui.names import team_name
from planner.ui.people_acts import TYPED, ask, close
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.team_hours import hours_form, hours_said, people_said
from planner.ui.team_times import times_form


def add_team_button() -> None:
    """Opens the form to add a team."""
    st.button(
        say("Add a team"),
        key="add-team",
        icon=":material/add:",
        type="primary",
        on_click=ask,
        args=("team", 0),
    )


def team_list() -> None:
    """Every team with its people and open tasks, archived ones last."""
    teams = read(reports.people.teams, archived=True)
    for team in records_of(teams.sort_values("archived", kind="stable")):
        _line(team)


def team_title(team_id: int) -> str:
    """What the dialog about a team is called, for Markdown."""
    team = _team(team_id)
    return plain(team_name(team["key"], team["name"])) if team else say("Add a team")


def team_form(team_id: int) -> None:
    """Add a team, or change the one on screen."""
    team = _team(team_id)
    key = f"{TYPED}team-{team_id}"
    if team is None:
        with st.form(key, border=False):
            st.text_input(say("Name"), key=f"{key}-name", max_chars=60)
            st.form_submit_button(say("Add team"), type="primary", on_click=_add, args=(key,))
        return
    if team["archived"]:
        _name_form(key, team)
        return
    hours, times, name = st.tabs(
        [say("People and hours"), say("Leave and shifts"), say("Name and archive")],
        key=f"team-tabs-{team_id}",
    )
    with hours:
        hours_form(team_id, int(team["people"]))
    with times:
        times_form(team_id)
    with name:
        _name_form(key, team)


def _name_form(key: str, team: dict[str, Any]) -> None:
    team_id, called = int(team["id"]), team_name(team["key"], team["name"])
    st.session_state.setdefault(f"{key}-version", int(team["version"]))
    with st.form(key, border=False):
        st.text_input(say("Name"), called, key=f"{key}-name", max_chars=60)
        st.form_submit_button(
            say("Save changes"), type="primary", on_click=_rename, args=(key, team_id, called)
        )
    if team["archived"]:
        st.write(say("This team is in the archive: new tasks can't be given to it."))
        label, icon = say("Take out of the archive"), ":material/unarchive:"
    else:
        st.write(say("An archived team gets no new tasks. Its finished tasks and history stay."))
        label, icon = say("Archive this team"), ":material/archive:"
    st.button(
        label,
        key=f"archive-team-{team_id}",
        icon=icon,
        on_click=_archive,
        args=(team_id,),
        kwargs={"archived": not team["archived"]},
    )


def _line(team: dict[str, Any]) -> None:
    name = team_name(team["key"], team["name"])
    people = people_said(team["id"], team["people"])
    tasks = voice().say("{n} open task", "{n} open tasks", n=team["open_tasks"])
    with (
        st.container(border=True, key=f"team-{team['id']}"),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        dot = (
            f'<span aria-hidden="true" style="color:{escape(team["colour"], quote=True)}">●</span>'
        )
        st.html(f"{dot} <strong>{escape(name)}</strong>", width=220)
        st.caption(f"{people} · {hours_said(team['id'])} · {tasks}", width="stretch")
        if team["archived"]:
            st.badge(say("Archived"), icon=":material/archive:", color="gray")
        st.button(
            say("Change"),
            key=f"change-team-{team['id']}",
            help=say("Hours, leave and name of {name}", name=name),
            on_click=ask,
            args=("team", int(team["id"])),
        )


def _team(team_id: int) -> dict[str, Any] | None:
    teams = read(reports.people.teams, archived=True)
    found = teams[teams["id"] == team_id]
    return None if found.empty else {str(key): value for key, value in found.iloc[0].items()}


def _add(key: str) -> None:
    if attempt(actions.teams.add_team, name=st.session_state[f"{key}-name"]) is not None:
        close()


def _rename(key: str, team_id: int, before: str) -> None:
    """Keep a name that was not touched: one of the first six is said in each language."""
    name = st.session_state[f"{key}-name"]
    if name == before:
        close()
        return
    version = st.session_state[f"{key}-version"]
    if attempt(actions.teams.rename_team, team_id=team_id, version=version, name=name) is not None:
        close()
        return
    now = _team(team_id)
    if now is not None:
        st.session_state[f"{key}-version"] = int(now["version"])


def _archive(team_id: int, *, archived: bool) -> None:
    given = {"team_id": team_id, "archived": archived}
    if attempt(actions.teams.archive_team, **given) is not None:
        close()
