"""Campaigns with their shops, phases, milestones and target."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, Session

from planner.tables.base import Kept


class Campaign(Kept, table=True):
    """One sale of the company, planned around its sale day.

    ``working_days`` is what its plan took for working days when someone last looked it over: the
    first day in ISO form, a colon, and 1 or 0 a day; empty before anyone has. Beside the target
    stand the least and the most it should bring; ``curve_id`` is the curve that its plan follows,
    None for the usual one.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint("target_fen is null or target_fen > 0", name="target_above_zero"),
        CheckConstraint(
            "target_floor_fen is null or target_floor_fen > 0", name="target_floor_above_zero"
        ),
        CheckConstraint(
            "target_stretch_fen is null or target_stretch_fen > 0", name="target_stretch_above_zero"
        ),
        CheckConstraint("target_measure in ('ordered', 'paid', 'net')", name="target_measure"),
        CheckConstraint("planning_day <= sale_day", name="planning_before_sale"),
    )
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    sale: str
    sale_day: date
    planning_day: date
    time_zone: str
    language: str
    target_fen: int | None = Field(default=None, sa_type=BigInteger)
    target_floor_fen: int | None = Field(default=None, sa_type=BigInteger)
    target_stretch_fen: int | None = Field(default=None, sa_type=BigInteger)
    target_measure: str = "paid"
    # Curves point to campaigns too: of the two, campaigns come first.
    curve_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("kept_curve.id", use_alter=True))
    )
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="person.id")
    archived_at: datetime | None = None
    deleted_at: datetime | None = None
    working_days: str = ""
    baseline_at: datetime | None = None

    def campaign_of(self, session: Session) -> int | None:  # noqa: ARG002 -- the row is the campaign
        """A campaign belongs to itself."""
        return self.id


class CampaignShop(Kept, table=True):
    """That a shop takes part in a campaign."""

    __tablename__ = "campaign_shop"
    __table_args__ = (UniqueConstraint("campaign_id", "shop_id"),)
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)


class Phase(Kept, table=True):
    """A stretch with wall-clock times, from its opening up to, not including, its closing.

    ``passed_at`` is when someone let it open: its must-haves shown or waived, every team signed.
    """

    __tablename__ = "phase"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("kind in ('warm_up', 'burst', 'wrap_up')", name="kind"),
        CheckConstraint("target_share_bp between 0 and 10000", name="target_share"),
        UniqueConstraint("campaign_id", "name"),
    )
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    name: str
    kind: str
    opens_at: NaiveDatetime
    closes_at: NaiveDatetime
    target_share_bp: int = 0
    passed_at: datetime | None = None
    passed_by: int | None = Field(default=None, foreign_key="person.id")


class PhaseShop(Kept, table=True):
    """That a phase applies to this shop only; a phase without such rows applies to all."""

    __tablename__ = "phase_shop"
    __table_args__ = (UniqueConstraint("phase_id", "shop_id"),)
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)


class Milestone(Kept, table=True):
    """A named moment that is not a phase border; after one that ``freezes``, pages stay as they
    are until the next phase has opened."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)
    noun: ClassVar[str] = "campaigns"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    name: str
    happens_at: NaiveDatetime
    freezes: bool = False
