"""Finds the row an action is about, or refuses in the reader's words."""

from __future__ import annotations

from sqlmodel import Session, select

from planner.tables.campaigns import Campaign, Milestone, Phase
from planner.tables.loading import kept_campaign
from planner.tables.people import Person, Team
from planner.tables.promotions import Promotion, PromotionPhase
from planner.tables.shops import Shop
from planner.tables.tasks import Task
from planner.words import Refusal


def open_campaign(session: Session, campaign_id: int) -> Campaign:
    """A campaign that can be changed: there, not in the recycle bin, not archived."""
    campaign = kept_campaign(session, campaign_id)
    if campaign.archived_at is not None:
        raise Refusal(
            "“{campaign}” is archived. Take it out of the archive to change it.",
            campaign=campaign.name,
        )
    return campaign


def open_task(session: Session, task_id: int) -> Task:
    """A task that can be worked on, in a campaign that can be changed."""
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise Refusal("This task is not there any more. It may be in the recycle bin.")
    open_campaign(session, task.campaign_id)
    return task


def person(session: Session, person_id: int) -> Person:
    """Someone who can be given work."""
    found = session.get(Person, person_id)
    if found is None or found.deactivated_at is not None or found.removed_at is not None:
        raise Refusal("Person: choose someone who still works here.")
    return found


def team(session: Session, team_id: int) -> Team:
    """A team that can be given work."""
    found = session.get(Team, team_id)
    if found is None or found.archived_at is not None:
        raise Refusal("Team: choose one of your teams.")
    return found


def shop(session: Session, shop_id: int) -> Shop:
    """A shop that still sells."""
    found = session.get(Shop, shop_id)
    if found is None or found.archived_at is not None:
        raise Refusal("Shop: choose one of your shops.")
    return found


def phase(session: Session, campaign_id: int, phase_id: int) -> Phase:
    """A phase of this campaign."""
    found = session.get(Phase, phase_id)
    if found is None or found.campaign_id != campaign_id:
        raise Refusal("Phase: choose one of this campaign's phases.")
    return found


def counting_promotion(session: Session, promotion_id: int) -> Promotion:
    """A promotion that still has a phase to count in."""
    row = session.get_one(Promotion, promotion_id)
    links = select(PromotionPhase.id).where(PromotionPhase.promotion_id == promotion_id)
    if session.exec(links.limit(1)).first() is None:
        raise Refusal(
            "“{name}” counts in no phase any more: they are gone. Write it anew.", name=row.name
        )
    return row


def milestone(session: Session, campaign_id: int, milestone_id: int) -> Milestone:
    """A milestone of this campaign."""
    found = session.get(Milestone, milestone_id)
    if found is None or found.campaign_id != campaign_id:
        raise Refusal("Milestone: choose one of this campaign's milestones.")
    return found
