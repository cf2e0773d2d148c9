"""Which plans are there to begin from, and what is inside?"""

import streamlit as st

from planner import ui
from planner.ui.template_acts import chosen
from planner.ui.template_dialogs import open_what_was_asked
from planner.ui.template_list import buttons, template_list
from planner.ui.template_view import template_view

st.title(ui.say("Templates"), anchor=False)
template = chosen()
if template is None:
    st.caption(ui.say("A sale without dates, to lay out around any sale day."))
    buttons()
    template_list()
else:
    template_view(template)
open_what_was_asked()
