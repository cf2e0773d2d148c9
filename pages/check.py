"""Can these promotions go live?"""

from planner import ui
from planner.ui.check import check_of
from planner.ui.choosing import campaign_page

campaign = campaign_page(ui.say("Check before launch"))
if campaign:
    check_of(campaign)
