"""What playbooks and their fields are called when history speaks of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from planner.tables.recording import State
from planner.words import Sentence

PLAYBOOK_FIELDS: dict[str, Sentence] = {
    "armed_at": Sentence("armed"),
    "due_hours": Sentence("due after hours"),
    "fired_at": Sentence("fired"),
    "judged_for": Sentence("moment it was judged for"),
    "measure": Sentence("amount it asks for"),
    "offset_minutes": Sentence("minutes after the opening"),
    "passed_at": Sentence("did not fire"),
    "planned_fen": Sentence("planned by then"),
    "reached_fen": Sentence("reached by then"),
    "side": Sentence("below or above"),
}
PLAYBOOK_TITLES: dict[str, Callable[[Session, State], Sentence]] = {
    "playbook": lambda _, state: Sentence("playbook “{name}”", name=state["name"]),
    "playbook_task": lambda _, state: Sentence(
        "task “{title}” of a playbook", title=state["title"][:40]
    ),
}
