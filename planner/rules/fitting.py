"""Fits tasks to the people there are: as late as their dates want it, and in time for their gates.

A single pass from the gates backwards calls plans late that fit, because it gives the last
half-days to whoever asks first. Where it fails, all tasks are laid forwards as early as they can
be, then pushed back as far as they may and pulled forward again (justification, Valls, Ballestín
and Quintanilla 2005), round after round until nothing improves.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.campaigns import Key
from planner.rules.critical_path import CriticalPath
from planner.rules.fitted_plans import Fitted, fitted
from planner.rules.keeping import lay_where_it_was
from planner.rules.layings import Cost, Layings
from planner.rules.networks import Network
from planner.rules.wired_networks import Wired

_ROUNDS = 6
_WORTH_A_ROUND = 0.9
_MANY = 2_000


def fit(
    network: Network[Key],
    *,
    keep: Mapping[Key, tuple[int, int]] | None = None,
    titles: Mapping[Key, str] | None = None,
) -> Fitted[Key]:
    """The tasks fitted to their teams: no half-day holds more than the team has.

    With ``keep``, the starts and finishes of an old plan, a task stays where it still can and moves
    as little as it can otherwise. The same network gives the same plan, in whatever order its tasks
    come. Raises Refusal for tasks that wait for each other, named by ``titles``.
    """
    wired = Wired(network, titles)
    path = CriticalPath(wired)
    layings = Layings(wired, path)
    if keep is None:
        _lay_anew(layings, path)
        return fitted(layings, path, {})
    old = {wired.places[key]: bar for key, bar in keep.items() if key in wired.places}
    lay_where_it_was(layings, path, old)
    best, laid = layings.cost(), layings.laid()
    if best[0]:
        # What stays where it was may leave no time for the rest: see whether a new plan has more.
        layings.clear()
        _lay_anew(layings, path)
        if layings.cost()[:2] >= best[:2]:
            layings.lay_again(laid)
    return fitted(layings, path, old)


def _lay_anew(layings: Layings[Key], path: CriticalPath[Key]) -> None:
    if layings.backward():
        return
    many = len(path.wired.works) > _MANY
    orders = [layings.late_starts(layings.wanted), path.late_start]
    if not many:
        orders.append(path.late_finish)
    best: Cost | None = None
    for priority in orders:
        layings.clear()
        layings.forward(layings.in_order(priority))
        cost = layings.cost()
        if best is None or cost < best:
            best, laid = cost, layings.laid()
        if not cost[0]:
            break
    layings.lay_again(laid)
    _improve(layings, 2 if many else _ROUNDS)


def _improve(layings: Layings[Key], rounds: int) -> None:
    """Push back and pull forward until nothing gets better; the best is what lies there then."""
    layings.push_back()
    best, laid = layings.cost(), layings.laid()
    for _ in range(rounds):
        layings.pull_forward()
        layings.push_back()
        cost = layings.cost()
        if cost[:2] == best[:2] and cost[2] > best[2] * _WORTH_A_ROUND:
            break
        best, laid = cost, layings.laid()
    layings.lay_again(laid)
