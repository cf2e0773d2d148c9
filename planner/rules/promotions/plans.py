"""A sale's promotions as they are planned: products, rules with their windows, and the limits.

A plan is one shop's: an order is placed in one shop. Moments are wall-clock times of the campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.rules.campaigns import Phase
from planner.rules.promotions.baskets import MOST_FEN, Goods
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.ruleset import Policy, Rule
from planner.words import Fen, Refusal, Sentence


@dataclass(frozen=True, slots=True)
class Product:
    """A product that is sold, as one of its variants; ``sku`` is the shop's own code.

    Amounts are fen: ``list_fen`` is the activity price before any rule, ``cost_fen`` what a piece
    costs with packing. None where nobody has said. ``item_id`` is the platform's number of the item
    that the variant belongs to and ``sku_id`` the platform's number of the variant. ``last_fen`` is
    what a piece cost the customer in the last sale, ``struck_fen`` the price that is shown struck
    through, ``lowest_week_fen`` the lowest deal of the seven days before. ``planned_pieces`` is how
    many the sale should sell.

    ``list_line_fen`` and ``coupon_line_fen`` are what the platform asks: list price, and price with
    everybody's coupons, at most so much; read at ``lines_read_at``.
    """

    sku: str
    name: str
    list_fen: int
    cost_fen: int | None = None
    floor_fen: int | None = None
    stock: int | None = None
    item_id: str = ""
    link: str = ""
    limit_per_buyer: int | None = None
    category: str = ""
    last_fen: int | None = None
    sku_id: str = ""
    planned_pieces: int | None = None
    struck_fen: int | None = None
    lowest_week_fen: int | None = None
    list_line_fen: int | None = None
    coupon_line_fen: int | None = None
    lines_read_at: datetime | None = None

    def __post_init__(self) -> None:
        amounts = {
            Sentence("List price"): self.list_fen,
            Sentence("Cost"): self.cost_fen,
            Sentence("Floor price"): self.floor_fen,
            Sentence("Price in the last sale"): self.last_fen,
            Sentence("Price struck through"): self.struck_fen,
            Sentence("Lowest price of the week"): self.lowest_week_fen,
            Sentence("Line of the list price"): self.list_line_fen,
            Sentence("Line of the price with coupons"): self.coupon_line_fen,
        }
        for field_name, amount in amounts.items():
            if isinstance(amount, float):
                raise Refusal(
                    "{field} of “{sku}”: write whole fen, without decimals.",
                    field=field_name,
                    sku=self.sku,
                )
            if amount is not None and not 0 <= amount <= MOST_FEN:
                raise Refusal(
                    "{field} of “{sku}”: write an amount from 0 to {most}.",
                    field=field_name,
                    sku=self.sku,
                    most=Fen(MOST_FEN),
                )
        counts = {
            Sentence("Stock"): (self.stock, 0),
            Sentence("Planned pieces"): (self.planned_pieces, 0),
            Sentence("Limit per buyer"): (self.limit_per_buyer, 1),
        }
        for field_name, (count, least) in counts.items():
            if isinstance(count, float) or (count is not None and count < least):
                raise Refusal(
                    "{field} of “{sku}”: write a whole number of at least {least}.",
                    field=field_name,
                    sku=self.sku,
                    least=least,
                )

    def pieces(self, count: int) -> Goods:
        """So many pieces of it in a basket, floors left aside: a plan has to hold without them."""
        return Goods(self.sku, count, self.list_fen, self.cost_fen, category=self.category or None)


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule of a sale with its phases and window (wall clock), and how many there are of it.

    ``preset`` is the key of the kind that people chose. ``issued`` is how many coupons or gifts are
    given out, ``per_buyer`` how many one buyer gets, ``budget_fen`` what it may cost in all.
    ``copy`` is the text that customers read. ``typed`` is how a rate was typed where it had no
    unit.
    """

    rule: Rule
    phases: frozenset[int]
    opens: datetime
    closes: datetime
    issued: int | None = None
    per_buyer: int | None = None
    budget_fen: int | None = None
    copy: str = ""
    typed: str = ""
    preset: str = ""

    def __post_init__(self) -> None:
        counts = {
            Sentence("Number issued"): self.issued,
            Sentence("Number per buyer"): self.per_buyer,
            Sentence("Budget"): self.budget_fen,
        }
        for field_name, count in counts.items():
            if count is not None and count < 0:
                raise Refusal(
                    "{field} of “{rule}”: write 0 or more.", field=field_name, rule=self.rule.name
                )


@dataclass(frozen=True, slots=True)
class LivePrice:
    """What the back office says of a variant: the newest row of an export about it.

    ``source`` is the kind of export. Amounts are fen, None where the export has no such column:
    ``list_fen`` 一口价, ``price_fen`` what the customer will pay (预估最低到手价, 活动普惠券后价),
    ``activity_fen`` 活动价, ``piece_off_fen`` 单品立减, ``official_off_fen`` 官方立减.
    """

    item_id: str
    sku_id: str
    source: str
    read_at: datetime
    list_fen: int | None = None
    price_fen: int | None = None
    activity_fen: int | None = None
    piece_off_fen: int | None = None
    official_off_fen: int | None = None
    list_line_fen: int | None = None
    coupon_line_fen: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a shop allows itself: rates in basis points, amounts in fen.

    ``platform_lines`` says that the platform wants prices under its lines, with evidence that is at
    most ``lines_hours`` old.
    """

    rate_bp: int = 5_000
    near_zero_fen: int = 100
    near_zero_cost_bp: int = 1_000
    drop_bp: int = 5_000
    protection_days: int = 30
    gap_warn_bp: int = 1_500
    gap_stop_bp: int = 2_000
    bundle_bp: int = 5_000
    most_pieces: int = 50
    platform_lines: bool = False
    lines_hours: int = 24


@dataclass(frozen=True, slots=True)
class SalePlan:
    """Everything that the proof and the audit of a sale read, of one shop.

    ``now`` is the moment of looking. ``last_rules`` are the rules of the last sale of the shop.
    ``elsewhere`` has what the company's other shops ask for the same product, by sku and the name
    of the shop.
    """

    products: tuple[Product, ...]
    rules: tuple[PlannedRule, ...]
    phases: tuple[Phase[int], ...]
    costs: Costs = field(default_factory=Costs)
    limits: Limits = field(default_factory=Limits)
    policy: Policy = field(default_factory=Policy)
    now: datetime | None = None
    sale_day: date | None = None
    live: tuple[LivePrice, ...] = ()
    last_rules: tuple[PlannedRule, ...] = ()
    elsewhere: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def rules_in(self, phase: int) -> tuple[Rule, ...]:
        """The rules of a phase, in the order in which they were written."""
        return tuple(planned.rule for planned in self.rules if phase in planned.phases)
