"""When a playbook is due and what it says, by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.files import curves
from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import Figures, Source, Span
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import Side, Trigger, judge, judge_so_far, require_inside
from planner.rules.sales import Said, counted_once
from planner.rules.targets import Measure, plan
from planner.text.speaker import speaker
from planner.words import Refusal

OPENS = datetime(2026, 11, 10, 20)
PHASE = Phase(1, "爆发", PhaseKind.BURST, OPENS, datetime(2026, 11, 12))
WARM = Phase(2, "预热", PhaseKind.WARM_UP, datetime(2026, 11, 1), OPENS)
TARGET = 10_000_000
PLAN = plan([(WARM, 1000), (PHASE, 9000)], TARGET, curves.shipped(), date(2026, 11, 11))
FIRST, SECOND = (PLAN.clock_hours[OPENS.date()][hour] for hour in (20, 21))
BY_TEN = FIRST + SECOND


def hourly(*paid: int, shop_id: int = 1, begins: datetime = OPENS) -> list[Said]:
    """An export of hours, which ends a second before the last one does."""
    ends = begins + timedelta(hours=len(paid)) - timedelta(seconds=1)
    return [
        Said(
            shop_id,
            Source.TAOBAO_ORDERS,
            Span(at.date(), at.hour, Figures(paid_fen=fen)),
            ends,
            ends,
        )
        for at, fen in ((begins + timedelta(hours=place), fen) for place, fen in enumerate(paid))
    ]


def sales(
    said: list[Said],
    shops: Mapping[int, str] | None = None,
    *,
    target: bool = True,
    measure: Measure = Measure.PAID,
) -> CampaignSales:
    return CampaignSales(
        shops=shops or {1: "旗舰店"},
        phases=(WARM, PHASE),
        measure=measure,
        target_fen=TARGET if target else None,
        plan=PLAN if target else None,
        counted=counted_once(said),
        ordinary=curves.shipped().ordinary,
    )


def trigger(**other: Any) -> Trigger:
    given: dict[str, Any] = {
        "phase_key": 1,
        "measure": Measure.PAID,
        "side": Side.BELOW,
        "share_bp": 8_000,
        "offset_minutes": 120,
    }
    return Trigger(**given | other)


@pytest.mark.parametrize(
    ("side", "reached", "fires"),
    [
        (Side.BELOW, BY_TEN * 8 // 10 - 1, True),
        (Side.BELOW, BY_TEN, False),
        (Side.BELOW, 0, True),
        (Side.ABOVE, BY_TEN, True),
        (Side.ABOVE, BY_TEN * 8 // 10 - 1, False),
    ],
)
def test_it_fires_on_its_side_of_the_share(side: Side, reached: int, fires: bool) -> None:
    judged = judge(trigger(side=side), sales(hourly(0, reached)))

    assert (judged.fires, judged.at) == (fires, OPENS + timedelta(hours=2))
    assert (judged.planned_fen, judged.reached_fen) == (BY_TEN, reached)


def test_exactly_the_share_is_neither_below_nor_above() -> None:
    half = sales(hourly(FIRST))

    below = judge(trigger(share_bp=10_000, offset_minutes=60), half)
    above = judge(trigger(share_bp=10_000, offset_minutes=60, side=Side.ABOVE), half)

    assert (below.fires, above.fires) == (False, False)


def test_what_was_sold_before_the_opening_does_not_count() -> None:
    before = hourly(999_999, begins=OPENS - timedelta(hours=3))

    judged = judge(trigger(), sales(before + hourly(1_000, 2_000)))

    assert judged.reached_fen == 3_000


@pytest.mark.parametrize(
    ("said", "shops", "why"),
    [
        ([], None, "No figures up to 2026-11-10 22:00 yet: 旗舰店."),
        (hourly(5), None, "No figures up to 2026-11-10 22:00 yet: 旗舰店."),
        (hourly(5, 5), {1: "甲", 2: "乙"}, "No figures up to 2026-11-10 22:00 yet: 乙."),
        (
            [*hourly(5, 5, 5), *hourly(5, shop_id=2)],
            {1: "甲", 2: "乙"},
            "No figures up to 2026-11-10 22:00 yet: 乙.",
        ),
    ],
)
def test_nobody_knows_before_every_shop_covers_the_moment(
    said: list[Said], shops: Mapping[int, str] | None, why: str
) -> None:
    judged = judge(trigger(), sales(said, shops))

    assert judged.fires is None
    assert speaker("en").say(judged.said) == why


def test_a_day_known_as_a_whole_says_nothing_of_a_moment_in_it() -> None:
    whole = Said(
        1,
        Source.DAILY_SHEET,
        Span(date(2026, 11, 11), None, Figures(paid_fen=5)),
        datetime(2026, 11, 12),
        datetime(2026, 11, 12),
    )

    judged = judge(trigger(offset_minutes=60 * 14), sales([*hourly(1, 1, 1, 1), whole]))

    assert judged.fires is None
    assert "do not say what was reached by 2026-11-11 10:00" in speaker("en").say(judged.said)


def test_a_moment_within_an_hour_is_judged_at_its_end() -> None:
    judged = judge(trigger(offset_minutes=90), sales(hourly(1, 1, 1)))

    assert (judged.fires, judged.at) == (True, OPENS + timedelta(hours=2))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"target": False}, "There is no target"),
        ({"measure": Measure.NET}, "but the target means “Paid amount after refunds”"),
    ],
)
def test_without_a_plan_of_its_amount_nobody_knows(given: dict[str, Any], why: str) -> None:
    judged = judge(trigger(), sales(hourly(5, 5), **given))

    assert judged.fires is None
    assert why in speaker("en").say(judged.said)


def test_a_phase_that_moved_away_from_its_moment_is_told() -> None:
    judged = judge(trigger(offset_minutes=None, moment=datetime(2026, 11, 9)), sales(hourly(5, 5)))

    assert judged.fires is None
    assert "is not open at 2026-11-09 00:00" in speaker("en").say(judged.said)


def test_before_its_moment_it_says_what_it_would_do() -> None:
    far = trigger(offset_minutes=None, moment=datetime(2026, 11, 11, 12))

    so_far = judge_so_far(far, sales(hourly(1_000, 2_000)))

    assert so_far is not None
    assert (so_far.fires, so_far.reached_fen) == (True, 3_000)


def test_it_says_nothing_so_far_while_a_shop_is_missing() -> None:
    far = trigger(offset_minutes=None, moment=datetime(2026, 11, 11, 12))

    assert judge_so_far(far, sales(hourly(1), {1: "甲", 2: "乙"})) is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"share_bp": 0}, "Share of the plan"),
        ({"share_bp": 50_001}, "Share of the plan"),
        ({"offset_minutes": None}, "When: say how long"),
        ({"moment": OPENS}, "When: say how long"),
        ({"offset_minutes": 0}, "When: write hours"),
    ],
)
def test_a_trigger_that_means_nothing_is_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        trigger(**given)


@pytest.mark.parametrize("minutes", [60 * 28 + 1, 60 * 40])
def test_a_moment_after_the_closing_is_refused(minutes: int) -> None:
    with pytest.raises(Refusal, match="“爆发” runs from"):
        require_inside(trigger(offset_minutes=minutes), PHASE)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"title": "  "}, "Task: write"),
        ({"due_hours": -1}, "Due: write"),
        ({"effort_hours": -1}, "Effort: write"),
        ({"acceptance": "长" * 1501}, "Done when: write"),
    ],
)
def test_a_task_that_nobody_could_do_is_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        replace(Release("补货", 1), **given)


@pytest.mark.parametrize(
    ("name", "tasks", "why"),
    [("", 1, "Name: write"), ("慢", 0, "releases 1 to"), ("慢", 13, "releases 1 to")],
)
def test_a_playbook_needs_a_name_and_tasks(name: str, tasks: int, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        PlaybookDraft(name, trigger(), (Release("补货", 1),) * tasks)
