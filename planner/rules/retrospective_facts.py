"""How a sale's gates, stuck tasks, promotions and playbooks went, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.rules.retrospectives import Learned
from planner.words import Sentence

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class PhaseOpening:
    """How a phase was let open: when (wall clock, None if nobody did), and what was waived."""

    phase: str
    opens: datetime
    passed_at: datetime | None
    waived: tuple[str, ...] = ()

    @property
    def in_time(self) -> bool:
        """Whether it was let open before it opened."""
        return self.passed_at is not None and self.passed_at <= self.opens


def gates_passed(openings: Sequence[PhaseOpening], now: datetime) -> list[Learned]:
    """How many of the phases that have opened were let open before, and what was waived."""
    opened = [one for one in openings if one.opens <= now]
    if not opened:
        return []
    missed = [one.phase for one in opened if not one.in_time]
    working = (
        Sentence("Without it, or after it: {phases}.", phases=_few(missed))
        if missed
        else Sentence("Nobody had to open a phase without its gate.")
    )
    said = Sentence(
        "{in_time} of {n} phase was let open before it opened.",
        "{in_time} of {n} phases were let open before they opened.",
        in_time=len(opened) - len(missed),
        n=len(opened),
    )
    found = [Learned(said, working, not missed)]
    waived = [
        Sentence("“{task}” for {phase}", task=task, phase=one.phase)
        for one in openings
        for task in one.waived
    ]
    if waived:
        said = Sentence("{n} must-have was waived.", "{n} must-haves were waived.", n=len(waived))
        found.append(Learned(said, Sentence("{what}.", what=_few(waived))))
    return found


def got_stuck(reasons: Sequence[tuple[str, str]], stuck_now: int) -> Learned | None:
    """The tasks that somebody said are stuck, each title with the reason; None without any."""
    titles = dict(reasons)
    if not titles:
        return None
    said = Sentence("{n} task got stuck.", "{n} tasks got stuck.", n=len(titles))
    named = [
        Sentence("“{task}” ({reason})", task=task, reason=why.rstrip(".。"))
        for task, why in titles.items()
    ]
    working = Sentence("{what}.", what=_few(named))
    if stuck_now:
        working = Sentence("{working} Still stuck: {count}.", working=working, count=stuck_now)
    return Learned(said, working, good=False if stuck_now else None)


def promotions_ran(kinds: Sequence[str], cancelled: int) -> Learned | None:
    """How many promotions were in the sale, by name; None without any."""
    if not kinds:
        return None
    said = Sentence(
        "{n} promotion was in the sale.", "{n} promotions were in the sale.", n=len(kinds)
    )
    working = Sentence("{what}.", what=_few(kinds))
    if cancelled:
        working = Sentence("{working} Cancelled: {count}.", working=working, count=cancelled)
    return Learned(said, working)


def coupons_issued(issued: int, claimed: int | None) -> Learned | None:
    """How many coupons there were and were claimed; None where neither is known."""
    if claimed is None and not issued:
        return None
    if claimed is None:
        return Learned(
            Sentence("{issued} coupons were issued.", issued=issued),
            Sentence("As the promotions say. No export says how many were claimed."),
        )
    if not issued:
        return Learned(
            Sentence("{claimed} coupons were claimed.", claimed=claimed),
            Sentence("As the exports say. The promotions do not say how many there were."),
        )
    return Learned(
        Sentence(
            "{claimed} coupons were claimed, {issued} were issued.", claimed=claimed, issued=issued
        ),
        Sentence(
            "Claimed by the exports, each day counted once; issued as the promotions say. The"
            " exports count platform coupons too."
        ),
    )


def findings_accepted(reasons: int) -> Learned | None:
    """How many findings of the check somebody stood for; None without any."""
    if not reasons:
        return None
    return Learned(
        Sentence(
            "{n} finding of the check was accepted with a reason.",
            "{n} findings of the check were accepted with a reason.",
            n=reasons,
        ),
        Sentence("Each with who stands for it, in the table below."),
    )


def _few(named: Sequence[Sentence | str]) -> list[Sentence | str]:
    if len(named) <= _MOST_NAMED:
        return list(named)
    return [*named[:_MOST_NAMED], Sentence("and {n} more", n=len(named) - _MOST_NAMED)]
