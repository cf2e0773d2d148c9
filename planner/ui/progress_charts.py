"""The charts of a sale's progress, each with its amount, its moment and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.charts import sale_places
from planner.charts import sales as charts
from planner.charts.house import Chart
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.rules.campaign_sales import first_opening, last_closing
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.ui.asking import read, shaped
from planner.ui.names import platform_name
from planner.ui.progress_day import day_figures
from planner.ui.progress_frames import COLUMNS, in_amount, running
from planner.ui.progress_tables import as_table
from planner.ui.replaying import drawn_once
from planner.ui.saying import say, voice
from planner.ui.sending import as_spec

Report = Callable[..., pd.DataFrame]

_CHARTS: Mapping[str, Callable[..., Chart]] = {
    "burn_up": charts.burn_up,
    "by_day": charts.by_day,
    "by_hour": charts.by_hour,
    "by_phase": charts.by_phase,
    "by_shop": sale_places.by_shop,
    "by_platform": sale_places.by_platform,
    "by_channel": sale_places.by_channel,
}


def burn_up(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What was reached by each moment against the planned curve."""
    planned = figures.target_fen is not None and measure is figures.measure
    heading = say("Sales so far, the plan, and what is to come") if planned else say("Sales so far")
    st.subheader(heading, anchor=False)
    report, about = burn_up_source(campaign, figures, measure)
    _draw("burn_up", report, about, campaign_id=campaign.id)


def by_day(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What each day brought."""
    st.subheader(say("Day by day"), anchor=False)
    report = reports.sales.by_day
    _draw("by_day", report, _about(figures, measure), campaign_id=campaign.id)
    as_table("by_day", report, figures.measure, campaign_id=campaign.id)


def by_phase(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What each phase brought."""
    st.subheader(say("By phase"), anchor=False)
    report = reports.sales.by_phase
    _draw("by_phase", report, _about(figures, measure), campaign_id=campaign.id)
    if read(report, campaign_id=campaign.id)["by_day"].any():
        st.caption(
            say(
                "Some days are known as a whole only: where a phase begins or ends within such a "
                "day, all of it counts for the phase that expects most of it."
            )
        )
    as_table("by_phase", report, figures.measure, campaign_id=campaign.id)


def by_shop(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What each shop brought."""
    st.subheader(say("By shop"), anchor=False)
    _place("by_shop", reports.sale_places.by_shop, campaign, figures, measure)


def by_platform(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What each platform brought, where there is more than one."""
    report = reports.sale_places.by_platform
    if len(read(report, campaign_id=campaign.id)) > 1:
        st.subheader(say("By platform"), anchor=False)
        _place("by_platform", report, campaign, figures, measure)


def by_channel(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """What each channel brought, where a source knows channels or some are planned."""
    report = reports.sale_places.by_channel
    if len(read(report, campaign_id=campaign.id)):
        st.subheader(say("By channel"), anchor=False)
        _place("by_channel", report, campaign, figures, measure)
        st.caption(
            say(
                "Channels are what each source calls them. They may overlap, so they do not add up"
                " to the shop; each is held against the plan at its own last moment."
            )
        )


def _place(
    kind: str, report: Report, campaign: CampaignCard, figures: KeyFigures, measure: Measure
) -> None:
    _draw(kind, report, _about(figures, measure), campaign_id=campaign.id)
    as_table(kind, report, figures.measure, campaign_id=campaign.id)


def by_hour(campaign: CampaignCard, figures: KeyFigures, measure: Measure) -> None:
    """The hours of a day the reader picks: the sale day at first, else the strongest."""
    amounts = shaped(
        _amounts, reports.sales.by_day, about=("day", measure), campaign_id=campaign.id
    )
    if not amounts:
        return
    strongest = max(amounts, key=lambda day: amounts[day])
    first = campaign.sale_day if campaign.sale_day in amounts else strongest
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(say("Hour by hour"), anchor=False, width="content")
        chosen = st.selectbox(
            say("Day"),
            [day.isoformat() for day in amounts],
            index=list(amounts).index(first),
            key=f"day-{campaign.id}",
            bind="query-params",
            label_visibility="collapsed",
            width=180,
        )
    day = date.fromisoformat(chosen)
    day_figures(campaign, day, measure)
    given: dict[str, Any] = {"campaign_id": campaign.id, "day": day}
    if not shaped(_amounts, reports.sales.by_hour, about=("begins", measure), **given):
        st.info(
            say(
                "{day} is known as a whole only. An order export says its hours.",
                day=voice().day(day),
            ),
            icon=":material/schedule:",
        )
        return
    _draw("by_hour", reports.sales.by_hour, _about(figures, measure), **given)
    as_table("by_hour", reports.sales.by_hour, figures.measure, **given)


def burn_up_source(
    campaign: CampaignCard, figures: KeyFigures, measure: Measure
) -> tuple[Report, tuple[Any, ...]]:
    """The report behind the rising line, and what its chart is about.

    The plan speaks of one amount; any other rises day by day without a plan.
    """
    about = _about(figures, measure)
    if measure is figures.measure:
        return reports.forecasts.burn_up, about
    span = (first_opening(campaign.phases), last_closing(campaign.phases), figures.covers_to)
    return reports.sales.by_day, (*about, *span)


def drawn(
    kind: str, rows: pd.DataFrame, labels: Mapping[str, str], about: tuple[Any, ...]
) -> Chart:
    """A chart of the amount that it is about; its labels say which and up to when."""
    shown, meant, covers_to, *span = about
    if shown is not meant:
        rows = running(rows, shown, *span) if kind == "burn_up" else in_amount(rows, shown)
    given = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    given |= {
        "language": voice().language,
        "measure": voice().say(MEASURE_NAMES[shown]),
        "data_to": voice().say("data up to {moment}", moment=voice().wall_clock(covers_to)),
    }
    if kind == "by_phase":
        rows = rows.assign(phase=rows["phase"].fillna(given["between"]))
    if kind == "by_platform":
        rows = rows.assign(platform=[platform_name(key) for key in rows["platform"]])
    if kind == "by_channel":
        rows = rows.assign(channel=rows["channel"] + " · " + rows["shop"])
    return _CHARTS[kind](rows, given | dict(labels))


def _amounts(rows: pd.DataFrame, at: str, measure: Measure) -> dict[Any, int]:
    """The amounts that are known, by day or hour."""
    known = rows[rows[COLUMNS[measure]].notna()]
    return dict(zip(known[at], known[COLUMNS[measure]].astype(int), strict=True))


def _about(figures: KeyFigures, measure: Measure) -> tuple[Measure, Measure, datetime | None]:
    return measure, figures.measure, figures.covers_to


def _draw(kind: str, report: Report, about: tuple[Any, ...], **given: Any) -> None:
    spec, digest = shaped(_spec, report, about=(kind, *about), **given)
    key = f"{kind}-{given['campaign_id']}"

    def send() -> None:
        st.vega_lite_chart(spec=spec, width="stretch", key=key)

    drawn_once(f"{key} {digest}", send)


def _spec(rows: pd.DataFrame, kind: str, *about: Any) -> tuple[dict[str, Any], str]:
    return as_spec(drawn(kind, rows, {}, about))
