"""What is drawn once is there in every run, and anew as soon as it is about something else."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def shelf() -> None:
    import streamlit as st

    from planner.ui.replaying import drawn_once

    worked_out: list[int] = st.session_state.setdefault("worked_out", [])
    amount = int(st.number_input("Amount", value=7, step=1))

    def draw() -> None:
        worked_out.append(amount)
        with st.grid(2):
            st.metric("Paid", amount)
            st.metric("Twice", 2 * amount)

    with st.container():
        drawn_once(f"shelf {id(worked_out)} {amount}", draw)


def test_it_is_worked_out_once_for_each_thing_it_is_about_and_shown_every_time() -> None:
    app = AppTest.from_function(shelf).run()
    shown = []
    for amount in (7, 8, 8, 7):
        app.number_input[0].set_value(amount).run()
        shown.append([metric.value for metric in app.metric])

    assert shown == [["7", "14"], ["8", "16"], ["8", "16"], ["7", "14"]]
    assert app.session_state["worked_out"] == [7, 8]
