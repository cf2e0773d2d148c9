"""What a sale taught: its plan against what happened, in sentences with the sum behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from planner.rules.key_figures import Working
from planner.rules.money import ratio_bp
from planner.rules.phase_targets import PHASE_FIGURE_NAMES, Judged
from planner.words import Bp, Fen, Sentence

_MOST_NAMED = 5


class NoteKind(StrEnum):
    """What a note of the retrospective is about."""

    KEEP = "keep"
    CHANGE = "change"


NOTE_KIND_NAMES: dict[NoteKind, Sentence] = {
    NoteKind.KEEP: Sentence("What we keep"),
    NoteKind.CHANGE: Sentence("What we change"),
}


@dataclass(frozen=True, slots=True)
class Learned:
    """A statement about a sale, the sum behind it, and whether it is as good as planned.

    ``good`` is None where nothing was planned to hold it against.
    """

    said: Sentence
    working: Sentence
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """What a part of a sale (a day, a phase, a shop, by name) reached beside its plan, in fen."""

    name: str | date
    reached_fen: int
    planned_fen: int

    @property
    def gap_fen(self) -> int:
        """How much more than planned it reached; below zero: less."""
        return self.reached_fen - self.planned_fen

    @property
    def share_bp(self) -> Bp:
        """What it reached of its plan."""
        return Bp(ratio_bp(self.reached_fen, self.planned_fen) or 0)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of this sale and of the last one, each at its own moment; in fen, or a number."""

    name: Sentence
    now: int
    then: int
    in_fen: bool = True


def not_final(closes: datetime, now: datetime, covered_to: datetime | None) -> Sentence | None:
    """Why what is known of a sale may still change; None where it is over and known to its end.

    ``covered_to`` is the last moment known of all shops, ``closes`` where the figures have to
    reach; all are wall-clock times.
    """
    if now < closes:
        return Sentence("Not final: the sale runs until {closes}.", closes=closes)
    if covered_to is None:
        return Sentence("Not final: there are no sales figures yet.")
    return Sentence(
        "Not final: the figures end on {moment}, the sale on {closes}.",
        moment=covered_to,
        closes=closes,
    )


def against_target(
    measure: Sentence,
    reached: int | None,
    attained: Working | None,
    until: datetime | None,
    *,
    over: bool = True,
) -> Learned | None:
    """What was reached of the target; None where nobody knows what was reached.

    Less than the target is bad only once the sale is ``over``.
    """
    if reached is None or until is None:
        return None
    if attained is None:
        return Learned(
            Sentence("The sale reached {reached}.", reached=Fen(reached)),
            Sentence(
                "{measure} up to {moment}. There was no target to hold it against.",
                measure=measure,
                moment=until,
            ),
        )
    return Learned(
        Sentence("The sale reached {share} of its target.", share=attained.bp),
        Sentence(
            "{measure} up to {moment}: {reached} ÷ {target}.",
            measure=measure,
            moment=until,
            reached=Fen(attained.numerator),
            target=Fen(attained.denominator),
        ),
        attained.numerator >= attained.denominator or (False if over else None),
    )


def best_and_worst_day(days: Sequence[Against], left_out: int = 0) -> list[Learned]:
    """The days that were furthest above and below their plan, by amount.

    ``left_out`` counts the days that are not among them because they are known in part or not.
    """
    found = []
    best = max(days, key=lambda one: one.gap_fen, default=None)
    worst = min(days, key=lambda one: one.gap_fen, default=None)
    if best is not None and best.gap_fen > 0:
        said = Sentence(
            "{day} was the best day against plan, {fen} above it.",
            day=best.name,
            fen=Fen(best.gap_fen),
        )
        found.append(Learned(said, _difference(best, left_out), good=True))
    if worst is not None and worst.gap_fen < 0:
        said = Sentence(
            "{day} was the worst day against plan, {fen} below it.",
            day=worst.name,
            fen=Fen(-worst.gap_fen),
        )
        found.append(Learned(said, _difference(worst, left_out), good=False))
    return found


def furthest_apart(parts: Sequence[Against]) -> Learned | None:
    """The part that did best against its own plan and the one that did worst; None for fewer than
    two that had a plan."""
    planned = [one for one in parts if one.planned_fen > 0]
    if len(planned) < 2:
        return None
    best = max(planned, key=lambda one: one.share_bp)
    worst = min(planned, key=lambda one: one.share_bp)
    if best.share_bp == worst.share_bp:
        return None
    return Learned(
        Sentence(
            "“{best}” did best with {most} of its target, “{worst}” worst with {least}.",
            best=best.name,
            most=best.share_bp,
            worst=worst.name,
            least=worst.share_bp,
        ),
        Sentence(
            "“{best}”: {best_reached} ÷ {best_target}; “{worst}”: {worst_reached} ÷"
            " {worst_target}.",
            best=best.name,
            best_reached=Fen(best.reached_fen),
            best_target=Fen(best.planned_fen),
            worst=worst.name,
            worst_reached=Fen(worst.reached_fen),
            worst_target=Fen(worst.planned_fen),
        ),
    )


def by_own_figures(judged: Sequence[Judged]) -> Learned | None:
    """How many of the figures that phases are judged by were as good as wanted."""
    known = [one for one in judged if one.met is not None]
    if not known:
        return None
    met = [one for one in known if one.met]
    missed = [one for one in known if not one.met]
    said = Sentence(
        "{met} of {n} figure that a phase is judged by was as good as wanted.",
        "{met} of {n} figures that phases are judged by were as good as wanted.",
        met=len(met),
        n=len(known),
    )
    if not missed:
        return Learned(said, Sentence("Reached: {figures}.", figures=_figures(met)), good=True)
    return Learned(said, Sentence("Missed: {figures}.", figures=_figures(missed)), good=False)


def against_last(
    sale: str, moment: datetime, then: datetime, compared: Sequence[Compared]
) -> list[Learned]:
    """Each key figure beside the last sale's at the same moment; those it had none of left out."""
    found = []
    for one in compared:
        change = ratio_bp(one.now - one.then, one.then)
        if change is None:
            continue
        given: dict[str, Any] = {"figure": one.name, "sale": sale, "change": Bp(abs(change))}
        if change > 0:
            said = Sentence("{figure}: {change} more than in “{sale}”.", **given)
        elif change < 0:
            said = Sentence("{figure}: {change} less than in “{sale}”.", **given)
        else:
            said = Sentence("{figure}: as much as in “{sale}”.", figure=one.name, sale=sale)
        working = Sentence(
            "{now} up to {moment}, {before} up to {then}.",
            now=Fen(one.now) if one.in_fen else one.now,
            moment=moment,
            before=Fen(one.then) if one.in_fen else one.then,
            then=then,
        )
        found.append(Learned(said, working, change >= 0))
    return found


def _difference(day: Against, left_out: int) -> Sentence:
    working = Sentence(
        "{reached} reached, {planned} planned.",
        reached=Fen(day.reached_fen),
        planned=Fen(day.planned_fen),
    )
    if not left_out:
        return working
    return Sentence(
        "{working} {n} day that is not known whole is left out.",
        "{working} {n} days that are not known whole are left out.",
        working=working,
        n=left_out,
    )


def _figures(judged: Sequence[Judged]) -> list[Sentence]:
    named = [
        Sentence("{figure} ({phase})", figure=PHASE_FIGURE_NAMES[one.figure], phase=one.phase.name)
        for one in judged
    ]
    if len(named) <= _MOST_NAMED:
        return named
    return [*named[:_MOST_NAMED], Sentence("and {n} more", n=len(named) - _MOST_NAMED)]
