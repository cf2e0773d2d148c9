"""Tasks out to a spreadsheet and back in, after a preview of what would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.desk import counter
from planner.files import tasks as task_files
from planner.files.tables_out import XLSX
from planner.files.tasks import HEADERS, TaskColumn, TaskFile, TaskRow
from planner.reports.campaigns import CampaignCard
from planner.rules.people import NOBODY, SEED_TEAMS, Right
from planner.rules.task_sheets import SheetDiff
from planner.rules.tasks import STATE_NAMES
from planner.ui.asking import attempt, fresh
from planner.ui.people import teams
from planner.ui.saying import say, voice
from planner.ui.visitor import token_hash, visitor
from planner.words import Refusal

_ROUND = "_sheet_round"


def excel(campaign: CampaignCard) -> None:
    """Download the tasks; bring an edited file back."""
    out, back = st.columns(2, gap="large")
    with out:
        st.subheader(say("Take them to Excel"), anchor=False)
        st.write(
            say(
                "All tasks of this sale, a row each. Keep the column “Key”: it tells the rows "
                "apart when the file comes back."
            )
        )
        rows, headers, yes_no = _rows_later(campaign.id), _headers(), _yes_no()
        team_names = list(teams().values())
        with st.container(horizontal=True):
            st.download_button(
                say("Download .xlsx"),
                lambda: task_files.write_xlsx(
                    rows(), headers, title=campaign.name, teams=team_names, yes_no=yes_no
                ),
                file_name=f"{campaign.name}.xlsx",
                mime=XLSX,
                on_click="ignore",
                icon=":material/download:",
                key="tasks-xlsx",
            )
            st.download_button(
                say("Download CSV"),
                lambda: task_files.write_csv(rows(), headers, yes_no=yes_no),
                file_name=f"{campaign.name}.csv",
                mime="text/csv",
                on_click="ignore",
                key="tasks-csv",
            )
    if not visitor().may(Right.PLAN) or campaign.archived:
        return
    with back:
        st.subheader(say("Bring them back"), anchor=False)
        st.write(
            say(
                "Only what you edited changes, and you see it first. A row without a key adds "
                "a task."
            )
        )
        uploaded = st.file_uploader(
            say("Spreadsheet (.xlsx, .xls or CSV)"),
            key=f"tasks-file-{st.session_state.get(_ROUND, 0)}",
        )
        if uploaded is not None:
            _preview(campaign, uploaded.getvalue(), uploaded.name)


def _preview(campaign: CampaignCard, content: bytes, name: str) -> None:
    try:
        file = task_files.read(content, name)
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        return
    diff = fresh(reports.task_sheets.preview, campaign_id=campaign.id, file=file, **_names())
    for problem in diff.problems:
        st.warning(say(problem.why), icon=":material/error:")
    st.write(
        say(
            "{changed} would change, {unchanged} stay as they are, {left} can't be taken.",
            changed=say("{n} row", "{n} rows", n=len(diff.changes)),
            unchanged=diff.unchanged,
            left=len({problem.row for problem in diff.problems}),
        )
    )
    if not diff.changes:
        return
    st.dataframe(_table(diff), hide_index=True, key="tasks-preview")
    st.button(
        say("Take in {n} row", "Take in {n} rows", n=len(diff.changes)),
        key="tasks-take-in",
        type="primary",
        on_click=_take_in,
        args=(campaign.id, file, diff.digest),
    )


def _take_in(campaign_id: int, file: TaskFile, digest: str) -> None:
    taken = attempt(
        actions.task_sheets.take_in,
        campaign_id=campaign_id,
        file=file,
        digest=digest,
        **_names(),
    )
    if taken is not None:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _table(diff: SheetDiff) -> pd.DataFrame:
    new = voice().say("new")
    return pd.DataFrame(
        [
            {
                voice().say("Row"): change.row,
                voice().say("Task"): change.title + ("" if change.task_id else f" ({new})"),
                voice().say("Column"): voice().say(HEADERS[TaskColumn(cell.column)]),
                voice().say("Now"): _told(cell.old),
                voice().say("Then"): _told(cell.new),
            }
            for change in diff.changes
            for cell in change.cells
        ]
    )


def _told(value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return "\n".join(
            item if isinstance(item, str) else ("☑ " if item[0] else "☐ ") + item[1]
            for item in value
        )
    return voice().said(value)


def _rows_later(campaign_id: int) -> Callable[[], tuple[TaskRow, ...]]:
    """The rows when a download is pressed: outside any run, so who asks is found anew here."""
    token, given = token_hash(), _names()

    def rows() -> tuple[TaskRow, ...]:
        desk = counter()
        actor = desk.read(reports.visitors.visitor, token_hash=token) or NOBODY
        return desk.read(reports.task_sheets.rows, actor=actor, campaign_id=campaign_id, **given)

    return rows


def _headers() -> dict[TaskColumn, str]:
    return {column: voice().say(name) for column, name in HEADERS.items()}


def _yes_no() -> tuple[str, str]:
    return voice().say("yes"), voice().say("no")


def _names() -> dict[str, dict[str, str]]:
    return {
        "team_names": {team.key: voice().say(team.name) for team in SEED_TEAMS},
        "states": {str(state): voice().say(name) for state, name in STATE_NAMES.items()},
    }
