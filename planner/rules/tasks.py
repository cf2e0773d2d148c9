"""How a task stands: its state, what blocks it, how ready a phase is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from unicodedata import category

from planner.words import Refusal, Sentence


class TaskState(StrEnum):
    """Where a task stands, derived from what happened and never stored."""

    TODO = "todo"
    DOING = "doing"
    REVIEW = "review"
    DONE = "done"


class TaskField(StrEnum):
    """What of a task a person can plan."""

    TITLE = "title"
    ACCEPTANCE = "acceptance"
    TEAM = "team"
    OWNER = "owner"
    APPROVER = "approver"
    PHASE = "phase"
    ANCHOR = "anchor"
    OFFSET_DAYS = "offset_days"
    DUE = "due"
    DURATION_DAYS = "duration_days"
    EFFORT_HOURS = "effort_hours"
    PEOPLE_AT_ONCE = "people_at_once"
    MUST_HAVE = "must_have"
    PREDECESSORS = "predecessors"
    CHECKLIST = "checklist"


STATE_NAMES: dict[TaskState, Sentence] = {
    TaskState.TODO: Sentence("To do"),
    TaskState.DOING: Sentence("Doing"),
    TaskState.REVIEW: Sentence("For review"),
    TaskState.DONE: Sentence("Done"),
}


def written(text: str) -> str:
    """What a person wrote: line ends as \\n, no space around it, nothing that can't be kept.

    Control characters and halves of characters go; databases and spreadsheets refuse them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in lines if sign in "\n\t" or category(sign) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """What a person wrote, on one line with single spaces."""
    return " ".join(written(text).split())


def state_of(
    started_at: datetime | None, submitted_at: datetime | None, done_at: datetime | None
) -> TaskState:
    """The state that the dated facts amount to; the latest step reached wins."""
    if done_at is not None:
        return TaskState.DONE
    if submitted_at is not None:
        return TaskState.REVIEW
    if started_at is not None:
        return TaskState.DOING
    return TaskState.TODO


def is_late(due_on: date, done_at: datetime | None, today: date) -> bool:
    """Whether an open task's due day has passed."""
    return done_at is None and due_on < today


class Bucket(StrEnum):
    """The stretch of My tasks that a task falls into."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


def bucket_of(due_on: date, today: date) -> Bucket:
    """Overdue before today; this week runs through the coming Sunday; the rest is later."""
    if due_on < today:
        return Bucket.OVERDUE
    if due_on == today:
        return Bucket.TODAY
    days_to_sunday = 6 - today.weekday()
    return Bucket.THIS_WEEK if (due_on - today).days <= days_to_sunday else Bucket.LATER


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much of what a phase needs is done, by number of tasks, must-haves apart."""

    done: int
    total: int
    must_done: int
    must_total: int

    @property
    def share_bp(self) -> int | None:
        """Done over total in basis points, rounded down so that only all done reads 100 %."""
        return None if self.total == 0 else self.done * 10_000 // self.total


def readiness(tasks: Iterable[tuple[bool, bool]]) -> Readiness:
    """Count (done, must_have) pairs into a phase's readiness."""
    pairs = list(tasks)
    return Readiness(
        done=sum(done for done, _ in pairs),
        total=len(pairs),
        must_done=sum(done and must for done, must in pairs),
        must_total=sum(must for _, must in pairs),
    )


def require_no_cycle(before: Mapping[int, Sequence[int]], titles: Mapping[int, str]) -> None:
    """Refuse predecessors that wait for each other, naming the whole circle.

    ``before`` maps a task to the tasks it waits for.
    """
    circle = find_cycle(before)
    if circle:
        path = " → ".join(titles.get(task, str(task)) for task in circle)
        raise Refusal(
            "These tasks would wait for each other: {path}. Remove one of these predecessors.",
            path=path,
        )


def find_cycle(before: Mapping[int, Sequence[int]]) -> list[int]:
    """A circle of tasks that wait for each other, first task repeated at the end, or an empty list.

    Depth-first search with three colours, iterative so that long chains are no trouble.
    """
    finished: set[int] = set()
    for start in before:
        if start in finished:
            continue
        path: list[int] = []
        on_path: set[int] = set()
        stack: list[tuple[int, bool]] = [(start, False)]
        while stack:
            task, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(task)
                finished.add(task)
                continue
            if task in on_path:
                return [*path[path.index(task) :], task]
            if task in finished:
                continue
            path.append(task)
            on_path.add(task)
            stack.append((task, True))
            stack.extend((earlier, False) for earlier in before.get(task, ()))
    return []
