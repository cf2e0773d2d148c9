"""Who changed what?"""

import streamlit as st

from planner import ui
from planner.ui.history_filters import chosen_history
from planner.ui.history_list import history_list

st.title(ui.say("History"), anchor=False)
history_list(chosen_history())
