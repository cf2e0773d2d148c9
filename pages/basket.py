"""What does this basket cost, and what does it leave?"""

from planner import ui
from planner.ui.basket_choice import chosen_basket
from planner.ui.basket_results import basket_results
from planner.ui.choosing import campaign_page

campaign = campaign_page(ui.say("Try a basket"))
if campaign:
    basket = chosen_basket(campaign)
    if basket is not None:
        basket_results(basket)
