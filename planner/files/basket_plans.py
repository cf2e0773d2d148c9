"""A basket file as plans that can be audited, one a shop: its rules, limits and what it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from planner.files.basket_fields import Fields
from planner.files.basket_files import BasketFile
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.promotions.amount_rules import RateOff
from planner.rules.promotions.baskets import Goods, Scope
from planner.rules.promotions.extra_rules import OrderAlone
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits, PlannedRule, Product, SalePlan
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.ruleset import Layer, Rule
from planner.words import Refusal

# A file says no days: its rules run through one phase, looked at as it opens.
_NOW = datetime.combine(date(2000, 1, 1), time())
_PHASE = Phase(1, "sale", PhaseKind.BURST, _NOW, _NOW + timedelta(days=1))
_ITEM = "1"
_USUAL_PRICES = ("last_price", "usual_price", "list_price")


def plans_of(file: BasketFile) -> dict[str, SalePlan]:
    """The plan of every shop that a line names, by its name; "" where lines name none."""
    limits, rules = _limits(file.others), tuple(_rules(file))
    plans = {}
    for shop in dict.fromkeys(_shop(line) for line in file.lines) or [""]:
        plans[shop] = SalePlan(
            products=tuple(_products(file, shop)),
            rules=rules,
            phases=(_PHASE,),
            costs=_costs(file.others),
            limits=limits,
            policy=file.policy,
            now=_NOW,
            elsewhere=_elsewhere(file, shop),
        )
    return plans


def red_line(entry: Fields, cost_fen: int) -> int:
    """The lowest price that keeps a margin red line, such as 1.15 times the cost."""
    least = _times(entry) * cost_fen
    return int(-(-least // 1))


def lowest_deal(entry: Fields) -> int | None:
    """The lowest price of a piece among the deals within the days of a price protection."""
    return min((price for price, _ in _deals(entry)), default=None)


def exposure(entry: Fields, basket: Sequence[Goods]) -> int:
    """What buyers within the days of a price protection may ask back: their pieces times the
    difference to today's lowest price."""
    now = min((goods.price_fen for goods in basket), default=0)
    return sum(max(price - now, 0) * pieces for price, pieces in _deals(entry))


def asked(others: Sequence[Fields], kind: str) -> list[Fields]:
    """The entries of a type that is no rule."""
    return [entry for entry in others if entry.text("type") == kind]


