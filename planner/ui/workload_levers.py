"""What helps a team that has too much: each lever with what it brings, taken with one tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.what_helps import Help
from planner.rules.levers import LaterGate, MorePeople, ShiftOnDaysOff, WithoutTask
from planner.ui.asking import attempt, read
from planner.ui.move_preview import ask_to_refit
from planner.ui.people import teams
from planner.ui.places import link_to
from planner.ui.saying import say, voice
from planner.ui.workload import Cell
from planner.words import Did, Sentence

_SHOWN = 5


def levers(cell: Cell, frame: pd.DataFrame) -> None:
    """What one could do about a team's overload, the best first."""
    over = frame[(frame["team_id"] == cell.team_id) & (frame["over"] > 0)]
    if over.empty:
        return
    since, until = over["day"].iloc[0], over["day"].iloc[-1]
    about = {"team_id": cell.team_id, "since": since, "until": until}
    found = read(reports.what_helps.what_helps, **about)
    st.subheader(say("What helps"), anchor=False)
    st.caption(say("Each was tried on all open plans together: tasks stay where they can."))
    for place, one in enumerate(found[:_SHOWN]):
        _lever(one, best=place == 0)


def _lever(one: Help, *, best: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{say(_named(one))}**")
            st.caption(say(_effect(one)))
        taken = _taken(one)
        if taken is not None:
            action, given = taken
            st.button(
                say("Do it"),
                key=f"lever-{one.lever}",
                type="primary" if best else "secondary",
                on_click=_take,
                args=(action, given),
            )
        elif isinstance(one.lever, LaterGate):
            link_to("campaign", say("Move it"), "event_repeat", one.campaign)
        else:
            st.button(
                say("Look at it"),
                key=f"lever-{one.lever}",
                type="primary" if best else "secondary",
                on_click=ask_to_refit,
            )


def _named(one: Help) -> Sentence:
    match one.lever:
        case MorePeople(team=team, people=people):
            return Sentence(
                "{n} more person in {team}, {first} to {last}",
                "{n} more people in {team}, {first} to {last}",
                n=people,
                team=teams()[team],
                first=_day(one.first_day),
                last=_day(one.last_day),
            )
        case ShiftOnDaysOff(team=team) if one.first_day == one.last_day:
            return Sentence("{team} works on {day}", team=teams()[team], day=_day(one.first_day))
        case ShiftOnDaysOff(team=team):
            return Sentence(
                "{team} works on its days off, {first} to {last}",
                team=teams()[team],
                first=_day(one.first_day),
                last=_day(one.last_day),
            )
        case WithoutTask():
            return Sentence("Leave out “{task}”", task=one.title)
        case LaterGate(days=days):
            return Sentence(
                "{campaign}, {gate}: {n} day later",
                "{campaign}, {gate}: {n} days later",
                campaign=one.campaign,
                gate=one.gate,
                n=days,
            )
        case _:
            return Sentence("Only re-plan: other days, nobody more")


def _effect(one: Help) -> Sentence:
    if not one.unfit:
        return Sentence(
            "Then all of the team's work fits. {n} task moves.",
            "Then all of the team's work fits. {n} tasks move.",
            n=one.moved,
        )
    if not one.days_gained:
        return Sentence(
            "{n} task still comes too late, by {late}.",
            "{n} tasks still come too late, the worst by {late}.",
            n=one.unfit,
            late=_days(one.days_late),
        )
    return Sentence(
        "Gains {days} in all. {n} task still comes too late, by {late}.",
        "Gains {days} in all. {n} tasks still come too late, the worst by {late}.",
        n=one.unfit,
        days=_days(one.days_gained),
        late=_days(one.days_late),
    )


def _day(day: date | None) -> str:
    return "" if day is None else voice().day(day)


def _days(days: float) -> Sentence:
    return Sentence("{n} day", "{n} days", n=days)


def _taken(one: Help) -> tuple[Callable[..., Did], dict[str, Any]] | None:
    match one.lever:
        case MorePeople(team=team, people=people):
            given = {"team_id": team, "first_day": one.first_day, "last_day": one.last_day}
            return actions.team_hours.add_time, {**given, "people_change": people}
        case ShiftOnDaysOff(team=team):
            given = {"team_id": team, "first_day": one.first_day, "last_day": one.last_day}
            return actions.team_hours.add_time, {**given, "works": True}
        case WithoutTask(task=task):
            return actions.plans.remove, {"task_ids": [task]}
        case _:
            return None


def _take(action: Callable[..., Did], given: dict[str, Any]) -> None:
    """Do it, and look at what the tasks can do with it."""
    if attempt(action, **given) is not None:
        ask_to_refit()
