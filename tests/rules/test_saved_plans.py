"""Taking the dates off a plan, and putting them on again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.files.templates import shipped
from planner.rules.layouts import LaidOutPlan, lay_out
from planner.rules.saved_plans import template_of
from planner.rules.template_teams import unknown_teams, with_teams
from planner.rules.templates import SaleTemplate

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def saved(plan: LaidOutPlan) -> SaleTemplate:
    day = shipped()[plan.sale].usual_day
    return template_of(plan, key="own_1", name=plan.name, usual_day=day, team_names={})


@given(st.sampled_from(list(shipped())), st.sampled_from(["zh", "en"]), DAYS, DAYS)
def test_a_plan_saved_in_one_year_is_the_same_in_any_other(
    sale: str, language: str, then: date, later: date
) -> None:
    template = saved(lay_out(shipped()[sale], then, language))

    again = lay_out(template, later, "fr")

    assert again == lay_out(shipped()[sale], later, language)


def test_teams_are_called_what_others_know_them_by() -> None:
    plan = lay_out(shipped()["99"], date(2026, 9, 9), "zh")

    template = template_of(
        plan, key="own_1", name="99", usual_day=saved(plan).usual_day, team_names={"design": "美工"}
    )

    teams = {task.work.team for task in template.tasks}
    assert "美工" in teams
    assert "design" not in teams


def test_unknown_teams_are_counted_and_replaced() -> None:
    sale = shipped()["99"]
    of_design = sum(task.work.team == "design" for task in sale.tasks)
    known = {task.work.team for task in sale.tasks} - {"design"}

    assert unknown_teams(sale, known) == {"design": of_design}
    ours = with_teams(sale, {"design": "operations"})
    assert unknown_teams(ours, known) == {}
    assert [replace(task, work=sale.tasks[n].work) for n, task in enumerate(ours.tasks)] == list(
        sale.tasks
    )
