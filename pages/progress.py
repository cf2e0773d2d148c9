"""Are we on target?"""

import streamlit as st

from planner import reports, ui
from planner.ui.choosing import campaign_page
from planner.ui.progress import chosen_amount, key_figures, no_figures_yet, what_is_missing
from planner.ui.progress_charts import burn_up, by_day, by_hour, by_phase, by_shop
from planner.ui.progress_downloads import downloads

campaign = campaign_page(ui.say("Progress"))
if campaign:
    figures = ui.read(reports.key_figures.key_figures, campaign_id=campaign.id)
    if figures.covers_to is None:
        no_figures_yet(campaign)
    else:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = chosen_amount(campaign)
            st.space("stretch")
            downloads(campaign, figures, amount)
        key_figures(figures, amount)
        what_is_missing(campaign, figures, amount)
        burn_up(campaign, figures, amount)
        by_day(campaign, figures, amount)
        phases, shops = st.columns(2, gap="large")
        with phases:
            by_phase(campaign, figures, amount)
        with shops:
            by_shop(campaign, figures, amount)
        by_hour(campaign, figures, amount)
