"""The audit of a sale's promotions before it opens: everything that is wrong, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.rules.promotions.checks import (
    amounts,
    bundles,
    items,
    live,
    margins,
    names,
    pairs,
    payables,
    phases,
    platform_lines,
    prices,
    returns,
    stocks,
    typed,
    usual,
    windows,
)
from planner.rules.promotions.checks.grounds import Check, Grounds
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import SalePlan

_CHECKS: tuple[Check, ...] = (
    payables.find,
    margins.find,
    amounts.find,
    usual.find,
    typed.find,
    names.find,
    pairs.find,
    windows.find,
    phases.find,
    platform_lines.find,
    prices.find,
    bundles.find,
    stocks.find,
    returns.find,
    items.find,
    live.find,
)


def audit(plan: SalePlan) -> list[Finding]:
    """Every finding about a plan: the worst level first, then by phase, then by product.

    What could not be checked stands last, with what is missing; it never counts as good.
    """
    grounds = Grounds(plan)
    found: dict[str, Finding] = {}
    for check in _CHECKS:
        for finding in check(grounds):
            key = finding.key
            found[key] = _joined(found[key], finding) if key in found else finding
    places: dict[int | None, int] = {None: -1}
    ordered = sorted(plan.phases, key=lambda phase: (phase.opens, phase.key))
    places |= {phase.key: place for place, phase in enumerate(ordered)}
    levels, codes = list(Level), list(Code)
    return sorted(
        found.values(),
        key=lambda one: (
            levels.index(one.level),
            places.get(one.phase, len(places)),
            one.sku or "",
            codes.index(one.code),
            one.rules,
            str(one.said),
        ),
    )


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those with which no phase may be called ready."""
    return [finding for finding in findings if finding.level is Level.P0]


def needing_reason(findings: Iterable[Finding]) -> list[Finding]:
    """Those that somebody has to give a reason for by name."""
    return [finding for finding in findings if finding.level is Level.P1]


def in_phase(findings: Iterable[Finding], plan: SalePlan, phase: int) -> list[Finding]:
    """Those that are about a phase: its own, those of its rules, and those of the whole sale."""
    keys = {rule.key for rule in plan.rules_in(phase)}
    return [
        finding
        for finding in findings
        if finding.phase == phase
        or (finding.phase is None and (not finding.rules or keys & set(finding.rules)))
    ]


def _joined(one: Finding, other: Finding) -> Finding:
    """Two findings of one key as one: the worse of them, with the sums of both."""
    if one == other:
        return one
    worse, milder = sorted((one, other), key=lambda of: (of.level, -(of.loss_fen or 0)))
    return replace(worse, working=(*worse.working, *milder.working))
