"""Which product can be sold at a loss, in which phase, by which basket?"""

from planner import ui
from planner.ui.choosing import campaign_page
from planner.ui.safety import safety_of

campaign = campaign_page(ui.say("Safety map"))
if campaign:
    safety_of(campaign)
