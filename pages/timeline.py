"""When does what happen, and what is late?"""

import streamlit as st

from planner import reports, ui
from planner.rules.people import Right
from planner.ui.calendar_notice import calendar_notice
from planner.ui.choosing import campaign_page
from planner.ui.components.timeline import WORDS, timeline
from planner.ui.filters import chosen_filters, chosen_grouping, chosen_marks
from planner.ui.names import words
from planner.ui.task_acts import on_act, shown_more
from planner.ui.task_panel import open_what_was_asked
from planner.ui.timeline_menu import menu
from planner.ui.timeline_view import CHAIN, plan

campaign = campaign_page(ui.say("Timeline"))
if campaign:
    calendar_notice(campaign)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grouping = chosen_grouping()
        filters = chosen_filters(campaign)
        marks = chosen_marks()
        critical = frozenset[int]()
        if CHAIN in marks:
            critical = ui.read(reports.critical_chain.critical, campaign_id=campaign.id)
        menu(campaign, filters, grouping, marks, critical)
    may_plan = ui.visitor().may(Right.PLAN) and not campaign.archived
    timeline(
        ui.shaped(
            plan,
            reports.timelines.timeline,
            about=(campaign, grouping, marks, critical, may_plan, shown_more()),
            campaign_id=campaign.id,
            filters=filters,
        ),
        words=words(WORDS),
        key=f"timeline-{campaign.id}",
        on_act=on_act,
    )
    open_what_was_asked()
