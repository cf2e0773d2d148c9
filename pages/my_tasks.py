"""What is on my plate? Tick it off."""

import streamlit as st

from planner import reports, ui
from planner.ui.components.task_list import WORDS, task_list
from planner.ui.names import words
from planner.ui.places import link_to
from planner.ui.task_acts import on_act, shown_more
from planner.ui.task_panel import open_what_was_asked
from planner.ui.task_views import my_list

st.title(ui.say("My tasks"), anchor=False)

mine = ui.read(reports.tasks.my_tasks)
if mine.empty:
    with st.container(border=True):
        st.subheader(ui.say("Nothing to do right now"), anchor=False)
        st.write(
            ui.say(
                "Tasks given to you, or waiting unclaimed in your team, appear here. "
                "The board shows what everyone is working on."
            )
        )
        link_to("tasks", ui.say("Look at all tasks"))
else:
    task_list(
        ui.shaped(my_list, reports.tasks.my_tasks, about=(shown_more(),), personal=True),
        words=words(WORDS),
        key="my-tasks",
        on_act=on_act,
    )
open_what_was_asked()
