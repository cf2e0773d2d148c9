"""What do we do by itself if the sale leaves its plan?"""

from planner import ui
from planner.ui.choosing import campaign_page
from planner.ui.playbook_acts import is_writing
from planner.ui.playbook_form import playbook_form
from planner.ui.playbook_list import playbook_list
from planner.ui.task_panel import open_what_was_asked

campaign = campaign_page(ui.say("Playbooks"))
if campaign:
    if is_writing(campaign):
        playbook_form(campaign)
    else:
        playbook_list(campaign)
        open_what_was_asked()
