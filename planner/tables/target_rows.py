"""Turns the rows of targets into the values that rules think in."""

from __future__ import annotations

from dataclasses import fields

from sqlmodel import Session, col, select

from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
from planner.tables.targets import PhaseTarget, TargetShare

_PLANNED = tuple(field.name for field in fields(ChannelPlan))


def load_phase_targets(session: Session, campaign_id: int) -> dict[tuple[int, PhaseFigure], int]:
    """What is wanted of each phase, by the phase's id and the figure."""
    found = session.exec(select(PhaseTarget).where(PhaseTarget.campaign_id == campaign_id))
    return {(row.phase_id, PhaseFigure(row.figure)): row.wanted for row in found}


def share_rows(session: Session, campaign_id: int) -> dict[tuple[int, str], TargetShare]:
    """The rows that say how shops and their channels share a target, by shop and channel."""
    found = session.exec(
        select(TargetShare)
        .where(TargetShare.campaign_id == campaign_id)
        .order_by(col(TargetShare.id))
    )
    return {(row.shop_id, row.channel): row for row in found}


def load_channel_plans(session: Session, campaign_id: int) -> dict[tuple[int, str], ChannelPlan]:
    """What is planned of each channel, by shop and channel, in the order it was written."""
    return {
        place: plan_of(row) for place, row in share_rows(session, campaign_id).items() if place[1]
    }


def plan_of(row: TargetShare) -> ChannelPlan:
    """The plan that a row is."""
    return ChannelPlan(**{name: getattr(row, name) for name in _PLANNED})
