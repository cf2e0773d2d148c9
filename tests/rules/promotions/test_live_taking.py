"""What an export would change: new, changed, read again, older and gone variants."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from planner.rules.promotions.live_taking import compare, digest
from planner.rules.promotions.plans import LivePrice

NOON = datetime(2026, 11, 4, 12)
TEA = LivePrice("610000000001", "4900000001", "price_check", NOON, 12_800, 9_900)
CUP = replace(TEA, sku_id="4900000002", list_fen=3_900, price_fen=3_900)
LATER = NOON + timedelta(hours=1)


def test_what_the_kind_never_said_is_new() -> None:
    found = compare([TEA, CUP], [TEA])

    assert (found.new, found.unchanged, found.changed) == ((CUP,), (TEA,), ())


def test_a_change_says_each_amount_before_and_after() -> None:
    cheaper = replace(TEA, price_fen=990, piece_off_fen=500, read_at=LATER)

    found = compare([cheaper], [TEA])

    assert [(one.amount, one.before, one.after, one.lower) for one in found.changes] == [
        ("piece_off_fen", None, 500, False),
        ("price_fen", 9_900, 990, True),
    ]
    assert found.changed == (cheaper,)


def test_what_a_later_export_said_stays() -> None:
    later = replace(TEA, price_fen=9_800, read_at=LATER)

    found = compare([TEA], [later])

    assert (found.older, found.kept) == ((later,), ())
    assert found.after(complete=True) == (later,)


def test_only_a_complete_export_ends_what_it_lacks() -> None:
    found = compare([TEA], [TEA, CUP])

    assert found.lacking == (CUP,)
    assert found.after(complete=False) == (TEA, CUP)
    assert found.after(complete=True) == (TEA,)


def test_the_fingerprint_tells_prices_and_what_was_known_apart_but_not_the_time() -> None:
    known = digest((1, 1), compare([TEA], [CUP]))

    assert known == digest((1, 1), compare([replace(TEA, read_at=LATER)], [CUP]))
    assert known != digest((1, 2), compare([TEA], [CUP]))
    assert known != digest((2, 1), compare([TEA], [CUP]))
    assert known != digest((1, 1), compare([replace(TEA, price_fen=1)], [CUP]))
    assert known != digest((1, 1), compare([TEA], []))
    cheaper = replace(TEA, price_fen=1)
    assert digest((1, 1), compare([TEA], [cheaper])) != digest(
        (1, 1), compare([TEA], [replace(cheaper, price_fen=2)])
    )
