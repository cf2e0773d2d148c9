"""How ready a phase gets by the day, beside the last sale's, on the page and as a picture."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts import gates as charts
from planner.charts import pictures
from planner.charts.house import Chart
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import Phase
from planner.ui.asking import read, shaped
from planner.ui.replaying import drawn_once
from planner.ui.saying import say, voice
from planner.ui.sending import as_spec
from planner.words import Refusal


def readiness(campaign: CampaignCard, phase: Phase[int]) -> None:
    """The lines, and the same as a picture to take along."""
    rows = read(reports.gates.readiness_by_day, phase_id=phase.key)
    if rows.empty:
        return
    st.subheader(say("How ready it gets"), anchor=False)
    spec, digest = shaped(_spec, reports.gates.readiness_by_day, phase_id=phase.key)
    key = f"readiness-{phase.key}"

    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=key)

    drawn_once(f"{key} {digest}", send)
    opened = st.popover(
        say("Download"),
        icon=":material/download:",
        key=f"readiness-files-{phase.key}",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _picture_button(f"{campaign.name} {phase.name}", phase.key)


def _picture_button(title: str, phase_id: int) -> None:
    try:
        picture: bytes = shaped(
            _picture, reports.gates.readiness_by_day, about=(title,), phase_id=phase_id
        )
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/block:")
        return
    st.download_button(
        say("Curve as a picture (PNG)"),
        picture,
        file_name=f"{title}.png",
        mime="image/png",
        on_click="ignore",
        icon=":material/image:",
        key="readiness-png",
        width="stretch",
    )


def _spec(rows: pd.DataFrame) -> tuple[dict[str, Any], str]:
    return as_spec(_drawn(rows))


def _picture(rows: pd.DataFrame, title: str) -> bytes:
    return pictures.png(_drawn(rows, title=title))


def _drawn(rows: pd.DataFrame, **more: str) -> Chart:
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    return charts.readiness(rows, labels | {"language": voice().language} | more)
