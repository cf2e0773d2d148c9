"""Which sale, and when?"""

import streamlit as st

from planner import ui
from planner.ui import draft
from planner.ui.draft_layout import draft_layout, open_what_was_asked
from planner.ui.draft_tasks import draft_tasks
from planner.ui.new_campaign import (
    create_button,
    leave_for_what_was_created,
    target,
    which_sale,
)

leave_for_what_was_created()
draft.begin()
st.title(ui.say("New campaign"), anchor=False)
st.caption(ui.say("Which sale, and when? Everything else is laid out for you to adjust."))
which_sale()

plan = draft.plan()
st.subheader(ui.say("Phases and milestones"), anchor=False)
draft_layout()
st.subheader(ui.say("Tasks"), anchor=False)
draft_tasks(plan)
st.subheader(ui.say("Target"), anchor=False)
target(plan)
st.divider()
create_button(plan)
open_what_was_asked()