def _deals(entry: Fields) -> list[tuple[int, int]]:
    """The deals within the days of a price protection: the price of a piece, and pieces."""
    days = entry.number("days")
    return [
        (-(-deal.number("amount") // pieces), pieces)
        for deal in entry.objects("deals", most=10_000)
        if deal.number("days_ago") <= days
        for pieces in [deal.number("qty", least=1)]
    ]


def _products(file: BasketFile, shop: str) -> Iterator[Product]:
    """The products of a shop, each once, at the lowest of the prices it has there."""
    own: dict[str, tuple[Fields, Goods]] = {}
    for line, goods in zip(file.lines, file.basket, strict=True):
        if _shop(line) == shop:
            before = own.get(goods.sku)
            if before is None or goods.price_fen < before[1].price_fen:
                own[goods.sku] = line, goods
    lines = _lines(file.others)
    deals = [lowest_deal(entry) for entry in asked(file.others, "price_protection")]
    for sku, (line, goods) in own.items():
        product = Product(
            sku,
            sku,
            goods.price_fen,
            goods.cost_fen,
            floor_fen=goods.floor_fen or None,
            category=goods.category or "",
            item_id=line.text("item_id") if line.has("item_id") else _ITEM,
            stock=line.number("stock") if line.has("stock") else None,
            planned_pieces=goods.pieces,
            lowest_week_fen=min((fen for fen in deals if fen is not None), default=None),
            last_fen=next(
                (line.number(name) for name in _USUAL_PRICES if line.has(name)),
                None,
            ),
        )
        yield replace(product, coupon_line_fen=lines[0], lines_read_at=lines[1])


def _rules(file: BasketFile) -> Iterator[PlannedRule]:
    for rule in file.rules:
        yield _planned(rule, file.typed.get(rule.key, ""))
    for number, entry in enumerate(asked(file.others, "signup_sheet")):
        scope = Scope(frozenset(entry.texts("skus")))
        key = f"signup_sheet {number}"
        yield _planned(
            Rule(key, "signup_sheet", OrderAlone(), Layer.ORDER, scope), preset="official_off"
        )
    for entry in asked(file.others, "percent_scale"):
        for name in entry.told:
            if name != "type":
                value = entry.number(name, least=1, most=WHOLE_BP)
                gives = RateOff(((0, _off_on_scale(value)),))
                nothing = Scope(frozenset({name}))
                yield _planned(Rule(name, name, gives, Layer.ITEM, nothing), str(value))


def _planned(rule: Rule, typed: str = "", preset: str = "") -> PlannedRule:
    phases = frozenset({_PHASE.key})
    return PlannedRule(rule, phases, _PHASE.opens, _PHASE.closes, typed=typed, preset=preset)


def _off_on_scale(value: int) -> int:
    """What comes off when so much is to be paid, of 100, 1,000 or 10,000."""
    scale = next(whole for whole in (100, 1_000, WHOLE_BP) if value <= whole)
    return max(WHOLE_BP - value * WHOLE_BP // scale, 1)


def _limits(others: Sequence[Fields]) -> Limits:
    limits = Limits(platform_lines=bool(asked(others, "platform_line")))
    for entry in asked(others, "cross_shop_gap"):
        if not entry.yes("strict", otherwise=True):
            raise Refusal(
                "“{field}” in {where}: a gap counts above its limit, not at it. Write true.",
                field="strict",
                where=entry.where,
            )
        limits = replace(limits, gap_warn_bp=entry.rate("warn"), gap_stop_bp=entry.rate("block"))
    for entry in asked(others, "price_protection"):
        limits = replace(limits, protection_days=entry.number("days"))
    return limits


def _costs(others: Sequence[Fields]) -> Costs:
    """A red line of so many times the cost, as the margin that is wanted of the price."""
    times = max((_times(entry) for entry in asked(others, "margin_red_line")), default=Decimal(1))
    return Costs(target_bp=int(WHOLE_BP - WHOLE_BP / times))


def _times(entry: Fields) -> Decimal:
    written = entry.text("min_price_over_cost")
    try:
        times = Decimal(written)
    except InvalidOperation:
        times = Decimal(0)
    if not 1 <= times <= 1_000:
        raise Refusal(
            "“{field}” in {where}: write a number from 1 to 1000 as a text like “1.15”.",
            field="min_price_over_cost",
            where=entry.where,
        )
    return times


def _lines(others: Sequence[Fields]) -> tuple[int | None, datetime | None]:
    """The strictest of the platform's lines, and when the oldest of them was read."""
    entries = asked(others, "platform_line")
    known = [
        min(entry.numbers("lines")) if entry.has("lines") else entry.number("line")
        for entry in entries
        if entry.has("lines") or entry.has("line")
    ]
    hours = [entry.number("age_hours") if entry.has("age_hours") else 0 for entry in entries]
    if not known or len(known) < len(entries):
        return None, None
    return min(known), _NOW - timedelta(hours=max(hours))


def _elsewhere(file: BasketFile, shop: str) -> Mapping[str, Mapping[str, int]]:
    """What other shops ask for the same product, in the same currency."""
    own = {
        (goods.sku, _currency(line))
        for line, goods in zip(file.lines, file.basket, strict=True)
        if _shop(line) == shop
    }
    found: dict[str, dict[str, int]] = {}
    for line, goods in zip(file.lines, file.basket, strict=True):
        other = _shop(line)
        if other != shop and (goods.sku, _currency(line)) in own:
            prices = found.setdefault(goods.sku, {})
            prices[other] = min(prices.get(other, goods.price_fen), goods.price_fen)
    return found


def _shop(line: Fields) -> str:
    return line.text("shop") if line.has("shop") else ""


def _currency(line: Fields) -> str:
    return line.text("currency") if line.has("currency") else ""
