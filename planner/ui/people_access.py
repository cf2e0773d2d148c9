"""How a person gets in: links to hand over, closing and opening an account, removing someone."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions
from planner.rules.people import Actor, Right, rights_of
from planner.ui.asking import attempt, perform
from planner.ui.people_acts import OneTimeLink, ask, close, show_link, shown_link
from planner.ui.places import link_to
from planner.ui.saying import say
from planner.ui.visitor import visitor


def access(person: dict[str, Any]) -> None:
    """What may be done about a person's way in."""
    actor, id_ = visitor(), int(person["id"])
    if id_ == actor.person_id:
        st.write(say("Your password, language and open sessions are under My account."))
        link_to("account", say("My account"))
        return
    if outranks(person, actor):
        st.write(say("You can't change the account of someone with more rights. Ask a lead."))
        return
    if person["active"]:
        _link(person)
        _deactivation(id_)
    else:
        st.write(
            say("This account is deactivated: nobody can sign in with it, what they did stays.")
        )
        st.button(
            say("Reactivate the account"),
            key=f"reactivate-{id_}",
            type="primary",
            on_click=perform,
            args=(actions.people.reactivate,),
            kwargs={"person_id": id_},
        )
    if actor.may(Right.GRANT_ROLES):
        st.divider()
        st.button(
            say("Remove for good …"),
            key=f"remove-{id_}",
            type="tertiary",
            icon=":material/person_remove:",
            on_click=ask,
            args=("remove", id_),
        )


def outranks(person: dict[str, Any], actor: Actor) -> bool:
    """Whether a person has rights that the actor lacks."""
    return bool(rights_of(frozenset(person["roles"])) - actor.rights)


def link_to_hand_over() -> None:
    """A one-time link with what to do with it; it is not shown again."""
    link = shown_link()
    if link is None:
        close()
        st.rerun()
        return
    if link.joining:
        st.write(
            say("Send this link to {name}. It opens a page to choose a password.", name=link.name)
        )
    else:
        st.write(
            say("Send this link to {name}. It opens a page to set a new password.", name=link.name)
        )
    st.code(link.url, language=None, wrap_lines=True)
    st.caption(
        say(
            "It works once, within 72 hours, and is shown only now. "
            "If it gets lost, make a new one: the old one then stops working."
        )
    )
    st.button(say("Done"), key="link-done", type="primary", on_click=close)


def really_remove(person: dict[str, Any]) -> None:
    """Ask once more before a name is forgotten, saying what is kept."""
    st.write(say("{name} will be removed for good. This can't be undone.", name=person["name"]))
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                say("Forgotten: name and login, in the history too, and open sessions."),
                say("Kept without the name: tasks done, comments, links, files and the history."),
                say("Open tasks go back to their teams."),
            )
        )
    )
    with st.container(horizontal=True):
        st.button(
            say("Remove for good"),
            key="really-remove",
            type="primary",
            on_click=_remove,
            args=(int(person["id"]),),
        )
        st.button(say("Keep this person"), key="keep-person", on_click=close)


def _link(person: dict[str, Any]) -> None:
    joined = bool(person["joined"])
    if joined:
        st.write(say("Forgotten password? Make a link with which they set a new one."))
        label = say("Make a link for a new password")
    else:
        st.write(say("They have not joined yet. An earlier link stops working with a new one."))
        label = say("Make a new invitation link")
    st.button(
        label,
        key=f"link-{person['id']}",
        icon=":material/link:",
        on_click=_make_link,
        args=(int(person["id"]), person["name"], not joined),
    )


def _deactivation(person_id: int) -> None:
    st.write(
        say(
            "No longer here? Deactivating the account signs them out everywhere and gives their "
            "open tasks back to the teams. It can be reactivated."
        )
    )
    st.button(
        say("Deactivate the account"),
        key=f"deactivate-{person_id}",
        icon=":material/block:",
        on_click=_and_close,
        args=(person_id,),
    )


def _make_link(person_id: int, name: str, joining: bool) -> None:
    receipt = attempt(actions.links.reset_link, person_id=person_id)
    if receipt is not None:
        show_link(OneTimeLink(name, receipt.value, joining))


def _and_close(person_id: int) -> None:
    if attempt(actions.people.deactivate, person_id=person_id) is not None:
        close()


def _remove(person_id: int) -> None:
    if attempt(actions.people.remove_person, person_id=person_id) is not None:
        close()
