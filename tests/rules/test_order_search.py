"""The search over orders: what it keeps to, what it finds, when it stops."""

from __future__ import annotations

from itertools import accumulate
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.rules.order_search import Found, Order, Question, search_orders

# Days of each task, and what each day costs that it is not done.
DAYS = (3, 1, 4, 1, 5, 9, 2)
PER_DAY = (2, 7, 1, 8, 2, 8, 1)
FREE: list[set[int]] = [set() for _ in DAYS]


def waiting_costs(order: Order) -> int:
    return sum(
        PER_DAY[task] * done
        for task, done in zip(order, accumulate(DAYS[task] for task in order), strict=True)
    )


def question(
    waits_for: list[set[int]] = FREE, *, least: int = -1, asked: list[Order] | None = None
) -> Question[str]:
    def decode(order: Order) -> Found[str]:
        if asked is not None:
            asked.append(list(order))
        return Found(waiting_costs(order), tuple(order), "".join(map(str, order)))

    def sample(chance: Random) -> Order:
        return by_chance(waits_for, chance)

    return Question(waits_for, decode, sample, least)


def test_it_finds_the_best_of_all_orders() -> None:
    """The best order is known: by days over cost (Smith 1956)."""
    by_ratio = sorted(range(7), key=lambda task: DAYS[task] / PER_DAY[task])

    best, passes = search_orders(question(), list(range(7)), passes=2_000)

    assert best.cost == waiting_costs(by_ratio)
    assert best.result == "".join(map(str, best.order))
    assert passes <= 2_000


def test_the_first_order_counts_even_without_time() -> None:
    best, passes = search_orders(question(), list(range(7)), passes=0)

    assert best.order == (0, 1, 2, 3, 4, 5, 6)
    assert passes == 1


def test_nothing_is_tried_once_nothing_can_be_better() -> None:
    asked: list[Order] = []
    enough = waiting_costs(list(range(7)))

    _, passes = search_orders(question(least=enough, asked=asked), list(range(7)), passes=500)

    assert passes == len(asked) == 1


def test_it_ends_when_its_time_is_over() -> None:
    asked: list[Order] = []

    _, passes = search_orders(
        question(asked=asked), list(range(7)), passes=500, enough=lambda: len(asked) >= 90
    )

    assert passes == len(asked) == 90


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_seed_asks_the_same_orders(seed: int) -> None:
    once: list[Order] = []
    again: list[Order] = []

    for asked in (once, again):
        search_orders(question(asked=asked), list(range(7)), passes=300, seed=seed)

    assert once == again


def test_another_seed_asks_others() -> None:
    one: list[Order] = []
    other: list[Order] = []

    search_orders(question(asked=one), list(range(7)), passes=300, seed=1)
    search_orders(question(asked=other), list(range(7)), passes=300, seed=2)

    assert one != other


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2**9 - 1), min_size=1, max_size=9), st.integers(1, 200))
def test_every_order_asked_keeps_each_task_behind_what_it_waits_for(
    masks: list[int], passes: int
) -> None:
    waits_for = [
        {other for other in range(task) if mask >> other & 1} for task, mask in enumerate(masks)
    ]
    asked: list[Order] = []

    def decode(order: Order) -> Found[None]:
        asked.append(list(order))
        return Found(sum(place * task for place, task in enumerate(order)), tuple(order), None)

    def sample(chance: Random) -> Order:
        return by_chance(waits_for, chance)

    search_orders(
        Question(waits_for, decode, sample, least=-1), list(range(len(masks))), passes=passes
    )

    assert len(asked) <= max(1, passes)
    for order in asked:
        assert sorted(order) == list(range(len(masks)))
        assert all(
            order.index(other) < order.index(task)
            for task, others in enumerate(waits_for)
            for other in others
        )


def by_chance(waits_for: list[set[int]], chance: Random) -> Order:
    order: Order = []
    while len(order) < len(waits_for):
        left = set(range(len(waits_for))) - set(order)
        order.append(chance.choice([task for task in left if waits_for[task] <= set(order)]))
    return order
