"""Are we on target?"""

import streamlit as st

from planner import reports, ui
from planner.ui.choosing import campaign_page
from planner.ui.progress import chosen_amount, key_figures
from planner.ui.progress_buyers import who_comes_back
from planner.ui.progress_charts import (
    burn_up,
    by_channel,
    by_day,
    by_hour,
    by_phase,
    by_platform,
    by_shop,
)
from planner.ui.progress_downloads import downloads
from planner.ui.progress_forecast import methods, outlook
from planner.ui.progress_gaps import no_figures_yet, what_is_missing
from planner.ui.progress_links import broken_links
from planner.ui.progress_phases import own_figures
from planner.ui.task_panel import open_what_was_asked

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
        key_figures(campaign, figures, amount)
        outlook(campaign)
        what_is_missing(campaign, figures, amount)
        burn_up(campaign, figures, amount)
        methods(campaign)
        broken_links(campaign)
        own_figures(campaign)
        by_day(campaign, figures, amount)
        by_hour(campaign, figures, amount)
        left, right = st.columns(2, gap="large")
        with left:
            by_phase(campaign, figures, amount)
            by_platform(campaign, figures, amount)
        with right:
            by_shop(campaign, figures, amount)
            by_channel(campaign, figures, amount)
        who_comes_back(campaign)
    open_what_was_asked()
