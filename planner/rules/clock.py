"""From an instant to the wall clock of a time zone and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from planner.words import Refusal

USUAL_ZONE = "Asia/Shanghai"
"""Where a shop is that has not said where it is."""


def wall_clock(instant: datetime, zone: str) -> datetime:
    """What the clock on the wall shows at an aware instant, as a naive datetime."""
    return instant.astimezone(_zone(zone)).replace(tzinfo=None)


def today_in(instant: datetime, zone: str) -> date:
    """The calendar day in a time zone at an aware instant."""
    return wall_clock(instant, zone).date()


def instant_of(wall: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall-clock time; of two in autumn's doubled hour, the first."""
    return wall.replace(tzinfo=_zone(zone)).astimezone(UTC)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refusal(
            "Time zone: “{name}” is not one; write one like Asia/Shanghai.", name=name
        ) from error
