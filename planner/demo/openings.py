"""How the demo's phases were let open: work is shown, teams sign, the lead passes or waives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from planner.actions import evidence, gates
from planner.demo import signing
from planner.demo.calendar import ZONE
from planner.demo.names import Both
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.reports.gates import PhaseGate
from planner.reports.gates import gate as gate_report
from planner.rules.campaigns import Phase
from planner.rules.clock import instant_of
from planner.rules.layouts import PlannedTask

_SHOWS = Both(zh="验收记录", en="Acceptance record")
_REASON = Both(
    zh="已有人工替代方案，开场后两小时内补齐",
    en="Done by hand for now; it follows within two hours of the opening",
)
_BEFORE = timedelta(hours=3)


def shown(sale: Sale, task: PlannedTask, at: datetime) -> Iterator[Moment]:
    """Whoever finishes a must-have shows it."""
    if task.must_have:
        page = f"https://docs.example.com/{sale.layout.sale_day.year}/{task.key}"
        given = {"task_id": sale.task_ids[task.key], "url": page, "title": _SHOWS.of(sale.language)}
        yield Moment(at, sale.worker(task), evidence.add_link, given)


def openings(sale: Sale, now: datetime) -> Iterator[Moment]:
    """Every phase that has opened by now was signed for and let open in the hours before."""
    teams = sorted({task.team for task in sale.layout.tasks})
    for phase in sale.layout.phases:
        at = instant_of(phase.opens, ZONE) - _BEFORE
        if at >= now - _BEFORE:
            continue
        about = {"phase_id": sale.phase_ids[phase.key]}
        lead = sale.cast.lead
        reason = {"reason": _REASON.of(sale.language)}
        yield Moment(at, lead, gates.waive, about | reason, _asked(sale, phase, _waited_for))
        for place, team in enumerate(teams, start=1):
            then = at + timedelta(minutes=12 * place)
            signs = sale.cast.worker(team, 0)
            team_id = sale.cast.team_ids[team]
            given = about | {"team_id": team_id}
            yield Moment(then, signs, gates.sign_off, given, _asked(sale, phase, _signs(team_id)))
        yield from signing.signed(sale, sale.phase_ids[phase.key], at + timedelta(minutes=90))
        yield Moment(at + timedelta(hours=2), lead, gates.let_open, about)


def _asked(
    sale: Sale, phase: Phase[str], answer: Callable[[PhaseGate], Mapping[str, Any] | None]
) -> Callable[[Desk], Mapping[str, Any] | None]:
    def ask(desk: Desk) -> Mapping[str, Any] | None:
        phase_id = sale.phase_ids[phase.key]
        return answer(desk.read(gate_report, actor=sale.cast.lead, phase_id=phase_id))

    return ask


def _waited_for(gate: PhaseGate) -> Mapping[str, Any] | None:
    waiting = gate.must_haves.loc[~gate.must_haves["ready"].astype(bool), "id"]
    return {"task_ids": [int(task_id) for task_id in waiting]} if len(waiting) else None


def _signs(team_id: int) -> Callable[[PhaseGate], Mapping[str, Any] | None]:
    return lambda gate: {} if team_id in set(gate.teams["team_id"]) else None
