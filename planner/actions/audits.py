"""Standing for a sale's promotions: reasons for what the audit finds, and signing for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from planner.actions.finding import open_campaign
from planner.rules.people import Actor, Right
from planner.rules.promotions.findings import CODE_NAMES, Finding, Level
from planner.rules.promotions.stamps import in_the_way
from planner.rules.tasks import written
from planner.tables.campaigns import Campaign, Phase
from planner.tables.promotion_plans import has_rules, rules_fingerprints, shops_of
from planner.tables.promotions import AcceptedFinding, RulesSignOff
from planner.tables.rules_sign_offs import sign_off_of
from planner.tables.shop_audits import audit_phase, audit_shop
from planner.words import Did, Refusal, Sentence

LONGEST_REASON = 1000


def accept(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    findings: Sequence[tuple[str, str]],
    reason: str,
) -> Did:
    """Stand for findings that need a reason, as the person saw them, all for one reason.

    Each is what it is known by and the proof of its figures then: refused where one has changed.
    """
    campaign = _changing(session, actor, campaign_id, shop_id)
    reason = written(reason)
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Refusal(
            "Reason: write why it may stay so, 1 to {most} characters.", most=LONGEST_REASON
        )
    if not findings:
        raise Refusal("Findings: choose at least one.")
    found = audit_shop(session, campaign, shop_id, now).findings
    for key, proof in dict(findings).items():
        _require_answerable(found.get(key), proof)
        row = _accepted(session, campaign_id, shop_id, key)
        if row is None:
            row = AcceptedFinding(
                campaign_id=campaign_id,
                shop_id=shop_id,
                finding=key,
                proof=proof,
                reason=reason,
                accepted_at=now,
            )
            session.add(row)
        row.proof, row.reason = proof, reason
        row.accepted_at, row.accepted_by = now, actor.person_id
    return Did(
        Sentence(
            "gave a reason for {n} finding of the promotion check",
            "gave a reason for {n} findings of the promotion check",
            n=len(dict(findings)),
        ),
        campaign_id,
    )


def withdraw(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    shop_id: int,
    finding: str,
) -> Did:
    """No longer stand for a finding."""
    _changing(session, actor, campaign_id, shop_id)
    row = _accepted(session, campaign_id, shop_id, finding)
    if row is None:
        raise Refusal("Nobody has given a reason for this. Look again.")
    session.delete(row)
    return Did(Sentence("took back a reason given for the promotion check"), campaign_id)


def sign_off(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    phase_id: int,
    note: str = "",
    seen: str | None = None,
) -> Did:
    """Sign for a phase's promotion rules as they are; refused, with what is in the way, while the
    audit of any of its shops blocks or needs a reason.

    ``seen`` is the fingerprint of the rules that the person looked at: others are not signed for.
    """
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    note = written(note)
    if len(note) > LONGEST_REASON:
        raise Refusal("Note: write at most {most} characters.", most=LONGEST_REASON)
    if not has_rules(session, phase_id):
        raise Refusal("“{phase}” has no promotions. There is nothing to sign.", phase=phase.name)
    known = rules_fingerprints(session, campaign, [phase_id])[phase_id]
    if seen not in (None, known):
        raise Refusal(
            "The rules of “{phase}” have changed since you looked at them. Look at the check"
            " again, then sign.",
            phase=phase.name,
        )
    audits = audit_phase(session, campaign, phase_id, now)
    missing = in_the_way(
        [one for shop in audits for one in shop.blocking(phase_id)],
        [one for shop in audits for one in shop.unanswered(phase_id)],
    )
    if missing:
        raise Refusal(
            "The rules of “{phase}” can't be signed off yet: {missing}.",
            phase=phase.name,
            missing=list(missing),
        )
    row = sign_off_of(session, phase_id)
    if row is None:
        row = RulesSignOff(
            campaign_id=campaign.id, phase_id=phase_id, fingerprint=known, signed_at=now
        )
        session.add(row)
    row.fingerprint, row.note = known, note
    row.signed_at, row.signed_by = now, actor.person_id
    return Did(
        Sentence("signed off the promotion rules of “{phase}”", phase=phase.name), campaign.id
    )


def take_back(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    phase_id: int,
) -> Did:
    """Take back the sign-off of a phase's promotion rules."""
    actor.require(Right.SIGN_OFF)
    phase, campaign = _phase(session, phase_id)
    row = sign_off_of(session, phase_id)
    if row is None:
        raise Refusal("Nobody has signed off the rules of “{phase}”. Look again.", phase=phase.name)
    session.delete(row)
    return Did(
        Sentence("took back the sign-off of the promotion rules of “{phase}”", phase=phase.name),
        campaign.id,
    )


def _changing(session: Session, actor: Actor, campaign_id: int, shop_id: int) -> Campaign:
    actor.require(Right.SEE_COSTS)
    actor.require(Right.PLAN)
    campaign = open_campaign(session, campaign_id)
    if shop_id not in shops_of(session, campaign_id):
        raise Refusal("Shop: choose one that takes part in the campaign.")
    return campaign


def _require_answerable(found: Finding | None, proof: str) -> None:
    if found is None:
        raise Refusal("The check does not find this any more. Look at the page again.")
    title = CODE_NAMES[found.code]
    if found.level is Level.P0:
        raise Refusal(
            "“{finding}” can't be explained away: it stops the phase."
            " Mend the rule or the product.",
            finding=title,
        )
    if found.level is not Level.P1:
        raise Refusal("“{finding}” needs no reason.", finding=title)
    if found.proof != proof:
        raise Refusal(
            "The figures of “{finding}” have changed. Look at them and give the reason again.",
            finding=title,
        )


def _accepted(
    session: Session, campaign_id: int, shop_id: int, finding: str
) -> AcceptedFinding | None:
    return session.exec(
        select(AcceptedFinding).where(
            AcceptedFinding.campaign_id == campaign_id,
            AcceptedFinding.shop_id == shop_id,
            AcceptedFinding.finding == finding,
        )
    ).first()


def _phase(session: Session, phase_id: int) -> tuple[Phase, Campaign]:
    phase = session.get(Phase, phase_id)
    if phase is None:
        raise Refusal("This phase is not there any more. Look at the campaign again.")
    return phase, open_campaign(session, phase.campaign_id)
