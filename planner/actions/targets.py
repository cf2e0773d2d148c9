"""Splitting a target: phases' own figures, shares of shops, and channels with what they take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, select

from planner.actions.finding import open_campaign, phase
from planner.actions.stale import require_version
from planner.rules.campaigns import PhaseKind
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.phase_targets import JUDGED_BY, WAYS, PhaseFigure, require_wanted
from planner.rules.target_shares import ChannelPlan, require_whole
from planner.tables.base import Kept
from planner.tables.campaigns import CampaignShop
from planner.tables.shops import Shop
from planner.tables.target_rows import share_rows
from planner.tables.targets import PhaseTarget, TargetShare
from planner.words import Did, Refusal, Sentence

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R", bound=Kept)
LONGEST_CHANNEL = 60


def set_phase_targets(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    phase_id: int,
    wanted: Mapping[PhaseFigure, int],
    seen: Mapping[PhaseFigure, int],
) -> Did:
    """Say what a phase should reach of its own figures; one that is left out is not wanted.

    ``seen`` has the version of each row that the person saw, by figure.
    """
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    row = phase(session, campaign_id, phase_id)
    allowed = {*JUDGED_BY[PhaseKind(row.kind)], *WAYS}
    for figure, value in wanted.items():
        if figure not in allowed:
            raise Refusal("“{phase}” is not judged by this figure.", phase=row.name)
        require_wanted(figure, value)
    found = session.exec(select(PhaseTarget).where(PhaseTarget.phase_id == phase_id))
    _bring_to(
        session,
        {PhaseFigure(one.figure): one for one in found},
        wanted,
        seen,
        lambda figure, value: PhaseTarget(
            campaign_id=campaign_id, phase_id=phase_id, figure=str(figure), wanted=value
        ),
        _want,
    )
    said = Sentence("set what “{phase}” should reach", phase=row.name)
    return Did(said, campaign.id)


def set_shop_shares(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    shares_bp: Mapping[int, int],
    seen: Mapping[int, int],
) -> Did:
    """Share the target among the campaign's shops, by their ids; the shares make the whole."""
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    require_whole(list(shares_bp.values()), Sentence("Part of the target"))
    for shop_id in shares_bp:
        _shop_of(session, campaign_id, shop_id)
    rows = share_rows(session, campaign_id)
    _bring_to(
        session,
        {shop_id: row for (shop_id, channel), row in rows.items() if not channel},
        shares_bp,
        seen,
        lambda shop_id, share: TargetShare(
            campaign_id=campaign_id, shop_id=shop_id, share_bp=share
        ),
        _share,
    )
    said = Sentence("shared the target of “{campaign}” among its shops", campaign=campaign.name)
    return Did(said, campaign_id)


def set_channels(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    shop_id: int,
    channels: Mapping[str, ChannelPlan],
    seen: Mapping[str, int],
) -> Did:
    """Plan the channels of a shop by name; their shares of the shop's part make the whole.

    No channels at all takes those that were planned away.
    """
    actor.require(Right.PLAN)
    actor.require(Right.SEE_COSTS)
    open_campaign(session, campaign_id)
    shop = _shop_of(session, campaign_id, shop_id)
    wanted: dict[str, ChannelPlan] = {}
    for name, planned in channels.items():
        channel = tidy(name)
        if not 1 <= len(channel) <= LONGEST_CHANNEL:
            raise Refusal("Channel: write a name of 1 to {most} characters.", most=LONGEST_CHANNEL)
        if channel in wanted:
            raise Refusal("Channel: “{channel}” stands there twice.", channel=channel)
        wanted[channel] = planned
    if wanted:
        shares = [planned.share_bp for planned in wanted.values()]
        require_whole(shares, Sentence("Share of the shop"))
    rows = share_rows(session, campaign_id)
    _bring_to(
        session,
        {
            channel: row
            for (of_shop, channel), row in rows.items()
            if channel and of_shop == shop_id
        },
        wanted,
        seen,
        lambda channel, planned: _plan(
            TargetShare(campaign_id=campaign_id, shop_id=shop_id, channel=channel, share_bp=0),
            planned,
        ),
        _plan,
    )
    said = Sentence(
        "planned {n} channel of “{shop}”",
        "planned {n} channels of “{shop}”",
        n=len(wanted),
        shop=shop.name,
    )
    return Did(said, campaign_id)


def _bring_to(
    session: Session,
    standing: Mapping[K, R],
    wanted: Mapping[K, V],
    seen: Mapping[K, int],
    make: Callable[[K, V], R],
    change: Callable[[R, V], R],
) -> None:
    """Bring rows to what is wanted, if all of them are as they were seen."""
    for key, row in standing.items():
        require_version(session, row, seen.get(key, -1))
    if standing.keys() != seen.keys():
        raise Refusal(
            "Somebody changed this while you were editing."
            " Your text is kept; look at it and save again."
        )
    for key, row in standing.items():
        if key not in wanted:
            session.delete(row)
    for key, value in wanted.items():
        if key in standing:
            change(standing[key], value)
        else:
            session.add(make(key, value))


def _want(row: PhaseTarget, value: int) -> PhaseTarget:
    row.wanted = value
    return row


def _share(row: TargetShare, share_bp: int) -> TargetShare:
    row.share_bp = share_bp
    return row


def _plan(row: TargetShare, planned: ChannelPlan) -> TargetShare:
    for field in fields(ChannelPlan):
        setattr(row, field.name, getattr(planned, field.name))
    return row


def _shop_of(session: Session, campaign_id: int, shop_id: int) -> Shop:
    """A shop that takes part in the campaign."""
    link = session.exec(
        select(CampaignShop).where(
            CampaignShop.campaign_id == campaign_id, CampaignShop.shop_id == shop_id
        )
    ).first()
    if link is None:
        raise Refusal("Shop: choose one of this campaign's shops.")
    return session.get_one(Shop, shop_id)
