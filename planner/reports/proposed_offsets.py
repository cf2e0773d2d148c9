"""The offsets that templates should have by when the tasks of a sale were really done."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlmodel import Session, col, select

from planner.files.own_templates import read_template
from planner.reports.reading import reads
from planner.rules.lead_times import proposals
from planner.rules.people import Actor, Right
from planner.rules.sale_days import NoUsualDay
from planner.rules.saved_plans import template_of
from planner.rules.templates import SaleTemplate
from planner.tables.campaigns import Campaign
from planner.tables.lead_times import load_task_times
from planner.tables.loading import kept_campaign
from planner.tables.own_templates import latest_versions, versions_of
from planner.tables.plans import load_plan, load_team_names
from planner.tables.tasks import Task

_COLUMNS = (
    *("key", "title", "team", "anchor", "old_days", "proposed_days", "change", "tasks", "why"),
)


@reads("templates", "tasks", "campaigns")
def templates(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> dict[str, tuple[int, str]]:
    """The number and name of the newest version of each own template that shares tasks with a
    campaign, by key, the last saved first."""
    actor.require(Right.PLAN)
    kept_campaign(session, campaign_id)
    keys = set(
        session.exec(
            select(Task.template_key).where(
                Task.campaign_id == campaign_id,
                col(Task.template_key).is_not(None),
                col(Task.deleted_at).is_(None),
            )
        )
    )
    found = {}
    for row in latest_versions(session):
        if row.archived_at is not None:
            continue
        template = read_template(row.content.encode(), row.key)
        if keys & {task.key for task in template.tasks}:
            found[row.key] = (row.number, row.name)
    return found


@reads("templates", "tasks", "campaigns")
def offsets(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
    key: str | None = None,
) -> pd.DataFrame:
    """One row is a task of a template that was done at least a day off its offset, the furthest
    first: key, title (Bilingual), team (its key or name), anchor (of ``AnchorKind``), old_days,
    proposed_days, change (days), tasks (how many made from it were done), why (a Sentence).

    Without a ``key`` the template is the campaign's own plan.
    """
    actor.require(Right.PLAN)
    campaign = kept_campaign(session, campaign_id)
    template = (
        read_template(versions_of(session, key)[0].content.encode(), key)
        if key
        else _own_plan(session, campaign)
    )
    rows = [
        (
            one.task.key,
            one.task.work.title,
            one.task.work.team,
            one.task.anchor.kind,
            one.old_days,
            one.proposed_days,
            one.proposed_days - one.old_days,
            len(one.real),
            one.why,
        )
        for one in sorted(
            proposals(load_task_times(session, campaign).values(), template),
            key=lambda one: -abs(one.proposed_days - one.old_days),
        )
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)


def _own_plan(session: Session, campaign: Campaign) -> SaleTemplate:
    return template_of(
        load_plan(session, campaign),
        key="",
        name=campaign.name,
        usual_day=NoUsualDay(),
        team_names=load_team_names(session),
    )
