"""What is everyone working on? The board, the list to change many at once, Excel in and out."""

import streamlit as st

from planner import reports, ui
from planner.ui.choosing import campaign_page
from planner.ui.components.board import WORDS, board
from planner.ui.filters import chosen_filters
from planner.ui.names import words
from planner.ui.task_acts import on_act, shown_more
from planner.ui.task_excel import excel
from planner.ui.task_panel import open_what_was_asked
from planner.ui.task_tables import add_task_button, grid
from planner.ui.task_views import board_columns

campaign = campaign_page(ui.say("Tasks"))
if campaign:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        views = {"board": ui.say("Board"), "list": ui.say("List"), "excel": ui.say("Excel")}
        view = st.segmented_control(
            ui.say("View"),
            list(views),
            format_func=lambda name: views[name],
            default="board",
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
        )
        filters = chosen_filters(campaign)
        add_task_button(campaign)
    chosen = {"campaign_id": campaign.id, "filters": filters}
    if view == "list":
        grid(campaign, ui.read(reports.tasks.listing, **chosen))
    elif view == "excel":
        excel(campaign)
    else:
        board(
            ui.shaped(
                board_columns, reports.tasks.listing, about=(shown_more(),), personal=True, **chosen
            ),
            words=words(WORDS),
            key=f"board-{campaign.id}",
            on_act=on_act,
        )
    open_what_was_asked()
