"""From an instant to the wall clock and back, in zones that shift and zones that don't."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.clock import instant_of, today_in, wall_clock
from planner.words import Refusal

ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kolkata", "UTC"])
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def test_shanghai_is_eight_hours_ahead() -> None:
    assert wall_clock(datetime(2026, 11, 10, 12, tzinfo=UTC), "Asia/Shanghai") == datetime(
        2026, 11, 10, 20
    )


def test_the_day_turns_at_midnight_where_the_campaign_is() -> None:
    before = datetime(2026, 11, 10, 15, 59, 59, tzinfo=UTC)

    assert today_in(before, "Asia/Shanghai") == date(2026, 11, 10)
    assert today_in(before + timedelta(seconds=1), "Asia/Shanghai") == date(2026, 11, 11)
    assert today_in(before, "America/New_York") == date(2026, 11, 10)


def test_of_autumns_doubled_hour_the_first_is_meant() -> None:
    # New York sets its clocks back at 2:00 on 1 November 2026, from UTC-4 to UTC-5.
    assert instant_of(datetime(2026, 11, 1, 1, 30), "America/New_York") == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


@given(instant=INSTANTS, zone=ZONES)
def test_there_and_back_differs_at_most_by_the_doubled_hour(instant: datetime, zone: str) -> None:
    back = instant_of(wall_clock(instant, zone), zone)

    assert instant - back in (timedelta(0), timedelta(hours=1))
    assert wall_clock(back, zone) == wall_clock(instant, zone)


@pytest.mark.parametrize("name", ["Asia/Beijin", "", "../etc/passwd", "/etc/localtime", "上海"])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="Time zone: "):
        today_in(datetime(2026, 11, 10, tzinfo=UTC), name)
