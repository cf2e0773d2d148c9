"""A plan going out, with every kind of link, a day off in the week and a Sunday worked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from planner.files.plans import OutgoingMilestone, OutgoingPhase, OutgoingPlan, OutgoingTask
from planner.rules.calendars import CalendarDay, Standing, WorkingDays
from planner.rules.links import LagUnit, Link, LinkKind

HOSTILE = "满减, 预热; \\ =1+1 <b>&\x00 " + "长" * 60
WARM, BURST = 7, 9


def outgoing_plan() -> OutgoingPlan:
    """National Day 2025 in the middle: off from 1 to 8 October, Sunday 28 September worked."""
    working = WorkingDays(
        date(2025, 1, 1),
        date(2025, 12, 31),
        [
            CalendarDay(date(2025, 9, 28), True, "National Day", Standing.OFFICIAL),
            *(
                CalendarDay(date(2025, 10, day), False, "National Day", Standing.OFFICIAL)
                for day in range(1, 9)
            ),
            CalendarDay(date(2025, 10, 11), True, "National Day", Standing.OFFICIAL),
        ],
    )
    tasks = (
        _task(1, WARM, HOSTILE, date(2025, 9, 26), date(2025, 9, 28), done=100),
        _task(2, WARM, "海报", date(2025, 9, 29), date(2025, 10, 9), links=(Link(1),)),
        _task(
            *(3, BURST, "备货", date(2025, 10, 4), date(2025, 10, 5)),
            links=(
                Link(1, LinkKind.START_START, 2),
                Link(2, LinkKind.FINISH_FINISH, 3, LagUnit.CALENDAR),
            ),
        ),
        _task(
            *(12, BURST, "核价", date(2025, 10, 13), date(2025, 10, 13)),
            links=(Link(3, LinkKind.START_FINISH, -1),),
        ),
    )
    return OutgoingPlan(
        name="双11",
        code="AB12CD",
        time_zone="Asia/Shanghai",
        made_at=datetime(2025, 9, 20, 2, tzinfo=UTC),
        milestones_title="节点",
        working=working,
        tasks=tasks,
        phases=(
            _phase(WARM, "预热", datetime(2025, 10, 9), datetime(2025, 10, 20, 20)),
            _phase(BURST, "爆发", datetime(2025, 10, 20, 20), datetime(2025, 11, 12)),
        ),
        milestones=(OutgoingMilestone(4, 3, "页面冻结", datetime(2025, 10, 18, 18)),),
    )


def _phase(key: int, name: str, opens: datetime, closes: datetime) -> OutgoingPhase:
    return OutgoingPhase(key, 1, name, f"{name}开启", opens, closes)


def _task(
    number: int,
    phase_id: int,
    title: str,
    first_day: date,
    last_day: date,
    *,
    done: int = 0,
    links: tuple[Link[int], ...] = (),
) -> OutgoingTask:
    return OutgoingTask(
        number=number,
        key=f"AB12CD-{number}",
        version=number + 4,
        title=title,
        phase_id=phase_id,
        first_day=first_day,
        last_day=last_day,
        done_percent=done,
        effort_minutes=90,
        notes="Team: Design\nOwner: 小文",
        links=links,
    )
