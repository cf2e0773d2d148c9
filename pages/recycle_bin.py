"""What was thrown away, and what should come back?"""

import streamlit as st

from planner import reports, ui
from planner.ui.recycle_bin import (
    binned_campaigns,
    binned_products,
    binned_tasks,
    nothing_here,
)

st.title(ui.say("Recycle bin"), anchor=False)
campaigns = ui.read(reports.campaigns.binned)
tasks = ui.read(reports.tasks.binned)
products = ui.read(reports.products.binned)
if campaigns.empty and tasks.empty and products.empty:
    nothing_here()
if not campaigns.empty:
    binned_campaigns(campaigns)
if not tasks.empty:
    binned_tasks(tasks)
if not products.empty:
    binned_products(products)
