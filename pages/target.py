"""What should this sale bring?"""

import streamlit as st

from planner import ui
from planner.rules.people import Right
from planner.ui.campaign_dialogs import open_what_was_asked
from planner.ui.campaign_target import change_target_button, target_shown
from planner.ui.choosing import campaign_page
from planner.ui.target_channels import channels, shops
from planner.ui.target_curve import curve
from planner.ui.target_phases import phases
from planner.ui.target_takes import what_it_takes

campaign = campaign_page(ui.say("Target"))
if campaign:
    may_change = ui.visitor().may(Right.PLAN) and not campaign.archived
    target_shown(campaign)
    if may_change:
        change_target_button(campaign)
    views = {
        "phases": ui.say("By phase"),
        "shops": ui.say("By shop and channel"),
        "curve": ui.say("By day: the curve"),
        "takes": ui.say("What it takes"),
    }
    view = st.segmented_control(
        ui.say("View"),
        list(views),
        format_func=lambda name: views[name],
        default="phases",
        required=True,
        key="target-view",
        bind="query-params",
        wrap=True,
        label_visibility="collapsed",
    )
    if view == "shops":
        shops(campaign, may_change=may_change)
        channels(campaign, may_change=may_change)
    elif view == "curve":
        curve(campaign, may_change=may_change)
    elif view == "takes":
        what_it_takes(campaign)
    else:
        phases(campaign, may_change=may_change)
    if may_change:
        open_what_was_asked(campaign)
