"""What a sale taught: pictures first, then statements with their sums, then the tables."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner import reports
from planner.files.tables_out import Table
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.reports.retrospectives import Chapter, Retrospective
from planner.rules.people import Right
from planner.rules.retrospectives import Learned
from planner.ui import retrospective_records as records
from planner.ui import retrospective_tables as tables
from planner.ui.asking import read
from planner.ui.progress_charts import by_channel, by_day, by_phase, by_shop
from planner.ui.progress_tables import NUMBERS, height_for, on_screen, to_the_right
from planner.ui.retrospective_pictures import lead_time_picture, rising_picture
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor

_MARKS = {True: ":green[:material/check:]", False: ":orange[:material/south:]", None: "·"}


def standing(found: Retrospective) -> None:
    """Whether this is the last word, and if not, why."""
    if found.not_final is None:
        st.caption(say("The sale is over and known to its end."))
    else:
        st.info(say(found.not_final), icon=":material/hourglass_top:")


def sales(campaign: CampaignCard, found: Retrospective, figures: KeyFigures) -> None:
    """The sales against the plan."""
    st.header(say(tables.CHAPTER_NAMES[Chapter.SALES]), anchor=False)
    if not found.known:
        st.caption(say("There are no sales figures yet."))
        return
    rising_picture(campaign, figures)
    by_day(campaign, figures, figures.measure)
    statements(found.chapters[Chapter.SALES])
    phases, shops = st.columns(2, gap="large")
    with phases:
        by_phase(campaign, figures, figures.measure)
    with shops:
        by_shop(campaign, figures, figures.measure)
    by_channel(campaign, figures, figures.measure)
    shown(tables.own_figures(campaign), "own-figures")
    if found.chapters[Chapter.LAST_SALE]:
        st.header(say(tables.CHAPTER_NAMES[Chapter.LAST_SALE]), anchor=False)
        statements(found.chapters[Chapter.LAST_SALE])


def work(campaign: CampaignCard, found: Retrospective) -> None:
    """The tasks: in time or late, early or late before what they hang on, and what got stuck."""
    st.header(say(tables.CHAPTER_NAMES[Chapter.TASKS]), anchor=False)
    lead_time_picture(campaign)
    statements(found.chapters[Chapter.TASKS])
    if not found.chapters[Chapter.TASKS]:
        st.caption(say("No task is done or past due yet."))
    shown(tables.teams(campaign), "teams")
    shown(tables.late_tasks(campaign), "late")
    shown(tables.stuck_tasks(campaign), "stuck")


def decisions(campaign: CampaignCard, found: Retrospective) -> None:
    """The gates, the promotions and what playbooks decided."""
    st.header(say("Gates, promotions and decisions"), anchor=False)
    statements((*found.chapters[Chapter.GATES], *found.chapters[Chapter.PROMOTIONS]))
    shown(records.openings(campaign), "openings")
    shown(records.waivers(campaign), "waivers")
    shown(records.promotions(campaign), "promotions")
    if visitor().may(Right.SEE_COSTS):
        shown(records.accepted(campaign), "accepted")
    shown(records.playbooks(campaign), "playbooks")


def statements(learned: Sequence[Learned]) -> None:
    """Each statement with the sum behind it."""
    for one in learned:
        with st.container(gap=None):
            st.markdown(f"{_MARKS[one.good]} **{say(one.said)}**")
            st.caption(say(one.working))


def shown(table: Table, key: str) -> None:
    """A table under its title; nothing where it has no rows."""
    if not table.rows:
        return
    st.markdown(f"**{plain(table.title)}**")
    numbers = [column.header for column in table.columns if column.kind in NUMBERS]
    st.dataframe(
        on_screen(table.columns, table.rows),
        hide_index=True,
        height=height_for(len(table.rows)),
        key=f"retrospective-{key}",
        column_config=to_the_right(numbers),
        alt=voice().say("Table: {title}", title=table.title),
    )


def figures_of(campaign: CampaignCard) -> KeyFigures:
    """The campaign's key figures, of which the pictures speak."""
    return read(reports.key_figures.key_figures, campaign_id=campaign.id)
