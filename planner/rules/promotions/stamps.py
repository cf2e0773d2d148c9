"""What a phase's findings come to: whether its rules can be signed for, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.rules.gates import RulesSigned
from planner.rules.promotions.audits import needing_reason
from planner.rules.promotions.findings import CODE_NAMES, Finding
from planner.rules.promotions.plans import SalePlan
from planner.words import Sentence

_FEW = 3


class Stamp(StrEnum):
    """How far a phase's rules are."""

    BLOCKED = "blocked"
    NEEDS_REASONS = "needs_reasons"
    READY = "ready"
    SIGNED = "signed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Answers:
    """What people stand for in a shop: the proof of each finding as it was, by its key."""

    proofs: Mapping[str, str]

    def stand(self, finding: Finding) -> bool:
        """Whether somebody's reason is about the finding as it is."""
        return self.proofs.get(finding.key) == finding.proof

    def unanswered(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that still need a reason."""
        return [one for one in needing_reason(findings) if not self.stand(one)]


def of_phase(plan: SalePlan, findings: Iterable[Finding], phase: int) -> list[Finding]:
    """What a phase answers for: findings of its own, of its rules, and about the whole sale."""
    keys = {rule.key for rule in plan.rules_in(phase)}
    return [
        one
        for one in findings
        if one.phase == phase
        or (one.phase is None and (not one.rules or not keys.isdisjoint(one.rules)))
    ]


def in_the_way(blocked: Sequence[Finding], unanswered: Sequence[Finding]) -> tuple[Sentence, ...]:
    """What keeps a phase's rules from being signed for, a sentence each."""
    found = []
    if blocked:
        found.append(
            Sentence(
                "{n} finding blocks it ({what})",
                "{n} findings block it ({what})",
                n=len(blocked),
                what=_titles(blocked),
            )
        )
    if unanswered:
        found.append(
            Sentence(
                "{n} finding has no reason ({what})",
                "{n} findings have no reason ({what})",
                n=len(unanswered),
                what=_titles(unanswered),
            )
        )
    return tuple(found)


def stamp(blocked: Sequence[Finding], unanswered: Sequence[Finding], signed: RulesSigned) -> Stamp:
    """How far a phase's rules are, from what is in the way and whether someone has signed."""
    if signed is RulesSigned.HOLDS:
        return Stamp.SIGNED
    if blocked:
        return Stamp.BLOCKED
    if unanswered:
        return Stamp.NEEDS_REASONS
    return Stamp.STALE if signed is RulesSigned.STALE else Stamp.READY


def _titles(findings: Iterable[Finding]) -> list[Sentence]:
    found = list(dict.fromkeys(one.code for one in findings))
    return [CODE_NAMES[code] for code in found[:_FEW]]
