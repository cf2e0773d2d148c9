"""Names that are ours to say: of seed teams, of China's holidays, and of an element's parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from planner.rules.calendars import BETWEEN_NAMES, HOLIDAY_NAMES
from planner.rules.people import SEED_TEAMS, team_called
from planner.rules.platforms import PLATFORMS
from planner.text.speaker import speaker
from planner.ui.components.packing import seal
from planner.ui.visitor import language
from planner.words import Sentence

_SEED_NAMES = {team.key: team.name for team in SEED_TEAMS}


def team_name(key: str | None, name: str) -> str:
    """A team's name: in the reader's language for the six every shop begins with."""
    return _team_name(key, name, language())


def planned_team_name(team: str) -> str:
    """A team that a template names: by the key of one of the first six, or as it is called."""
    seed = _SEED_NAMES.get(team)
    return team if seed is None else team_name(team, seed.msgid)


def platform_name(key: str) -> str:
    """A platform in the reader's language; a dash where a shop has none."""
    name = PLATFORMS.get(key)
    return "–" if name is None else speaker(language()).say(name)


def holiday_name(name: str) -> str:
    """A holiday's name: in the reader's language for those of China, else as it was written."""
    parts = [HOLIDAY_NAMES.get(part, part) for part in name.split(BETWEEN_NAMES)]
    return speaker(language()).join(parts)


def words(needed: Mapping[str, Sentence]) -> bytes:
    """The words of an element in the reader's language, sealed for it."""
    return _sealed(tuple(needed.items()), language())


@lru_cache(maxsize=128)
def _team_name(key: str | None, name: str, language: str) -> str:
    called = team_called(key, name)
    return called if isinstance(called, str) else speaker(language).say(called)


@lru_cache(maxsize=16)
def _sealed(needed: tuple[tuple[str, Sentence], ...], language: str) -> bytes:
    return seal({name: speaker(language).say(sentence) for name, sentence in needed})
