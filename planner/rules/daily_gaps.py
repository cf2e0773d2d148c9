"""The gaps of single days of single shops, put together to the gap of a phase or a channel.

People are deduplicated within a day only, so each day is split on its own and what adds up are
the parts in money: no visitor is counted into a longer stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import expm1

from planner.rules.broken_links import (
    Base,
    Compared,
    Funnel,
    GapSplit,
    Link,
    NotComputable,
    Payer,
    Place,
    Split,
    logarithmic_mean,
    split,
)
from planner.words import Bp, Sentence


def together(days: Iterable[Compared | NotComputable]) -> list[Split]:
    """One split for each place, in order of coming, from the days compared in it.

    Days that can't be split are left out while others can; a place holds its days against one base
    and one kind of payer, whichever most of its money speaks of. The change of a link is the mean
    of its days, weighted by what a change of the same size makes there.
    """
    in_order: dict[Place, list[Split]] = {}
    for one in days:
        told = split(one) if isinstance(one, Compared) else one
        place = told.compared.place if isinstance(told, GapSplit) else told.place
        in_order.setdefault(place, []).append(told)
    return [_of_place(place, told) for place, told in in_order.items()]


def _of_place(place: Place, told: Sequence[Split]) -> Split:
    splits = [one for one in told if isinstance(one, GapSplit)]
    if not splits:
        gaps = [one.gap_fen for one in told if one.gap_fen is not None]
        why = told[0].why if isinstance(told[0], NotComputable) else Sentence("Not computable.")
        return NotComputable(place, why, sum(gaps) if gaps else None)
    base, payer = _most(splits)
    alike = [one for one in splits if _kind(one) == (base, payer)]
    parts = {link: sum(one.parts[link] for one in alike) for link in Link}
    return GapSplit(
        compared=Compared(
            place,
            Funnel(None, None, _paid(one.compared.reached for one in alike), payer),
            base,
            Funnel(None, None, _paid(one.compared.expected for one in alike), payer),
        ),
        gap_fen=sum(one.gap_fen for one in alike),
        parts=parts,
        changes={link: _change(alike, link) for link in Link},
    )


def _most(splits: Sequence[GapSplit]) -> tuple[Base, Payer]:
    ranked = sorted(splits, key=_kind)
    amounts = {
        kind: sum(one.compared.expected.paid_fen or 0 for one in same)
        for kind, same in groupby(ranked, key=_kind)
    }
    return max(amounts, key=lambda kind: amounts[kind])


def _kind(one: GapSplit) -> tuple[Base, Payer]:
    return one.compared.base, one.compared.reached.payer


def _paid(funnels: Iterable[Funnel]) -> int:
    return sum(funnel.paid_fen or 0 for funnel in funnels)


def _change(splits: Sequence[GapSplit], link: Link) -> Bp:
    weights = [
        logarithmic_mean(one.compared.reached.paid_fen or 0, one.compared.expected.paid_fen or 0)
        for one in splits
    ]
    made = sum(one.parts[link] for one in splits)
    return Bp(round(10_000 * expm1(made / sum(weights))))
