"""Sales without dates, what makes one sound, and laying one out around a sale day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.core_tasks import core_of
from planner.rules.layouts import lay_out, re_lay
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.sale_days import DaysBeforeHoliday, FixedDay, NoUsualDay
from planner.rules.template_parts import (
    Bilingual,
    LibraryTask,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
    people_sharing,
)
from planner.rules.templates import SaleTemplate, require_well_planned
from planner.words import Refusal

WARM_UP = TemplatePhase(
    "warm_up", Bilingual("预热", "Warm-up"), PhaseKind.WARM_UP, -7, time(0), -1, time(20), 3000
)
BURST = TemplatePhase(
    "burst", Bilingual("爆发", "Burst"), PhaseKind.BURST, -1, time(20), 1, time(0), 7000
)
REVIEW = TemplateMilestone("review", Bilingual("复盘", "Review"), 5, time(14))


def _task(
    key: str,
    due: tuple[AnchorKind, str, int],
    after: Sequence[str] = (),
    *,
    core: bool = True,
    must_have: bool = False,
    days: int = 1,
) -> TemplateTask:
    kind, on, offset = due
    work = LibraryTask(
        key=key,
        team="design",
        title=Bilingual(f"{key}中", f"{key} en"),
        acceptance=Bilingual("好了", "It is good"),
        checklist=(Bilingual("一步", "A step"),),
        effort_hours=8,
        must_have=must_have,
        core=core,
    )
    links = tuple(Link(key) for key in after)
    return TemplateTask(work, "burst", Anchor(kind, on), offset, days, links, 8)


BRIEF = _task("brief", (AnchorKind.OPENING, "burst", -20), days=3)
KEY_VISUAL = _task("key_visual", (AnchorKind.OPENING, "burst", -15), ["brief"], core=False)
PAGE = _task("page", (AnchorKind.OPENING, "burst", -5), ["key_visual"], must_have=True)
REPORT = _task("report", (AnchorKind.MILESTONE, "review", 0), ["page"])


def _sale(*tasks: TemplateTask) -> SaleTemplate:
    return SaleTemplate(
        "test",
        Bilingual("测试", "Test sale"),
        FixedDay(11, 11),
        (WARM_UP, BURST),
        (REVIEW,),
        tasks,
    )


def test_a_sale_is_laid_out_around_its_day_with_clock_times() -> None:
    plan = lay_out(_sale(BRIEF, KEY_VISUAL, PAGE, REPORT), date(2026, 11, 11), "en")

    warm_up, burst = plan.phases
    assert (warm_up.opens, warm_up.closes) == (datetime(2026, 11, 4), datetime(2026, 11, 10, 20))
    assert (burst.opens, burst.closes) == (datetime(2026, 11, 10, 20), datetime(2026, 11, 12))
    assert plan.milestones[0].at == datetime(2026, 11, 16, 14)
    assert [task.due_on for task in plan.tasks] == [
        date(2026, 10, 21),
        date(2026, 10, 26),
        date(2026, 11, 5),
        date(2026, 11, 16),
    ]
    assert plan.target_shares_bp == {"warm_up": 3000, "burst": 7000}


def test_three_days_of_work_due_on_the_21st_start_on_the_19th() -> None:
    plan = lay_out(_sale(BRIEF), date(2026, 11, 11), "en")

    assert plan.tasks[0].start_on == date(2026, 10, 19)
    assert plan.planning_day == date(2026, 10, 19)
    assert plan.last_day == date(2026, 11, 11)


def test_a_sale_without_tasks_is_planned_from_its_first_opening() -> None:
    assert lay_out(_sale(), date(2026, 11, 11), "en").planning_day == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("language", "name", "phase", "milestone", "title"),
    [
        ("zh_CN", "测试", "预热", "复盘", "brief中"),
        ("zh", "测试", "预热", "复盘", "brief中"),
        ("en", "Test sale", "Warm-up", "Review", "brief en"),
        ("fr", "Test sale", "Warm-up", "Review", "brief en"),
    ],
)
def test_a_plan_speaks_the_language_it_is_made_in(
    language: str, name: str, phase: str, milestone: str, title: str
) -> None:
    plan = lay_out(_sale(BRIEF), date(2026, 11, 11), language)

    assert plan.name == name
    assert plan.phases[0].name == phase
    assert plan.milestones[0].name == milestone
    assert plan.tasks[0].title == title


def test_opening_a_phase_two_days_earlier_takes_its_tasks_along_and_no_others() -> None:
    plan = lay_out(_sale(BRIEF, REPORT_ALONE), date(2026, 11, 11), "en")
    warm_up, burst = plan.phases
    earlier = replace(burst, opens=datetime(2026, 11, 8, 20))

    brief, report = re_lay(plan.tasks, (warm_up, earlier), plan.milestones)

    assert (brief.start_on, brief.due_on) == (date(2026, 10, 17), date(2026, 10, 19))
    assert report.due_on == date(2026, 11, 16)


def test_tasks_of_a_phase_that_was_taken_out_are_refused() -> None:
    plan = lay_out(_sale(BRIEF), date(2026, 11, 11), "en")

    with pytest.raises(Refusal, match=r"hangs on a phase that this plan does not have \(burst\)"):
        re_lay(plan.tasks, plan.phases[:1], plan.milestones)


def test_a_small_shop_gets_the_core_and_waits_across_what_was_left_out() -> None:
    core = core_of(_sale(BRIEF, KEY_VISUAL, PAGE, REPORT))

    assert {task.key: task.predecessors for task in core.tasks} == {
        "brief": (),
        "page": (Link("brief"),),
        "report": (Link("page"),),
    }


REPORT_ALONE = replace(REPORT, predecessors=())


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        ((BRIEF, BRIEF), "Each task may stand in a sale once"),
        ((replace(BRIEF, phase="encore"),), "Task brief: phase “encore” is not in this sale"),
        ((KEY_VISUAL,), "Task key_visual: predecessor brief is not in this sale"),
        (
            (replace(BRIEF, anchor=Anchor(AnchorKind.MILESTONE, "kick_off")),),
            "hangs on the milestone “kick_off”",
        ),
        (
            (replace(BRIEF, offset_days=-10), KEY_VISUAL),
            "Task key_visual is due before its predecessor brief",
        ),
        ((_task("late", (AnchorKind.OPENING, "burst", 1), must_have=True),), "a must-have is due"),
        (
            (
                _task("hen", (AnchorKind.OPENING, "burst", -3), ["egg"]),
                _task("egg", (AnchorKind.OPENING, "burst", -3), ["hen"]),
            ),
            "would wait for each other: (hen → egg → hen|egg → hen → egg)",
        ),
    ],
)
def test_an_unsound_sale_is_refused_naming_the_task(
    tasks: tuple[TemplateTask, ...], why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        require_well_planned(_sale(*tasks))


def test_a_sale_that_came_about_otherwise_need_not_be_well_planned() -> None:
    late = _task("late", (AnchorKind.OPENING, "burst", 1), must_have=True)

    assert _sale(replace(BRIEF, offset_days=-10), KEY_VISUAL, late).tasks[2] == late


def test_target_shares_of_a_shipped_sale_must_add_up_to_the_whole() -> None:
    short = replace(_sale(), phases=(WARM_UP,))

    with pytest.raises(Refusal, match="must add up to 10,000"):
        require_well_planned(short)


@pytest.mark.parametrize(
    ("phases", "stones", "why"),
    [
        ((), (), "Phases: a campaign needs at least one"),
        ((WARM_UP, WARM_UP), (), "Each phase may stand in a sale once"),
        ((WARM_UP,), (REVIEW, REVIEW), "Each milestone may stand in a sale once"),
        (
            (WARM_UP, replace(BURST, name=Bilingual("爆发", "warm-up "))),
            (),
            "Two phases are called “warm-up”",
        ),
    ],
)
def test_phases_and_milestones_stand_in_a_sale_once(
    phases: tuple[TemplatePhase, ...], stones: tuple[TemplateMilestone, ...], why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        SaleTemplate("x", Bilingual("甲", "A"), NoUsualDay(), phases, stones)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"offset_days": 1001}, "Offset: write whole days"),
        ({"duration_days": 0}, "Days: write whole days from 1 to 366"),
        ({"people_at_once": 0}, "People at once"),
        ({"effort_hours": 10_000.5}, "Effort: write hours"),
        ({"predecessors": (Link("a"), Link("a", LinkKind.START_START))}, "name each task once"),
    ],
)
def test_a_task_of_a_template_is_one_that_a_campaign_can_have(
    change: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        replace(BRIEF, **change)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": Bilingual("长" * 201, "short")}, "Title: write 1 to 200"),
        ({"acceptance": Bilingual.same("x" * 2001)}, "Done when"),
        ({"checklist": (Bilingual.same("x" * 301),)}, "Checklist"),
        ({"effort_hours": -1}, "Effort"),
    ],
)
def test_work_is_no_longer_than_a_campaign_can_keep(change: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        replace(BRIEF.work, **change)


def test_a_phase_and_a_milestone_lie_near_the_sale_day_and_have_short_names() -> None:
    with pytest.raises(Refusal, match="Day: write whole days"):
        replace(BURST, opens_day=-1001)
    with pytest.raises(Refusal, match="Day: write whole days"):
        replace(BURST, closes_day=10**30)
    with pytest.raises(Refusal, match="Day: write whole days"):
        replace(REVIEW, day=1001)
    with pytest.raises(Refusal, match="Phase: write a name of 1 to 40"):
        replace(BURST, name=Bilingual.same("x" * 41))
    with pytest.raises(Refusal, match="Milestone: write a name of 1 to 40"):
        replace(REVIEW, name=Bilingual.same("x" * 41))
    with pytest.raises(Refusal, match="Share of the target"):
        replace(BURST, target_share_bp=10_001)


# Forty hours in two days are twenty a day, which three people work at eight hours each.
@pytest.mark.parametrize(("hours", "days", "people"), [(40, 2, 3), (16, 2, 1), (0, 1, 1)])
def test_people_share_what_one_cannot_do_in_time(hours: float, days: int, people: int) -> None:
    assert people_sharing(hours, days) == people


def test_who_waited_for_what_is_left_out_waits_as_that_did_at_the_same_end() -> None:
    dry = Link("brief", LinkKind.FINISH_START, 3, LagUnit.CALENDAR)
    start = Link("key_visual", LinkKind.START_START, 1)
    sale = _sale(
        BRIEF, replace(KEY_VISUAL, predecessors=(dry,)), replace(PAGE, predecessors=(start,))
    )

    page = core_of(sale).tasks[1]

    # The page began with the key visual, which began three days after the brief was done.
    assert page.predecessors == (Link("brief", LinkKind.FINISH_START, 3, LagUnit.CALENDAR),)


def test_a_link_of_ones_own_counts_before_one_that_is_handed_on() -> None:
    own = Link("brief", LinkKind.FINISH_FINISH, 2)
    sale = _sale(BRIEF, KEY_VISUAL, replace(PAGE, predecessors=(Link("key_visual"), own)))

    assert core_of(sale).tasks[1].predecessors == (own,)


def test_a_phase_of_a_template_closes_after_it_opens() -> None:
    with pytest.raises(Refusal, match="Phase “burst” closes at or before it opens"):
        replace(BURST, closes_day=-1, closes_at=time(20))


def test_a_text_must_be_there_in_both_languages() -> None:
    with pytest.raises(Refusal, match="both languages"):
        Bilingual("只有中文", " ")


def test_a_festival_may_fall_in_december_of_the_year_before() -> None:
    festival = replace(_sale(), usual_day=DaysBeforeHoliday(26, {2028: date(2028, 1, 26)}))

    assert festival.suggested_sale_day(2028) == date(2027, 12, 31)
    assert festival.next_sale_day(date(2027, 6, 1)) == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 10), date(2026, 11, 11)),
        (date(2026, 11, 11), date(2026, 11, 11)),
        (date(2026, 11, 12), date(2027, 11, 11)),
    ],
)
def test_the_next_sale_day_is_today_or_the_nearest_one_ahead(today: date, day: date) -> None:
    assert _sale().next_sale_day(today) == day


def test_a_sale_without_a_usual_day_has_no_next_one() -> None:
    assert replace(_sale(), usual_day=NoUsualDay()).next_sale_day(date(2026, 7, 1)) is None


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 400))
def test_a_later_sale_day_moves_every_date_by_as_much(sale_day: date, days: int) -> None:
    sale = _sale(BRIEF, KEY_VISUAL, PAGE, REPORT)
    later = date.fromordinal(sale_day.toordinal() + days)

    before, after = lay_out(sale, sale_day, "en"), lay_out(sale, later, "en")

    pairs = zip(before.tasks, after.tasks, strict=True)
    assert {(moved.due_on - task.due_on).days for task, moved in pairs} == {days}
    assert (after.planning_day - before.planning_day).days == days
    assert (after.last_day - before.last_day).days == days
