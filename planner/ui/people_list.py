"""The people of the shop in a list, and the words for what they are here for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.desk import counter
from planner.rules.people import Right, Role
from planner.ui.asking import read
from planner.ui.names import team_name
from planner.ui.people_acts import ask
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.ui.visitor import visitor
from planner.words import Sentence

ROLE_NAMES: Mapping[Role, Sentence] = {
    Role.OPERATOR: Sentence("Operator"),
    Role.TEAMMATE: Sentence("Teammate"),
    Role.LEAD: Sentence("Lead"),
}
ROLE_TASKS: Mapping[Role, Sentence] = {
    Role.OPERATOR: Sentence("plans sales, adds figures, invites teammates"),
    Role.TEAMMATE: Sentence("does the tasks of the team"),
    Role.LEAD: Sentence("watches, signs off, gives roles"),
}
_MANY = 8


def invite_button() -> None:
    """Opens the form to add a person."""
    st.button(
        say("Invite someone"),
        key="invite",
        icon=":material/person_add:",
        type="primary",
        on_click=ask,
        args=("invite", 0),
    )


def people_list() -> None:
    """Everyone who works here; whoever may invite sees more and can change it."""
    actor = visitor()
    people = read(reports.people.people)
    manages = actor.may(Right.INVITE_TEAMMATES)
    if not manages:
        people = people[people["active"]]
    _search(people)
    found = _chosen(people)
    if found.empty:
        st.info(say("Nobody fits. Change the search or the team."), icon=":material/search:")
    elif not manages:
        _names_and_teams(found)
    else:
        for person in records_of(found):
            _line(person)
        if len(people) == 1:
            _alone()


def all_teams() -> dict[int, str]:
    """Every team, archived ones too: id to name in the reader's language."""
    found = read(reports.people.teams, archived=True)
    return {
        int(team_id): team_name(key, name)
        for team_id, key, name in zip(found["id"], found["key"], found["name"], strict=True)
    }


def roles_said(roles: tuple[Role, ...]) -> str:
    """Roles in one line, for Markdown."""
    return voice().join(say(ROLE_NAMES[role]) for role in roles)


def _search(people: pd.DataFrame) -> None:
    if len(people) <= _MANY:
        return
    with st.container(horizontal=True):
        st.text_input(
            say("Search"),
            key="person-search",
            bind="query-params",
            placeholder=say("Search names"),
            label_visibility="collapsed",
            width=220,
        )
        teams = all_teams()
        st.selectbox(
            say("Team"),
            list(teams),
            index=None,
            format_func=lambda team: teams[team],
            key="person-team",
            bind="query-params",
            placeholder=say("All teams"),
            label_visibility="collapsed",
            width=220,
        )


def _chosen(people: pd.DataFrame) -> pd.DataFrame:
    search = (st.session_state.get("person-search") or "").strip().casefold()
    team = st.session_state.get("person-team")
    if search:
        people = people[people["name"].str.casefold().str.contains(search, regex=False)]
    if team:
        people = people[[team in team_ids for team_ids in people["team_ids"]]]
    return people.sort_values("active", ascending=False, kind="stable")


def _names_and_teams(people: pd.DataFrame) -> None:
    teams = all_teams()
    with st.grid("auto", min_column_width=260):
        for person in records_of(people):
            with st.container(border=True, gap=None):
                st.markdown(f"**{plain(person['name'])}**")
                st.caption(_teams_said(person, teams))


def _line(person: dict[str, Any]) -> None:
    with (
        st.container(border=True, key=f"person-{person['id']}"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        with st.container(gap=None, width=260):
            st.markdown(f"**{plain(person['name'])}**")
            _standing(person)
        with st.container(gap=None, width="stretch"):
            st.markdown(roles_said(person["roles"]))
            st.caption(_teams_said(person, all_teams()))
        st.button(
            say("Change"),
            key=f"change-person-{person['id']}",
            help=say("Roles, teams, name and access of {name}", name=person["name"]),
            on_click=ask,
            args=("person", int(person["id"])),
        )


def _standing(person: dict[str, Any]) -> None:
    installed = read(reports.visitors.installation)
    has_passwords = installed is None or installed.kind == "real"
    if not person["active"]:
        st.badge(say("Deactivated"), icon=":material/block:", color="gray")
    elif not has_passwords or person["joined"]:
        st.caption(_seen(person["last_seen_at"]))
    elif person["invited"]:
        st.badge(say("Invited"), icon=":material/mail:", color="blue")
    else:
        st.badge(say("Link has run out"), icon=":material/link_off:", color="orange")


def _seen(seen_at: datetime | None) -> str:
    if seen_at is None:
        return say("Not seen yet")
    return say("Here {when}", when=voice().ago(seen_at, counter().now()))


def _teams_said(person: dict[str, Any], teams: Mapping[int, str]) -> str:
    names = [plain(teams[team_id]) for team_id in person["team_ids"]]
    return voice().join(names) if names else say("In no team yet")


def _alone() -> None:
    st.info(
        say(
            "You are the only one here. Invite the people who do the work: each gets a link, "
            "chooses a password, and finds the tasks of the team under My tasks."
        ),
        icon=":material/group_add:",
    )
