"""Looks for a better order of tasks than a rule gives: a genetic search (Hartmann 1998).

It knows neither people nor days: whoever asks says what an order comes to. The same question and
seed give the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Generic, TypeVar

_POPULATION = 60
_KEPT = 20
_SWAPS = 0.3

Result = TypeVar("Result")
Order = list[int]


@dataclass(frozen=True, slots=True)
class Found(Generic[Result]):
    """What an order came to.

    The less its ``cost`` the better; costs of one search compare with each other. ``order`` is the
    order by what came out, so that two orders that come to the same are the same here.
    """

    cost: Any
    order: tuple[int, ...]
    result: Result


@dataclass(frozen=True, slots=True)
class Question(Generic[Result]):
    """What is searched: orders of the tasks 0, 1, 2 …, each behind those it waits for.

    ``decode`` says what an order comes to, and each one counts as ``passes``. ``sample`` gives an
    order by chance, likely a good one. Nothing is better than the cost ``least``.
    """

    waits_for: Sequence[Collection[int]]
    decode: Callable[[Order], Found[Result]]
    sample: Callable[[Random], Order]
    least: Any
    passes: int = 1


def search_orders(
    question: Question[Result],
    first: Order,
    *,
    passes: int,
    seed: int = 0,
    enough: Callable[[], bool] = lambda: False,
) -> tuple[Found[Result], int]:
    """The best found from the order ``first`` on, and the passes made: at most so many.

    It ends early when nothing can be better or ``enough`` says so; ``first`` is always decoded.
    """
    return _Search(question, first, passes, seed, enough).run()


class _Search(Generic[Result]):
    def __init__(
        self,
        question: Question[Result],
        first: Order,
        passes: int,
        seed: int,
        enough: Callable[[], bool],
    ) -> None:
        self.question, self.most, self.enough = question, passes, enough
        self.chance = Random(seed)  # noqa: S311 -- it has to be the same again, not secret
        self.people = [question.decode(first)]
        self.known = {self.people[0].order}
        self.made = question.passes

    def run(self) -> tuple[Found[Result], int]:
        while self._goes_on():
            if self.people[0].cost == self.people[-1].cost:
                self._make_room()
            self._breed()
        return self.people[0], self.made

    def _goes_on(self) -> bool:
        return (
            self.made + self.question.passes <= self.most
            and self.people[0].cost > self.question.least
            and not self.enough()
        )

    def _make_room(self) -> None:
        """All are alike, so nothing better will come of them: most give way to others."""
        del self.people[_KEPT:]
        for _ in range(_POPULATION):
            if self._goes_on():
                self._take_in(self._tried(self.question.sample(self.chance)))

    def _breed(self) -> None:
        children: list[Found[Result]] = []
        self.chance.shuffle(self.people)
        for mother, father in zip(self.people[::2], self.people[1::2], strict=False):
            for one, other in ((mother, father), (father, mother)):
                if self.made + self.question.passes <= self.most and not self.enough():
                    order = _crossed(one.order, other.order, self.chance)
                    children += self._tried(self._swapped(order))
        self._take_in(children)

    def _tried(self, order: Order) -> list[Found[Result]]:
        found = self.question.decode(order)
        self.made += self.question.passes
        if found.order in self.known:
            return []
        self.known.add(found.order)
        return [found]

    def _take_in(self, newcomers: list[Found[Result]]) -> None:
        """The best stay; of two alike the newcomer, because it brings something new."""
        everyone = sorted(newcomers + self.people, key=lambda one: one.cost)
        self.people = everyone[:_POPULATION]

    def _swapped(self, order: Order) -> Order:
        """The order with some neighbours swapped where neither waits for the other."""
        waits_for, chance = self.question.waits_for, self.chance
        for place in range(len(order) - 1):
            first, second = order[place], order[place + 1]
            if chance.random() < _SWAPS and first not in waits_for[second]:
                order[place], order[place + 1] = second, first
        return order


def _crossed(one: Sequence[int], other: Sequence[int], chance: Random) -> Order:
    """An order that begins and ends like one and lies between two points like the other."""
    begin, end = sorted(chance.sample(range(len(one) + 1), 2))
    order = list(one[:begin])
    taken = set(order)
    for task in other:
        if len(order) >= end:
            break
        if task not in taken:
            order.append(task)
            taken.add(task)
    return order + [task for task in one if task not in taken]
