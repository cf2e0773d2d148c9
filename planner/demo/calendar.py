"""The demo's sale day and the moments around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.rules.clock import instant_of, wall_clock

ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A sale day T, and ``now``: the aware moment up to which the story may go."""

    sale_day: date
    now: datetime

    @classmethod
    def of_today(cls, now: datetime) -> Calendar:
        """The sale that is in its second wave now: that opens at 20:00 the evening before T."""
        return cls(wall_clock(now, ZONE).date(), now)

    def year_before(self) -> Calendar:
        """The same calendar day a year earlier; 28 February for a 29th."""
        day = self.sale_day
        leap_day = (day.month, day.day) == (2, 29)
        return Calendar(day.replace(year=day.year - 1, day=28 if leap_day else day.day), self.now)

    @property
    def last_full_hour(self) -> datetime:
        """When the clock last struck, on the wall."""
        return wall_clock(self.now, ZONE).replace(minute=0, second=0, microsecond=0)

    def day(self, days: int) -> date:
        """A day counted from T."""
        return self.sale_day + timedelta(days=days)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """The instant of a clock time on a day counted from T."""
        return instant_of(datetime.combine(self.day(days), time(hour, minute)), ZONE)

    def ago(self, minutes: int) -> datetime:
        """So many minutes before now."""
        return self.now - timedelta(minutes=minutes)
