"""The retrospective to take along: a workbook with the charts' numbers, and a page to send."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import reports
from planner.files import tables_out
from planner.files.tables_out import Kind, Table
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.reports.retrospectives import Retrospective
from planner.rules.people import Right
from planner.ui import retrospective_records as records
from planner.ui import retrospective_tables as tables
from planner.ui.asking import read, shaped
from planner.ui.progress_tables import spoken
from planner.ui.retrospective_page import page_maker
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor
from planner.words import Sentence


def downloads(campaign: CampaignCard, found: Retrospective, figures: KeyFigures) -> None:
    """A popover with both files; what goes into them is gathered when it opens."""
    opened = st.popover(
        say("Download"), icon=":material/download:", key="retrospective-files", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        title = voice().say("{sale}: what we learned", sale=campaign.name)
        sheets = _sheets(campaign, found, figures)
        name = voice().say("{sale} retrospective", sale=campaign.name)
        st.download_button(
            say("Page to send (.html)"),
            page_maker(campaign, found, figures, title),
            file_name=f"{name}.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/article:",
            key="retrospective-html",
            width="stretch",
        )
        st.download_button(
            say("All tables (.xlsx)"),
            lambda: tables_out.write_workbook(sheets),
            file_name=f"{name}.xlsx",
            mime=tables_out.XLSX,
            on_click="ignore",
            icon=":material/table:",
            key="retrospective-xlsx",
            width="stretch",
        )


def _sheets(campaign: CampaignCard, found: Retrospective, figures: KeyFigures) -> list[Table]:
    """One sheet a table: the statements, the numbers behind the charts, and everything else."""
    known = _of_sales(campaign, figures) if found.known else []
    every = [
        tables.statements(found),
        *known,
        tables.teams(campaign),
        tables.late_tasks(campaign),
        tables.stuck_tasks(campaign),
        *_of_decisions(campaign),
        records.notes(campaign),
    ]
    return [one for one in every if one.rows] or every[:1]


def _of_sales(campaign: CampaignCard, figures: KeyFigures) -> list[Table]:
    names = {
        "by_day": (Sentence("By day"), reports.sales.by_day),
        "by_phase": (Sentence("By phase"), reports.sales.by_phase),
        "by_shop": (Sentence("By shop"), reports.sale_places.by_shop),
        "by_channel": (Sentence("By channel"), reports.sale_places.by_channel),
    }
    found = [_rising(campaign)]
    for kind, (name, report) in names.items():
        if len(read(report, campaign_id=campaign.id)):
            about = (kind, figures.measure)
            one = shaped(spoken, report, about=about, campaign_id=campaign.id)
            found.append(Table(voice().say(name), one.columns, one.rows))
    return [*found, tables.own_figures(campaign)]


def _rising(campaign: CampaignCard) -> Table:
    """The points of the rising line."""
    rows = read(reports.sales.burn_up, campaign_id=campaign.id)
    return tables.table(
        Sentence("Sales so far against the plan"),
        (
            (Sentence("Up to"), Kind.MOMENT, 18),
            (Sentence("Phase"), Kind.TEXT, 18),
            (Sentence("Plan"), Kind.MONEY, 18),
            (Sentence("Reached"), Kind.MONEY, 18),
        ),
        [
            (
                row["ends"].to_pydatetime(),
                voice().say("Between phases") if pd.isna(row["phase"]) else row["phase"],
                _known(row["planned_fen"]),
                _known(row["reached_fen"]),
            )
            for row in rows.to_dict("records")
        ],
    )


def _of_decisions(campaign: CampaignCard) -> list[Table]:
    return [
        records.openings(campaign),
        records.waivers(campaign),
        records.promotions(campaign),
        *([records.accepted(campaign)] if visitor().may(Right.SEE_COSTS) else []),
        records.playbooks(campaign),
    ]


def _known(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
