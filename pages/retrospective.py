"""What did we learn?"""

import streamlit as st

from planner import reports, ui
from planner.ui.choosing import campaign_page
from planner.ui.retrospective import decisions, figures_of, sales, standing, work
from planner.ui.retrospective_files import downloads
from planner.ui.retrospective_next import for_the_next_sale
from planner.ui.retrospective_notes import notes

campaign = campaign_page(ui.say("What did we learn?"))
if campaign:
    found = ui.read(reports.retrospectives.learned, campaign_id=campaign.id)
    figures = figures_of(campaign)
    with st.container(horizontal=True, vertical_alignment="center"):
        standing(found)
        downloads(campaign, found, figures)
    sales(campaign, found, figures)
    work(campaign, found)
    decisions(campaign, found)
    notes(campaign)
    for_the_next_sale(campaign)
