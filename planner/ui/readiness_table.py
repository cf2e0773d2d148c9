"""How ready each phase is, team by team, as one table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from planner.rules.gates import RulesSigned
from planner.rules.tasks import Readiness
from planner.ui.names import team_name
from planner.ui.saying import voice

_STYLE = """
<style>
.ready { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
.ready-scroll { overflow-x: auto; }
.ready th { font-weight: 500; text-align: start; padding: 0.4rem 0.6rem; white-space: nowrap; }
.ready thead th { opacity: 0.7; }
.ready td { padding: 0.3rem 0.6rem; min-width: 6.5rem; white-space: nowrap; }
.ready td { border-top: 1px solid #8882; }
.ready tbody th { border-top: 1px solid #8882; }
.ready .n { font-variant-numeric: tabular-nums; }
.ready .bar { height: 4px; border-radius: 2px; background: #8883; margin-top: 3px; }
.ready .bar i { display: block; height: 4px; border-radius: 2px; background: #4a7d6d; }
.ready .late { color: #b3261e; margin-inline-start: 0.5rem; }
.ready tfoot td, .ready tfoot th { border-top: 2px solid #8884; font-weight: 600; }
</style>
"""

_SUMMED = ("done", "total", "late", "must_done", "must_total")


def readiness_table(frame: pd.DataFrame) -> str:
    """Teams down, phases across: done of total, a bar, and how many are late; as HTML."""
    rows = frame.to_dict("records")
    phases = {row["phase_id"]: row["phase"] for row in rows}
    teams = {row["team_id"]: team_name(row["team_key"], row["team"]) for row in rows}
    cells = {(row["phase_id"], row["team_id"]): row for row in rows}
    sums = {
        phase_id: {
            count: sum(row[count] for row in rows if row["phase_id"] == phase_id)
            for count in _SUMMED
        }
        for phase_id in phases
    }
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in phases.values())
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(_cell(cells.get((phase_id, team_id))) for phase_id in phases)
        + "</tr>"
        for team_id, name in teams.items()
    )
    foot = "".join(_cell(of_phase) for of_phase in sums.values())
    rules = {row["phase_id"]: row["rules"] for row in rows}
    must = "".join(
        f'<td class="n">{_must_haves(of_phase, rules[phase_id])}</td>'
        for phase_id, of_phase in sums.items()
    )
    say = voice().say
    return (
        f'{_STYLE}<div class="ready-scroll"><table class="ready">'
        f"<caption hidden>{escape(say('Readiness by phase and team'))}</caption>"
        f'<thead><tr><th scope="col">{escape(say("Team"))}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody><tfoot>"
        f'<tr><th scope="row">{escape(say("All teams"))}</th>{foot}</tr>'
        f'<tr><th scope="row">{escape(say("Must-haves"))}</th>{must}</tr>'
        "</tfoot></table></div>"
    )


def _must_haves(of_phase: Mapping[str, int], rules: RulesSigned | None) -> str:
    """How many are done, the sign-off of the phase's promotion rules being one."""
    done = of_phase["must_done"] + (rules is RulesSigned.HOLDS)
    return f"{done}/{of_phase['must_total'] + (rules is not None)}"


def _cell(row: Any) -> str:
    if row is None:
        return "<td></td>"
    done, total, late = int(row["done"]), int(row["total"]), int(row["late"])
    share = Readiness(done, total, 0, 0).share_bp or 0
    warning = ""
    if late:
        told = escape(voice().say("{n} late", n=late))
        warning = f'<span class="late">{told}</span>'
    return (
        f'<td><span class="n">{done}/{total}</span>{warning}'
        f'<div class="bar"><i style="width:{share / 100:.0f}%"></i></div></td>'
    )
