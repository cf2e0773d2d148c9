"""Where the sale will end: the forecast, how likely each goal is, and every method beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.reports.forecasts import SaleForecast
from planner.rules.forecasts import METHOD_NAMES, Method, Outlook
from planner.rules.forecasts.goals import GOAL_NAMES, Chance
from planner.rules.forecasts.spreads import Band
from planner.rules.targets import MEASURE_NAMES
from planner.ui.asking import read
from planner.ui.replaying import drawn_once
from planner.ui.saying import say, voice
from planner.ui.visitor import language
from planner.words import Fen, Sentence

_HEADERS = (
    Sentence("Method"),
    Sentence("End of the sale"),
    Sentence("80% band"),
    Sentence("Note"),
)


def outlook(campaign: CampaignCard) -> None:
    """The forecast with its band and each goal's chance, and a warning if the shape breaks."""
    known = read(reports.forecasts.forecast, campaign_id=campaign.id)
    if known is None:
        return
    about = repr(("outlook", language(), campaign.id, known))
    drawn_once(about, lambda: _outlook(known))


def methods(campaign: CampaignCard) -> None:
    """Every method with what it expects, for whoever wants to know how the forecast came about."""
    known = read(reports.forecasts.forecast, campaign_id=campaign.id)
    if known is None:
        return
    opened = st.expander(
        say("How the forecast comes about"),
        key=f"methods-{campaign.id}",
        on_change="rerun",
        type="compact",
    )
    if opened.open:
        with opened:
            _methods(known, campaign.id)


def _outlook(known: SaleForecast) -> None:
    found = known.forecast
    with st.grid(4, min_column_width=170):
        st.metric(
            say("Forecast for the end"),
            voice().money(found.outlook.total_fen, compact=True),
            help=say(found.why),
        )
        for one in found.chances:
            _chance(one)
    band = say(
        "Four times out of five it ends between {low} and {high}. {measure}, known up to {moment};"
        " {why}",
        low=_short(found.outlook.band.low_fen),
        high=_short(found.outlook.band.high_fen),
        measure=MEASURE_NAMES[known.measure],
        moment=voice().wall_clock(found.moment),
        why=found.why,
    )
    st.caption(band)
    if known.waits_for:
        st.caption(
            say(
                "The forecast speaks of {moment}, the last moment known of every shop: {shops} ends"
                " there.",
                moment=voice().wall_clock(found.moment),
                shops=list(known.waits_for),
            )
        )
    if found.warning is not None:
        second = found.outlooks[found.shown[-1]]
        st.warning(
            say(
                "{warning} {method}: {total}.",
                warning=found.warning,
                method=METHOD_NAMES[second.method],
                total=Fen(second.total_fen),
            ),
            icon=":material/alt_route:",
        )


def _chance(one: Chance) -> None:
    asked = one.required
    label = say("{goal} {amount}", goal=GOAL_NAMES[one.goal], amount=_short(one.fen))
    if asked is None:
        reached = one.chance == 10_000
        st.metric(label, say("Reached") if reached else say("Missed"))
        return
    help_text = say(
        "{left} is missing. Evenly that is {a_day} a day; in the shape of the forecast the next 24"
        " hours have to bring {next_day}.",
        left=Fen(asked.left_fen),
        a_day=Fen(asked.a_day_fen),
        next_day=Fen(asked.next_day_fen),
    )
    st.metric(
        label,
        say("{chance} likely", chance=_chance_in_words(one)),
        delta=say("{amount} a day needed", amount=_short(asked.a_day_fen)),
        delta_color="off",
        delta_arrow="off",
        help=help_text,
    )


def _chance_in_words(one: Chance) -> str:
    """A chance as it can be known: never quite 0 or 100 % while the sale goes on."""
    if one.chance >= 9_900:
        return ">99%"
    return "<1%" if one.chance < 100 else voice().percent(round(one.chance, -2))


def _short(fen: int) -> str:
    return voice().money(fen, compact=True)


def _methods(known: SaleForecast, campaign_id: int) -> None:
    found = known.forecast
    rows = [_row(method, found.outlooks.get(method), known) for method in Method]
    headers = [voice().say(name) for name in _HEADERS]
    st.dataframe(
        pd.DataFrame(rows, columns=headers),
        hide_index=True,
        key=f"methods-table-{campaign_id}",
        column_config={
            headers[0]: st.column_config.TextColumn(width=140),
            headers[1]: st.column_config.TextColumn(width=130, alignment="right"),
            headers[2]: st.column_config.TextColumn(width=190, alignment="right"),
            headers[3]: st.column_config.TextColumn(width=560),
        },
        alt=voice().say("What each method expects"),
    )
    if known.past:
        st.caption(say("Past sales it compares with: {sales}.", sales=list(known.past)))
    conformal = found.outlook.conformal
    if conformal is not None:
        st.caption(
            say(
                "By how far past sales would have been missed: {band}.",
                band=_band(conformal),
            )
        )


def _row(method: Method, one: Outlook | None, known: SaleForecast) -> Sequence[str]:
    name = voice().say(METHOD_NAMES[method])
    found = known.forecast
    if one is None:
        why = found.unknown.get(method)
        return name, voice().said(None), voice().said(None), "" if why is None else voice().say(why)
    note = ""
    if method is found.chosen:
        note = voice().say("Chosen. {why}", why=found.why)
    elif method in found.shown:
        note = voice().say("Shown beside it, because the shape is another")
    return name, voice().money(one.total_fen, compact=True), _band(one.band), note


def _band(band: Band) -> str:
    return f"{_short(band.low_fen)} – {_short(band.high_fen)}"
