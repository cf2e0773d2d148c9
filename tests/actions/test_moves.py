"""Moving the sale day, phases, milestones and tasks: what goes where, undone in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from planner.actions import history, moves, plans, tasks
from planner.reports import campaigns as campaign_reports
from planner.reports import moves as move_reports
from planner.reports.campaigns import CampaignCard
from planner.reports.moves import MovePreview
from planner.rules.moving_plans import (
    AskedMove,
    MilestoneMoves,
    Moving,
    PhaseMoves,
    Rest,
    SaleDayMoves,
    TaskMoves,
)
from planner.rules.tasks import TaskField
from planner.words import Refusal
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    FREEZE,
    PICTURES,
    PRICES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM_PAGE,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases
from tests.support.moving import agree, look, move, pin

A_WEEK_LATER = SaleDayMoves(date(2026, 11, 18))


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def november(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour)


def card(cast: Cast) -> CampaignCard:
    return cast.ask(cast.zhou, campaign_reports.card, campaign_id=CAMPAIGN)


def due(cast: Cast, *task_ids: int) -> list[date]:
    return [cast.task(task_id).due_on for task_id in task_ids]


def conflicts(seen: MovePreview) -> dict[int, tuple[str, ...]]:
    rows = zip(seen.tasks["id"], seen.tasks["conflicts"], strict=True)
    return {int(task_id): tuple(map(str, wrong)) for task_id, wrong in rows if wrong}


def test_everything_moves_with_the_sale_day_but_what_is_done(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    moved = move(cast, A_WEEK_LATER)

    found = card(cast)
    assert found.sale_day == date(2026, 11, 18)
    assert [phase.opens for phase in found.phases] == [
        november(8),
        november(17, 20),
        november(19),
    ]
    assert [milestone.at for milestone in found.milestones] == [november(15, 12)]
    assert due(cast, STOCK, PICTURES) == [date(2026, 11, 15), date(2026, 11, 3)]
    # The pictures, done, took the 2nd and 3rd; the warm-up page now begins on the 6th.
    assert found.planning_day == date(2026, 11, 2)
    assert moved.value == 7


def test_the_preview_says_what_moves_from_where_to_where(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    _, seen = look(cast, A_WEEK_LATER)

    stock = seen.tasks.set_index("id").loc[STOCK]
    assert (stock["old_start_on"], stock["old_due_on"]) == (date(2026, 11, 7), date(2026, 11, 8))
    assert (stock["start_on"], stock["due_on"]) == (date(2026, 11, 14), date(2026, 11, 15))
    assert (seen.moving, seen.staying, seen.done, seen.pinned) == (7, 0, 1, 0)
    assert set(seen.tasks["days"]) == {7}


def test_what_is_pinned_keeps_its_day_and_is_shown_where_that_no_longer_fits(cast: Cast) -> None:
    pin(cast, STOCK)

    earlier = SaleDayMoves(date(2026, 11, 9))
    _, seen = look(cast, earlier)
    move(cast, earlier)

    assert seen.pinned == 1
    assert conflicts(seen)[STOCK] == ("after_freeze",)
    assert due(cast, STOCK, PRICES) == [date(2026, 11, 8), date(2026, 11, 7)]
    # It hangs as far from its anchor, the opening, as that is now.
    assert cast.task(STOCK).offset_days == 0


def test_forth_and_back_changes_no_date(cast: Cast) -> None:
    before = card(cast)
    days = due(cast, *range(1, 9))

    for day in (date(2027, 1, 1), date(2026, 11, 11)):
        move(cast, SaleDayMoves(day))

    after = card(cast)
    assert due(cast, *range(1, 9)) == days
    assert (after.phases, after.milestones) == (before.phases, before.milestones)
    assert after.planning_day == before.planning_day


def test_one_undo_takes_all_of_it_back(cast: Cast) -> None:
    before = cast.plan_rows()

    event_id = move(cast, A_WEEK_LATER).event_id
    cast.do(cast.zhou, history.undo, event_id=event_id)

    assert cast.plan_rows() == before


def test_using_the_slack_moves_only_what_must(cast: Cast) -> None:
    """The burst opens two days earlier, on the 8th at 20:00: prices and replies of the 9th come a
    day too late, and the copy of the 8th has to be there when the prices begin on the 7th."""
    earlier = PhaseMoves(BURST, november(8, 20), november(12))

    move(cast, earlier, Rest.USE_SLACK)

    assert due(cast, PRICES, COPY, REPLIES) == [
        date(2026, 11, 8),
        date(2026, 11, 7),
        date(2026, 11, 8),
    ]
    assert due(cast, PICTURES, BANNER, STOCK) == [
        date(2026, 11, 3),
        date(2026, 11, 4),
        date(2026, 11, 8),
    ]


def test_leaving_the_rest_shows_what_no_longer_fits(cast: Cast) -> None:
    earlier = PhaseMoves(BURST, november(8, 20), november(12))

    _, seen = look(cast, earlier, Rest.LEAVE)
    move(cast, earlier, Rest.LEAVE)

    assert conflicts(seen) == {PRICES: ("after_gate",), REPLIES: ("after_gate",)}
    assert due(cast, PRICES, REPLIES) == [date(2026, 11, 9), date(2026, 11, 9)]
    assert cast.task(PRICES).offset_days == 1


def test_what_waits_for_a_task_keeps_its_distance_to_it(cast: Cast) -> None:
    move(cast, TaskMoves(PICTURES, date(2026, 11, 6)))

    assert due(cast, PICTURES, BANNER, STOCK) == [
        date(2026, 11, 6),
        date(2026, 11, 7),
        date(2026, 11, 8),
    ]


def test_a_task_that_moves_alone_is_shown_where_others_come_too_early(cast: Cast) -> None:
    _, seen = look(cast, TaskMoves(COPY, date(2026, 11, 10)), Rest.LEAVE)

    assert conflicts(seen) == {
        COPY: ("after_freeze", "after_gate"),
        PRICES: ("before_others",),
    }


def test_a_milestone_takes_along_what_hangs_on_it_and_what_waits_for_that(cast: Cast) -> None:
    move(cast, MilestoneMoves(FREEZE, november(6, 12)))

    assert due(cast, COPY, PRICES, STOCK) == [
        date(2026, 11, 6),
        date(2026, 11, 7),
        date(2026, 11, 8),
    ]
    assert [stone.at for stone in card(cast).milestones] == [november(6, 12)]


def test_working_days_skip_the_weekend(cast: Cast) -> None:
    """From Wednesday the 11th to Friday the 13th, counted in working days: the banner of Wednesday
    the 4th goes to Friday the 6th, the prices of Monday the 9th to Wednesday the 11th."""
    move(cast, SaleDayMoves(date(2026, 11, 13)), working=True)

    assert due(cast, BANNER, PRICES) == [date(2026, 11, 6), date(2026, 11, 11)]


def test_only_the_chosen_tasks_move(cast: Cast) -> None:
    move(cast, A_WEEK_LATER, task_ids=[STOCK, RETURNS])

    assert due(cast, STOCK, RETURNS, PRICES) == [
        date(2026, 11, 15),
        date(2026, 11, 22),
        date(2026, 11, 9),
    ]
    assert cast.task(PRICES).offset_days == -8
    assert card(cast).sale_day == date(2026, 11, 18)


def test_what_was_looked_at_and_has_changed_since_is_not_done(cast: Cast) -> None:
    asked, seen = look(cast, A_WEEK_LATER)
    changes = {TaskField.DUE: date(2026, 11, 7)}
    version = cast.task(STOCK).version
    cast.do(cast.damao, plans.edit, task_id=STOCK, version=version, changes=changes)

    with cast.refused("The plan has changed while you looked at it: .* changed “备货入仓”"):
        agree(cast, asked, seen)


def test_of_two_who_move_at_once_one_wins_and_the_other_is_told(cast: Cast) -> None:
    later, earlier = A_WEEK_LATER, SaleDayMoves(date(2026, 11, 16))
    seen = {moving: look(cast, moving) for moving in (later, earlier)}

    def want(moving: SaleDayMoves) -> str:
        try:
            agree(cast, *seen[moving])
        except Refusal as refusal:
            return str(refusal)
        return "moved"

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(want, (later, earlier)))

    assert answers[1] == "moved"
    assert "moved the sale day of “双11 2026”" in answers[0]
    assert card(cast).sale_day in (later.to, earlier.to)


@pytest.mark.parametrize(
    ("moving", "said"),
    [
        (SaleDayMoves(date(2026, 11, 11)), "It is there already"),
        (TaskMoves(PICTURES, date(2026, 11, 3)), "It is there already"),
        (TaskMoves(99, date(2026, 11, 3)), "not there any more"),
        (PhaseMoves(BURST, november(12), november(12)), "closes at or before it opens"),
    ],
)
def test_what_cannot_move_is_refused(cast: Cast, moving: Moving, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        look(cast, moving)


def test_a_plan_longer_than_a_year_is_refused(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=WARM_PAGE)
    asked, seen = look(cast, SaleDayMoves(date(2028, 11, 11)))

    with cast.refused("longer than a year"):
        agree(cast, asked, seen)


def test_a_done_task_does_not_move(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)

    with pytest.raises(Refusal, match="is done"):
        look(cast, TaskMoves(PICTURES, date(2026, 11, 6)))


@pytest.mark.parametrize(
    "ask",
    [
        lambda cast: cast.ask(
            cast.xiaowen,
            move_reports.move,
            campaign_id=CAMPAIGN,
            asked=AskedMove(A_WEEK_LATER, Rest.LEAVE),
        ),
        lambda cast: cast.ask(cast.xiaowen, move_reports.fit_to_people),
        lambda cast: cast.do(
            cast.xiaowen,
            moves.move,
            campaign_id=CAMPAIGN,
            asked=AskedMove(A_WEEK_LATER, Rest.LEAVE),
            digest="",
            seen=0,
        ),
        lambda cast: cast.do(cast.xiaowen, moves.fit_to_people, digest="", seen=0),
    ],
)
def test_a_teammate_moves_nothing(cast: Cast, ask: Callable[[Cast], object]) -> None:
    with cast.refused("Only operators and leads can change the plan"):
        ask(cast)


def test_fitting_to_the_people_moves_only_what_does_not_fit(cast: Cast) -> None:
    """Pictures and banner take 20 hours each and one person at a time, from the morning of the 4th
    on, and nobody of the warehouse works on the weekend of the 7th."""
    for task_id in (PICTURES, BANNER):
        changes = {TaskField.EFFORT_HOURS: 20}
        version = cast.task(task_id).version
        cast.do(cast.zhou, plans.edit, task_id=task_id, version=version, changes=changes)
    seen = cast.ask(cast.zhou, move_reports.fit_to_people)

    done = cast.do(cast.zhou, moves.fit_to_people, digest=seen.digest, seen=seen.seen)

    assert done.value == seen.moving > 0
    again = cast.ask(cast.zhou, move_reports.fit_to_people)
    assert again.moving == 0
    assert due(cast, PICTURES, BANNER) == [date(2026, 11, 6), date(2026, 11, 10)]
    assert due(cast, STOCK, PRICES, REPLIES) == [date(2026, 11, 9)] * 3


def test_a_new_fit_that_was_looked_at_too_long_ago_is_not_done(cast: Cast) -> None:
    seen = cast.ask(cast.zhou, move_reports.fit_to_people)
    version = cast.task(STOCK).version
    cast.do(
        cast.damao,
        plans.edit,
        task_id=STOCK,
        version=version,
        changes={TaskField.DUE: date(2026, 11, 6)},
    )

    with cast.refused("The plan has changed"):
        cast.do(cast.zhou, moves.fit_to_people, digest=seen.digest, seen=seen.seen)
