"""Why a task lies where it does, and what those who plan can do about its day."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.task_cards import TaskCard
from planner.ui.asking import perform, read
from planner.ui.saying import say, voice
from planner.ui.task_acts import ask

_DONE = "done"


def why_this_date(card: TaskCard) -> None:
    """How early a task can be, how late it must be, and what decides each."""
    found = read(reports.schedules.why, task_id=card.row["id"])
    if found is None:
        return
    st.markdown(f"**{say('Why this date')}**")
    if found.slack_days < 0:
        short = say("{n} working day short", "{n} working days short", n=-found.slack_days)
        late = say("should have started by {day}", day=voice().day(found.start_by))
        st.markdown(f":red[:material/warning: {short} · {late}]")
    else:
        slack = say("{n} working day of slack", "{n} working days of slack", n=found.slack_days)
        chain = f" · {say('on the critical chain')}" if found.critical else ""
        st.markdown(f"{slack}{chain}")
    st.caption(
        say(
            "Can start on {day} at the earliest: {reason}.",
            day=voice().day(found.earliest_start),
            reason=found.early_because,
        )
    )
    st.caption(
        say(
            "Has to be finished by {day}: {reason}.",
            day=voice().day(found.latest_due),
            reason=found.late_because,
        )
    )


def day_verbs(card: TaskCard) -> None:
    """Move the task with a look at what that does, or keep it on its day."""
    if card.row["state"] == _DONE:
        return
    pinned = card.pinned_at is not None
    with st.container(horizontal=True):
        st.button(
            say("Move it"),
            key=f"move-task-{card.row['id']}",
            icon=":material/event_repeat:",
            disabled=pinned,
            on_click=ask,
            args=("move", card.row["id"]),
        )
        st.button(
            say("Take the pin off") if pinned else say("Pin to this day"),
            key=f"pin-task-{card.row['id']}",
            icon=":material/keep_off:" if pinned else ":material/keep:",
            help=say("A pinned task keeps its day, whatever it hangs on does."),
            on_click=perform,
            args=(actions.plans.unpin if pinned else actions.plans.pin,),
            kwargs={"task_id": card.row["id"], "version": card.row["version"]},
        )
