"""Whether the promotion rules of a phase are signed for as they are now."""

from __future__ import annotations

from sqlmodel import Session, select

from planner.rules.gates import RulesSigned
from planner.tables.campaigns import Campaign, Phase
from planner.tables.promotion_plans import has_rules, rules_fingerprint
from planner.tables.promotions import RulesSignOff


def rules_signed(session: Session, phase: Phase) -> RulesSigned | None:
    """How far a phase's rules are signed for; None where it has none.

    The audit is not asked: whoever signs has run it on the rules of this fingerprint.
    """
    if not has_rules(session, phase.id):
        return None
    row = sign_off_of(session, phase.id)
    if row is None:
        return RulesSigned.NOT_YET
    campaign = session.get_one(Campaign, phase.campaign_id)
    same = row.fingerprint == rules_fingerprint(session, campaign, phase.id)
    return RulesSigned.HOLDS if same else RulesSigned.STALE


def sign_off_of(session: Session, phase_id: int) -> RulesSignOff | None:
    """Who signed for a phase's rules; None where nobody has."""
    return session.exec(select(RulesSignOff).where(RulesSignOff.phase_id == phase_id)).first()
