"""Our own elements: a list, a board and a timeline, each one element however many tasks it shows.

An element is given plain dicts and already translated ``words`` and calls ``on_act(verb, payload)``
for everything a person does in it. Each module's ``WORDS`` are the sentences it needs:
``words={name: say(sentence) for name, sentence in WORDS.items()}``.
"""

from planner.ui.components.acts import Act, decode
from planner.ui.components.board import board
from planner.ui.components.task_list import task_list
from planner.ui.components.timeline import timeline

__all__ = ["Act", "board", "decode", "task_list", "timeline"]
