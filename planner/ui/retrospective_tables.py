"""What was learned of a sale and its tasks, as tables in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from planner import reports
from planner.files.tables_out import Column, Kind, Table, Value
from planner.reports.campaigns import CampaignCard
from planner.reports.retrospectives import Chapter, Retrospective
from planner.rules.clock import wall_clock
from planner.rules.phase_targets import PHASE_FIGURE_NAMES, UNITS, Unit
from planner.ui.asking import read
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.words import Sentence

Headers = tuple[tuple[Sentence, Kind, int], ...]
CHAPTER_NAMES: Mapping[Chapter, Sentence] = {
    Chapter.SALES: Sentence("Sales against the plan"),
    Chapter.LAST_SALE: Sentence("Against the last sale"),
    Chapter.TASKS: Sentence("Tasks and lead times"),
    Chapter.GATES: Sentence("Gates"),
    Chapter.PROMOTIONS: Sentence("Promotions"),
}
TEAM = (Sentence("Team"), Kind.TEXT, 18)
TASK = (Sentence("Task"), Kind.TEXT, 40)
PHASE = (Sentence("Phase"), Kind.TEXT, 16)
_PLANNED = (Sentence("Planned, days from T"), Kind.DAYS, 14)
_REAL = (Sentence("Done, days from T"), Kind.DAYS, 14)
_UNITS: Mapping[Unit, Sentence] = {
    Unit.COUNT: Sentence("number"),
    Unit.FEN: Sentence("yuan"),
    Unit.RATE: Sentence("%"),
}


def statements(found: Retrospective) -> Table:
    """Everything the sale taught, with the sum behind each statement."""
    return table(
        Sentence("What we learned"),
        (
            (Sentence("About"), Kind.TEXT, 22),
            (Sentence("What we learned"), Kind.TEXT, 60),
            (Sentence("Worked out from"), Kind.TEXT, 80),
        ),
        [
            (voice().say(CHAPTER_NAMES[chapter]), voice().say(one.said), voice().say(one.working))
            for chapter, learned in found.chapters.items()
            for one in learned
        ],
    )


def own_figures(campaign: CampaignCard) -> Table:
    """What each phase reached of the figures that it is judged by."""
    rows = records_of(read(reports.phase_targets.by_figure, campaign_id=campaign.id))
    return table(
        Sentence("Phases by their own figures"),
        (
            PHASE,
            (Sentence("Figure"), Kind.TEXT, 26),
            (Sentence("Unit"), Kind.TEXT, 10),
            (Sentence("Target"), Kind.HOURS, 14),
            (Sentence("Reached"), Kind.HOURS, 14),
        ),
        [
            (
                row["phase"],
                voice().say(PHASE_FIGURE_NAMES[row["figure"]]),
                voice().say(_UNITS[UNITS[row["figure"]]]),
                _in_unit(row["wanted"], UNITS[row["figure"]]),
                _in_unit(row["reached"], UNITS[row["figure"]]),
            )
            for row in rows
        ],
    )


def teams(campaign: CampaignCard) -> Table:
    """Each team's lead times and how much it had done on time."""
    rows = records_of(read(reports.lead_times.by_team, campaign_id=campaign.id))
    return table(
        Sentence("Lead times by team"),
        (
            TEAM,
            (Sentence("Tasks"), Kind.WHOLE, 10),
            (Sentence("Done"), Kind.WHOLE, 10),
            (Sentence("On time"), Kind.RATE, 10),
            _PLANNED,
            _REAL,
            (Sentence("Days late (median)"), Kind.DAYS, 14),
        ),
        [
            (
                team_name(row["team_key"], row["team"]),
                row["tasks"],
                row["done"],
                row["on_time_bp"],
                row["planned_days"],
                row["real_days"],
                row["late_days"],
            )
            for row in rows
        ],
    )


def late_tasks(campaign: CampaignCard) -> Table:
    """The tasks that were late, the latest first."""
    rows = records_of(read(reports.lead_times.late, campaign_id=campaign.id))
    return table(
        Sentence("Late tasks"),
        (
            TASK,
            TEAM,
            (Sentence("Owner"), Kind.TEXT, 14),
            (Sentence("Due"), Kind.DATE, 12),
            (Sentence("Done"), Kind.DATE, 12),
            (Sentence("Days late"), Kind.WHOLE, 10),
            _PLANNED,
            _REAL,
        ),
        [
            (
                row["title"],
                team_name(row["team_key"], row["team"]),
                row["owner"],
                row["due_on"],
                row["done_on"],
                row["days_late"],
                row["planned_days"],
                row["real_days"],
            )
            for row in rows
        ],
    )


def stuck_tasks(campaign: CampaignCard) -> Table:
    """The tasks that got stuck, and why."""
    rows = records_of(read(reports.lead_times.stuck, campaign_id=campaign.id))
    return table(
        Sentence("What got stuck"),
        (
            TASK,
            TEAM,
            (Sentence("Why"), Kind.TEXT, 50),
            (Sentence("When"), Kind.MOMENT, 16),
            (Sentence("Still stuck"), Kind.TEXT, 10),
        ),
        [
            (
                row["title"],
                team_name(row["team_key"], row["team"]),
                row["reason"],
                wall(row["at"], campaign),
                voice().said(bool(row["still"])),
            )
            for row in rows
        ],
    )


def table(title: Sentence, headers: Headers, rows: Sequence[Sequence[Value]]) -> Table:
    """A table with its title and headers in the reader's language."""
    columns = tuple(Column(voice().say(name), kind, width) for name, kind, width in headers)
    return Table(voice().say(title), columns, tuple(tuple(row) for row in rows))


def wall(moment: datetime, campaign: CampaignCard) -> datetime:
    """An instant on the campaign's clock."""
    return wall_clock(moment, campaign.time_zone)


def _in_unit(value: Any, unit: Unit) -> float | None:
    """A value in the unit that stands beside it: yuan, percent, or a number."""
    if pd.isna(value):
        return None
    return int(value) if unit is Unit.COUNT else value / 100
