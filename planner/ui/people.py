"""People and teams to choose from, by the names readers know."""

from __future__ import annotations

import pandas as pd

from planner import reports
from planner.ui.asking import shaped
from planner.ui.names import team_name
from planner.ui.saying import say


def assignable() -> dict[int, str]:
    """Everyone who can be given work: id to name."""
    return shaped(_active, reports.people.people)


def teams() -> dict[int, str]:
    """Every team that can be given work: id to name in the reader's language."""
    return shaped(_team_names, reports.people.teams)


def shops() -> dict[int, str]:
    """Every shop that still sells: id to name."""
    return shaped(_shop_names, reports.shops.shops)


def name_of(name: str | None) -> str:
    """Someone's name, or a word for who is not known any more."""
    return name or say("someone")


def _active(people: pd.DataFrame) -> dict[int, str]:
    active = people[people["active"]]
    return dict(zip(active["id"].astype(int), active["name"], strict=True))


def _team_names(found: pd.DataFrame) -> dict[int, str]:
    return {
        int(team_id): team_name(key, name)
        for team_id, key, name in zip(found["id"], found["key"], found["name"], strict=True)
    }


def _shop_names(found: pd.DataFrame) -> dict[int, str]:
    return dict(zip(found["id"].astype(int), found["name"], strict=True))
