"""Reading a sale and the task library from a file, and what each is refused for."""

from __future__ import annotations

import pytest

from planner.files.templates import LIBRARY, SHIPPED, read_library, read_sale
from planner.rules.templates import SaleTemplate
from planner.words import Refusal

LIBRARY_BYTES = (SHIPPED / LIBRARY).read_bytes()
TINY = """
name = { zh = "小", en = "Small" }
usual_day = { rule = "none" }

[[phases]]
key = "burst"
name = { zh = "爆发", en = "Burst" }
kind = "burst"
opens = { day = 0, at = 20:00:00 }
closes = { day = 2, at = 00:00:00 }
target_share_bp = 10000

[[tasks]]
task = "operations.set_target"
serves = "burst"
hangs_on = { opening = "burst", days = -9 }
duration_days = 2
after = []
"""


def _small(content: str = TINY) -> SaleTemplate:
    return read_sale(content.encode(), read_library(LIBRARY_BYTES), "small")


def test_a_sale_read_from_a_file_scales_the_librarys_hours() -> None:
    small = _small(TINY.replace("usual_day", "effort_bp = 2500\nusual_day"))

    assert small.tasks[0].work.effort_hours == 16
    assert small.tasks[0].effort_hours == 4


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        ('name = { zh = "小", en = "Small" }', "", r"small\.toml: name is missing"),
        ('rule = "none"', 'rule = "full_moon"', r"small\.toml, usual_day: rule must be one of"),
        ('kind = "burst"', 'kind = "sale"', r"phases burst: kind must be one of warm_up, burst"),
        ("at = 20:00:00", 'at = "20:00"', r"phases burst, opens: at must be a clock time"),
        ("day = 2, at", "day = 2.5, at", r"phases burst, closes: day must be a whole number"),
        (
            "closes = { day = 2",
            "closes = { day = -2",
            r"small\.toml, phases burst: Phase “burst” closes at or",
        ),
        ("= 10000", "= 9000", r"small\.toml: The phases’ target shares must add up"),
        ("operations.set_target", "operations.nap", "the library has no task operations.nap"),
        ('serves = "burst"', 'serves = "encore"', r"small\.toml: Task operations\.set_target: ph"),
        ("opening =", "sunset =", r"tasks operations\.set_target: hangs_on must be one of opening"),
        ("duration_days = 2", "duration_days = 0", "duration_days must be 1 or more"),
        ("duration_days = 2", "duration_days = true", "duration_days must be a whole number"),
        ("after = []", "after = [7]", "after must be a list of texts"),
        ("after = []", "after = []\nteam = 3", "“team” is not a field here"),
        ("after = []", "", "after is missing"),
        ("after = []", "after = [", r"small\.toml cannot be read"),
        ('en = "Burst"', 'en = " "', "phases burst, name: en must be a text"),
    ],
)
def test_a_wrong_sale_file_is_refused_naming_the_place(change: str, to: str, why: str) -> None:
    assert change in TINY

    with pytest.raises(Refusal, match=why):
        _small(TINY.replace(change, to, 1))


def test_a_day_no_calendar_has_is_refused_with_the_file() -> None:
    impossible = TINY.replace('rule = "none"', 'rule = "fixed", month = 13, day = 1')

    with pytest.raises(Refusal, match=r"small\.toml, usual_day: Sale day: there is no 13-1"):
        _small(impossible)


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        (b"effort_hours = 16", b"effort_hours = -1", "review_last_year: effort_hours must be"),
        (b"core = true", b"core = 1", "review_last_year: core must be true or false"),
        (b'"operations.set_target"', b'"operations.review_last_year"', "stands here twice"),
        (b"checklist = [", b"checklist = [ 1,", "checklist must be a list of texts"),
        (b"[[tasks]]", b"\xff[[tasks]]", r"tasks\.toml cannot be read"),
        (b"[[tasks]]", b"version = 1\n[[tasks]]", "“version” is not a field here"),
    ],
)
def test_a_wrong_library_is_refused_naming_the_task(change: bytes, to: bytes, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        read_library(LIBRARY_BYTES.replace(change, to, 1))
