"""Progress to take along: the rising line as a picture, the days as a spreadsheet."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts import pictures
from planner.files import tables_out
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.rules.targets import Measure
from planner.ui.asking import shaped
from planner.ui.progress_charts import burn_up_source, drawn
from planner.ui.progress_tables import SpokenTable, spoken
from planner.ui.saying import say
from planner.words import Refusal


def downloads(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """A popover with the files; they are made when it opens."""
    opened = st.popover(
        say("Download"), icon=":material/download:", key="progress-files", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        _picture_button(campaign, figures, measure)
        table = shaped(
            spoken,
            reports.sales.by_day,
            about=("by_day", figures.measure),
            campaign_id=campaign.id,
        )
        st.download_button(
            say("Days as .xlsx"),
            lambda: _xlsx(table, campaign),
            file_name=f"{campaign.name}.xlsx",
            mime=tables_out.XLSX,
            on_click="ignore",
            icon=":material/table:",
            key="progress-xlsx",
            width="stretch",
        )
        st.download_button(
            say("Days as CSV"),
            lambda: tables_out.write_csv(table.columns, table.rows),
            file_name=f"{campaign.name}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/csv:",
            key="progress-csv",
            width="stretch",
        )


def _picture_button(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    report, about = burn_up_source(campaign, figures, measure)
    try:
        picture: bytes = shaped(
            _picture, report, about=(campaign.name, *about), campaign_id=campaign.id
        )
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/block:")
        return
    st.download_button(
        say("Curve as a picture (PNG)"),
        picture,
        file_name=f"{campaign.name}.png",
        mime="image/png",
        on_click="ignore",
        icon=":material/image:",
        key="progress-png",
        width="stretch",
    )


def _picture(rows: pd.DataFrame, title: str, *about: Any) -> bytes:
    return pictures.png(drawn("burn_up", rows, {"title": title}, about))


def _xlsx(table: SpokenTable, campaign: CampaignCard) -> bytes:
    return tables_out.write_xlsx(table.columns, table.rows, title=campaign.name)
