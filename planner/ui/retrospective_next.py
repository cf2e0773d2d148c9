"""What the next sale takes from this one: its curve, and the lead times that tasks really had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import label_offset
from planner.rules.names import first_free
from planner.rules.people import Right
from planner.ui.asking import attempt, perform, read
from planner.ui.names import planned_team_name
from planner.ui.progress_tables import height_for
from planner.ui.saying import say, voice
from planner.ui.task_views import records_of
from planner.ui.visitor import language, visitor
from planner.words import Sentence

_NEW = ""
_AT_FIRST_DAYS = 2


def for_the_next_sale(campaign: CampaignCard) -> None:
    """Keep the curve, and give a template the real lead times; for who plans."""
    if not visitor().may(Right.PLAN):
        return
    st.header(say("For the next sale"), anchor=False)
    _curve(campaign)
    _offsets(campaign)


def _curve(campaign: CampaignCard) -> None:
    st.subheader(say("This sale's curve"), anchor=False)
    kept = read(reports.curves.kept)
    names = list(kept["name"])
    own = [str(name) for name in kept.loc[kept["campaign"] == campaign.name, "name"]]
    if own:
        st.caption(say("Kept as “{name}”.", name=own[0]))
    st.write(
        say(
            "Kept, it says how the sale spread over its phases, days and hours. A later sale can"
            " plan and be forecast by it, whatever its size."
        )
    )
    key = f"keep-curve-{campaign.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say("Name of the curve"),
            first_free(campaign.name, set(names)),
            key=key,
            max_chars=80,
            width=320,
        )
        st.button(
            say("Keep this sale's curve"),
            key=f"{key}-save",
            icon=":material/show_chart:",
            on_click=_keep,
            args=(campaign.id, key),
        )


def _keep(campaign_id: int, key: str) -> None:
    given = {"campaign_id": campaign_id, "name": st.session_state[key]}
    perform(actions.curves.keep, **given)


def _offsets(campaign: CampaignCard) -> None:
    st.subheader(say("New offsets for a template"), anchor=False)
    own = read(reports.proposed_offsets.templates, campaign_id=campaign.id)
    offered = {_NEW: voice().say("A new template from this sale")} | {
        key: voice().say("The next version of “{name}”", name=name)
        for key, (_, name) in own.items()
    }
    key = st.selectbox(
        say("Template"),
        [*own, _NEW],
        format_func=lambda one: offered[one],
        key=f"offsets-of-{campaign.id}",
        width=420,
    )
    rows = records_of(
        read(reports.proposed_offsets.offsets, campaign_id=campaign.id, key=key or None)
    )
    if not rows:
        st.caption(say("No task was done a day or more off the offset that this template has."))
        return
    st.write(
        say(
            "Tasks that were done at least a day off their offset. Those two days off and more are"
            " chosen; leave out what was bad luck."
        )
    )
    number = own[key][0] if key else 0
    grid = f"offsets-{campaign.id}-{key}-{number}-{len(rows)}"
    chosen = st.data_editor(
        _grid(rows),
        hide_index=True,
        height=height_for(len(rows)),
        key=grid,
        disabled=[voice().say(name) for name in _HEADERS[1:]],
    )
    taken = {
        row["key"]: row["proposed_days"]
        for row, take in zip(rows, chosen.iloc[:, 0], strict=True)
        if take
    }
    name = None if key else _name_field(campaign)
    st.button(
        say(
            "Save {n} new offset as a version",
            "Save {n} new offsets as a version",
            n=len(taken),
        ),
        type="primary",
        disabled=not taken,
        key=f"{grid}-save",
        on_click=_save,
        args=(campaign.id, taken, key or None, number or None, name),
    )


def _name_field(campaign: CampaignCard) -> str:
    known = read(reports.templates.usable)
    taken = {said for one in known.values() for said in one.name.both}
    sale = campaign.name.replace(str(campaign.sale_day.year), "").strip() or campaign.name
    key = f"offsets-name-{campaign.id}"
    st.text_input(
        say("Template name"),
        first_free(voice().say("Our {sale}", sale=sale), taken),
        key=key,
        max_chars=80,
        width=420,
    )
    return key


def _save(
    campaign_id: int, offsets: dict[str, int], key: str | None, number: int | None, name: str | None
) -> None:
    saved = attempt(
        actions.retrospectives.adopt_offsets,
        campaign_id=campaign_id,
        offsets=offsets,
        key=key,
        number=number,
        name=st.session_state[name] if name else "",
    )
    if saved is not None:
        st.session_state[f"offsets-of-{campaign_id}"] = saved.value


_HEADERS = (
    Sentence("Take"),
    Sentence("Task"),
    Sentence("Team"),
    Sentence("Offset now"),
    Sentence("Proposed"),
    Sentence("Why"),
)


def _grid(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                abs(row["change"]) >= _AT_FIRST_DAYS,
                row["title"].in_language(language()),
                planned_team_name(row["team"]),
                label_offset(row["old_days"]),
                label_offset(row["proposed_days"]),
                voice().say(row["why"]),
            )
            for row in rows
        ],
        columns=[voice().say(name) for name in _HEADERS],
    )
