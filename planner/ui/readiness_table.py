"""How ready each phase is, team by team, as one table."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

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


def readiness_table(frame: pd.DataFrame) -> str:
    """Teams down, phases across: done of total, a bar, and how many are late; as HTML."""
    phases = list(dict.fromkeys(zip(frame["phase_id"], frame["phase"], strict=True)))
    teams = list(
        dict.fromkeys(zip(frame["team_id"], frame["team_key"], frame["team"], strict=True))
    )
    cells = {(row["phase_id"], row["team_id"]): row for row in frame.to_dict("records")}
    head = "".join(f'<th scope="col">{escape(name)}</th>' for _, name in phases)
    body = "".join(
        f'<tr><th scope="row">{escape(team_name(key, name))}</th>'
        + "".join(_cell(cells.get((phase_id, team_id))) for phase_id, _ in phases)
        + "</tr>"
        for team_id, key, name in teams
    )
    sums = frame.groupby("phase_id", sort=False)[["done", "total", "late"]].sum()
    musts = frame.groupby("phase_id", sort=False)[["must_done", "must_total"]].sum()
    foot = "".join(_cell(sums.loc[phase_id].to_dict()) for phase_id, _ in phases)
    must = "".join(
        f'<td class="n">{musts.loc[phase_id, "must_done"]}/{musts.loc[phase_id, "must_total"]}</td>'
        for phase_id, _ in phases
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
