"""How fast baskets are priced and worst cases proved or found, and how that grows.

``python benchmarks/promotions.py`` makes products and rules from a fixed seed. The worst case is
looked for in three catalogues: one whose margins the proof covers, one where most products lose,
and the hardest, where nothing is proved and nothing loses, so that all pairs are gone through.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions import quote
from planner.rules.promotions.amount_rules import AmountOff, RateOff
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.audits import audit, blocking
from planner.rules.promotions.baskets import Goods, Scope
from planner.rules.promotions.certificates import Certificate
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.piece_rules import PieceOff
from planner.rules.promotions.plans import PlannedRule, Product, SalePlan
from planner.rules.promotions.ruleset import Base, Giving, Layer, Policy, Rule
from planner.rules.promotions.stacking import every_set
from planner.rules.promotions.thresholds import choose_threshold
from planner.rules.promotions.worst_cases import LosingBasket, worst

LINES, RULES = (1, 5, 10, 50), (1, 8, 15, 30)
AUDITED = (100, 1_000)
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
        *quotes([(5, rules) for rules in RULES], tries=max(options.tries // 20, 1), claimed=True),
        worst_case("costs 30 to 70 % of the price", 30, 70, options.products, options.pieces),
        worst_case("costs 80 to 86 % of the price", 80, 86, options.products, options.pieces),
        *hardest(options.products, options.pieces),
        threshold_time(),
        audit_time("costs 10 to 25 % of the price", 10, 25),
        audit_time("costs 60 to 80 % of the price", 60, 80),
    ]
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(row["said"])


def quotes(
    sizes: Sequence[tuple[int, int]], *, tries: int = _TRIES, claimed: bool = False
) -> list[dict[str, object]]:
    """Quotes a second by (lines, rules), and how much longer one takes than in the first size."""
    rows: list[dict[str, object]] = []
    first = 0.0
    for lines, count in sizes:
        basket = _basket(lines)
        rules = [replace(rule, automatic=not claimed) for rule in _rules(count)]
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
                "claimed": claimed,
                "quotes_per_second": round(1 / taken),
                "said": f"{lines:>3} lines under {count:>2} {'claimed ' * claimed}rules:"
                f" {1 / taken:>7,.0f} quotes a"
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
    lost = sum(isinstance(verdict, LosingBasket) for verdict in verdicts.values())
    tracemalloc.start()
    worst(catalogue, rules, Policy(), Costs(), pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    sets = sum(1 for _ in every_set(rules))
    return {
        "products": products,
        "sets": sets,
        "seconds": round(seconds, 3),
        "proved": proved,
        "lost": lost,
        "peak_mib": round(peak / 2**20, 1),
        "said": f"worst case of {products} products ({what}) under {sets} sets, 0 to {pieces}"
        f" pieces each, alone and in pairs: {seconds:.2f} s, {proved} proved, {lost} lose,"
        f" {peak / 2**20:.0f} MiB at most",
    }


def hardest(products: int, pieces: int) -> list[dict[str, object]]:
    """The worst case where no product is proved or loses, and how it grows with either size."""
    what = "costs 78 to 80 % of the price"
    sizes = [(products // 2, pieces), (products, pieces // 2), (products, pieces)]
    rows = [worst_case(what, 78, 80, *size) for size in sizes]
    whole = float(str(rows[-1]["seconds"]))
    grown = [whole / max(float(str(row["seconds"])), 0.001) for row in rows[:2]]
    rows[-1]["said"] = (
        f"{rows[-1]['said']}; twice the products take {grown[0]:.1f} times as long, twice the"
        f" pieces {grown[1]:.1f} times"
    )
    return rows


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


def audit_time(what: str, least: int, most: int) -> dict[str, object]:
    """Seconds for the audit of a sale with 20 rules in 3 phases, and how they grow."""
    seconds, found = [], []
    for products in AUDITED:
        plan = _sale(products, least, most)
        began = perf_counter()
        found = audit(plan)
        seconds.append(perf_counter() - began)
    return {
        "audited": AUDITED[-1],
        "seconds": round(seconds[-1], 3),
        "findings": len(found),
        "blocking": len(blocking(found)),
        "said": f"audit of {AUDITED[-1]:,} products ({what}) under 20 rules in 3 phases:"
        f" {seconds[-1]:.2f} s, {len(blocking(found))} findings that block; ten times the products"
        f" take {seconds[-1] / seconds[0]:.1f} times as long",
    }


def _sale(products: int, least: int, most: int) -> SalePlan:
    """A sale with rules for everything and, in turn, for every tenth of the catalogue."""
    chance = random.Random(_SEED)
    prices = [chance.randrange(39, 900) * 100 for _ in range(products)]
    catalogue = tuple(
        Product(f"{n}", f"{n}", fen, fen * chance.randrange(least, most) // 100, limit_per_buyer=10)
        for n, fen in enumerate(prices)
    )
    opens = datetime(2026, 10, 24)  # noqa: DTZ001 -- a phase border is a wall-clock time
    days = [opens + timedelta(days=n) for n in (0, 7, 19, 22)]
    phases = tuple(Phase(n, f"{n}", kind, days[n], days[n + 1]) for n, kind in enumerate(PhaseKind))
    for_all = (
        Rule("official", "", RateOff(((0, 1_500),)), Layer.ITEM, base=Base.LIST),
        Rule("save", "", AmountOff(((30_000, 5_000),), repeat=True), Layer.PLATFORM),
        Rule("coupon", "", AmountOff(((29_900, 3_000),)), Layer.SHOP, automatic=False),
        Rule("vip", "", AmountOff(((50_000, 5_000),)), Layer.PLATFORM, automatic=False),
    )
    for_some = (
        Rule(f"{n}", "", PieceOff(300), Layer.ITEM, group="item", scope=Scope(tenth))
        for n in range(16)
        for tenth in [frozenset(f"{sku}" for sku in range(n % 10, products, 10))]
    )
    rules = tuple(
        PlannedRule(rule, frozenset({0, 1, 2}) - {n % 4}, days[0], days[3], per_buyer=1)
        for n, rule in enumerate((*for_all, *for_some))
    )
    return SalePlan(catalogue, rules, phases, Costs(500, target_bp=1_000))


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
