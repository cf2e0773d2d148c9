"""The teams' days as the heat map wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from planner.reports.workload import Opening
from planner.ui.components import heat_map
from planner.ui.names import team_name
from planner.ui.saying import voice

_MOST_PERCENT = 999
_HOUR = 60


def heat(frame: pd.DataFrame, openings: Iterable[Opening], chosen: str) -> bytes:
    """What ``reports.workload.by_day`` says, with the openings of phases, sealed for the element.

    ``chosen`` is the open cell as ``team:day``.
    """
    days: list[date] = list(dict.fromkeys(frame["day"]))
    return heat_map.content(
        {
            "days": [
                {
                    "iso": day.isoformat(),
                    "label": str(day.day),
                    "weekday": voice().weekday(day),
                    "today": day == days[0],
                }
                for day in days
            ],
            "months": list(_months(days)),
            "moments": list(_moments(openings, days)),
            "teams": list(_teams(frame)),
            "chosen": chosen,
        }
    )


def _months(days: Iterable[date]) -> Iterator[dict[str, Any]]:
    for _, members in groupby(days, key=lambda day: (day.year, day.month)):
        inside = list(members)
        yield {"label": voice().month(inside[0]), "days": len(inside)}


def _moments(openings: Iterable[Opening], days: list[date]) -> Iterator[dict[str, Any]]:
    for opening in openings:
        at = (opening.at.date() - days[0]).days
        if at < len(days):
            label = voice().say(
                "{phase} of {campaign} opens: {when}",
                phase=opening.phase,
                campaign=opening.campaign,
                when=voice().wall_clock(opening.at),
            )
            yield {"at": at, "name": opening.phase, "label": label}


def _teams(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    rows: Iterable[Any] = frame.itertuples()
    for team_id, of_team in groupby(rows, key=lambda row: row.team_id):
        members = list(of_team)
        head = members[0]
        name = team_name(head.team_key, head.team)
        yield {
            "id": team_id,
            "name": name,
            "colour": head.colour,
            "cells": [_cell(row, name) for row in members],
        }


def _cell(row: Any, team: str) -> list[Any]:
    percent = None
    if row.planned:
        exact = -(-row.planned * 100 // row.capacity) if row.capacity else _MOST_PERCENT
        percent = int(min(_MOST_PERCENT, exact))
    label = voice().say(
        "{team}, {day}: {planned} of {capacity}",
        team=team,
        day=voice().day(row.day),
        planned=voice().hours(row.planned / _HOUR),
        capacity=voice().hours(row.capacity / _HOUR),
    )
    return [percent, label, *([] if row.capacity else [True])]
