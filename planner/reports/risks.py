"""What people ask about how sure a plan is: the chance of each gate, and what is likely to slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlmodel import Session

from planner.reports.reading import reads
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.people import Actor, Right
from planner.rules.risk import Risk, risk
from planner.tables.loading import load_phases
from planner.tables.networks import LoadedNetwork, load_network

_PHASES = ["phase_id", "chance_bp", "likely_on", "probable_on", "nearly_sure_on"]
_SLIPPING = ["id", "title", "phase_id", "late_bp", "decisive_bp"]
_SELDOM_BP = 1_000


@dataclass(frozen=True)
class Chances:
    """How sure a campaign's plan is.

    A row of ``phases`` is a phase that has not opened and that open tasks run up to: phase_id,
    chance_bp (of all being finished before it opens), likely_on, probable_on, nearly_sure_on (the
    days by which all is finished in 50, 80 and 95 of 100 runs), in order of opening. A row of
    ``slipping`` is an open task that is likely to come late: id, title, phase_id (of the opening it
    is wanted by, 0 where it is wanted by something else), late_bp (how often it came after that),
    decisive_bp (how often the last finish before a gate hung on it); what decides most comes first,
    and what is late in fewer than one of ten runs not at all.
    """

    phases: pd.DataFrame
    slipping: pd.DataFrame


@reads("tasks", "campaigns", "people", "calendar")
def chances(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Chances:
    """How sure each phase is to open in time, and the tasks that are likeliest to slip.

    The plans of all open campaigns are lived through together, with the people there are.
    """
    actor.require(Right.SEE_PLAN)
    loaded = load_network(session, now)
    starts = {task_id: start for task_id, (start, _) in loaded.bars.items()}
    found = risk(loaded.network, starts)
    phase_ids = [phase.key for phase in load_phases(session, campaign_id)]
    return Chances(_phases(loaded, found, phase_ids), _slipping(loaded, found, campaign_id))


def _phases(loaded: LoadedNetwork, found: Risk[int], phase_ids: list[int]) -> pd.DataFrame:
    network = loaded.network
    rows = []
    for phase_id in phase_ids:
        opening = Anchor(AnchorKind.OPENING, phase_id)
        gate = found.gates.get(opening)
        if gate is not None and network.gates[opening].half_day > network.now:
            rows.append((phase_id, gate.chance_bp, *map(loaded.axis.due_day, gate.finishes)))
    return pd.DataFrame(rows, columns=_PHASES)


def _slipping(loaded: LoadedNetwork, found: Risk[int], campaign_id: int) -> pd.DataFrame:
    opening_of = {
        work.key: work.gate.key
        for work in loaded.network.works
        if work.gate is not None and work.gate.kind is AnchorKind.OPENING
    }
    rows = [
        (task_id, loaded.titles[task_id], opening_of.get(task_id, 0), one.late_bp, one.decisive_bp)
        for task_id, one in found.tasks.items()
        if loaded.campaign_ids[task_id] == campaign_id and one.late_bp >= _SELDOM_BP
    ]
    rows.sort(key=lambda row: (-row[4], -row[3], row[0]))
    return pd.DataFrame(rows, columns=_SLIPPING)
