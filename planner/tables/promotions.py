"""Promotions of a campaign, the phases they count in, the tasks they ask for, and the settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import NaiveDatetime
from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from planner.tables.base import Kept


class Promotion(Kept, table=True):
    """One rule of a sale, as ``rules.promotions.ruleset.Rule`` and ``PlannedRule`` explain it.

    ``gives`` holds what ``rules.promotions.written_rules`` writes of what it gives, ``scope`` of
    whom it covers and ``shuts`` the layers that it closes. Without a shop it counts in all of them;
    without an opening or closing it takes those of its phases. One that is cancelled keeps its row.
    """

    __tablename__ = "promotion"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint("layer between 0 and 6", name="layer"),
        CheckConstraint("base in ('list', 'item', 'running')", name="base"),
        CheckConstraint("shop_bp between 0 and 10000", name="shop_share"),
        CheckConstraint("closes_at is null or closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("issued is null or issued >= 1", name="issued"),
        CheckConstraint("per_buyer is null or per_buyer >= 1", name="per_buyer"),
        CheckConstraint("budget_fen is null or budget_fen >= 0", name="budget"),
        CheckConstraint("length(wording) <= 1000", name="wording_length"),
    )
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int | None = Field(default=None, foreign_key="shop.id", index=True)
    name: str
    preset: str
    gives: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    layer: int
    base: str
    scope: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    mutex_group: str = ""
    claimed: bool = False
    priority: int = 0
    rounding: str
    shop_bp: int = 10_000
    shuts: list[int] = Field(sa_column=Column(JSON, nullable=False))
    opens_at: NaiveDatetime | None = None
    closes_at: NaiveDatetime | None = None
    issued: int | None = None
    per_buyer: int | None = None
    budget_fen: int | None = Field(default=None, sa_type=BigInteger)
    wording: str = ""
    typed: str = ""
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="person.id")
    cancelled_at: datetime | None = None
    cancelled_by: int | None = Field(default=None, foreign_key="person.id")


class PromotionPhase(Kept, table=True):
    """That a promotion counts in a phase."""

    __tablename__ = "promotion_phase"
    __table_args__ = (UniqueConstraint("promotion_id", "phase_id"),)
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    promotion_id: int = Field(foreign_key="promotion.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)


class PromotionTask(Kept, table=True):
    """That a task is there because a promotion needs it; ``need`` says what for."""

    __tablename__ = "promotion_task"
    __table_args__ = (UniqueConstraint("promotion_id", "need"),)
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    promotion_id: int = Field(foreign_key="promotion.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    need: str


class PromotionSetting(Kept, table=True):
    """What selling costs in a campaign and what the shop allows itself, with who says so.

    ``rules.promotions.margins.Costs`` and ``rules.promotions.plans.Limits`` explain the figures;
    a campaign without a row has what they say by themselves.
    """

    __tablename__ = "promotion_setting"
    __table_args__ = (
        UniqueConstraint("campaign_id"),
        CheckConstraint("fee_bp >= 0 and target_bp >= 0", name="rates"),
        CheckConstraint("fee_bp + target_bp < 10000", name="rates_leave_something"),
        CheckConstraint("fee_base in ('list', 'paid', 'received')", name="fee_base"),
        CheckConstraint("order_fen >= 0", name="order_cost"),
    )
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    fee_bp: int
    fee_base: str
    order_fen: int
    target_bp: int
    rate_bp: int
    near_zero_fen: int
    near_zero_cost_bp: int
    drop_bp: int
    protection_days: int
    gap_warn_bp: int
    gap_stop_bp: int
    bundle_bp: int
    most_pieces: int
    platform_lines: bool
    lines_hours: int
    source: str = ""
    checked_on: date | None = None


class AcceptedFinding(Kept, table=True):
    """That a person stands for a finding of the audit, with a reason.

    ``finding`` is what the finding is known by and ``proof`` its figures then: with other figures
    the reason no longer counts.
    """

    __tablename__ = "accepted_finding"
    __table_args__ = (
        UniqueConstraint("campaign_id", "shop_id", "finding"),
        CheckConstraint("length(reason) between 1 and 1000", name="reason_length"),
    )
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    finding: str
    proof: str
    reason: str
    accepted_at: datetime
    accepted_by: int | None = Field(default=None, foreign_key="person.id")


class RulesSignOff(Kept, table=True):
    """That a person signed for the rules of a phase as they were, known by their fingerprint."""

    __tablename__ = "rules_sign_off"
    __table_args__ = (
        UniqueConstraint("phase_id"),
        CheckConstraint("length(note) <= 1000", name="note_length"),
    )
    noun: ClassVar[str] = "promotions"

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    phase_id: int = Field(foreign_key="phase.id", index=True)
    fingerprint: str
    note: str = ""
    signed_at: datetime
    signed_by: int | None = Field(default=None, foreign_key="person.id")
