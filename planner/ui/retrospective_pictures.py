"""The pictures of a retrospective: those of the sales page, and the lead times of the teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts.house import Chart
from planner.charts.retrospectives import WORDS, lead_times
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.rules.lead_times import say_days
from planner.ui.asking import read, shaped
from planner.ui.names import team_name
from planner.ui.progress_charts import burn_up_source, drawn
from planner.ui.replaying import drawn_once
from planner.ui.saying import voice
from planner.ui.sending import as_spec
from planner.ui.task_views import records_of


def lead_time_picture(campaign: CampaignCard) -> bool:
    """Draw how long before its anchor each team's work was planned and done; False if unknown."""
    found = shaped(_spec, reports.lead_times.by_team, campaign_id=campaign.id)
    if found is None:
        return False
    spec, digest = found
    key = f"lead-times-{campaign.id}"

    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=key)

    drawn_once(f"{key} {digest}", send)
    return True


def sales_charts(campaign: CampaignCard, figures: KeyFigures) -> Iterator[Chart]:
    """The charts of the sales against the plan, for a file."""
    about = (figures.measure, figures.measure, figures.covers_to)
    given = {"campaign_id": campaign.id}
    report, _ = burn_up_source(campaign, figures, figures.measure)
    yield drawn("burn_up", read(report, **given), {}, about)
    for kind, of in (
        ("by_day", reports.sales.by_day),
        ("by_phase", reports.sales.by_phase),
        ("by_shop", reports.sale_places.by_shop),
    ):
        yield drawn(kind, read(of, **given), {}, about)


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
                "said": voice().say(
                    "planned {planned}, done {real}",
                    planned=say_days(row["planned_days"]),
                    real=say_days(row["real_days"]),
                ),
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


def _spec(teams: pd.DataFrame) -> tuple[dict[str, Any], str] | None:
    chart = lead_time_chart(teams)
    return None if chart is None else as_spec(chart)
