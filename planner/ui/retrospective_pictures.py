"""The pictures of a retrospective: those of the sales page, and the lead times of the teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts.house import Chart
from planner.charts.retrospectives import WORDS, lead_times
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.ui.asking import read, shaped
from planner.ui.names import team_name
from planner.ui.progress_charts import Report, drawn
from planner.ui.replaying import drawn_once
from planner.ui.saying import voice
from planner.ui.sending import as_spec
from planner.ui.task_views import records_of
from planner.words import Sentence

_SALES: Mapping[str, tuple[Sentence, Report]] = {
    "burn_up": (Sentence("Sales against the plan"), reports.sales.burn_up),
    "by_day": (Sentence("Day by day"), reports.sales.by_day),
    "by_phase": (Sentence("By phase"), reports.sales.by_phase),
    "by_shop": (Sentence("By shop"), reports.sale_places.by_shop),
}


def rising_picture(campaign: CampaignCard, figures: KeyFigures) -> None:
    """Draw what was reached by each moment against the plan; what is to come is left out."""
    about = (figures.measure, figures.measure, figures.covers_to)
    found = shaped(_rising, reports.sales.burn_up, about=about, campaign_id=campaign.id)
    _send(f"rising-{campaign.id}", *found)


def lead_time_picture(campaign: CampaignCard) -> bool:
    """Draw how long before its anchor each team's work was planned and done; False if unknown."""
    found = shaped(_spec, reports.lead_times.by_team, campaign_id=campaign.id)
    if found is None:
        return False
    _send(f"lead-times-{campaign.id}", *found)
    return True


def sales_charts(campaign: CampaignCard, figures: KeyFigures) -> Iterator[Chart]:
    """The charts of the sales against the plan, for a file."""
    about = (figures.measure, figures.measure, figures.covers_to)
    given = {"campaign_id": campaign.id}
    for kind, (title, report) in _SALES.items():
        yield drawn(kind, read(report, **given), {"title": voice().say(title)}, about)


def lead_time_chart(teams: pd.DataFrame) -> Chart | None:
    """The lead times of teams that have done something; None where none has."""
    known = teams[teams["real_days"].notna() & teams["planned_days"].notna()]
    if known.empty:
        return None
    rows = pd.DataFrame(
        [
            {
                "team": team_name(row["team_key"], row["team"]),
                "planned_days": row["planned_days"],
                "real_days": row["real_days"],
                "said": f"{_offset(row['planned_days'])} → {_offset(row['real_days'])}",
            }
            for row in records_of(known)
        ]
    )
    labels = {name: voice().say(sentence) for name, sentence in WORDS.items()}
    labels |= {
        "language": voice().language,
        "measure": voice().say("Lead times by team, the middle of its tasks"),
    }
    return lead_times(rows, labels)


def _offset(days: float) -> str:
    """A median offset as the trade writes it: T-3, T-2.5."""
    return f"T{days:+g}" if days else "T"


def _rising(rows: pd.DataFrame, *about: Any) -> tuple[dict[str, Any], str]:
    return as_spec(drawn("burn_up", rows, {}, about))


def _send(key: str, spec: dict[str, Any], digest: str) -> None:
    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=key)

    drawn_once(f"{key} {digest}", send)


def _spec(teams: pd.DataFrame) -> tuple[dict[str, Any], str] | None:
    chart = lead_time_chart(teams)
    return None if chart is None else as_spec(chart)
