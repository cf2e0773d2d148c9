"""How fast baskets are priced and worst cases proved or found, and how that grows.

``python benchmarks/promotions.py`` makes products and rules from a fixed seed. The worst case is
looked for twice: for a catalogue whose margins the proof covers, and for one where it never does.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planner.rules.promotions import quote
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.baskets import Goods
from planner.rules.promotions.certificates import Certificate
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.piece_rules import PieceOff
from planner.rules.promotions.plans import Product
from planner.rules.promotions.ruleset import Giving, Layer, Policy, Rule
from planner.rules.promotions.stacking import every_set
from planner.rules.promotions.thresholds import choose_threshold
from planner.rules.promotions.worst_cases import worst

LINES, RULES = (1, 5, 10, 50), (1, 8, 15, 30)
_SEED = 11
_TRIES = 200
# Rules of each layer that exclude each other and may be left out: 4 · 3 · 4 · 3 = 144 sets.
_CLAIMED: tuple[tuple[Layer, tuple[Giving, ...]], ...] = (
    (Layer.ITEM, tuple(RateOff(((0, off_bp),)) for off_bp in (300, 400, 500))),
    (Layer.SHOP, tuple(AmountOff(((least, 1_500),)) for least in (30_000, 29_000))),
    (
        Layer.PLATFORM,
        tuple(AmountOff(((30_000, off),), repeat=True) for off in (2_000, 2_500, 3_000)),
    ),
    (Layer.ASSETS, tuple(AmountOff(((least, 400),)) for least in (20_000, 15_000))),
)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a line for each piece of work."""
    options = _options(arguments)
    rows = [
        *quotes([(lines, 8) for lines in LINES], tries=options.tries),
        *quotes([(5, rules) for rules in RULES], tries=options.tries),
        worst_case("costs 30 to 70 % of the price", 30, 70, options.products, options.pieces),
        worst_case("costs 80 to 86 % of the price", 80, 86, options.products, options.pieces),
        threshold_time(),
    ]
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(row["said"])


def quotes(sizes: Sequence[tuple[int, int]], *, tries: int = _TRIES) -> list[dict[str, object]]:
    """Quotes a second by (lines, rules), and how much longer one takes than in the first size."""
    rows: list[dict[str, object]] = []
    first = 0.0
    for lines, count in sizes:
        basket, rules = _basket(lines), _rules(count)
        times = []
        for _ in range(tries):
            began = perf_counter()
            quote(basket, rules)
            times.append(perf_counter() - began)
        taken = median(times)
        first = first or taken
        rows.append(
            {
                "lines": lines,
                "rules": count,
                "quotes_per_second": round(1 / taken),
                "said": f"{lines:>3} lines under {count:>2} rules: {1 / taken:>7,.0f} quotes a"
                f" second, one takes {taken / first:.1f} times as long as the first",
            }
        )
    return rows


def worst_case(what: str, least: int, most: int, products: int, pieces: int) -> dict[str, object]:
    """Seconds and memory for the worst case of all products, alone and in pairs."""
    chance = random.Random(_SEED)
    prices = [chance.randrange(2_000, 40_000) for _ in range(products)]
    catalogue = [
        Product(f"{place}", f"{place}", price, price * chance.randrange(least, most) // 100)
        for place, price in enumerate(prices)
    ]
    rules = [
        Rule(f"{layer.name} {place}", "", gives, layer, group=layer.name, automatic=False)
        for layer, all_givings in _CLAIMED
        for place, gives in enumerate(all_givings)
    ]
    began = perf_counter()
    verdicts = worst(catalogue, rules, Policy(), Costs(), pieces)
    seconds = perf_counter() - began
    proved = sum(isinstance(verdict, Certificate) for verdict in verdicts.values())
    tracemalloc.start()
    worst(catalogue[:2], rules, Policy(), Costs(), pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    sets = sum(1 for _ in every_set(rules))
    return {
        "products": products,
        "sets": sets,
        "seconds": round(seconds, 3),
        "proved": proved,
        "said": f"worst case of {products} products ({what}) under {sets} sets, 0 to {pieces}"
        f" pieces each, alone and in pairs: {seconds:.2f} s, {proved} proved,"
        f" {peak / 2**20:.0f} MiB a pair; grows with the pairs of products without a proof",
    }


def threshold_time(orders: int = 20_000) -> dict[str, object]:
    """Seconds for 700 pairs of 满T减D on past orders, every full threshold counted."""
    chance = random.Random(_SEED)
    values = [round(100 * chance.lognormvariate(5, 0.7)) + 1 for _ in range(orders)]
    thresholds, discounts = range(10_000, 45_000, 1_000), range(200, 4_200, 200)
    began = perf_counter()
    found = choose_threshold(values, thresholds, discounts, Assumed(4_500, repeat=True))
    seconds = perf_counter() - began
    return {
        "orders": orders,
        "pairs": len(found.choices),
        "threshold_seconds": round(seconds, 3),
        "said": f"{len(found.choices)} pairs of threshold and discount on {orders:,} orders:"
        f" {seconds:.2f} s; grows with thresholds times orders",
    }


def _basket(lines: int) -> list[Goods]:
    return [Goods(f"{place}", 2, 9_900 + 100 * place) for place in range(lines)]


def _rules(count: int) -> list[Rule]:
    kinds: tuple[tuple[Layer, Giving], ...] = (
        (Layer.ITEM, RateOff(((0, 500),))),
        (Layer.SHOP, AmountOff(((10_000, 500),))),
        (Layer.PLATFORM, AmountOff(((30_000, 2_000),), repeat=True)),
        (Layer.ITEM, PieceOff(100)),
    )
    return [
        Rule(f"{place}", "", gives, layer)
        for place in range(count)
        for layer, gives in [kinds[place % len(kinds)]]
    ]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50)
    parser.add_argument("--pieces", type=int, default=50, help="of each product at most")
    parser.add_argument("--tries", type=int, default=_TRIES)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
