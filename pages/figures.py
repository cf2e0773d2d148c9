"""What did we sell?"""

import streamlit as st

from planner import ui
from planner.rules.people import Right
from planner.ui.figures import chosen_shop, chosen_way, no_shop_yet
from planner.ui.figures_drop import import_files
from planner.ui.figures_latest import latest
from planner.ui.figures_mapping import remembered_columns
from planner.ui.figures_sources import which_source_counts
from planner.ui.figures_typed import type_a_day

ui.visitor().require(Right.IMPORT_SALES)
st.title(ui.say("Add sales figures"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    shop_id = chosen_shop()
    way = chosen_way() if shop_id else ""
if not shop_id:
    no_shop_yet()
elif way == "type":
    type_a_day(shop_id)
else:
    import_files(shop_id)
if shop_id:
    which_source_counts(shop_id)
    remembered_columns(shop_id)
    latest()
