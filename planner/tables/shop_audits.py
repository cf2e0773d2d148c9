"""What the audit finds in each shop of a campaign, and what people already stand for there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from planner.rules.promotions.audits import audit, blocking, in_phase
from planner.rules.promotions.findings import Finding
from planner.rules.promotions.plans import SalePlan
from planner.rules.promotions.stamps import keyed, unanswered
from planner.tables.campaigns import Campaign
from planner.tables.promotion_plans import load_sale_plan, shops_of
from planner.tables.promotions import AcceptedFinding


@dataclass(frozen=True)
class ShopAudit:
    """A shop's plan with what the audit finds in it, and the proofs of what people stand for; both
    by what a finding is known by."""

    shop_id: int
    plan: SalePlan
    findings: Mapping[str, Finding]
    answers: Mapping[str, str]

    def of_phase(self, phase_id: int) -> dict[str, Finding]:
        """The findings that a phase answers for in this shop."""
        own = {id(one) for one in in_phase(self.findings.values(), self.plan, phase_id)}
        return {key: one for key, one in self.findings.items() if id(one) in own}

    def blocking(self, phase_id: int) -> list[Finding]:
        """Those of them that nobody can give a reason for."""
        return blocking(self.of_phase(phase_id).values())

    def unanswered(self, phase_id: int) -> list[Finding]:
        """Those of them that still need a reason."""
        return unanswered(self.of_phase(phase_id), self.answers)


def audit_shop(session: Session, campaign: Campaign, shop_id: int, now: datetime) -> ShopAudit:
    """The audit of one shop's plan."""
    plan = load_sale_plan(session, campaign, shop_id, now)
    rows = session.exec(
        select(AcceptedFinding).where(
            AcceptedFinding.campaign_id == campaign.id, AcceptedFinding.shop_id == shop_id
        )
    )
    return ShopAudit(shop_id, plan, keyed(audit(plan)), {row.finding: row.proof for row in rows})


def audit_phase(
    session: Session, campaign: Campaign, phase_id: int, now: datetime
) -> list[ShopAudit]:
    """The audits of all shops that a phase applies to."""
    found = [
        audit_shop(session, campaign, shop_id, now) for shop_id in shops_of(session, campaign.id)
    ]
    return [one for one in found if any(phase.key == phase_id for phase in one.plan.phases)]
