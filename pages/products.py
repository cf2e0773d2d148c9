"""What do we sell in this sale, at which price, and what does it cost us?"""

from planner import ui
from planner.ui.choosing import campaign_page
from planner.ui.products import products_of

campaign = campaign_page(ui.say("Products"))
if campaign:
    products_of(campaign)
