"""A large file read by another process says the same as one read by this one."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from planner.files import apart, sales
from planner.files.headers import DayNeeded, Unrecognised
from planner.rules.exports import HandMapping
from planner.words import Refusal
from tests.files import exports_made as made
from tests.files.making import ORDER_HEADERS, csv_file

ORDERS = csv_file(
    ORDER_HEADERS,
    *(
        (n, "1.0", "1.0", "", f"2026-11-10 20:{n % 60:02d}:00", "2026-11-10 20:59:01", "0")
        for n in range(9_000)
    ),
    ("x", "free", "", "", "2026-11-10 20:00:00", "", ""),
)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large."""
    monkeypatch.setattr(apart, "LARGE", 0)


def test_the_same_file_says_the_same_and_how_far_it_is() -> None:
    shares: list[float] = []

    file = apart.read(ORDERS, "orders.csv", shares.append)

    assert file == sales.read(ORDERS, "orders.csv")
    assert [one.row for one in file.skipped] == [9_002]
    assert len(shares) == 3
    assert shares == sorted(shares)


def test_zone_day_and_mappings_go_along() -> None:
    headers = ("入会", "备注")
    mapping = HandMapping(headers, {"members_gained": "入会"})
    content = csv_file(headers, ("5", ""))

    file = apart.read(
        content, "x.csv", day=date(2026, 11, 8), mappings={mapping.fingerprint: mapping}
    )

    assert file.spans[0].figures.members_gained == 5
    assert file.spans[0].day == date(2026, 11, 8)


def test_what_is_refused_is_refused_in_the_same_words() -> None:
    with pytest.raises(Unrecognised, match="No header was recognised") as unknown:
        apart.read(csv_file(("店铺", "备注"), ("a", "b")), "other.csv")
    with pytest.raises(DayNeeded, match=r"The rows of items.csv have no date"):
        apart.read(made.text_file(made.ITEMS[1:], {"商品ID": "1", "支付金额": "1"}), "items.csv")
    with pytest.raises(Refusal, match=r"other.csv is not a spreadsheet"):
        apart.read(b"%PDF-1.7" + bytes(64), "other.csv")

    assert unknown.value.headers == ("店铺", "备注")


def test_a_reading_that_ends_before_its_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(Refusal, match=r"orders.csv cannot be read as a spreadsheet"):
        apart.read(ORDERS, "orders.csv")
