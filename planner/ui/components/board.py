"""The board: a column for each state, cards that move by mouse, menu or keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.ui.components.acts import OnAct, register, show
from planner.ui.components.packing import TASK_FIELDS, pack, seal
from planner.ui.components.sentences import TASK_WORDS
from planner.words import Sentence

WORDS = TASK_WORDS | {
    "move_to": Sentence("Move to {column}", column="{column}"),
    "moved": Sentence("{title} is now in {column}.", title="{title}", column="{column}"),
    "board_help": Sentence(
        "Drag a card to another column, or use its menu. On a keyboard, arrow keys walk from card "
        "to card; Alt and an arrow key move the card."
    ),
    "columns": Sentence("Columns"),
}

_ELEMENT = register("board")


def content(
    columns: Sequence[Mapping[str, Any]],
    *,
    show_team: bool = True,
    show_campaign: bool = False,
    height: int = 720,
) -> bytes:
    """Columns of cards, sealed for the board.

    A column is ``{"id", "title", "count", "shown", "tasks"}``, in the order of the screen; count
    is how many tasks it has and shown how many of them are here. A card is a task as in
    ``task_list`` and may carry ``moves``, the ids of the columns this person may move it to (every
    other column if absent). Height is the most pixels a column takes before it scrolls inside.
    """
    packed = [{**column, "tasks": pack(column["tasks"], TASK_FIELDS)} for column in columns]
    return seal(
        {
            "columns": packed,
            "show_team": show_team,
            "show_campaign": show_campaign,
            "height": height,
        }
    )


def board(content: bytes, *, words: bytes, key: str, on_act: OnAct) -> None:
    """Show the cards as one element and report where they are moved.

    Verbs reported: ``move`` with ``to``, ``open``, those in ``can`` (in the card's menu), and
    ``more`` with the column's id as ``group``.
    """
    show(_ELEMENT, content, words=words, key=key, on_act=on_act)
