"""The least that a task hangs on, written straight into the tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from planner.tables.campaigns import Campaign, Phase
from tests.support.real_shop import OPENED


def campaign_of_one_phase(session: Session, now: datetime) -> tuple[Campaign, Phase]:
    """A 双11 whose only phase opens when the shop does."""
    campaign = Campaign(
        code="D11",
        name="双11",
        sale="double_11",
        sale_day=date(2026, 11, 11),
        planning_day=date(2026, 10, 1),
        time_zone="Asia/Shanghai",
        language="zh",
        created_at=now,
    )
    session.add(campaign)
    session.flush()
    opens = OPENED.replace(tzinfo=None)
    phase = Phase(
        campaign_id=campaign.id,
        name="爆发",
        kind="burst",
        opens_at=opens,
        closes_at=opens + timedelta(days=1),
    )
    session.add(phase)
    session.flush()
    return campaign, phase
