"""Is live what was planned?"""

import streamlit as st

from planner import reports, ui
from planner.rules.people import Right
from planner.ui.choosing import campaign_page
from planner.ui.live_prices import nothing_taken_in, what_differs, what_was_read, which_export
from planner.ui.live_prices_file import import_export
from planner.ui.sale_shops import sale_shop

ui.visitor().require(Right.SEE_COSTS)
campaign = campaign_page(ui.say("Plan against live"))
shop_id = sale_shop(campaign) if campaign is not None else None
if campaign is not None and shop_id is not None:
    check = ui.read(reports.live_prices.check, campaign_id=campaign.id, shop_id=shop_id)
    if check.sources.empty:
        nothing_taken_in()
    else:
        what_differs(check)
        what_was_read(check)
    if not campaign.archived:
        st.subheader(ui.say("Take in an export"), anchor=False)
        import_export(campaign, shop_id)
    if not check.sources.empty:
        with st.expander(ui.say("Which export is where"), type="compact"):
            which_export()
