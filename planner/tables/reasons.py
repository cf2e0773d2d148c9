"""What decides a date, in words."""

from __future__ import annotations

from planner.rules.task_dates import Decides, Reason
from planner.tables.networks import LoadedNetwork
from planner.words import Sentence


def said(loaded: LoadedNetwork, reason: Reason[int], *, later: bool) -> Sentence:
    """What keeps a task from lying earlier (``later``) or from lying later, as half a sentence."""
    match reason.decides:
        case Decides.LINK if reason.task is not None:
            title = loaded.titles[reason.task]
            if later:
                return Sentence("it waits for “{task}”", task=title)
            return Sentence("“{task}” waits for it", task=title)
        case Decides.GATE if reason.gate is not None:
            name = loaded.network.gates[reason.gate].name
            return Sentence("it has to be finished before: {gate}", gate=name)
        case Decides.NOT_BEFORE:
            return Sentence("its phase has to be open")
        case Decides.STARTED:
            return Sentence("it is under way")
        case Decides.DEADLINE | Decides.WANTED:
            return Sentence("that is its due day")
        case Decides.TEAM:
            return Sentence("its team has no time for it otherwise")
        case Decides.NOW:
            return Sentence("nothing holds it back")
        case _:
            return Sentence("nothing waits for it")
