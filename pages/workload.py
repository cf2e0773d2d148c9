"""Who has too much to do on which day, and what helps?"""

import streamlit as st

from planner import reports, ui
from planner.rules.people import Right
from planner.ui.choosing import nothing_planned_yet
from planner.ui.move_preview import open_refit
from planner.ui.task_panel import open_what_was_asked
from planner.ui.workload import behind, chosen, summary, the_map
from planner.ui.workload_levers import levers

st.title(ui.say("Workload"), anchor=False)

days = ui.read(reports.workload.by_day)
if ui.read(reports.campaigns.choices).empty:
    nothing_planned_yet()
else:
    summary(days)
    the_map()
    cell = chosen()
    if cell is not None:
        behind(cell, days)
        if ui.visitor().may(Right.PLAN):
            levers(cell, days)
open_what_was_asked()
open_refit()
