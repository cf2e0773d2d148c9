"""Whether the promotion rules of phases are signed for as they are now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from planner.rules.gates import RulesSigned
from planner.tables.campaigns import Campaign, Phase
from planner.tables.promotion_plans import has_rules, rules_fingerprints
from planner.tables.promotions import RulesSignOff


def rules_signed(session: Session, phases: Sequence[Phase]) -> dict[int, RulesSigned]:
    """How far the rules of a campaign's phases are signed for; phases without rules are left out.

    The audit is not asked: whoever signs has run it on the rules of this fingerprint.
    """
    with_rules = [phase.id for phase in phases if has_rules(session, phase.id)]
    if not with_rules:
        return {}
    signed = {
        row.phase_id: row.fingerprint
        for row in session.exec(
            select(RulesSignOff).where(col(RulesSignOff.phase_id).in_(with_rules))
        )
    }
    campaign = session.get_one(Campaign, phases[0].campaign_id)
    now = rules_fingerprints(session, campaign, list(signed))
    return {
        phase_id: RulesSigned.NOT_YET
        if phase_id not in signed
        else RulesSigned.HOLDS
        if signed[phase_id] == now[phase_id]
        else RulesSigned.STALE
        for phase_id in with_rules
    }


def sign_off_of(session: Session, phase_id: int) -> RulesSignOff | None:
    """Who signed for a phase's rules; None where nobody has."""
    return session.exec(select(RulesSignOff).where(RulesSignOff.phase_id == phase_id)).first()
