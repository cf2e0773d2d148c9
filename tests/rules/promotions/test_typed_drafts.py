"""Promotions as they are typed: every kind read and written back, every bad input with its fix."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from planner.files.promotion_presets import shipped
from planner.rules.promotions.amount_rules import AmountOff, Measure, MostFor, RateOff
from planner.rules.promotions.baskets import EVERYTHING, Scope
from planner.rules.promotions.draft_fields import NEEDED_FIELDS, DraftField
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.extra_rules import DepositWorth, FreeFreight, Gift
from planner.rules.promotions.group_rules import PiecesForPrice, SetForPrice
from planner.rules.promotions.lines import Present
from planner.rules.promotions.piece_rules import BuyGet, NthPieceOff, PieceOff, PiecePrice
from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.promotions.typed_drafts import draft_from, draft_texts, preset_texts
from planner.words import Refusal

F = DraftField


def read(preset: str, **typed: Any) -> Draft:
    """The draft of a preset's form in which this was typed, by the names of the fields."""
    kind = shipped()[preset]
    values = {**preset_texts(kind), F.NAME: "优惠", F.PHASES: [2]}
    return draft_from(kind, values | {F(name): value for name, value in typed.items()})


GIVEN: list[tuple[str, dict[str, Any], Any]] = [
    ("spend_save", {"tiers": [("300", "50")]}, AmountOff(((30_000, 5_000),))),
    (
        "cross_shop",
        {"tiers": [("300", "50")], "most": "150"},
        AmountOff(((30_000, 5_000),), repeat=True, most_fen=15_000),
    ),
    (
        "spend_save",
        {"tiers": [("200", "20"), ("500", "80"), ("", "")]},
        AmountOff(((20_000, 2_000), (50_000, 8_000))),
    ),
    ("red_packet", {"tiers": [("", "5.5")]}, AmountOff(((0, 550),))),
    (
        "spend_rate",
        {"tiers": [("3", "8.5折")], "measure": Measure.PIECES},
        RateOff(((3, 1_500),), Measure.PIECES),
    ),
    ("official_off", {"tiers": [("", "15%")]}, RateOff(((0, 1_500),))),
    ("points", {"tiers": [("", "5%")], "most": "20"}, RateOff(((0, 500),), most_fen=2_000)),
    (
        "subsidy",
        {"tiers": [("", "15%")], "most": "2000"},
        RateOff(((0, 1_500),), most_fen=200_000, most_for=MostFor.PIECE),
    ),
    (
        "subsidy",
        {"tiers": [("", "15%")], "most": "2000", "most_for": MostFor.ORDER},
        RateOff(((0, 1_500),), most_fen=200_000),
    ),
    ("subsidy", {"tiers": [("", "15%")]}, RateOff(((0, 1_500),), most_for=MostFor.PIECE)),
    ("piece_off", {"off": "￥30"}, PieceOff(3_000)),
    ("member_price", {"price": "99.90"}, PiecePrice(9_990)),
    ("nth_piece", {"nth": "2", "rate": "5折"}, NthPieceOff(2, 5_000)),
    ("nth_piece", {"nth": "3", "rate": "12.5%", "times": "1"}, NthPieceOff(3, 1_250, 1)),
    ("buy_get", {"buy": "2", "get": "1"}, BuyGet(EVERYTHING, 2, EVERYTHING, 1)),
    ("pieces_for_price", {"pieces": "3", "price": "99"}, PiecesForPrice(3, 9_900)),
    (
        "set",
        {"set": [("杯", "2"), ("壶", "1")], "price": "199"},
        SetForPrice({"杯": 2, "壶": 1}, 19_900),
    ),
    ("deposit", {"deposit": "20", "worth": "40"}, DepositWorth(2_000, 4_000)),
    (
        "gift",
        {"gift": "茶巾", "gift_pieces": "1", "gift_cost": "4.80", "threshold": "399"},
        Gift(Present("茶巾", 1, 480), 39_900),
    ),
    ("free_freight", {"threshold": "59"}, FreeFreight(5_900)),
]


@pytest.mark.parametrize(("preset", "typed", "gives"), GIVEN)
def test_each_kind_is_read_and_written_back_as_it_was(
    preset: str, typed: dict[str, Any], gives: Any
) -> None:
    draft = read(preset, **typed)

    assert draft.gives == gives
    assert draft_from(shipped()[preset], draft_texts(draft)) == draft


def test_every_kind_has_a_form_and_a_case_here() -> None:
    assert set(NEEDED_FIELDS) == set(GivingKind)
    assert {shipped()[preset].kind for preset, *_ in GIVEN} == set(GivingKind)


def test_what_a_preset_says_holds_unless_it_is_typed_otherwise() -> None:
    as_usual = read("vip_coupon", tiers=[("800", "80")])
    otherwise = read(
        "vip_coupon",
        tiers=[("800", "80")],
        layer=Layer.SHOP,
        base=Base.RUNNING,
        group="",
        claimed=False,
        shop_share="50%",
        priority="3",
    )

    assert (as_usual.layer, as_usual.base, as_usual.shop_bp) == (Layer.PLATFORM, Base.ITEM, 0)
    assert (as_usual.group, as_usual.claimed) == ("platform coupon", True)
    assert (otherwise.layer, otherwise.base, otherwise.shop_bp) == (
        Layer.SHOP,
        Base.RUNNING,
        5_000,
    )
    assert (otherwise.group, otherwise.claimed, otherwise.priority) == ("", False, 3)


