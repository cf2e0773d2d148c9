"""Our own elements: a list, a board and a timeline, each one element however many tasks it shows.

An element is given plain dicts and already translated ``words`` and calls ``on_act(verb, payload)``
for everything a person does in it. ``TASK_LIST_WORDS``, ``BOARD_WORDS`` and ``TIMELINE_WORDS`` are
the sentences each needs, translated by ``voice().say``: the browser sets every text as text, so
neither words nor titles are escaped for Markdown.
"""

from planner.ui.components.acts import Act, decode
from planner.ui.components.board import WORDS as BOARD_WORDS
from planner.ui.components.board import board
from planner.ui.components.task_list import WORDS as TASK_LIST_WORDS
from planner.ui.components.task_list import task_list
from planner.ui.components.timeline import WORDS as TIMELINE_WORDS
from planner.ui.components.timeline import timeline

__all__ = [
    "BOARD_WORDS",
    "TASK_LIST_WORDS",
    "TIMELINE_WORDS",
    "Act",
    "board",
    "decode",
    "task_list",
    "timeline",
]
