"""Money, counts, rates and sizes as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.money import parse_fen
from planner.text.speaker import speaker


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (123_450, "¥1,234.50"),
        (-123_450, "-¥1,234.50"),
        (100_000_000_000, "¥1,000,000,000.00"),
    ],
)
def test_money_is_said_to_the_fen(fen: int, said: str) -> None:
    assert speaker("zh").money(fen) == said
    assert speaker("en").money(fen) == said


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (0, "¥0", "¥0"),
        (999, "¥999", "¥999"),
        (9_999, "¥9,999", "¥10k"),
        (10_000, "¥1万", "¥10k"),
        (12_345, "¥1.2万", "¥12.3k"),
        (1_234_000, "¥123.4万", "¥1.2M"),
        (-123_456, "-¥12.3万", "-¥123k"),
        (99_500_000, "¥9,950万", "¥99.5M"),
        (99_999_700, "¥1亿", "¥100M"),
        (123_456_789, "¥1.2亿", "¥123M"),
        (5_000_000_000_000, "¥50,000亿", "¥5,000B"),
    ],
)
def test_money_to_glance_at_takes_the_steps_of_each_language(
    yuan: int, chinese: str, english: str
) -> None:
    assert speaker("zh").money(yuan * 100, compact=True) == chinese
    assert speaker("en").money(yuan * 100, compact=True) == english


def test_short_money_rounds_half_up_in_whole_yuan() -> None:
    assert speaker("zh").money(35_050, compact=True) == "¥351"
    assert speaker("zh").money(35_049, compact=True) == "¥350"
    assert speaker("zh").money(999_999, compact=True) == "¥1万"


def test_counts_have_separators_and_a_short_form() -> None:
    assert speaker("zh").number(28_010) == "28,010"
    assert speaker("zh").number(281_000, compact=True) == "28.1万"
    assert speaker("en").number(281_000, compact=True) == "281k"
    assert speaker("en").number(-1_500, compact=True) == "-1.5k"


@pytest.mark.parametrize(
    ("number", "said"), [(2.5, "2.5"), (2.0, "2"), (1_234.567, "1,234.57"), (-0.001, "0")]
)
def test_numbers_with_decimals_are_trimmed(number: float, said: str) -> None:
    assert speaker("en").number(number) == said


@pytest.mark.parametrize(
    ("bp", "said"),
    [
        (0, "0%"),
        (2667, "26.7%"),
        (2665, "26.7%"),
        (2664, "26.6%"),
        (2700, "27%"),
        (10000, "100%"),
        (123456, "1,234.6%"),
        (-55, "-0.6%"),
    ],
)
def test_a_rate_has_at_most_one_decimal(bp: int, said: str) -> None:
    assert speaker("zh").percent(bp) == said


def test_an_unknown_figure_is_never_zero() -> None:
    for chosen in (speaker("zh"), speaker("en")):
        assert chosen.money(None) == "–"
        assert chosen.number(None) == "–"
        assert chosen.percent(None) == "–"
        assert chosen.number(float("nan")) == "–"


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (900, "900 B"), (1_024, "1 KB"), (1_572_864, "1.5 MB"), (5 * 1024**4, "5,120 GB")],
)
def test_sizes_of_files(size: int, said: str) -> None:
    assert speaker("en").size(size) == said


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_money_that_is_said_reads_back_as_the_same_amount(fen: int) -> None:
    said = speaker("zh").money(fen)

    assert parse_fen(said, negative=True) == fen


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["zh", "en"]))
def test_short_money_stays_short(fen: int, language: str) -> None:
    said = speaker(language).money(fen, compact=True)

    assert len(said.replace(",", "")) <= len("¥10000000亿")
