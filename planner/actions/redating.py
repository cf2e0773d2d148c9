"""Puts due days and the planning day back where the plan says after something in it has moved."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, col, select

from planner.actions.looking_over import note_new_days
from planner.rules.campaigns import campaign_span, due_day
from planner.tables.campaigns import Campaign
from planner.tables.loading import anchor_of, load_milestones, load_phases
from planner.tables.tasks import Task
from planner.words import Refusal

_MOST_DAYS = 400


def redate(session: Session, campaign: Campaign) -> int:
    """Recompute the due day of every task that is not done; returns how many moved."""
    phases = load_phases(session, campaign.id)
    milestones = load_milestones(session, campaign.id)
    moved = 0
    for task in session.exec(
        select(Task).where(Task.campaign_id == campaign.id, col(Task.done_at).is_(None))
    ):
        due = due_day(anchor_of(task), task.offset_days, phases, milestones)
        if due != task.due_on:
            task.due_on = due
            moved += task.deleted_at is None
    return moved


def redate_reopened(session: Session, task: Task) -> None:
    """Let a task that was done, and so kept its day, be due where the plan says by now."""
    phases = load_phases(session, task.campaign_id)
    milestones = load_milestones(session, task.campaign_id)
    due = due_day(anchor_of(task), task.offset_days, phases, milestones)
    if task.due_on != due:
        task.due_on = due


def settle_span(session: Session, campaign: Campaign) -> None:
    """Let the planning day follow the first of the plan's work, so that no due day lies before it.

    What the calendar says of days that the plan newly reaches is noted with it.

    Raises Refusal where a milestone or an open task would come after the last phase, and where
    the campaign would be longer than 400 days, which is a year mistyped.
    """
    tasks = session.exec(
        select(Task).where(Task.campaign_id == campaign.id, col(Task.deleted_at).is_(None))
    ).all()
    milestones = load_milestones(session, campaign.id)
    first, last = campaign_span(
        load_phases(session, campaign.id), min((_starts_on(task) for task in tasks), default=None)
    )
    first = min(first, campaign.sale_day, *(milestone.at.date() for milestone in milestones))
    if (max(last, campaign.sale_day) - first).days > _MOST_DAYS:
        raise Refusal(
            "Dates: the plan would run from {first} to {last}, longer than a year."
            " Check the years.",
            first=first,
            last=max(last, campaign.sale_day),
        )
    for milestone in milestones:
        if milestone.at.date() > last:
            raise Refusal(
                "Milestone “{milestone}” on {day} would come after the last phase, which ends on"
                " {last}. Choose an earlier day, or let that phase close later.",
                milestone=milestone.name,
                day=milestone.at.date(),
                last=last,
            )
    beyond = [task for task in tasks if task.done_at is None and task.due_on > last]
    if beyond:
        raise Refusal(
            "{n} task, “{task}”, would be due after the last phase, which ends on {last}."
            " Let that phase close later, or change the task first.",
            "{n} tasks, “{task}” among them, would be due after the last phase, which ends on"
            " {last}. Let that phase close later, or change the tasks first.",
            n=len(beyond),
            task=beyond[0].title,
            last=last,
        )
    if campaign.planning_day != first:
        campaign.planning_day = first
    note_new_days(session, campaign, last)


def _starts_on(task: Task) -> date:
    return task.due_on - timedelta(days=task.duration_days - 1)
