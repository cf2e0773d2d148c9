"""What must we do in this hour?"""

from planner import ui
from planner.ui.choosing import campaign_page
from planner.ui.war_room import war_room

campaign = campaign_page(ui.say("War room"))
if campaign:
    war_room(campaign.id)
