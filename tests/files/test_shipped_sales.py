"""The sales that come with the app."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from planner.files.templates import LIBRARY, SHIPPED, read_library, shipped
from planner.rules.campaigns import Phase, PhaseKind, require_one_name_each
from planner.rules.core_tasks import core_of
from planner.rules.layouts import LaidOutPlan, lay_out
from planner.rules.people import SEED_TEAMS
from planner.rules.templates import day_of

# When each task is due, in days from the sale day, as the field guide's calendars have it.
DUE_DAYS: dict[str, dict[str, int]] = json.loads(
    Path(__file__).with_name("due_days.json").read_text("utf-8")
)
SALE_DAYS = {
    "double11": (date(2024, 11, 11), date(2026, 11, 11), date(2027, 11, 11)),
    "618": (date(2024, 6, 18), date(2026, 6, 18), date(2027, 6, 18)),
    "double12": (date(2024, 12, 12), date(2026, 12, 12), date(2027, 12, 12)),
    "nianhuo": (date(2024, 1, 15), date(2026, 1, 22), date(2027, 1, 11)),
    "38": (date(2024, 3, 8), date(2026, 3, 8), date(2027, 3, 8)),
    "99": (date(2024, 9, 9), date(2026, 9, 9), date(2027, 9, 9)),
    "black_friday": (date(2024, 11, 29), date(2026, 11, 27), date(2027, 11, 26)),
}
YEARS = (2024, 2026, 2027)
LIBRARY_BYTES = (SHIPPED / LIBRARY).read_bytes()


def _phase(plan: LaidOutPlan, key: str) -> Phase[str]:
    return next(phase for phase in plan.phases if phase.key == key)


def test_the_sales_on_offer_end_with_a_blank_one() -> None:
    assert list(shipped()) == [*SALE_DAYS, "blank"]


def test_every_template_file_is_on_offer() -> None:
    files = {path.name for path in SHIPPED.glob("*.toml")}

    assert files == {LIBRARY, *(f"{key}.toml" for key in shipped())}


@pytest.mark.parametrize("sale", SALE_DAYS)
def test_the_usual_sale_day_is_the_calendars(sale: str) -> None:
    days = tuple(shipped()[sale].suggested_sale_day(year) for year in YEARS)

    assert days == SALE_DAYS[sale]


@pytest.mark.parametrize("year", range(3))
@pytest.mark.parametrize("sale", SALE_DAYS)
def test_every_task_falls_due_when_the_field_guide_says(sale: str, year: int) -> None:
    sale_day = SALE_DAYS[sale][year]

    plan = lay_out(shipped()[sale], sale_day, "en")

    assert {task.key: task.due_on for task in plan.tasks} == {
        key: sale_day + timedelta(days=days) for key, days in DUE_DAYS[sale].items()
    }
    assert all((task.due_on - task.start_on).days == task.duration_days - 1 for task in plan.tasks)


@pytest.mark.parametrize("year", range(3))
@pytest.mark.parametrize("sale", SALE_DAYS)
def test_every_task_lies_its_offset_from_its_anchor_as_the_bare_file_has_them(
    sale: str, year: int
) -> None:
    sale_day = SALE_DAYS[sale][year]
    file = tomllib.loads((SHIPPED / f"{sale}.toml").read_text("utf-8"))
    anchors = {("milestone", stone["key"]): stone["day"] for stone in file["milestones"]}
    for phase in file["phases"]:
        anchors["opening", phase["key"]] = phase["opens"]["day"]
        # The last moment before midnight lies on the day before.
        at_midnight = phase["closes"]["at"] == time(0)
        anchors["closing", phase["key"]] = phase["closes"]["day"] - at_midnight
    expected = {}
    for task in file["tasks"]:
        (kind, key), (_, days) = task["hangs_on"].items()
        expected[task["task"]] = sale_day + timedelta(days=anchors[kind, key] + days)

    plan = lay_out(shipped()[sale], sale_day, "zh")

    assert {task.key: task.due_on for task in plan.tasks} == expected
    assert [(phase.opens, phase.closes) for phase in plan.phases] == [
        tuple(
            datetime.combine(sale_day + timedelta(days=phase[end]["day"]), phase[end]["at"])
            for end in ("opens", "closes")
        )
        for phase in file["phases"]
    ]
    assert [milestone.at for milestone in plan.milestones] == [
        datetime.combine(sale_day + timedelta(days=stone["day"]), stone["at"])
        for stone in file["milestones"]
    ]


@pytest.mark.parametrize("sale", SALE_DAYS)
def test_a_dateless_sale_knows_the_same_due_days(sale: str) -> None:
    template = shipped()[sale]

    days = {task.key: day_of(task, template) for task in template.tasks}

    assert days == DUE_DAYS[sale]


def test_double_11_of_2026_opens_its_waves_at_eight_in_the_evening() -> None:
    plan = lay_out(shipped()["double11"], date(2026, 11, 11), "zh_CN")

    presale, wave_1, warm_up, wave_2, encore, wrap_up = plan.phases
    assert presale.opens == datetime(2026, 10, 24, 20)
    assert wave_1.opens == datetime(2026, 10, 31, 20)
    assert wave_1.closes == datetime(2026, 11, 4)
    assert warm_up.opens == datetime(2026, 11, 4)
    assert wave_2.opens == datetime(2026, 11, 10, 20)
    assert wave_2.closes == datetime(2026, 11, 12)
    assert encore.opens == datetime(2026, 11, 12)
    assert wrap_up.closes == datetime(2026, 11, 28)
    assert plan.planning_day == date(2026, 9, 27)
    assert wave_1.kind == wave_2.kind == PhaseKind.BURST
    assert presale.kind == warm_up.kind == PhaseKind.WARM_UP


@pytest.mark.parametrize(
    ("sale", "task", "start_on", "due_on"),
    [
        ("double11", "operations.review_last_year", date(2026, 9, 27), date(2026, 9, 29)),
        ("double11", "operations.price_and_margin", date(2026, 10, 8), date(2026, 10, 8)),
        ("double11", "design.final_proof", date(2026, 10, 28), date(2026, 10, 28)),
        ("double11", "operations.walk_through", date(2026, 10, 29), date(2026, 10, 29)),
        ("double11", "customer_service.burst_chats", date(2026, 11, 10), date(2026, 11, 11)),
        ("double11", "operations.review_sale", date(2026, 11, 21), date(2026, 11, 24)),
        ("618", "operations.walk_through", date(2026, 5, 19), date(2026, 5, 19)),
        ("nianhuo", "warehouse.courier_notice", date(2026, 1, 14), date(2026, 1, 14)),
        ("black_friday", "warehouse.overseas_inbound", date(2026, 10, 18), date(2026, 11, 6)),
    ],
)
def test_some_dates_of_2026_computed_by_hand(
    sale: str, task: str, start_on: date, due_on: date
) -> None:
    plan = lay_out(shipped()[sale], SALE_DAYS[sale][1], "en")

    planned = next(planned for planned in plan.tasks if planned.key == task)

    assert (planned.start_on, planned.due_on) == (start_on, due_on)


def test_618_of_2026_opens_its_waves_in_may() -> None:
    plan = lay_out(shipped()["618"], date(2026, 6, 18), "en")

    assert _phase(plan, "wave_1").opens == datetime(2026, 5, 20, 20)
    assert _phase(plan, "wave_2").opens == datetime(2026, 5, 31, 20)


@pytest.mark.parametrize(
    ("sale", "number"),
    [
        ("double11", 93),
        ("618", 90),
        ("double12", 83),
        ("nianhuo", 84),
        ("38", 83),
        ("99", 43),
        ("black_friday", 85),
        ("blank", 0),
    ],
)
def test_each_sale_brings_its_number_of_tasks(sale: str, number: int) -> None:
    assert len(shipped()[sale].tasks) == number


def test_the_work_of_double_11_is_2696_hours_and_of_99_a_good_fifth_of_it() -> None:
    hours = {key: sum(t.effort_hours for t in sale.tasks) for key, sale in shipped().items()}

    assert round(hours["double11"]) == 2696
    assert round(hours["99"]) == 598


def test_the_library_has_99_tasks_and_every_one_is_used() -> None:
    library = read_library(LIBRARY_BYTES)

    assert len(library) == 99
    assert {task.key for sale in shipped().values() for task in sale.tasks} == set(library)


def test_every_task_is_complete_in_both_languages() -> None:
    for task in read_library(LIBRARY_BYTES).values():
        assert task.acceptance is not None
        texts = (task.title, task.acceptance, *task.checklist)
        english = " ".join(text.en for text in texts)

        assert 3 <= len(task.checklist) <= 5, task.key
        assert all(re.search("[一-鿿]", text.zh) for text in texts), task.key
        assert not re.search("[一-鿿\uff0c\u3002\uff08\uff09]", english), task.key
        assert len(task.title.en) <= 60, task.key
        assert len(task.title.zh) <= 20, task.key


def test_no_two_tasks_share_a_title() -> None:
    library = read_library(LIBRARY_BYTES).values()

    assert (
        len({task.title.zh for task in library}) == len({task.title.en for task in library}) == 99
    )


def test_every_task_belongs_to_a_seed_team_that_its_key_names() -> None:
    teams = {team.key for team in SEED_TEAMS}

    for task in read_library(LIBRARY_BYTES).values():
        assert task.team in teams
        assert task.key.startswith(f"{task.team}.")


def test_about_a_third_is_must_have_and_a_few_are_signed_off() -> None:
    library = read_library(LIBRARY_BYTES)

    assert 25 <= sum(task.must_have for task in library.values()) <= 35
    assert {key for key, task in library.items() if task.needs_approval} == {
        "operations.set_target",
        "operations.price_and_margin",
        "operations.cost_budget",
        "design.key_visual",
        "design.final_proof",
    }


@pytest.mark.parametrize("sale", SALE_DAYS)
def test_work_starts_only_after_what_it_waits_for_is_due(sale: str) -> None:
    plan = lay_out(shipped()[sale], SALE_DAYS[sale][1], "en")
    due = {task.key: task.due_on for task in plan.tasks}

    for task in plan.tasks:
        assert all(due[link.before] < task.start_on for link in task.predecessors), task.key


@pytest.mark.parametrize("sale", SALE_DAYS)
def test_what_a_phase_waits_for_serves_it_or_an_earlier_one(sale: str) -> None:
    plan = lay_out(shipped()[sale], SALE_DAYS[sale][1], "en")
    phases = {task.key: _phase(plan, task.phase) for task in plan.tasks}

    for task in plan.tasks:
        for link in task.predecessors:
            assert phases[link.before].opens <= phases[task.key].opens, (link, task.key)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sale", [*SALE_DAYS, "blank"])
def test_phases_and_milestones_can_be_told_apart_by_name(sale: str, language: str) -> None:
    plan = lay_out(shipped()[sale], date(2026, 11, 11), language)

    require_one_name_each(plan.phases, plan.milestones)


@pytest.mark.parametrize("sale", SALE_DAYS)
def test_every_milestone_lies_inside_the_campaign(sale: str) -> None:
    plan = lay_out(shipped()[sale], SALE_DAYS[sale][1], "en")

    assert plan.milestones
    for milestone in plan.milestones:
        assert plan.planning_day <= milestone.at.date() <= plan.last_day, milestone.name


def test_the_core_of_double_11_fits_a_small_shop() -> None:
    core = core_of(shipped()["double11"])

    assert len(core.tasks) == 43
    assert sum(task.work.must_have for task in core.tasks) >= 10
