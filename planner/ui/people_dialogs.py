"""The one dialog of the page of people: a person, an invitation, a link, a team or a shop."""

from __future__ import annotations

import streamlit as st

from planner.ui.asking import show_notices
from planner.ui.people_access import link_to_hand_over, really_remove
from planner.ui.people_acts import asked, close
from planner.ui.people_edit import about_person, invitation, person_of
from planner.ui.saying import plain, say
from planner.ui.shop_list import shop_form, shop_title
from planner.ui.team_list import team_form, team_title


def open_what_was_asked() -> None:
    """Draw what somebody asked for; called once at the end of a page."""
    what = asked()
    if what is None:
        return
    title = _title(*what)
    if title is None:
        close()
        return
    st.dialog(title, width="medium", on_dismiss=close)(_inside)(what)


def _title(what: str, about: int) -> str | None:
    match what:
        case "invite":
            return say("Invite someone")
        case "link":
            return say("A link to hand over")
        case "team":
            return team_title(about)
        case "shop":
            return shop_title(about)
        case _:
            person = person_of(about)
            return plain(person["name"]) if person else None


def _inside(what: tuple[str, int]) -> None:
    if asked() != what:
        st.rerun()
    show_notices()
    match what:
        case ("invite", _):
            invitation()
        case ("link", _):
            link_to_hand_over()
        case ("team", team_id):
            team_form(team_id)
        case ("shop", shop_id):
            shop_form(shop_id)
        case (_, person_id):
            _about(what[0], person_id)


def _about(what: str, person_id: int) -> None:
    person = person_of(person_id)
    if person is None:
        close()
        st.rerun()
    elif what == "remove":
        really_remove(person)
    else:
        about_person(person)
