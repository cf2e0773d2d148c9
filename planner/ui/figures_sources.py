"""Which source counts where several know a day, and choosing another one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.rules.figures import FIGURE_TITLES, Source
from planner.rules.sales import EVERY_DAY, EVERY_FIGURE
from planner.rules.sources import SOURCE_NAMES
from planner.ui.asking import attempt, perform, read
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of

_KEY = "figures-source-"


def which_source_counts(shop_id: int) -> None:
    """Days of which several sources speak: who counts, the others, and what people chose."""
    counts = records_of(read(reports.exports.who_counts, shop_id=shop_id))
    choices = records_of(read(reports.exports.choices, shop_id=shop_id))
    if not counts and not choices:
        return
    with st.expander(say("Which source counts"), key="figures-sources", type="compact"):
        st.caption(
            say(
                "Each figure of a day counts once: the source that knows all sales and the whole "
                "day goes first, then hours before days, then the newer. Choose another where you "
                "know better."
            )
        )
        if counts:
            _table(counts)
            _choose(shop_id, counts)
        for choice in choices:
            _choice(choice)


def _table(counts: list[dict[str, Any]]) -> None:
    rows = [
        {
            voice().say("Day"): f"{one['day']}",
            voice().say("Figure"): voice().say(FIGURE_TITLES[one["figure"]]),
            voice().say("Counts"): _said(one["source"], one["figure"], one["value"]),
            voice().say("For comparison"): voice().join(
                _said(source, one["figure"], value) for source, value in one["others"]
            ),
            voice().say("Chosen"): "✓" if one["chosen"] else "",
        }
        for one in counts
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="figures-who-counts",
        alt=voice().say("Which source counts"),
        height=min(36 * (len(rows) + 1), 320),
    )


def _said(source: Source, figure: str, value: int) -> str:
    amount = voice().money(value) if figure.endswith("_fen") else voice().number(value)
    return f"{voice().say(SOURCE_NAMES[Source(source)])} {amount}"


def _choose(shop_id: int, counts: list[dict[str, Any]]) -> None:
    figures = {name: _figure(name) for name in (EVERY_FIGURE, *(one["figure"] for one in counts))}
    days = {day: _day(day) for day in (EVERY_DAY, *(one["day"] for one in counts))}
    known = {Source(one["source"]) for one in counts}
    known |= {Source(source) for one in counts for source, _ in one["others"]}
    sources = {source: voice().say(SOURCE_NAMES[source]) for source in sorted(known)}
    with st.form(f"{_KEY}form", border=False):
        with st.grid(3, min_column_width=200):
            st.selectbox(
                say("Figure"),
                list(figures),
                format_func=lambda name: figures[name],
                key=f"{_KEY}figure",
            )
            st.selectbox(
                say("Day"), list(days), format_func=lambda day: days[day], key=f"{_KEY}day"
            )
            st.selectbox(
                say("Source"),
                list(sources),
                format_func=lambda source: sources[source],
                key=f"{_KEY}source",
            )
        st.form_submit_button(say("Let it count"), on_click=_save, args=(shop_id,))


def _figure(name: str) -> str:
    return voice().say(FIGURE_TITLES[name]) if name else voice().say("Every figure")


def _day(day: date) -> str:
    return voice().say("Every day") if day == EVERY_DAY else f"{day}"


def _save(shop_id: int) -> None:
    attempt(
        actions.sources.choose_source,
        shop_id=shop_id,
        source=st.session_state[f"{_KEY}source"],
        figure=st.session_state[f"{_KEY}figure"],
        day=st.session_state[f"{_KEY}day"],
    )


def _choice(choice: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="stretch"):
            st.markdown(
                say(
                    "{source} counts: {figure}, {day}",
                    source=SOURCE_NAMES[Source(choice["source"])],
                    figure=_figure(choice["figure"]),
                    day=_day(choice["day"] or EVERY_DAY),
                )
            )
            st.caption(f"{plain(choice['by'] or '')} · {voice().moment(choice['chosen_at'])}")
        st.button(
            say("Take back"),
            key=f"forget-choice-{choice['id']}",
            type="tertiary",
            icon=":material/undo:",
            on_click=perform,
            args=(actions.sources.forget_choice,),
            kwargs={"choice_id": int(choice["id"])},
        )
