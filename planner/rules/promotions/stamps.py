"""What a phase's findings come to: whether its rules can be signed for, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from planner.rules.gates import RulesSigned
from planner.rules.promotions.audits import needing_reason
from planner.rules.promotions.findings import CODE_NAMES, Finding
from planner.words import Sentence

_FEW = 3


class Stamp(StrEnum):
    """How far a phase's rules are."""

    BLOCKED = "blocked"
    NEEDS_REASONS = "needs_reasons"
    READY = "ready"
    SIGNED = "signed"
    STALE = "stale"


def keyed(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Findings by what they are known by; of several with one key the later ones are counted."""
    found: dict[str, Finding] = {}
    for one in findings:
        key, times = one.key, 1
        while key in found:
            times += 1
            key = f"{one.key}|{times}"
        found[key] = one
    return found


def unanswered(findings: Mapping[str, Finding], answers: Mapping[str, str]) -> list[Finding]:
    """Those that need a reason and have none that stands.

    ``answers`` has the proof of what people stand for, as it was, by what it is known by.
    """
    needing = {id(one) for one in needing_reason(findings.values())}
    return [
        one for key, one in findings.items() if id(one) in needing and answers.get(key) != one.proof
    ]


def in_the_way(blocked: Iterable[Finding], unanswered: Iterable[Finding]) -> tuple[Sentence, ...]:
    """What keeps a phase's rules from being signed for, a sentence each; what several shops have
    alike counts once."""
    found = []
    stopping, waiting = _different(blocked), _different(unanswered)
    if stopping:
        found.append(
            Sentence(
                "{n} finding blocks it ({what})",
                "{n} findings block it ({what})",
                n=len(stopping),
                what=_titles(stopping),
            )
        )
    if waiting:
        found.append(
            Sentence(
                "{n} finding has no reason ({what})",
                "{n} findings have no reason ({what})",
                n=len(waiting),
                what=_titles(waiting),
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


def _different(findings: Iterable[Finding]) -> list[Finding]:
    return list({(one.key, one.proof): one for one in findings}.values())
