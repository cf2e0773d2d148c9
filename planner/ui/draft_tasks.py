"""The tasks that a template brings, by phase, each to be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from planner import reports
from planner.rules.campaigns import label_offset, say_anchor
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.people import SEED_TEAMS
from planner.ui.asking import read
from planner.ui.draft import CORE, has_core
from planner.ui.names import planned_team_name
from planner.ui.people import teams
from planner.ui.saying import plain, say, voice

_STYLE = """
.brought { display: flex; flex-direction: column; }
.brought details { border-block-start: 1px solid
  color-mix(in srgb, currentColor 12%, transparent); }
.brought details:first-child { border-block-start: 0; }
.brought summary { padding: 0.5rem 0; cursor: pointer; overflow-wrap: anywhere; }
.brought .about { display: block; padding-inline-start: 1.1rem; opacity: 0.78;
  font-size: 0.875rem; }
.brought .more { padding: 0 0 0.75rem 1.1rem; font-size: 0.9375rem; }
.brought ul { margin: 0.25rem 0 0; }
"""


def draft_tasks(plan: LaidOutPlan) -> None:
    """How many tasks for which team, and a list of them for each phase."""
    if has_core():
        st.toggle(
            say("Core tasks only"),
            key=CORE,
            persist_state="session",
            help=say("For a small shop: only what even a small team cannot leave out."),
        )
    if not plan.tasks:
        st.write(say("This sale brings no tasks. Add your own after it is created."))
        return
    _strange_teams(plan.tasks)
    tasks_by_phase(plan)


def tasks_by_phase(plan: LaidOutPlan) -> None:
    """How many tasks for which team, and a list of them for each phase, each to be opened."""
    st.caption(_by_team(plan.tasks))
    st.html(f"<style>{_STYLE}</style>")
    for phase in plan.phases:
        tasks = sorted(
            (task for task in plan.tasks if task.phase == phase.key),
            key=lambda task: (task.due_on, task.title),
        )
        if tasks:
            counted = say("{n} task", "{n} tasks", n=len(tasks))
            with st.expander(f"**{plain(phase.name)}** · {counted}", key=f"tasks-{phase.key}"):
                st.caption(_by_team(tasks))
                st.html(
                    f'<div class="brought">{"".join(_task(task, plan) for task in tasks)}</div>'
                )


def _strange_teams(tasks: Sequence[PlannedTask]) -> None:
    """Say of tasks whose team is not here who gets them."""
    known = read(reports.templates.known_teams)
    for team, count in Counter(task.team for task in tasks if task.team not in known).items():
        st.warning(
            say(
                "There is no team “{team}” here: its {n} task goes to {other}.",
                "There is no team “{team}” here: its {n} tasks go to {other}.",
                team=team,
                n=count,
                other=teams()[min(known.values())],
            ),
            icon=":material/group_off:",
        )


def _by_team(tasks: Sequence[PlannedTask]) -> str:
    counts = Counter(task.team for task in tasks)
    parts = [
        voice().say("{team} {n}", team=planned_team_name(team), n=counts[team])
        for team in dict.fromkeys([*(team.key for team in SEED_TEAMS), *counts])
        if counts[team]
    ]
    return plain(voice().join(parts))


def _task(task: PlannedTask, plan: LaidOutPlan) -> str:
    anchor = say_anchor(task.anchor, plan.phases, plan.milestones)
    about = " · ".join(
        [
            voice().day(task.due_on),
            f"{voice().say(anchor)} {label_offset(task.offset_days)}",
            planned_team_name(task.team),
            voice().hours(task.effort_hours),
            *([voice().say("Must-have")] if task.must_have else []),
        ]
    )
    steps = "".join(f"<li>{escape(step)}</li>" for step in task.checklist)
    more = f"<p>{escape(task.acceptance)}</p>" if task.acceptance else ""
    return (
        f"<details><summary>{escape(task.title)}"
        f'<span class="about">{escape(about)}</span></summary>'
        f'<div class="more">{more}<ul>{steps}</ul></div></details>'
    )
