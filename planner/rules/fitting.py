"""Fits tasks to the people there are: as late as their dates want it, and in time for their gates.

A single pass from the gates backwards calls plans late that fit, because it gives the last
half-days to whoever asks first. Where it fails, all tasks are laid forwards as early as they can
be, then pushed back as far as they may and pulled forward again (justification, Valls, Ballestín
and Quintanilla 2005), round after round until nothing improves. Where that still leaves tasks
late, a search over the order in which they are laid may be given time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from planner.rules.boards import Lying
from planner.rules.campaigns import Key
from planner.rules.critical_path import CriticalPath
from planner.rules.fitted_plans import Fitted, fitted
from planner.rules.keeping import Bar, lay_after_old_finishes, lay_where_it_was, leaving
from planner.rules.layings import Cost, Layings
from planner.rules.networks import Network
from planner.rules.order_search import Found, Order, Question, search_orders
from planner.rules.wired_networks import NEVER, Wired

_ROUNDS = 6
_WORTH_A_ROUND = 0.9
_MANY = 2_000
# Each order that the search tries is laid forwards, pushed back and pulled forward.
_PASSES_EACH = 3
_SPREADS = 10
_UNFIT = (NEVER, NEVER, NEVER)


def fit(
    network: Network[Key],
    *,
    keep: Mapping[Key, tuple[int, int]] | None = None,
    titles: Mapping[Key, str] | None = None,
    passes: int = 0,
    seed: int = 0,
    enough: Callable[[], bool] = lambda: False,
    quick: bool = False,
) -> Fitted[Key]:
    """The tasks fitted to their teams: no half-day holds more than the team has.

    With ``keep``, the starts and finishes of an old plan, a task stays where it still can and
    moves as little as it can otherwise. Where tasks still come after their gates, up to ``passes``
    are made to find better, by the chance that ``seed`` gives and until ``enough`` says so.
    ``quick`` tries less, to compare many plans. The same network gives the same plan, in whatever
    order its tasks come. Raises Refusal for tasks that wait for each other, named by ``titles``.
    """
    wired = Wired(network, titles)
    path = CriticalPath(wired)
    layings = Layings(wired, path)
    rounds = 1 if quick else _ROUNDS
    old = {wired.places[key]: bar for key, bar in (keep or {}).items() if key in wired.places}
    if keep is None:
        _lay_anew(layings, path, rounds)
    else:
        _keep(layings, path, old, rounds)
    if passes and layings.cost()[0]:
        before, laid = layings.cost(), layings.laid()
        _search(layings, path, passes, seed, enough)
        if layings.cost()[:2] >= before[:2] if keep else layings.cost() > before:
            layings.lay_again(laid)
    return fitted(layings, path, old)


def _keep(
    layings: Layings[Key], path: CriticalPath[Key], old: Mapping[int, Bar], rounds: int
) -> None:
    """Lay the old plan again; where that makes tasks late, let go of more and more of it."""
    staying = dict(old)
    best, laid = _UNFIT, layings.laid()
    for _ in range(rounds):
        for lay in (lay_where_it_was, lay_after_old_finishes):
            layings.clear()
            lay(layings, staying)
            cost = (*layings.cost()[:2], len(leaving(layings, old)))
            if cost < best:
                best, laid = cost, layings.laid()
        layings.lay_again(laid)
        if not best[0]:
            return
        before = len(staying)
        for place in _behind_late_ones(layings):
            staying.pop(place, None)
        if len(staying) == before:
            break
    layings.clear()
    _lay_anew(layings, path, rounds)
    if (*layings.cost()[:2], len(leaving(layings, old))) >= best:
        layings.lay_again(laid)


def _behind_late_ones(layings: Layings[Key]) -> set[int]:
    """The tasks that come too late and all that they wait for, directly or not."""
    board = layings.board
    found = {place for place in board.movable if board.finishes[place] > layings.wired.walls[place]}
    for place in reversed(layings.wired.order):
        if place in found:
            found.update(layings.wired.waited_for(place))
    return found


def _lay_anew(layings: Layings[Key], path: CriticalPath[Key], rounds: int) -> None:
    if layings.backward():
        return
    many = len(path.wired.works) > _MANY
    orders = [layings.late_starts(layings.wanted), path.late_start]
    if not many and rounds > 1:
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
    _improve(layings, min(rounds, 2) if many else rounds)


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


def _search(
    layings: Layings[Key],
    path: CriticalPath[Key],
    passes: int,
    seed: int,
    enough: Callable[[], bool],
) -> None:
    """Lay the best order that a search finds from the one that lies there."""
    latest = path.late_start
    spread = max(latest, default=0) - min(latest, default=0) + 1

    def decode(order: Order) -> Found[list[Lying]]:
        layings.clear()
        layings.forward(order)
        layings.push_back()
        layings.pull_forward()
        behind = tuple(layings.in_order(layings.board.starts))
        return Found(layings.cost()[:3], behind, layings.laid())

    def sample(chance: Random) -> Order:
        return layings.in_order(
            [start + round(chance.gauss(0, spread / _SPREADS)) for start in latest]
        )

    question = Question(
        waits_for=[set(layings.wired.waited_for(place)) for place in range(len(latest))],
        decode=decode,
        sample=sample,
        least=(0, 0, 0),
        passes=_PASSES_EACH,
    )
    first = layings.in_order(layings.board.starts)
    found, _ = search_orders(question, first, passes=passes, seed=seed, enough=enough)
    layings.lay_again(found.result)
    _improve(layings, _ROUNDS)
