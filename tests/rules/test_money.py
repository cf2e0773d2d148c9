"""Reading amounts and rates, sharing out and ratios."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.money import apportion, half_up, parse_bp, parse_fen, ratio_bp, split
from planner.words import Refusal


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("1234.5", 123_450),
        ("1,234.5", 123_450),
        ("¥1,234.50", 123_450),
        ("￥ 1,234.50", 123_450),
        ("１，２３４．５", 123_450),
        (" 1234.50元 ", 123_450),
        ("\u00a099\u3000", 9_900),
        (".5", 50),
        ("007", 700),
        ("1.2万", 1_200_000),
        ("1.2 万元", 1_200_000),
        ("1,200万", 1_200_000_000),
        ("1.23456万", 1_234_560),
        ("3亿", 30_000_000_000),
        ("12.3400", 1_234),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("abc", "is not an amount"),
        ("¥", "is not an amount"),
        ("元", "is not an amount"),
        ("12k", "is not an amount"),
        ("1e5", "is not an amount"),
        ("1 234", "is not an amount"),
        ("1.2.3", "is not an amount"),
        ("5²", "is not an amount"),
        ("½", "is not an amount"),
        ("①", "is not an amount"),
        ("١٢", "is not an amount"),
        ("1.", "is not an amount"),
        ("--5", "is not an amount"),
        ("万", "is not an amount"),
        ("1万亿", "is not an amount"),
        ("10%", "is not an amount"),
        ("+5", "is not an amount"),
        ("$5", "is not an amount"),
        ("-5", "below zero"),
        ("¥-5", "below zero"),
        ("−5", "below zero"),
        ("1.234", "at most two decimals"),
        ("1.2345678万", "at most two decimals"),
        ("12,34", "commas"),
        ("1,2345", "commas"),
        (",123", "commas"),
        ("1,234,", "commas"),
        ("1234,567", "commas"),
        ("1.5,000", "commas"),
        ("9999999999999999", "too large"),
        ("9" * 5_000, "too large"),
    ],
)
def test_an_unclear_amount_is_refused_with_its_fix(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        parse_fen(text)


def test_amounts_below_zero_are_read_where_they_are_expected() -> None:
    assert parse_fen("-1,234.5", negative=True) == -123_450
    assert parse_fen("-¥5", negative=True) == -500
    assert parse_fen("¥-5", negative=True) == -500


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        fen = parse_fen(text)
    except Refusal:
        return

    assert fen >= 0


@given(yuan=st.integers(0, 10**12), fen=st.integers(0, 99))
def test_every_amount_is_read_exactly(yuan: int, fen: int) -> None:
    assert parse_fen(f"{yuan}.{fen:02d}") == int(f"{yuan}{fen:02d}")


@pytest.mark.parametrize(
    ("text", "bp"),
    [("26.7%", 2_670), ("26.75", 2_675), ("100 %", 10_000), ("５％", 500), ("0", 0), (".5%", 50)],
)
def test_rates_are_read_in_basis_points(text: str, bp: int) -> None:
    assert parse_bp(text) == bp


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a rate"),
        ("%", "is not a rate"),
        ("x%", "is not a rate"),
        ("-1%", "is not a rate"),
        ("5%%", "is not a rate"),
        ("1.234%", "at most two decimals"),
        ("12345678%", "too large"),
    ],
)
def test_an_unclear_rate_is_refused_with_its_fix(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        parse_bp(text)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [1, 2, 1], [25, 50, 25]),
        (7, [50, 30, 20], [4, 2, 1]),
        (10, [0, 0, 0], [4, 3, 3]),
        (10, [0, 1, 0], [0, 10, 0]),
        (0, [3, 4], [0, 0]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (1, [1, 1], [1, 0]),
        (5, [9], [5]),
    ],
)
def test_a_total_is_shared_out_by_largest_remainder(
    total: int, weights: list[int], parts: list[int]
) -> None:
    assert apportion(total, weights) == parts


def test_a_total_is_split_by_key_to_the_fen() -> None:
    parts = split(100_000_001, {"a": 3_333, "b": 3_333, "c": 3_334})

    # 33,330,000.33, 33,330,000.33 and 33,340,000.33 fen: the fen over goes to the larger share.
    assert parts == {"a": 33_330_000, "b": 33_330_000, "c": 33_340_001}


_weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=40)


@given(st.integers(-(10**15), 10**15), _weights)
def test_shares_add_up_to_the_total(total: int, weights: list[int]) -> None:
    assert sum(apportion(total, weights)) == total


@given(st.integers(0, 10**15), _weights.filter(any))
def test_a_share_is_within_one_of_its_exact_part(total: int, weights: list[int]) -> None:
    whole = sum(weights)

    for part, weight in zip(apportion(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole


@given(st.integers(0, 10**9), _weights.filter(any), st.integers(0, 39))
def test_a_part_without_weight_gets_nothing(total: int, weights: list[int], place: int) -> None:
    place %= len(weights) + 1
    with_an_empty_one = [*weights[:place], 0, *weights[place:]]

    assert apportion(total, with_an_empty_one)[place] == 0


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_no_weights_or_negative_ones_are_a_mistake(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        apportion(10, weights)


@pytest.mark.parametrize(
    ("part", "whole", "bp"),
    [
        (1, 3, 3_333),
        (2, 3, 6_667),
        (1, 20_000, 1),
        (1, 20_001, 0),
        (5, 4, 12_500),
        (0, 7, 0),
        (-1, 3, -3_333),
        (-1, 20_000, -1),
    ],
)
def test_a_ratio_rounds_half_away_from_zero(part: int, whole: int, bp: int) -> None:
    assert ratio_bp(part, whole) == bp


def test_a_part_of_nothing_has_no_ratio() -> None:
    assert ratio_bp(5, 0) is None


@pytest.mark.parametrize(
    ("part", "whole", "rounded"), [(0, 3, 0), (7, 3, 2), (8, 3, 3), (5, 2, 3), (-5, 2, -2)]
)
def test_half_goes_up(part: int, whole: int, rounded: int) -> None:
    assert half_up(part, whole) == rounded
