"""When does what happen, and what is late?"""

import streamlit as st

from planner import reports, ui
from planner.ui.calendar_notice import calendar_notice
from planner.ui.choosing import campaign_page
from planner.ui.components.timeline import WORDS, timeline
from planner.ui.filters import chosen_filters, chosen_grouping
from planner.ui.names import words
from planner.ui.task_acts import on_act, shown_more
from planner.ui.task_panel import open_what_was_asked
from planner.ui.timeline_view import plan

campaign = campaign_page(ui.say("Timeline"))
if campaign:
    calendar_notice(campaign)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grouping = chosen_grouping()
        filters = chosen_filters(campaign)
    timeline(
        ui.shaped(
            plan,
            reports.tasks.listing,
            about=(campaign, grouping, shown_more()),
            campaign_id=campaign.id,
            filters=filters,
        ),
        words=words(WORDS),
        key=f"timeline-{campaign.id}",
        on_act=on_act,
    )
    open_what_was_asked()
