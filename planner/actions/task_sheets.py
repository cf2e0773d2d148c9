"""Takes in a spreadsheet of tasks that somebody has looked over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from planner.actions.finding import open_campaign
from planner.actions.plans import add, edit
from planner.files.tasks import TaskFile
from planner.rules.people import Actor, Right
from planner.rules.task_sheets import compare
from planner.tables.task_sheets import load_directory, load_known
from planner.words import Did, Refusal, Sentence


def take_in(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    file: TaskFile,
    digest: str,
    team_names: Mapping[str, str],
    states: Mapping[str, str],
) -> Did:
    """Make the changes that the preview with this digest showed, all in one; rows with problems
    are left out. Refused if the tasks have changed since, so that nobody is surprised."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    diff = compare(
        ((row.row, row.key, row.cells) for row in file.rows),
        load_known(session, campaign_id, team_names, states),
        load_directory(session, campaign_id, team_names, states),
    )
    if diff.digest != digest:
        raise Refusal("The tasks have changed since this preview. Look at the new one below.")
    for change in diff.changes:
        try:
            if change.task_id is None:
                add(
                    session,
                    actor=actor,
                    now=now,
                    campaign_id=campaign_id,
                    changes=change.fields,
                )
            else:
                edit(
                    session,
                    actor=actor,
                    now=now,
                    task_id=change.task_id,
                    version=change.version,
                    changes=change.fields,
                )
        except Refusal as refusal:
            raise Refusal("Row {row}, {what}", row=change.row, what=refusal.sentence) from refusal
    n = len(diff.changes)
    return Did(
        Sentence(
            "took in {n} task from a spreadsheet into “{campaign}”",
            "took in {n} tasks from a spreadsheet into “{campaign}”",
            n=n,
            campaign=campaign.name,
        ),
        campaign_id,
        n,
    )
