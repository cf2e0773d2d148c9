"""Which rules make the price?"""

from planner import ui
from planner.ui.choosing import campaign_page
from planner.ui.promotion_acts import follow_address, is_writing
from planner.ui.promotion_costs import cost_form
from planner.ui.promotion_form import promotion_form
from planner.ui.promotion_list import chosen_view, promotion_list

campaign = campaign_page(ui.say("Promotions"))
if campaign:
    follow_address(campaign)
    if is_writing(campaign):
        promotion_form(campaign)
    elif chosen_view(campaign) == "costs":
        cost_form(campaign)
    else:
        promotion_list(campaign)
