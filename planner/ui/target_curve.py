"""The curve of a target: how its days share it, from a kept curve or drawn in a grid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.charts import curves as charts
from planner.reports.campaigns import CampaignCard
from planner.reports.targets import TargetCard
from planner.rules.money import parse_bp
from planner.text.numbers import exact_percent_text
from planner.ui.asking import attempt, notice, perform, read
from planner.ui.campaign_acts import TYPED
from planner.ui.grid_edits import edited_rows
from planner.ui.saying import plain, say, voice
from planner.ui.sending import as_spec
from planner.words import Bp, Refusal

_WHOLE = 10_000


def curve(campaign: CampaignCard, *, may_change: bool) -> None:
    """The curve the plan follows, the kept ones to choose from, and a grid to draw one."""
    card = read(reports.targets.card, campaign_id=campaign.id)
    if card.plan is None:
        st.caption(say("Set a target first; its days are shared by a curve then."))
        return
    kept = read(reports.curves.kept)
    names = dict(zip(kept["id"].astype(int), kept["name"], strict=True))
    followed = names.get(card.curve_id or 0)
    st.write(
        say("The plan follows the usual curve: its phases by the hours of a sale like this.")
        if card.curve_id is None
        else say("The plan follows the curve “{curve}”.", curve=followed or "–")
    )
    _picture(campaign, _by_day(card.days), "curve-now")
    if may_change:
        _choose(campaign, card, names)
        _keep()
        _draw(campaign, card)


def _choose(campaign: CampaignCard, card: TargetCard, names: dict[int, str]) -> None:
    st.subheader(say("Follow another curve"), anchor=False)
    options = {0: say("The usual curve"), **{key: plain(name) for key, name in names.items()}}
    if len(options) == 1:
        st.caption(say("No curve is kept yet. Keep one of a sale that is over, or draw one below."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("Curve"),
            list(options),
            format_func=lambda key: options[key],
            key=f"curve-choice-{campaign.id}",
            width=320,
        )
        st.button(
            say("Use this curve"),
            key=f"curve-use-{campaign.id}",
            type="primary",
            disabled=chosen == (card.curve_id or 0),
            on_click=perform,
            args=(actions.curves.use,),
            kwargs={
                "campaign_id": campaign.id,
                "version": campaign.version,
                "curve_id": chosen or None,
            },
        )
        if chosen:
            st.button(
                say("Put away"),
                key=f"curve-archive-{campaign.id}",
                type="tertiary",
                on_click=perform,
                args=(actions.curves.archive,),
                kwargs={"curve_id": chosen},
            )
    if chosen:
        days = read(reports.curves.as_days, campaign_id=campaign.id, curve_id=chosen)
        if days.empty:
            st.caption(say("This curve has no phase in common with this sale."))
            return
        _picture(campaign, days, f"curve-{chosen}")
        st.caption(say("The phases then share the target as this curve does."))


def _keep() -> None:
    over = read(reports.curves.over)
    if over.empty:
        return
    names = dict(zip(over["id"].astype(int), over["name"], strict=True))
    key = f"{TYPED}keep-curve"
    st.subheader(say("Keep the curve of a sale that is over"), anchor=False)
    with st.form(key, border=False):
        with st.grid(2, min_column_width=240):
            st.selectbox(
                say("Sale"), list(names), format_func=lambda one: names[one], key=f"{key}-sale"
            )
            st.text_input(say("Name of the curve"), key=f"{key}-name", max_chars=80)
        st.form_submit_button(say("Keep this curve"), key=f"{key}-save", on_click=_save_kept)


def _draw(campaign: CampaignCard, card: TargetCard) -> None:
    st.subheader(say("Draw a curve by hand"), anchor=False)
    key = f"{TYPED}drawn-{campaign.id}"
    names = {phase.key: phase.name for phase in campaign.phases}
    places = list(card.days)
    shown = pd.DataFrame(
        {
            "phase": [names[phase_id] for phase_id, _ in places],
            "day": [voice().day(day) for _, day in places],
            "share": [exact_percent_text(card.days[place]) for place in places],
        }
    )
    grid, picture = st.columns([2, 3], gap="large")
    with grid:
        column = st.column_config.TextColumn
        st.data_editor(
            shown,
            key=f"{key}-grid",
            hide_index=True,
            disabled=["phase", "day"],
            column_config={
                "phase": column(say("Phase")),
                "day": column(say("Day")),
                "share": column(say("Part of the target"), alignment="right", required=True),
            },
            height=360,
        )
    with picture:
        try:
            days = _typed(key, shown, places)
        except Refusal as refusal:
            st.error(say(refusal.sentence), icon=":material/block:")
            return
        _picture(campaign, _by_day(days), f"{key}-picture")
        whole = sum(days.values())
        if whole != _WHOLE:
            st.caption(say("The days add up to {sum}. Make them add up to 100%.", sum=Bp(whole)))
        st.text_input(say("Name of the curve"), key=f"{key}-name", max_chars=80)
        st.button(
            say("Keep this drawing"),
            key=f"{key}-save",
            disabled=whole != _WHOLE,
            on_click=_save_drawn,
            args=(key, campaign.id, shown, places),
        )


def _picture(campaign: CampaignCard, days: pd.DataFrame, key: str) -> None:
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    labels |= {"language": voice().language, "measure": voice().say("Share of target by day")}
    kinds = {
        day: str(phase.kind)
        for phase in campaign.phases
        for day in days["day"]
        if phase.first_day <= day <= phase.last_day
    }
    rows = days.assign(phase_kind=[kinds.get(day, "between") for day in days["day"]])
    spec, _ = as_spec(charts.by_day(rows, labels))
    st.vega_lite_chart(spec=spec, width="stretch", key=key)


def _by_day(days: Any) -> pd.DataFrame:
    sums: dict[date, int] = {}
    for (_, day), share in days.items():
        sums[day] = sums.get(day, 0) + share
    return pd.DataFrame(sorted(sums.items()), columns=["day", "share_bp"])


def _typed(
    key: str, shown: pd.DataFrame, places: list[tuple[int, date]]
) -> dict[tuple[int, date], int]:
    rows = edited_rows(shown, st.session_state.get(f"{key}-grid", {}))
    found = {}
    for place, row in zip(places, rows, strict=True):
        try:
            found[place] = parse_bp(str(row["share"] or "0"))
        except Refusal as refusal:
            raise Refusal(
                "{field}: {problem}", field=row["day"], problem=refusal.sentence
            ) from refusal
    return found


def _save_kept() -> None:
    key = f"{TYPED}keep-curve"
    state = st.session_state
    saved = attempt(
        actions.curves.keep, campaign_id=state[f"{key}-sale"], name=state[f"{key}-name"]
    )
    if saved is not None:
        state[f"{key}-name"] = ""


def _save_drawn(
    key: str, campaign_id: int, shown: pd.DataFrame, places: list[tuple[int, date]]
) -> None:
    try:
        days = _typed(key, shown, places)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    name = st.session_state.get(f"{key}-name") or ""
    saved = attempt(actions.curves.draw, campaign_id=campaign_id, name=name, days=days)
    if saved is not None:
        st.session_state[f"{key}-name"] = ""
