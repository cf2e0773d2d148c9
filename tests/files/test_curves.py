"""The hourly curves that come with the app, and files that cannot be used."""

from __future__ import annotations

import tomllib

import pytest

from planner.files import curves
from planner.words import Refusal


def test_shipped_curves_are_whole_and_each_says_where_it_comes_from() -> None:
    shipped = curves.shipped()

    tables = tomllib.loads(curves.SHIPPED.read_text("utf-8"))
    assert sum(shipped.ordinary) == 10_000
    assert (shipped.midnight[0], shipped.evening[0]) == (3_130, 2_600)
    assert all(table["source"] for table in tables.values())
    assert {table["standing"] for table in tables.values()} == {
        "measured",
        "derived",
        "assumption",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"[ordinary",
        b"[ordinary]\nhours = [1, 2]",
        b"[ordinary]\nhours = 'many'",
        b"ordinary = 5",
        curves.SHIPPED.read_bytes().replace(b"3130,", b"3131,"),
        curves.SHIPPED.read_bytes().replace(b"287,", b"0.5,"),
    ],
)
def test_curves_that_cannot_be_used_are_refused_with_the_fix(content: bytes) -> None:
    with pytest.raises(Refusal, match="Give ordinary and midnight 24 hours"):
        curves.read(content)
