"""A playbook as somebody writes it: what it watches, and the tasks that it releases."""

from __future__ import annotations

from dataclasses import dataclass

from planner.rules.playbooks import Trigger
from planner.rules.tasks import one_line, written
from planner.words import Refusal

MOST_TASKS = 12
LONGEST_NAME, LONGEST_TITLE, LONGEST_ACCEPTANCE = 80, 200, 1500
MOST_DUE_HOURS = 24 * 14


@dataclass(frozen=True, slots=True)
class Release:
    """A task that a playbook makes when it fires, due so many hours later. Raises Refusal."""

    title: str
    team_id: int
    due_hours: int = 2
    acceptance: str = ""
    effort_hours: float = 1
    must_have: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "acceptance", written(self.acceptance))
        if not 1 <= len(self.title) <= LONGEST_TITLE:
            raise Refusal(
                "Task: write what is to be done, 1 to {most} characters.", most=LONGEST_TITLE
            )
        if len(self.acceptance) > LONGEST_ACCEPTANCE:
            raise Refusal("Done when: write at most {most} characters.", most=LONGEST_ACCEPTANCE)
        if not 0 <= self.due_hours <= MOST_DUE_HOURS:
            raise Refusal("Due: write 0 to {most} hours after it fires.", most=MOST_DUE_HOURS)
        if not 0 <= self.effort_hours <= 1000:
            raise Refusal("Effort: write hours from 0 to {most}.", most=1000)


@dataclass(frozen=True, slots=True)
class PlaybookDraft:
    """A playbook as somebody writes it. Raises Refusal naming what is wrong."""

    name: str
    trigger: Trigger
    releases: tuple[Release, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        if not 1 <= len(self.name) <= LONGEST_NAME:
            raise Refusal("Name: write 1 to {most} characters.", most=LONGEST_NAME)
        if not 1 <= len(self.releases) <= MOST_TASKS:
            raise Refusal("Tasks: a playbook releases 1 to {most} tasks.", most=MOST_TASKS)
