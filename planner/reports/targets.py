"""A campaign's target as it is planned: goals, phases' figures, shares of shops and channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, select

from planner.files import curves
from planner.reports.reading import reads
from planner.rules.forecasts import Goals
from planner.rules.kept_curves import days_of
from planner.rules.people import Actor, Right
from planner.rules.phase_targets import PhaseFigure
from planner.rules.target_shares import ChannelPlan
from planner.rules.targets import Plan
from planner.tables.campaign_sales import load_target_plan
from planner.tables.loading import kept_campaign, load_phases
from planner.tables.target_rows import plan_of, share_rows
from planner.tables.targets import PhaseTarget


@dataclass(frozen=True)
class TargetCard:
    """A campaign's target and all that splits it; each mapping has a row's version beside it.

    ``channels`` say nothing but their share to those who may not see costs. ``days`` are the
    shares of the days of each phase in basis points, empty without a target.
    """

    goals: Goals
    curve_id: int | None
    plan: Plan[int] | None
    days: Mapping[tuple[int, date], int] = field(hash=False)
    phases: Mapping[tuple[int, PhaseFigure], tuple[int, int]] = field(hash=False)
    shops: Mapping[int, tuple[int, int]] = field(hash=False)
    channels: Mapping[tuple[int, str], tuple[ChannelPlan, int]] = field(hash=False)

    def of_phase(self, phase_id: int) -> dict[PhaseFigure, int]:
        """What is wanted of a phase."""
        return {
            figure: wanted for (key, figure), (wanted, _) in self.phases.items() if key == phase_id
        }

    def of_shop(self, shop_id: int) -> dict[str, ChannelPlan]:
        """The channels that are planned of a shop."""
        return {name: plan for (key, name), (plan, _) in self.channels.items() if key == shop_id}


@reads("campaigns", "curves")
def card(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> TargetCard:
    """A campaign's target; raises a Refusal if the campaign is gone."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    phases = load_phases(session, campaign_id)
    planned = load_target_plan(session, campaign, phases, curves.shipped())
    wanted = session.exec(select(PhaseTarget).where(PhaseTarget.campaign_id == campaign_id))
    shares = share_rows(session, campaign_id)
    return TargetCard(
        goals=Goals(campaign.target_fen, campaign.target_floor_fen, campaign.target_stretch_fen),
        curve_id=campaign.curve_id,
        plan=planned,
        days={} if planned is None else days_of(planned),
        phases={
            (row.phase_id, PhaseFigure(row.figure)): (row.wanted, row.version) for row in wanted
        },
        shops={
            shop_id: (row.share_bp, row.version)
            for (shop_id, channel), row in shares.items()
            if not channel
        },
        channels={
            place: (
                plan_of(row) if actor.may(Right.SEE_COSTS) else ChannelPlan(row.share_bp),
                row.version,
            )
            for place, row in shares.items()
            if place[1]
        },
    )
