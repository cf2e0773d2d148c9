"""What a spreadsheet of tasks would change: each row against the task its key names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from planner.rules.figures import Skipped
from planner.rules.link_notation import link_of, written
from planner.rules.links import Link
from planner.rules.tasks import TaskField
from planner.words import Refusal, Sentence


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task as a sheet shows it: names for people and teams, links by
    key for predecessors, as ``link_notation`` writes them.

    ``state`` is the word for its state.
    """

    id: int
    key: str
    version: int
    title: str
    team: str
    owner: str | None
    phase: str
    due: date
    effort_hours: float
    must_have: bool
    approver: str | None
    predecessors: tuple[str, ...]
    checklist: tuple[tuple[bool, str], ...]
    acceptance: str
    state: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What names in a sheet mean; several ids where people share a name.

    ``words`` holds, for the columns team and state, what other languages call what is known here.
    """

    teams: Mapping[str, int]
    people: Mapping[str, tuple[int, ...]]
    phases: Mapping[str, int]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: the column, and what it says now and would say."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row would do: change the task ``task_id``, or add one (None)."""

    row: int
    task_id: int | None
    version: int
    title: str
    cells: tuple[CellChange, ...]
    fields: Mapping[TaskField, Any]


@dataclass(frozen=True, slots=True)
class SheetDiff:
    """What a sheet would change, how many rows are as they were, and what is wrong with others.

    ``digest`` tells two previews apart that would not do the same.
    """

    changes: tuple[RowChange, ...]
    unchanged: int
    problems: tuple[Skipped, ...]
    digest: str = field(default="")


def compare(
    rows: Iterable[tuple[int, str | None, Mapping[Any, Any]]],
    known: Mapping[str, KnownTask],
    directory: Directory,
) -> SheetDiff:
    """Each row (number in the file, key, cells by column) against the task that its key names.

    Cells that say what the task says already are left out; a row without a key adds a task.
    """
    changes: list[RowChange] = []
    problems: list[Skipped] = []
    unchanged = 0
    for number, key, cells in rows:
        try:
            change = _row(number, key, cells, known, directory)
        except Refusal as refusal:
            told = Sentence("Row {row}, {what}", row=number, what=refusal.sentence)
            problems.append(Skipped(number, told))
            continue
        if change.cells:
            changes.append(change)
        else:
            unchanged += 1
    spelled = repr([(c.task_id, c.version, c.cells, sorted(c.fields.items())) for c in changes])
    digest = hashlib.sha256(spelled.encode()).hexdigest()
    return SheetDiff(tuple(changes), unchanged, tuple(problems), digest)


def _row(
    number: int,
    key: str | None,
    cells: Mapping[Any, Any],
    known: Mapping[str, KnownTask],
    directory: Directory,
) -> RowChange:
    cells = {column: _in_our_words(column, cell, directory) for column, cell in cells.items()}
    if cells.get("predecessors"):
        cells["predecessors"] = tuple(_by_key(one, known) for one in cells["predecessors"])
    task = known.get(key) if key else None
    if key and task is None:
        raise Refusal("Key: this campaign has no task “{key}”. Leave it empty to add one.", key=key)
    if task is None and not all(cells.get(column) for column in _NEEDED):
        raise Refusal("a new task needs a title, a team, a phase and a due day.")
    changed = [
        CellChange(column, old, new)
        for column, new in cells.items()
        if column not in _NOT_PLANNED and not _same(old := getattr(task, column, None), new)
    ]
    state = cells.get("state")
    if task is not None and state is not None and state != task.state:
        raise Refusal("State: tick tasks in the app instead, so that it says who and when.")
    return RowChange(
        row=number,
        task_id=task.id if task else None,
        version=task.version if task else 0,
        title=str(cells.get("title") or (task.title if task else "")),
        cells=tuple(changed),
        fields=dict(_meaning(change, known, directory) for change in changed),
    )


_NEEDED = ("title", "team", "phase", "due")
_NOT_PLANNED = ("key", "state")


def _in_our_words(column: Any, cell: Any, directory: Directory) -> Any:
    return directory.words.get(column, {}).get(cell, cell) if isinstance(cell, str) else cell


def _meaning(
    change: CellChange, known: Mapping[str, KnownTask], directory: Directory
) -> tuple[TaskField, Any]:
    value = change.new
    match change.column:
        case "team":
            return TaskField.TEAM, _found(value, directory.teams)
        case "phase":
            return TaskField.PHASE, _found(value, directory.phases)
        case "owner" | "approver":
            return TaskField(change.column), value and _person(value, directory)
        case "predecessors":
            return TaskField.PREDECESSORS, tuple(_link(piece, known) for piece in value)
        case "effort_hours":
            return TaskField.EFFORT_HOURS, value or 0
        case _:
            return TaskField(change.column), value


def _found(name: str | None, ids: Mapping[str, int]) -> int:
    if name is None or name not in ids:
        raise Refusal("there is no “{name}”; there are: {names}.", name=name or "", names=list(ids))
    return ids[name]


def _person(name: str, directory: Directory) -> int:
    ids = directory.people.get(name, ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise Refusal("{n} people are called “{name}”. Choose in the app.", name=name, n=len(ids))
    near = get_close_matches(name, directory.people, n=1, cutoff=0.4)
    if near:
        raise Refusal("nobody is called “{name}”. Did you mean {near}?", name=name, near=near[0])
    raise Refusal("nobody is called “{name}”. Invite them first.", name=name)


def _link(piece: str, known: Mapping[str, KnownTask]) -> Link[int]:
    link = link_of(piece)
    if link.before not in known:
        raise Refusal("Predecessors: this campaign has no task “{key}”.", key=link.before)
    return Link(known[link.before].id, link.kind, link.lag_days, link.unit)


def _by_key(piece: str, known: Mapping[str, KnownTask]) -> str:
    """A link with its task's key where somebody wrote only its number."""
    link = link_of(piece)
    if not link.before.isdigit():
        return piece
    key = next((key for key in known if key.rpartition("-")[2] == link.before), link.before)
    return written(replace(link, before=key))


def _same(old: Any, new: Any) -> bool:
    if not old:
        return not new
    if isinstance(old, tuple) and old and isinstance(old[0], str):
        return set(old) == set(new or ())
    return bool(old == new)
