"""What a campaign should bring beyond its amount: phases' own figures, shares, kept curves."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class PhaseTarget(Kept, table=True):
    """What a phase should reach of a figure: fen, a number of things, or a rate in basis points.

    ``figure`` is one of ``rules.phase_targets.PhaseFigure``.
    """

    __tablename__ = "phase_target"
    __table_args__ = (
        UniqueConstraint("phase_id", "figure"),
        CheckConstraint("wanted >= 0", name="wanted_not_below_zero"),
    )
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    figure: str
    wanted: int = Field(sa_type=BigInteger)


class TargetShare(Kept, table=True):
    """A shop's share of a campaign's target, or a channel's of its shop's, and how it is to come.

    The row of a shop has the channel "". What was not said is None: what a channel converts, what
    a buyer pays, what a click costs, its budget, and the margin and refund rate behind its
    break-even return.
    """

    __tablename__ = "target_share"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shop_id", "channel"),
        CheckConstraint("share_bp between 0 and 10000", name="share"),
        CheckConstraint("length(channel) <= 60", name="channel_length"),
    )
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    channel: str = ""
    share_bp: int
    conversion_bp: int | None = None
    buyer_fen: int | None = Field(default=None, sa_type=BigInteger)
    click_fen: int | None = Field(default=None, sa_type=BigInteger)
    budget_fen: int | None = Field(default=None, sa_type=BigInteger)
    gross_margin_bp: int | None = None
    refund_bp: int | None = None


class KeptCurve(Kept, table=True):
    """How a sale spread over its phases: kept from a campaign that is over, or drawn by hand.

    ``shares`` is what ``rules.kept_curves`` writes of it, ``sale`` the kind of sale it belongs to.
    ``from_campaign_id`` is None for one drawn by hand; it is no foreign key, because campaigns
    point to the curve that they follow.
    """

    __tablename__ = "kept_curve"
    __table_args__ = (CheckConstraint("length(name) between 1 and 80", name="name_length"),)
    noun: ClassVar[str] = "curves"

    id: int = Field(default=None, primary_key=True)
    name: str
    sale: str
    from_campaign_id: int | None = None
    shares: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="person.id")
    archived_at: datetime | None = None
