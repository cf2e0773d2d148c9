"""Who has too much on which day, what is behind it, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest

from planner.actions import campaigns, plans, tasks, team_hours
from planner.reports import risks, what_helps, workload
from planner.rules.levers import MorePeople, ReplanOnly
from planner.rules.tasks import TaskField
from planner.words import Refusal
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    PICTURES,
    STOCK,
    TODAY,
    WARM_PAGE,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def by_day(cast: Cast, team: str) -> pd.DataFrame:
    frame = cast.ask(cast.xiaowen, workload.by_day)
    return frame[frame["team_id"] == cast.team_id(team)].set_index("day")


def on(cast: Cast, team: str, day: date, column: str) -> int:
    return int(by_day(cast, team)[column][day])


def hours(cast: Cast, task_id: int, effort: float) -> None:
    version = cast.task(task_id).version
    changes = {TaskField.EFFORT_HOURS: effort}
    cast.do(cast.zhou, plans.edit, task_id=task_id, version=version, changes=changes)


def test_each_day_has_the_work_that_lies_on_it_and_the_hours_there_are(cast: Cast) -> None:
    """Two people design, eight hours each on weekdays. Four hours each: the overdue pictures and
    warm-up page fall on today, the 4th, the banner's last day too; the copy of the weekend of the
    7th has to be done on Friday the 6th."""
    design = by_day(cast, "design")

    assert list(design["planned"].iloc[:5]) == [3 * 240, 0, 240, 0, 0]
    assert list(design["capacity"].iloc[:5]) == [960, 960, 960, 0, 0]
    assert on(cast, "design", TODAY, "tasks") == 3
    assert design["over"].sum() == 0


def test_a_burst_keeps_the_warehouse_at_work_every_day(cast: Cast) -> None:
    """One person of the warehouse works ten hours on every day of the burst, the 10th and 11th."""
    capacity = by_day(cast, "warehouse")["capacity"]

    # From Monday the 9th on.
    assert list(capacity.iloc[5:9]) == [480, 600, 600, 480]


def test_what_is_done_or_waits_for_review_needs_nobody(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)
    cast.do(cast.xiaowen, tasks.complete, task_id=BANNER, reason="急")

    assert on(cast, "design", TODAY, "planned") == 240


def test_behind_a_day_are_its_tasks_with_the_most_work_first(cast: Cast) -> None:
    hours(cast, BANNER, 20)

    found = cast.ask(cast.xiaowen, workload.behind, team_id=cast.team_id("design"), day=TODAY)

    assert list(found["id"]) == [BANNER, WARM_PAGE, PICTURES]
    assert list(found["hours_that_day"]) == [20, 4, 4]
    assert on(cast, "design", TODAY, "over") == 28 * 60 - 960


def test_an_archived_campaign_takes_nobodys_time(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    assert cast.ask(cast.xiaowen, workload.by_day)["planned"].sum() == 0
    assert cast.ask(cast.xiaowen, workload.openings) == ()


def test_openings_to_come_are_named(cast: Cast) -> None:
    found = cast.ask(cast.xiaowen, workload.openings)

    assert [(one.at, one.phase, one.campaign) for one in found] == [
        (datetime(2026, 11, 10, 20), "爆发", "双11 2026"),
        (datetime(2026, 11, 12), "收尾", "双11 2026"),
    ]


def test_one_more_person_helps_where_a_team_is_short(cast: Cast) -> None:
    """60 hours of copy until Friday: two people are wanted at once, and two have only 48."""
    hours(cast, COPY, 60)
    version = cast.task(COPY).version
    changes = {TaskField.PEOPLE_AT_ONCE: 4}
    cast.do(cast.zhou, plans.edit, task_id=COPY, version=version, changes=changes)
    team_id = cast.team_id("design")
    given = {"team_id": team_id, "since": date(2026, 11, 4), "until": date(2026, 11, 9)}

    found = cast.ask(cast.zhou, what_helps.what_helps, **given)

    people = next(one for one in found if isinstance(one.lever, MorePeople))
    alone = next(one for one in found if isinstance(one.lever, ReplanOnly))
    assert people.first_day == date(2026, 11, 4)
    assert people.unfit < alone.unfit
    assert people.days_gained > 0
    cast.do(
        cast.zhou,
        team_hours.add_time,
        team_id=team_id,
        first_day=people.first_day,
        last_day=people.last_day,
        people_change=people.lever.people if isinstance(people.lever, MorePeople) else 0,
    )
    after = cast.ask(cast.zhou, what_helps.what_helps, **given)
    assert after[0].unfit <= people.unfit


def test_only_who_plans_sees_what_helps(cast: Cast) -> None:
    given = {"team_id": 3, "since": date(2026, 11, 4), "until": date(2026, 11, 9)}

    with pytest.raises(Refusal, match="Only operators and leads"):
        cast.ask(cast.xiaowen, what_helps.what_helps, **given)


def test_how_sure_a_phase_is_follows_the_work_and_the_people(cast: Cast) -> None:
    at_first = cast.ask(cast.xiaowen, risks.chances, campaign_id=CAMPAIGN)
    hours(cast, STOCK, 200)

    now = cast.ask(cast.xiaowen, risks.chances, campaign_id=CAMPAIGN)

    sure, unsure = (one.phases.set_index("phase_id").loc[BURST] for one in (at_first, now))
    assert sure["chance_bp"] > 9_000
    assert unsure["chance_bp"] == 0
    assert unsure["likely_on"] > date(2026, 11, 10)
    assert unsure["likely_on"] <= unsure["probable_on"] <= unsure["nearly_sure_on"]
    assert STOCK in set(now.slipping["id"])
    assert list(at_first.phases["phase_id"]) == [BURST]