def test_a_scope_a_window_and_counts_are_read_and_written_back() -> None:
    draft = read(
        "shop_coupon",
        tiers=[("299", "30")],
        skus=["茶", "杯"],
        categories=["茶具"],
        except_skus=["壶"],
        opens=datetime(2026, 11, 10, 20),
        closes=datetime(2026, 11, 11),
        issued="2000",
        per_buyer="1",
        budget="6万",
        wording="满299减30",
        shop=3,
    )

    assert draft.scope == Scope(frozenset({"茶", "杯"}), frozenset({"茶具"}), frozenset({"壶"}))
    assert (draft.issued, draft.per_buyer, draft.budget_fen, draft.shop) == (2000, 1, 6_000_000, 3)
    assert draft_from(shipped()["shop_coupon"], draft_texts(draft)) == draft


def test_other_products_that_are_free_belong_to_what_is_covered() -> None:
    draft = read("buy_get", buy="1", get="1", skus=["壶"], get_skus=["杯"])

    assert draft.gives == BuyGet(Scope(frozenset({"壶"})), 1, Scope(frozenset({"杯"})), 1)
    assert draft.scope == Scope(frozenset({"壶", "杯"}))
    assert draft_from(shipped()["buy_get"], draft_texts(draft)) == draft


def test_a_bundle_covers_its_own_products() -> None:
    assert read("set", set=[("杯", "1"), ("壶", "1")], price="99").scope == Scope(
        frozenset({"杯", "壶"})
    )


@pytest.mark.parametrize(
    ("preset", "typed", "sentence"),
    [
        ("official_off", {"tiers": [("", "8.5")]}, "Off: “8.5” could be 折 or percent off"),
        ("official_off", {"tiers": [("", "85")]}, "Write 8.5折, or 15% for 15% off"),
        ("official_off", {"tiers": [("", "100%")]}, "Off: “100%” is not a rate"),
        ("nth_piece", {"nth": "2", "rate": "50"}, "Off that piece.*“50” could be 折 or percent"),
        ("nth_piece", {"nth": "0", "rate": "5折"}, "Every how many pieces: “0” is not a whole"),
        ("nth_piece", {"nth": "1.5", "rate": "5折"}, "Every how many pieces: “1.5” is not"),
        ("spend_save", {}, "Off: write how much comes off"),
        ("spend_save", {"tiers": [("0", "50")]}, "Threshold: 0 is no threshold"),
        ("spend_save", {"tiers": [("300", "50.005")]}, "Off: “50.005” has less than a fen"),
        ("spend_save", {"tiers": [("3OO", "50")]}, "Threshold: “3OO” is not an amount"),
        ("spend_save", {"tiers": [("300", "-50")]}, "Off: “-50” is below zero"),
        ("spend_save", {"tiers": [("300", "0")]}, "Off: write more than 0"),
        ("spend_save", {"tiers": [("500", "80"), ("200", "20")]}, "write them rising"),
        ("spend_save", {"tiers": [("", "9")], "repeat": True}, "write one threshold above 0"),
        (
            "spend_save",
            {"tiers": [("2.5", "9")], "measure": Measure.PIECES},
            "Threshold: “2.5” is not a whole number",
        ),
        ("nth_piece", {"rate": "5折"}, "Every how many pieces is empty: write a whole number"),
        ("piece_off", {"off": ""}, "Off each piece, in yuan: The amount is empty"),
        ("member_price", {"price": "0"}, "Price, in yuan: write an amount above 0"),
        ("set", {"price": "99"}, "Products of the bundle: choose at least two"),
        ("set", {"set": [("杯", "1")], "price": "99"}, "choose at least two pieces"),
        ("set", {"set": [("杯", "x"), ("壶", "1")], "price": "9"}, "Pieces of “杯”: “x”"),
        ("deposit", {"deposit": "40", "worth": "20"}, "a worth of at least the deposit"),
        ("gift", {"gift_pieces": "1"}, "Gift: write its code or name"),
        ("gift", {"gift": "茶巾", "gift_pieces": "-1"}, "Pieces of the gift: “-1”"),
        ("spend_save", {"tiers": [("300", "50")], "name": " "}, "Name: write 1 to 80"),
        ("spend_save", {"tiers": [("300", "50")], "phases": []}, "Phases: choose at least one"),
        ("spend_save", {"tiers": [("300", "50")], "shop_share": "120%"}, "at most 100%"),
        ("spend_save", {"tiers": [("300", "50")], "issued": "many"}, "How many there are: “many”"),
        ("spend_save", {"tiers": [("300", "50")], "per_buyer": "0"}, "How many a buyer gets: “0”"),
        ("spend_save", {"tiers": [("300", "50")], "budget": "lots"}, "Budget, in yuan: “lots”"),
        ("spend_save", {"tiers": [("300", "50")], "priority": "-1"}, "Order within its layer"),
        (
            "spend_save",
            {
                "tiers": [("300", "50")],
                "opens": datetime(2026, 11, 11),
                "closes": datetime(2026, 11, 10),
            },
            "Window: it ends at or before it begins",
        ),
        (
            "spend_save",
            {"tiers": [("300", "50")], "opens": datetime(2026, 11, 11)},
            "Window: set both",
        ),
        ("spend_save", {"tiers": [("300", "50")], "layer": Layer.FREIGHT}, "Layer: only freight"),
    ],
)
def test_what_can_not_be_is_refused_with_the_field_and_the_fix(
    preset: str, typed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        read(preset, **typed)
