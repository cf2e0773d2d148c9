"""Names that are ours to say: of seed teams, and of an element's parts."""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.people import SEED_TEAMS
from planner.ui.saying import voice
from planner.words import Sentence

_SEED_NAMES = {team.key: team.name for team in SEED_TEAMS}


def team_name(key: str | None, name: str) -> str:
    """A team's name: in the reader's language for the six every shop begins with."""
    seed = _SEED_NAMES.get(key or "")
    return voice().say(seed) if seed is not None and name == seed.msgid else name


def words(needed: Mapping[str, Sentence]) -> dict[str, str]:
    """The words of an element in the reader's language."""
    return {name: voice().say(sentence) for name, sentence in needed.items()}
