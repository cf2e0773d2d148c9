"""How do all our sales stand?"""

import streamlit as st

from planner import reports, ui
from planner.ui.choosing import nothing_planned_yet
from planner.ui.overview import campaign_panel
from planner.ui.task_panel import open_what_was_asked

st.title(ui.say("Overview"), anchor=False)

campaigns = ui.read(reports.campaigns.choices)
if campaigns.empty:
    nothing_planned_yet()
for place, campaign_id in enumerate(campaigns["id"]):
    campaign_panel(int(campaign_id), opened=place == 0)
open_what_was_asked()
