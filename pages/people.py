"""Who works here, and in which team?"""

import streamlit as st

from planner import ui
from planner.rules.people import Right
from planner.ui.people_dialogs import open_what_was_asked
from planner.ui.people_list import invite_button, people_list
from planner.ui.shop_list import add_shop_button, shop_list
from planner.ui.team_list import add_team_button, team_list

st.title(ui.say("People"), anchor=False)
if ui.visitor().may(Right.PLAN):
    views = {"people": ui.say("People"), "teams": ui.say("Teams"), "shops": ui.say("Shops")}
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            ui.say("View"),
            list(views),
            format_func=lambda name: views[name],
            default="people",
            required=True,
            key="people-view",
            bind="query-params",
            label_visibility="collapsed",
        )
        match view:
            case "teams":
                add_team_button()
            case "shops":
                add_shop_button()
            case _:
                invite_button()
else:
    view = "people"
match view:
    case "teams":
        team_list()
    case "shops":
        shop_list()
    case _:
        people_list()
open_what_was_asked()
