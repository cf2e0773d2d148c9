"""Which days are worked?"""

import streamlit as st

from planner import ui
from planner.ui.calendar_dialogs import open_what_was_asked
from planner.ui.calendar_notice import calendar_notices
from planner.ui.calendar_verbs import verbs
from planner.ui.calendar_year import chosen_year, days_out_of_the_ordinary, standing, year_shown

st.title(ui.say("Calendar"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    year = chosen_year()
    verbs(year)
calendar_notices()
standing(year)
year_shown(year)
days_out_of_the_ordinary(year)
open_what_was_asked(year)
