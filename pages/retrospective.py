"""What did we learn?"""

from planner import reports, ui
from planner.ui.choosing import campaign_page
from planner.ui.retrospective import decisions, figures_of, sales, standing, work
from planner.ui.retrospective_files import downloads
from planner.ui.retrospective_next import for_the_next_sale
from planner.ui.retrospective_notes import notes

campaign = campaign_page(ui.say("What did we learn?"))
if campaign:
    found = ui.read(reports.retrospectives.learned, campaign_id=campaign.id)
    figures = figures_of(campaign)
    downloads(campaign, found, figures)
    standing(found)
    sales(campaign, found, figures)
    work(campaign, found)
    decisions(campaign, found)
    notes(campaign)
    for_the_next_sale(campaign)
