"""A campaign's tasks as a spreadsheet, and what a spreadsheet would change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from planner.files.tasks import TaskColumn, TaskFile, TaskRow
from planner.rules.people import Actor, Right
from planner.rules.task_sheets import SheetDiff, compare
from planner.tables.task_sheets import load_directory, load_known


def rows(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    team_names: Mapping[str, str],
    states: Mapping[str, str],
) -> tuple[TaskRow, ...]:
    """The tasks as rows of a file, in order of number; names in the reader's language."""
    actor.require(Right.SEE_PLAN)
    known = load_known(session, campaign_id, team_names, states)
    return tuple(
        TaskRow(
            number,
            task.key,
            {column: getattr(task, column) for column in TaskColumn if column != TaskColumn.KEY},
        )
        for number, task in enumerate(known.values(), start=2)
    )


def preview(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    file: TaskFile,
    team_names: Mapping[str, str],
    states: Mapping[str, str],
) -> SheetDiff:
    """What a file would change, row by row, and every row that can't be taken and why."""
    actor.require(Right.PLAN)
    diff = compare(
        ((row.row, row.key, row.cells) for row in file.rows),
        load_known(session, campaign_id, team_names, states),
        load_directory(session, campaign_id, team_names, states),
    )
    problems = sorted((*file.problems, *diff.problems), key=lambda problem: problem.row)
    return SheetDiff(diff.changes, diff.unchanged, tuple(problems), diff.digest)
