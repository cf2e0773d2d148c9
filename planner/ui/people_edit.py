"""One person in a dialog: roles and teams, name and login, access; and the invitation."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.rules.people import Right, Role
from planner.ui.asking import attempt, read
from planner.ui.people import teams
from planner.ui.people_access import access, outranks
from planner.ui.people_acts import TYPED, OneTimeLink, close, forget_typed, show_link
from planner.ui.people_list import ROLE_NAMES, ROLE_TASKS, all_teams
from planner.ui.saying import say
from planner.ui.visitor import visitor


def invitation() -> None:
    """Add a person and get the link with which they join."""
    st.write(
        say("They get a link from you, choose a password, and are in. Nothing is sent by itself.")
    )
    key = f"{TYPED}invite"
    with st.form(key, border=False):
        st.text_input(say("Name"), key=f"{key}-name", max_chars=60)
        st.text_input(
            say("Login"),
            key=f"{key}-login",
            max_chars=120,
            help=say("What they sign in with: a short name or an e-mail address."),
        )
        _roles(key, (Role.TEAMMATE,))
        _teams(key, ())
        st.form_submit_button(say("Make the link"), type="primary", on_click=_invite, args=(key,))


def about_person(person: dict[str, Any]) -> None:
    """Everything about a person that whoever invites may change."""
    id_ = int(person["id"])
    place, name, entry = st.tabs(
        [say("Roles and teams"), say("Name and login"), say("Access")], key=f"person-tabs-{id_}"
    )
    key = f"{TYPED}{id_}"
    st.session_state.setdefault(f"{key}-version", int(person["version"]))
    with place:
        if person["active"]:
            with st.form(f"{key}-place", border=False):
                _roles(key, person["roles"])
                _teams(key, person["team_ids"])
                st.form_submit_button(
                    say("Save changes"), type="primary", on_click=_save_place, args=(key, person)
                )
        else:
            st.write(say("This account is deactivated. Reactivate it under Access to change it."))
    with name:
        _name_form(key, person)
    with entry:
        access(person)


def person_of(person_id: int) -> dict[str, Any] | None:
    """A person as the list shows them; None once they were removed."""
    people = read(reports.people.people)
    found = people[people["id"] == person_id]
    if found.empty:
        return None
    return {str(name): value for name, value in found.iloc[0].items()}


def _name_form(key: str, person: dict[str, Any]) -> None:
    if not person["active"]:
        st.write(say("This account is deactivated. Reactivate it under Access to change it."))
        return
    if outranks(person, visitor()):
        st.write(say("You can't change the account of someone with more rights. Ask a lead."))
        return
    with st.form(f"{key}-names", border=False):
        st.text_input(say("Name"), person["name"], key=f"{key}-name", max_chars=60)
        st.text_input(
            say("Login"),
            person["login"] or "",
            key=f"{key}-login",
            max_chars=120,
            help=say("What they sign in with: a short name or an e-mail address."),
        )
        st.form_submit_button(
            say("Save changes"), type="primary", on_click=_save_name, args=(key, person)
        )


def _roles(key: str, held: tuple[Role, ...]) -> None:
    grants = visitor().may(Right.GRANT_ROLES)
    st.markdown(f"**{say('Roles')}**")
    for role in Role:
        st.checkbox(
            say("{role}: {tasks}", role=ROLE_NAMES[role], tasks=ROLE_TASKS[role]),
            value=role in held,
            key=f"{key}-role-{role}",
            disabled=not grants and role is not Role.TEAMMATE,
        )
    if not grants:
        st.caption(say("Only a lead can make someone an operator or a lead."))


def _teams(key: str, held: tuple[int, ...]) -> None:
    names = all_teams()
    offered = {team: names[team] for team in {**teams(), **dict.fromkeys(held)}}
    st.multiselect(
        say("Teams"),
        list(offered),
        default=list(held),
        format_func=lambda team: offered[team],
        key=f"{key}-teams",
        placeholder=say("Choose teams"),
    )


def _typed(key: str) -> Any:
    return st.session_state.get(key)


def _typed_roles(key: str) -> list[Role]:
    return [role for role in Role if _typed(f"{key}-role-{role}")]


def _invite(key: str) -> None:
    receipt = attempt(
        actions.people.invite,
        name=_typed(f"{key}-name"),
        login=_typed(f"{key}-login"),
        roles=_typed_roles(key),
        team_ids=_typed(f"{key}-teams"),
    )
    if receipt is not None:
        show_link(OneTimeLink(_typed(f"{key}-name"), receipt.value, joining=True))


def _save_place(key: str, person: dict[str, Any]) -> None:
    """Save what differs; what was typed stays where one of both is refused."""
    id_, roles, team_ids = int(person["id"]), _typed_roles(key), _typed(f"{key}-teams")
    saved = True
    if set(roles) != set(person["roles"]):
        given = {"person_id": id_, "version": _typed(f"{key}-version"), "roles": roles}
        saved = attempt(actions.people.set_roles, **given) is not None
    if saved and set(team_ids) != set(person["team_ids"]):
        saved = attempt(actions.people.set_teams, person_id=id_, team_ids=team_ids) is not None
    _settle(key, id_, saved=saved)


def _save_name(key: str, person: dict[str, Any]) -> None:
    login = _typed(f"{key}-login")
    receipt = attempt(
        actions.people.rename,
        person_id=int(person["id"]),
        version=_typed(f"{key}-version"),
        name=_typed(f"{key}-name"),
        login=login if login != (person["login"] or "") else None,
    )
    _settle(key, int(person["id"]), saved=receipt is not None)


def _settle(key: str, person_id: int, *, saved: bool) -> None:
    if saved:
        close()
        return
    now = person_of(person_id)
    if now is None:
        forget_typed()
    else:
        st.session_state[f"{key}-version"] = int(now["version"])
