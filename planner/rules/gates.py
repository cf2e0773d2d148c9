"""What lets a phase open: its must-haves done and shown, or waived, and every team's sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.words import Sentence


@dataclass(frozen=True, slots=True)
class MustHave:
    """A must-have of a phase: whose it is, when it was done, whether a link or file shows it."""

    task: int
    team: int
    done_at: datetime | None = None
    shown: bool = False
    waived: bool = False

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.done_at is not None

    @property
    def ready(self) -> bool:
        """Whether the phase may open as far as this is concerned."""
        return self.waived or (self.done and self.shown)

    def stood(self, then: datetime) -> bool:
        """Whether whoever signed for it at that moment signed for it as it is now."""
        return self.waived or (self.done_at is not None and self.done_at <= then)


class RulesSigned(StrEnum):
    """How far a phase's promotion rules are signed for."""

    NOT_YET = "not_yet"
    STALE = "stale"
    HOLDS = "holds"


RULES_SIGNED: dict[RulesSigned, Sentence] = {
    RulesSigned.NOT_YET: Sentence("Not signed off"),
    RulesSigned.STALE: Sentence("Changed since the sign-off"),
    RulesSigned.HOLDS: Sentence("Signed off"),
}
_RULES_MISSING: dict[RulesSigned, Sentence] = {
    RulesSigned.NOT_YET: Sentence("the promotion rules are not signed off"),
    RulesSigned.STALE: Sentence("the promotion rules have changed since they were signed off"),
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What a phase needs before it opens: must-haves, the teams that work for it, and its rules.

    ``rules`` is None where the phase has no promotions. ``signed`` says when teams said that their
    part is ready. A sign-off holds as long as all must-haves of its team are waived, or still done
    as they were then: who reopens or adds one takes it back, and finishing that one asks for a new
    one.
    """

    must_haves: Sequence[MustHave]
    teams: frozenset[int]
    signed: Mapping[int, datetime]
    rules: RulesSigned | None = None

    @property
    def holding(self) -> frozenset[int]:
        """The teams whose sign-off holds."""
        return frozenset(
            team
            for team, then in self.signed.items()
            if all(one.stood(then) for one in self.must_haves if one.team == team)
        )

    @property
    def unsigned(self) -> frozenset[int]:
        """The teams that still have to sign, or to sign again."""
        return self.teams - self.holding

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """What keeps the phase from opening, a sentence each; empty when it may open."""
        waiting = [one for one in self.must_haves if not one.ready]
        open_ones = sum(not one.done for one in waiting)
        unshown = len(waiting) - open_ones
        found = []
        if open_ones:
            found.append(Sentence("{n} must-have is open", "{n} must-haves are open", n=open_ones))
        if unshown:
            found.append(
                Sentence(
                    "{n} done must-have has no link or file that shows it",
                    "{n} done must-haves have no link or file that shows them",
                    n=unshown,
                )
            )
        if self.unsigned:
            found.append(
                Sentence(
                    "{n} team has not signed off",
                    "{n} teams have not signed off",
                    n=len(self.unsigned),
                )
            )
        if self.rules is not None and self.rules in _RULES_MISSING:
            found.append(_RULES_MISSING[self.rules])
        return tuple(found)

    @property
    def may_open(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def open_must_haves(must_haves: Iterable[MustHave], team: int) -> list[MustHave]:
    """The must-haves of a team that are neither done nor waived."""
    return [one for one in must_haves if one.team == team and not (one.done or one.waived)]
