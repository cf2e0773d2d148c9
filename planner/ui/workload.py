"""The workload page: the line that says where it is too much, the map, and what is behind a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.ui.asking import read, shaped
from planner.ui.components.heat_map import WORDS, heat_map
from planner.ui.names import team_name, words
from planner.ui.people import teams
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import ask
from planner.ui.workload_view import heat

_CELL = "cell"
_HOUR = 60


@dataclass(frozen=True)
class Cell:
    """A day of a team that somebody opened."""

    team_id: int
    day: date


def summary(frame: pd.DataFrame) -> None:
    """Whether everyone can do what is planned, or how many teams can't and where it is tightest."""
    over = frame[frame["over"] > 0]
    if over.empty:
        last = voice().day_long(frame["day"].iloc[-1])
        st.caption(say("Everyone can do what is planned until {day}.", day=last))
        return
    by_team = over.groupby("team_id", sort=False)["over"].sum()
    worst = over[over["team_id"] == by_team.idxmax()]
    line = say(
        "{n} team has more than it can do on some days; most of all {team}: {hours} too much, the"
        " first on {day}. Tap a red day to see what is behind it and what helps.",
        "{n} teams have more than they can do on some days; most of all {team}: {hours} too much,"
        " the first on {day}. Tap a red day to see what is behind it and what helps.",
        n=len(by_team),
        team=team_name(worst["team_key"].iloc[0], worst["team"].iloc[0]),
        hours=voice().hours(round(worst["over"].sum() / _HOUR, 1)),
        day=voice().day(worst["day"].iloc[0]),
    )
    st.markdown(f":red[:material/warning:] {line}")


def the_map() -> None:
    """The teams' days; a tap on one opens what is behind it."""
    cell = chosen()
    heat_map(
        shaped(
            heat,
            reports.workload.by_day,
            about=(
                read(reports.workload.openings),
                "" if cell is None else f"{cell.team_id}:{cell.day}",
            ),
        ),
        words=words(WORDS),
        key="workload",
        on_act=_on_act,
    )


def chosen() -> Cell | None:
    """The open day, as the address says it."""
    team_id, _, day = str(st.query_params.get(_CELL, "")).partition(":")
    try:
        cell = Cell(int(team_id), date.fromisoformat(day))
    except ValueError:
        return None
    return cell if cell.team_id in teams() else None


def behind(cell: Cell, frame: pd.DataFrame) -> None:
    """What a team's day holds: the hours, and each task with its part of them."""
    here = frame[(frame["team_id"] == cell.team_id) & (frame["day"] == cell.day)]
    tasks = read(reports.workload.behind, team_id=cell.team_id, day=cell.day)
    title = say("{team}, {day}", team=teams()[cell.team_id], day=voice().day_long(cell.day))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(title, anchor=False, width="content")
        if not here.empty:
            _fullness(here.iloc[0])
    if tasks.empty:
        st.caption(say("Nothing is planned for this day."))
    for row in tasks.itertuples():
        _task(row)


def _fullness(row: pd.Series[Any]) -> None:
    said = say(
        "{planned} of {capacity}",
        planned=voice().hours(round(row["planned"] / _HOUR, 1)),
        capacity=voice().hours(round(row["capacity"] / _HOUR, 1)),
    )
    st.badge(said, color="red" if row["over"] else "gray")


def _task(row: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        hours = voice().hours(round(row.hours_that_day, 1))
        st.markdown(f"**{hours}**", width=80)
        st.button(
            plain(row.title),
            key=f"behind-{row.id}",
            type="tertiary",
            on_click=ask,
            args=("open", row.id),
        )
        st.caption(
            say(
                "{campaign} · due {day} · {owner}",
                campaign=row.campaign,
                day=voice().day(row.due_on),
                owner=row.owner or say("Unclaimed"),
            ),
            width="content",
        )


def _on_act(verb: str, payload: dict[str, Any]) -> None:
    if verb == "choose":
        st.query_params[_CELL] = payload["group"]
