"""What people ask before promotions go live: what is found, who stands for it, who signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from planner.reports.reading import reads
from planner.reports.rule_changes import RuleChange, changed_since
from planner.rules.gates import RulesSigned
from planner.rules.people import Actor, Right
from planner.rules.promotions.findings import Finding, Level
from planner.rules.promotions.stamps import Stamp, in_the_way, stamp
from planner.tables.campaigns import Phase
from planner.tables.loading import kept_campaign
from planner.tables.people import Person
from planner.tables.promotion_plans import rules_fingerprints, shops_of
from planner.tables.promotions import AcceptedFinding, RulesSignOff
from planner.tables.rules_sign_offs import rules_signed, sign_off_of
from planner.tables.shop_audits import ShopAudit, audit_shop
from planner.tables.shops import Shop
from planner.words import Sentence


@dataclass(frozen=True)
class Reason:
    """Why somebody stands for a finding; ``stands`` is False once its figures have changed."""

    text: str
    by: str | None
    at: datetime
    stands: bool


@dataclass(frozen=True)
class Found:
    """A finding in the ``shops`` that have it alike, with the names of what it is about and the
    reason someone gave.

    ``key`` is what it is known by when someone stands for it; shops and ``promotions`` are ids and
    names, ``product`` is the name of the product, None where it is about none. Of several shops'
    reasons one that does not stand is shown first; where one has none there is none.
    """

    shops: tuple[tuple[int, str], ...]
    key: str
    finding: Finding
    product: str | None
    promotions: tuple[tuple[int, str], ...]
    reason: Reason | None


@dataclass(frozen=True)
class Signature:
    """Who signed for a phase's rules and when; where it does not hold, what changed ``since``."""

    by: str | None
    at: datetime
    note: str
    holds: bool
    since: tuple[RuleChange, ...]


@dataclass(frozen=True)
class PhaseCheck:
    """What the audit says of a phase in all its shops.

    ``missing`` says what keeps its rules from being signed for now, signed or not;
    ``fingerprint`` is what the rules are known by when somebody signs for them.
    """

    phase_id: int
    phase: str
    stamp: Stamp
    missing: tuple[Sentence, ...]
    found: tuple[Found, ...]
    signature: Signature | None
    fingerprint: str

    @property
    def not_checked(self) -> int:
        """How many checks could not be made, because something is not known."""
        return sum(one.finding.level is Level.NOT_CHECKED for one in self.found)


@reads("products", "promotions", "live_prices", "campaigns", "people", "shops")
def audit(
    session: Session, /, *, actor: Actor, now: datetime, campaign_id: int
) -> tuple[PhaseCheck, ...]:
    """The check of every phase that has promotions, in order of opening."""
    actor.require(Right.SEE_COSTS)
    campaign = kept_campaign(session, campaign_id)
    phases = session.exec(
        select(Phase)
        .where(Phase.campaign_id == campaign_id)
        .order_by(col(Phase.opens_at), col(Phase.id))
    ).all()
    states = rules_signed(session, phases)
    signed = [(phase, states[phase.id]) for phase in phases if phase.id in states]
    if not signed:
        return ()
    shops = [
        audit_shop(session, campaign, shop_id, now) for shop_id in shops_of(session, campaign_id)
    ]
    reasons = _reasons(session, campaign_id)
    names = {shop.shop_id: session.get_one(Shop, shop.shop_id).name for shop in shops}
    in_shops = [_InShop(shop, names[shop.shop_id], reasons) for shop in shops]
    known = rules_fingerprints(session, campaign, [phase.id for phase, _ in signed])
    return tuple(
        _check(session, phase, state, known[phase.id], in_shops) for phase, state in signed
    )


@dataclass(frozen=True)
class _InShop:
    """A shop's audit with its name, and the reasons of all shops by shop and key."""

    audit: ShopAudit
    name: str
    reasons: dict[tuple[int, str], tuple[AcceptedFinding, str | None]]

    def found(self, phase_id: int) -> list[Found]:
        """Its findings in a phase."""
        products = {product.sku: product.name for product in self.audit.plan.products}
        rules = {planned.rule.key: planned.rule.name for planned in self.audit.plan.rules}
        return [
            Found(
                shops=((self.audit.shop_id, self.name),),
                key=key,
                finding=one,
                product=None if one.sku is None else products.get(one.sku, one.sku),
                promotions=tuple((int(key), rules[key]) for key in one.rules if key in rules),
                reason=self._reason(key, one),
            )
            for key, one in self.audit.of_phase(phase_id).items()
        ]

    def _reason(self, key: str, finding: Finding) -> Reason | None:
        row, by = self.reasons.get((self.audit.shop_id, key), (None, None))
        if row is None:
            return None
        return Reason(row.reason, by, row.accepted_at, stands=row.proof == finding.proof)


def _check(
    session: Session,
    phase: Phase,
    signed: RulesSigned,
    fingerprint: str,
    shops: list[_InShop],
) -> PhaseCheck:
    blocked = [one for shop in shops for one in shop.audit.blocking(phase.id)]
    unanswered = [one for shop in shops for one in shop.audit.unanswered(phase.id)]
    return PhaseCheck(
        phase_id=phase.id,
        phase=phase.name,
        stamp=stamp(blocked, unanswered, signed),
        missing=in_the_way(blocked, unanswered),
        found=_alike(one for shop in shops for one in shop.found(phase.id)),
        signature=_signature(session, phase, sign_off_of(session, phase.id), signed),
        fingerprint=fingerprint,
    )


def _alike(found: Iterable[Found]) -> tuple[Found, ...]:
    """What shops have alike as one."""
    together: dict[tuple[str, str], Found] = {}
    for one in found:
        about = one.key, one.finding.proof
        known = together.get(about)
        together[about] = one if known is None else _joined(known, one)
    return tuple(together.values())


def _joined(known: Found, one: Found) -> Found:
    reasons = (known.reason, one.reason)
    shown = None if None in reasons else min(reasons, key=_stands)
    return replace(known, shops=(*known.shops, *one.shops), reason=shown)


def _stands(reason: Reason | None) -> bool:
    return reason is not None and reason.stands


def _signature(
    session: Session, phase: Phase, row: RulesSignOff | None, signed: RulesSigned
) -> Signature | None:
    if row is None:
        return None
    holds = signed is RulesSigned.HOLDS
    by = None if row.signed_by is None else session.get(Person, row.signed_by)
    return Signature(
        by=None if by is None else by.name,
        at=row.signed_at,
        note=row.note,
        holds=holds,
        since=() if holds else changed_since(session, phase, row.signed_at),
    )


def _reasons(
    session: Session, campaign_id: int
) -> dict[tuple[int, str], tuple[AcceptedFinding, str | None]]:
    rows = session.exec(
        select(AcceptedFinding, Person.name)
        .outerjoin(Person, col(Person.id) == col(AcceptedFinding.accepted_by))
        .where(AcceptedFinding.campaign_id == campaign_id)
    )
    return {(row.shop_id, row.finding): (row, by) for row, by in rows}
