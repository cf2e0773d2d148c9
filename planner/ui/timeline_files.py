"""The timeline to take along: as a picture, a spreadsheet, for calendars and project programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planner import reports
from planner.charts import pictures
from planner.files import calendar_files, project_files, tables_out
from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import Filters
from planner.ui.asking import read, shaped
from planner.ui.plan_out import outgoing, sheet
from planner.ui.plan_picture import MOST_ROWS, bundled, drawn, labels_of, rows_of
from planner.ui.saying import say
from planner.words import Refusal


def downloads(
    campaign: CampaignCard,
    filters: Filters,
    grouped_by: str,
    marks: tuple[str, ...],
    critical: frozenset[int],
) -> None:
    """A button for each kind of file; the file is made when its button is pressed."""
    report = reports.timelines.timeline
    given: dict[str, Any] = {"campaign_id": campaign.id, "filters": filters}
    found = read(report, **given)
    if not len(found.tasks):
        st.caption(say("No task meets the filters, so there is nothing to take along."))
        return
    rows = shaped(rows_of, report, about=(grouped_by, marks, critical), **given)
    labels = shaped(labels_of, report, about=(campaign,), **given)
    plan = shaped(outgoing, report, about=(campaign,), **given)
    table = shaped(sheet, report, **given)
    many = len(rows) > MOST_ROWS
    try:
        pictures.require_font("".join(rows["title"]) + "".join(labels.values()))
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/block:")
    else:
        _button(
            say("Pictures (PNG in a ZIP file)") if many else say("Picture (PNG)"),
            lambda: bundled(drawn(rows, campaign, labels)),
            f"{campaign.name}.{'zip' if many else 'png'}",
            "application/zip" if many else "image/png",
            "image",
        )
    _button(
        say("Spreadsheet (.xlsx)"),
        lambda: tables_out.write_xlsx(table.columns, table.rows, title=campaign.name),
        f"{campaign.name}.xlsx",
        tables_out.XLSX,
        "table",
    )
    _button(
        say("Calendar (iCalendar)"),
        lambda: calendar_files.write_ics(plan),
        f"{campaign.name}.ics",
        "text/calendar",
        "calendar_month",
    )
    _button(
        say("Microsoft Project (XML)"),
        lambda: project_files.write_mspdi(plan),
        f"{campaign.name}.xml",
        "application/xml",
        "account_tree",
    )


def _button(label: str, make: Callable[[], bytes], name: str, mime: str, icon: str) -> None:
    st.download_button(
        label,
        make,
        file_name=name,
        mime=mime,
        on_click="ignore",
        icon=f":material/{icon}:",
        key=f"timeline-{icon}",
        width="stretch",
    )
