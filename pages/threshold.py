"""Which 满T减D pays?"""

import streamlit as st

from planner import reports, ui
from planner.rules.people import Right
from planner.ui.choosing import campaign_page
from planner.ui.threshold_fields import assumed
from planner.ui.threshold_map import best, the_map, tried_all
from planner.ui.threshold_orders import chosen_orders
from planner.ui.threshold_pair import chosen_pair, the_pair
from planner.ui.threshold_rule import make_it_a_rule

ui.visitor().require(Right.SEE_COSTS)
campaign = campaign_page(ui.say("Choose a threshold"))
if campaign is not None:
    start = ui.read(reports.thresholds.starting_point, campaign_id=campaign.id)
    orders = chosen_orders(start)
    if orders:
        terms = assumed(campaign, start)
        if terms is not None:
            found = tried_all(orders, terms)
            st.markdown(f"**{best(found)}**")
            picture = st.container()
            pair = chosen_pair(orders, found)
            with picture:
                the_map(found, pair)
            choice = the_pair(orders, pair, terms)
            make_it_a_rule(campaign, choice, repeat=terms.repeat)
