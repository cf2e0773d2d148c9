"""How is this sale laid out?"""

import streamlit as st

from planner import ui
from planner.rules.people import Right
from planner.ui.calendar_notice import calendar_notice
from planner.ui.campaign_dialogs import open_what_was_asked
from planner.ui.campaign_edit import verbs
from planner.ui.campaign_facts import facts
from planner.ui.campaign_layout import layout
from planner.ui.campaign_target import change_target_button, target_shown
from planner.ui.choosing import campaign_page
from planner.ui.gates import next_gate
from planner.ui.move_preview import open_refit
from planner.ui.places import link_to

campaign = campaign_page(ui.say("Campaign"))
if campaign:
    plans = ui.visitor().may(Right.PLAN)
    may_change = plans and not campaign.archived
    facts(campaign)
    calendar_notice(campaign)
    if plans:
        verbs(campaign)
    st.subheader(ui.say("Phases and milestones"), anchor=False)
    layout(campaign, may_change=may_change)
    next_gate(campaign)
    st.subheader(ui.say("Target"), anchor=False)
    target_shown(campaign)
    with st.container(horizontal=True, vertical_alignment="center"):
        if may_change:
            change_target_button(campaign)
        link_to("target", ui.say("Split the target further"), "account_tree", campaign.name)
    if plans:
        open_what_was_asked(campaign)
    open_refit()
