"""The war room: big numbers, the hours of a burst and what is open, one element that never blinks.

Texts are set anew only where they changed, so a refresh every few seconds moves nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.ui.components.acts import register, show
from planner.ui.components.packing import seal
from planner.words import Sentence

WORDS: dict[str, Sentence] = {
    "room": Sentence("War room"),
    "enter": Sentence("Full screen"),
    "leave": Sentence("Leave full screen"),
    "reached": Sentence("Reached"),
    "behind": Sentence("Below 95% of the plan"),
    "plan": Sentence("Plan"),
    "silent": Sentence(
        "This screen has not been refreshed for {n} s. Check the connection.", n="{n}"
    ),
}

_ELEMENT = register("war_room")


def content(room: Mapping[str, Any]) -> bytes:
    """What a war room shows, sealed for the element.

    The room is ``{"tick", "heading", "clock", "source", "alarm", "tone", "numbers", "bars",
    "lists"}``, every text already in the reader's language:

    - tick: a number that grows with each refresh, by which the element knows that it is alive
    - alarm: what is said loudly, or ""; tone is "old", "late" or "fresh"
    - numbers: ``{"key", "label", "value", "note", "foot", "tone"}``; tone is "good", "bad" or ""
    - bars: ``{"title", "note", "ghost", "said", "hours"}``, ghost naming the last sale or ""; an
      hour is ``{"label", "plan", "reached", "ghost", "partial", "text"}`` with fen or None
    - lists: ``{"key", "title", "count", "empty", "items"}``, an item ``{"key", "text", "note",
      "tone"}``
    """
    return seal(room)


def war_room(content: bytes, *, words: bytes, key: str) -> None:
    """Show the war room; nothing that is done in it concerns the server."""
    show(_ELEMENT, content, words=words, key=key, on_act=_nothing)


def _nothing(verb: str, payload: Mapping[str, Any]) -> None:
    """The room is only looked at."""
