"""Each phase by the figures of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.phase_targets import PHASE_FIGURE_NAMES, UNITS, PhaseFigure, Unit
from planner.ui.asking import shaped
from planner.ui.places import link_to
from planner.ui.progress import source_names
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor


def own_figures(campaign: CampaignCard) -> None:
    """What each phase reached of what it is there for, each figure with its moment and source."""
    found = shaped(_table, reports.phase_targets.by_figure, campaign_id=campaign.id)
    if found.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(say("What each phase is there for"), anchor=False)
        if visitor().may(Right.PLAN) and not campaign.archived:
            link_to("target", say("Set these targets"), "flag", campaign.name)
    numbers = [voice().say(name) for name in ("Reached", "Target", "Share of target")]
    st.dataframe(
        found,
        hide_index=True,
        height="content",
        key=f"own-figures-{campaign.id}",
        column_config={name: st.column_config.TextColumn(alignment="right") for name in numbers},
        alt=voice().say("What each phase reached of its own figures"),
    )


def in_unit(figure: PhaseFigure, value: int | None) -> str:
    """A value of a figure as it is written: an amount, a rate, a number."""
    match UNITS[figure]:
        case Unit.FEN:
            return voice().money(value)
        case Unit.RATE:
            return voice().percent(value)
        case Unit.COUNT:
            return voice().number(value)


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    told = voice()
    return pd.DataFrame(
        [
            {
                told.say("Phase"): row["phase"],
                told.say("Figure"): _name(row),
                told.say("Reached"): in_unit(row["figure"], _whole(row["reached"])),
                told.say("Target"): in_unit(row["figure"], _whole(row["wanted"])),
                told.say("Share of target"): _share(row),
                told.say("Data up to"): ""
                if row["moment"] is None
                else f"{row['moment']:%m-%d %H:%M}",
                told.say("Source"): source_names(row["sources"]),
            }
            for row in rows.to_dict("records")
        ]
    )


def _name(row: dict[Any, Any]) -> str:
    name = voice().say(PHASE_FIGURE_NAMES[row["figure"]])
    if row["daily_sum"]:
        return voice().say("{figure}, days added up", figure=name)
    if row["whole_sale"]:
        return voice().say("{figure} of the whole sale", figure=name)
    return name


def _share(row: dict[Any, Any]) -> str:
    if row["met"] is None:
        return voice().said(None)
    if UNITS[row["figure"]] is Unit.RATE:
        return voice().say("met") if row["met"] else voice().say("not met")
    return voice().percent(_whole(row["share_bp"]))


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
