"""Baskets and rules of every kind, for properties."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Goods, Scope
from planner.rules.promotions.extra_rules import DepositWorth, Gift, OrderAlone
from planner.rules.promotions.group_rules import DifferentTogether, PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Pick, Present
from planner.rules.promotions.piece_rules import (
    BuyGet,
    FirstThenEachOff,
    GroupPieceOff,
    NthPieceOff,
    OnePieceOff,
    PieceOff,
    PiecePrice,
)
from planner.rules.promotions.rounding import (
    OFF_UP_TO_WHOLE_YUAN,
    PAID_HALF_UP,
    Each,
    Rounded,
    Rounding,
    Way,
)
from planner.rules.promotions.ruleset import Base, Giving, Layer, Needs, Policy, Rule
from planner.rules.promotions.sharing import Sharing

SKUS = ("茶", "杯", "壶")
amounts = st.integers(1, 30_000)
rates = st.integers(1, 10_000)
picks = st.sampled_from(Pick)
scopes = st.sampled_from((EVERYTHING, Scope(frozenset({"茶"})), Scope(frozenset({"茶", "杯"}))))
presents = st.builds(Present, st.just("杯垫"), st.integers(1, 2), st.integers(0, 500))
tiers = st.dictionaries(st.integers(0, 30_000), rates, min_size=1, max_size=3).map(
    lambda steps: tuple(sorted(steps.items()))
)

amount_offs = st.one_of(
    st.builds(AmountOff, tiers, most_fen=st.none() | amounts),
    st.builds(
        lambda threshold, off: AmountOff(((threshold, off),), repeat=True),
        st.integers(500, 30_000),
        st.integers(1, 9_000),
    ),
    st.builds(
        lambda least, off: AmountOff(((least, off),), Measure.PIECES), st.integers(1, 4), amounts
    ),
)
rate_offs = st.one_of(
    st.builds(RateOff, tiers, most_fen=st.none() | amounts, most_for=st.sampled_from(MostFor)),
    st.builds(
        lambda least, off: RateOff(((least, off),), Measure.PIECES), st.integers(1, 4), rates
    ),
)
capped_rates: st.SearchStrategy[Giving] = st.one_of(
    st.builds(RateOff, tiers, most_fen=st.integers(1, 6_000), most_for=st.sampled_from(MostFor)),
    st.builds(
        lambda least, off, most: RateOff(
            ((least, off),), Measure.PIECES, most, most_for=MostFor.PIECE
        ),
        st.integers(1, 4),
        rates,
        st.integers(1, 6_000),
    ),
)
givings: st.SearchStrategy[Giving] = st.one_of(
    amount_offs,
    rate_offs,
    st.builds(PieceOff, amounts, st.none() | st.integers(1, 3)),
    st.builds(PiecePrice, st.integers(0, 30_000)),
    st.builds(
        NthPieceOff, st.integers(1, 4), rates, st.none() | st.integers(1, 2), picks, st.booleans()
    ),
    st.builds(GroupPieceOff, st.integers(1, 4), amounts),
    st.builds(
        FirstThenEachOff,
        st.integers(0, 9_000),
        st.integers(0, 9_000),
        st.none() | st.integers(1, 3),
        picks,
    ),
    st.builds(OnePieceOff, amounts),
    st.builds(BuyGet, scopes, st.integers(1, 2), scopes, st.integers(1, 2), st.none() | st.just(1)),
    st.builds(
        lambda deposit, more: DepositWorth(deposit, deposit + more), amounts, st.integers(0, 5_000)
    ),
    st.builds(PiecesForPrice, st.integers(1, 4), amounts, st.none() | st.integers(1, 2)),
    st.builds(lambda price: SetForPrice({"茶": 1, "杯": 2}, price), amounts),
    st.builds(lambda two, three: DifferentTogether({2: two, 3: three}), rates, rates),
    st.builds(Gift, presents, st.integers(1, 20_000), repeat=st.booleans()),
    st.just(OrderAlone()),
)
roundings = st.builds(
    Rounding,
    st.sampled_from(Rounded),
    st.sampled_from(Way),
    st.sampled_from((1, 100)),
    st.sampled_from(Each),
)
policies = st.builds(
    Policy,
    st.none() | st.sampled_from(Base),
    st.sampled_from(Sharing),
    st.none() | roundings,
    st.none() | picks,
)
needs = st.builds(
    Needs,
    st.sampled_from((0, 0, 3_000)),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from((0, 0, 5_000)),
    st.sampled_from((frozenset(), frozenset(), frozenset({"杯"}))),
    st.sampled_from((0, 0, 2_000)),
    st.none() | st.integers(1_000, 20_000),
    st.booleans(),
)


def rules_of(
    gives: st.SearchStrategy[Giving], *, claimed: st.SearchStrategy[bool] | None = None
) -> st.SearchStrategy[list[Rule]]:
    """A few rules that give such things, each with a key of its own."""
    rule = st.builds(
        Rule,
        st.just(""),
        st.just("优惠"),
        gives,
        st.sampled_from((Layer.ITEM, Layer.SHOP, Layer.PLATFORM)),
        scopes,
        st.sampled_from(Base),
        st.sampled_from(("", "", "甲", "乙")),
        (claimed or st.booleans()).map(lambda one: not one),
        st.integers(0, 2),
        rounding=st.sampled_from((PAID_HALF_UP, PAID_HALF_UP, OFF_UP_TO_WHOLE_YUAN)),
        shop_bp=st.sampled_from((10_000, 10_000, 5_000, 0)),
    )
    return st.lists(rule, max_size=4).map(
        lambda rules: [replace(one, key=str(number)) for number, one in enumerate(rules)]
    )


@st.composite
def odd_rules(draw: st.DrawFn, gives: st.SearchStrategy[Giving] = givings) -> list[Rule]:
    """Rules of every kind, or that give such things, with every term that a rule may have."""
    return [
        replace(
            rule,
            needs=draw(st.one_of(st.just(Needs()), needs)),
            rounding=draw(roundings),
            as_payment=draw(st.sampled_from((False, False, True))),
            closes=draw(st.sampled_from((frozenset(), frozenset(), frozenset({Layer.PLATFORM})))),
            exclusive=draw(st.sampled_from((False, False, False, True))),
        )
        for rule in draw(rules_of(gives))
    ]


@st.composite
def baskets(draw: st.DrawFn, *, most: int = 5) -> tuple[Goods, ...]:
    """Up to three products, each once, some with floors."""
    lines = []
    for sku in draw(st.lists(st.sampled_from(SKUS), min_size=1, unique=True)):
        price = draw(st.integers(1, 20_000))
        lines.append(
            Goods(
                sku,
                draw(st.integers(0, most)),
                price,
                cost_fen=draw(st.integers(0, price)),
                floor_fen=draw(st.sampled_from((0, 0, price // 2, price))),
            )
        )
    return tuple(lines)
