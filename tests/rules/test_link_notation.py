"""The short way to write links, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.link_notation import link_of, pieces, written
from planner.rules.links import LagUnit, Link, LinkKind

SS, FF, SF = LinkKind.START_START, LinkKind.FINISH_FINISH, LinkKind.START_FINISH
FS, CALENDAR = LinkKind.FINISH_START, LagUnit.CALENDAR


@pytest.mark.parametrize(
    ("piece", "link", "shortest"),
    [
        ("12", Link("12"), "12"),
        ("12FS", Link("12"), "12"),
        ("12fs+2d", Link("12", FS, 2), "12FS+2d"),
        ("12+2", Link("12", FS, 2), "12FS+2d"),
        ("15SS", Link("15", SS), "15SS"),
        ("15ff-1cd", Link("15", FF, -1, CALENDAR), "15FF-1cd"),
        ("15SF+3wd", Link("15", SF, 3), "15SF+3d"),
        ("１２ＦＳ＋２天", Link("12", FS, 2), "12FS+2d"),
        ("12SS+4自然日", Link("12", SS, 4, CALENDAR), "12SS+4cd"),
        ("12SS−4工作日", Link("12", SS, -4), "12SS-4d"),
        ("58D579-3", Link("58D579-3"), "58D579-3"),
        ("58d579-3ss+2d", Link("58D579-3", SS, 2), "58D579-3SS+2d"),
    ],
)
def test_a_piece_says_task_ends_and_days(piece: str, link: Link[str], shortest: str) -> None:
    assert link_of(piece) == link
    assert pieces(piece) == (shortest,)


def test_signs_between_may_be_chinese_and_each_link_counts_once() -> None:
    assert pieces("12FS+2d；15SS，3、4\n 5;12fs+2") == ("12FS+2d", "15SS", "3", "4", "5")


def test_what_is_no_link_stays_to_be_named() -> None:
    assert pieces("banner, 12XX") == ("banner", "12XX")
    assert link_of("banner") == Link("banner")


LINKS = st.builds(
    Link,
    st.integers(1, 9999).map(str) | st.just("58D579-7"),
    st.sampled_from(LinkKind),
    st.integers(-366, 366),
    st.sampled_from(LagUnit),
)


@given(LINKS)
def test_what_is_written_is_read_again(link: Link[str]) -> None:
    again = link_of(written(link))

    assert (again.before, again.kind, again.lag_days) == (link.before, link.kind, link.lag_days)
    assert again.unit == link.unit or not link.lag_days
    assert pieces(written(link)) == (written(again),)
