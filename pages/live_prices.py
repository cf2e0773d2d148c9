"""Is live what was planned?"""

import streamlit as st

from planner import reports, ui
from planner.rules.people import Right
from planner.ui.choosing import campaign_page
from planner.ui.figures import no_shop_yet
from planner.ui.live_prices import chosen_shop, what_differs, what_was_read, which_export
from planner.ui.live_prices_file import import_export

ui.visitor().require(Right.SEE_COSTS)
campaign = campaign_page(ui.say("Plan against live"))
if campaign is not None:
    shop_id = chosen_shop(campaign)
    if shop_id is None:
        no_shop_yet()
    else:
        check = ui.read(reports.live_prices.check, campaign_id=campaign.id, shop_id=shop_id)
        if check.sources.empty:
            st.subheader(ui.say("No export was taken in yet"), anchor=False)
            st.write(
                ui.say(
                    "Every public mishap with promotions was a difference between what was meant "
                    "and what was live. Download one of these exports and drop it here; you see "
                    "every product that differs by ¥0.01 or more."
                )
            )
            which_export()
        else:
            what_differs(check)
            what_was_read(check)
        st.subheader(ui.say("Take in an export"), anchor=False)
        import_export(campaign, shop_id)
        if not check.sources.empty:
            with st.expander(ui.say("Which export is where"), type="compact"):
                which_export()
