"""What orders are worth where thresholds are tried: a few round amounts, and baskets made up from
a price list where there are no past orders."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

from planner.rules.money import half_up
from planner.words import Refusal

# Of a thousand made-up orders so many have one piece, two and three.
PIECES_OF_ORDERS: dict[int, int] = {1: 600, 2: 300, 3: 100}
_PRICES_COMBINED = 40
_STEPS = tuple(step * 10**power for power in range(9) for step in (1, 2, 5))


def orders_from_prices(prices: Sequence[int]) -> tuple[int, ...]:
    """A thousand made-up order values, in fen: of one to three pieces, each product as likely.

    Raises Refusal where no product has a price.
    """
    usable = sorted(price for price in prices if price > 0)
    if not usable:
        raise Refusal("Products: give at least one a list price above ¥0.")
    few = _evenly(usable, min(_PRICES_COMBINED, len(usable)))
    values: list[int] = []
    for pieces, orders in PIECES_OF_ORDERS.items():
        sums = usable if pieces == 1 else _sums(few, pieces)
        values += _evenly(sums, orders)
    return tuple(values)


def median(orders: Sequence[int]) -> int:
    """The order value in the middle, the lower of two."""
    return sorted(orders)[(len(orders) - 1) // 2]


def average(orders: Sequence[int]) -> int:
    """What an order is worth on average, half up."""
    return half_up(sum(orders), len(orders))


def suggested_thresholds(orders: Sequence[int]) -> list[int]:
    """Round amounts from 1.2 to 1.5 times the median: where to start looking, no more."""
    middle = median(orders)
    return round_amounts(-(-middle * 12 // 10), middle * 15 // 10, 6)


def thresholds_to_try(orders: Sequence[int]) -> list[int]:
    """Round amounts around the suggested ones: from the median to 4 times it."""
    middle = median(orders)
    return round_amounts(middle, middle * 4, 16)


def discounts_to_try(orders: Sequence[int]) -> list[int]:
    """Round amounts from 3% to 40% of the median."""
    middle = median(orders)
    return round_amounts(-(-middle * 3 // 100), middle * 40 // 100, 16)


def round_amounts(least_fen: int, most_fen: int, about: int) -> list[int]:
    """Multiples of 1, 2 or 5 yuan, tens or hundreds of them between two amounts, at most about so
    many; the amount itself where no whole yuan lies between."""
    step = next(step * 100 for step in _STEPS if (most_fen - least_fen) // (step * 100) < about)
    amounts = list(range(-(-max(least_fen, 1) // step) * step, most_fen + 1, step))
    return amounts or [max(least_fen, 1)]


def _sums(prices: Sequence[int], pieces: int) -> list[int]:
    return sorted(sum(basket) for basket in combinations_with_replacement(prices, pieces))


def _evenly(ordered: Sequence[int], count: int) -> list[int]:
    """So many values out of ordered ones, at even distances: they are spread as all of them are."""
    return [ordered[(2 * place + 1) * len(ordered) // (2 * count)] for place in range(count)]
