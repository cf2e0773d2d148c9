"""Which link is broken: what costs sales, who owns it, and a task for them in one click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.charts import broken_links as charts
from planner.reports.broken_links import BrokenLinks
from planner.reports.campaigns import CampaignCard
from planner.rules.broken_links import LINK_NAMES, Base, GapSplit, Link, NotComputable, Payer, Place
from planner.rules.link_findings import TASK_TITLES, TEAMS, Cause, Finding, Findings
from planner.rules.people import Right
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.rules.tasks import TaskField
from planner.ui.asking import perform, read, shaped
from planner.ui.names import planned_team_name
from planner.ui.progress_tables import to_the_right
from planner.ui.replaying import drawn_once
from planner.ui.saying import plain, say, unbroken, voice
from planner.ui.sending import as_spec
from planner.ui.task_acts import ask_to_add
from planner.ui.visitor import visitor

_MOST = 4
# Wide enough that on a telephone the buttons go below the text.
_TEXT_WIDTH = 640


def broken_links(campaign: CampaignCard) -> None:
    """The links that cost sales by phase and by channel, each with a task for its team."""
    found = read(reports.broken_links.findings, campaign_id=campaign.id)
    if not (found.by_phase.splits or found.by_channel.splits or found.by_phase.not_computable):
        return
    st.subheader(say("Which link is broken?"), anchor=False)
    st.caption(_about(found))
    ways = {"phase": say("By phase")}
    if found.by_channel.splits or found.by_channel.not_computable:
        ways["channel"] = say("By channel")
    way = st.segmented_control(
        say("Split"),
        list(ways),
        format_func=lambda one: ways[one],
        default="phase",
        required=True,
        key="links",
        label_visibility="collapsed",
    )
    findings = found.by_phase if way == "phase" else found.by_channel
    _list(campaign, found, findings)
    _picture(campaign, way, findings)


def _about(found: BrokenLinks) -> str:
    if found.last_sale is None:
        return say(
            "Sales are visitors × conversion × paid per buyer. Each day is held against the same"
            " day of the plan, and what its links make is added up."
        )
    return say(
        "Sales are visitors × conversion × paid per buyer. Each day is held against the same day"
        " of the plan or, where that is silent, of “{sale}”, and what its links make is added up.",
        sale=found.last_sale,
    )


def _list(campaign: CampaignCard, found: BrokenLinks, findings: Findings) -> None:
    if not findings.findings:
        if findings.splits:
            st.write(say("No link is below what is expected."))
        _not_computable(found, findings.not_computable)
        return
    for number, one in enumerate(findings.findings[:_MOST]):
        _finding(campaign, found, one, number)
    rest = len(findings.findings) - _MOST
    if rest > 0:
        more = say("{n} smaller one", "{n} smaller ones", n=rest)
        with st.expander(more, type="compact"):
            for number, one in enumerate(findings.findings[_MOST:], start=_MOST):
                _finding(campaign, found, one, number)
    _not_computable(found, findings.not_computable)


def _finding(campaign: CampaignCard, found: BrokenLinks, one: Finding, number: int) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width=_TEXT_WIDTH):
            st.markdown(f"**{_where(found, one.place)}** · {unbroken(say(one.said))}")
            for sign in one.signs:
                st.caption(say(sign))
            st.caption(_task(one.cause))
            _or_else(campaign, found, one, number)
        if not visitor().may(Right.PLAN) or campaign.archived:
            return
        st.space("stretch")
        place = f"{one.place.phase}-{one.place.channel}-{one.cause}-{number}"
        changes = _changes(campaign, found, one, one.cause)
        if changes is None:
            return
        st.button(
            say("Add the task"),
            key=f"link-add-{place}",
            icon=":material/add_task:",
            on_click=perform,
            args=(actions.plans.add,),
            kwargs={"campaign_id": campaign.id, "changes": changes},
        )
        st.button(
            say("Look at it first"),
            key=f"link-open-{place}",
            type="tertiary",
            on_click=ask_to_add,
            args=(campaign.id, changes),
        )


def _or_else(campaign: CampaignCard, found: BrokenLinks, one: Finding, number: int) -> None:
    """What may as well be behind it, each cause with the task that its team would get."""
    if not one.or_else:
        return
    st.caption(say("Or, as nobody has entered figures of it:"))
    for cause in one.or_else:
        changes = _changes(campaign, found, one, cause)
        if changes is None or not visitor().may(Right.PLAN) or campaign.archived:
            st.caption(_task(cause))
            continue
        st.button(
            _task(cause),
            key=f"link-or-{one.place.phase}-{one.place.channel}-{cause}-{number}",
            icon=":material/add_task:",
            type="tertiary",
            on_click=ask_to_add,
            args=(campaign.id, changes),
        )


def _task(cause: Cause) -> str:
    return say("{team}: {task}", team=planned_team_name(TEAMS[cause]), task=TASK_TITLES[cause])


def _changes(
    campaign: CampaignCard, found: BrokenLinks, one: Finding, cause: Cause
) -> dict[TaskField, Any] | None:
    """The task that a finding asks for: due today, for the phase that is on."""
    teams = read(reports.people.teams)
    team_ids = teams[teams["key"] == TEAMS[cause]]["id"]
    if not len(team_ids):
        return None
    title = voice().say(
        "{task} ({place})", task=TASK_TITLES[cause], place=_where(found, one.place, marked=False)
    )
    due = min(max(campaign.today, campaign.planning_day), campaign.last_day)
    return {
        TaskField.TITLE: title[:200],
        TaskField.TEAM: int(team_ids.iloc[0]),
        TaskField.PHASE: _phase_now(campaign, one.place),
        TaskField.DUE: due,
        TaskField.ACCEPTANCE: voice().say(one.said),
    }


def _phase_now(campaign: CampaignCard, place: Place) -> int:
    """The phase it was found in while that is on, else the one that is on or opens next."""
    standing = [phase for phase in campaign.phases if phase.closes > campaign.now]
    if place.phase in [phase.key for phase in standing]:
        return int(place.phase or 0)
    return (standing or list(campaign.phases[-1:]))[0].key


def _where(found: BrokenLinks, place: Place, *, marked: bool = True) -> str:
    name = place.channel or found.phases.get(place.phase or 0, "")
    return plain(name) if marked else name


def _not_computable(found: BrokenLinks, left: Sequence[NotComputable]) -> None:
    for one in left:
        place = _where(found, one.place, marked=False)
        st.caption(f":material/info: {say('{place}: {why}', place=place, why=one.why)}")


def _picture(campaign: CampaignCard, way: str, findings: Findings) -> None:
    if not findings.splits:
        return
    opened = st.expander(
        say("Every gap with its parts"),
        key=f"gaps-{campaign.id}",
        on_change="rerun",
        type="compact",
    )
    if not opened.open:
        return
    report = reports.broken_links.findings
    with opened:
        spec, digest = shaped(_spec, report, about=(way,), campaign_id=campaign.id)
        key = f"gaps-{way}-{campaign.id}"

        def send() -> None:
            st.vega_lite_chart(spec=spec, width="stretch", key=key)

        drawn_once(f"{key} {digest}", send)
        table = shaped(_table, report, about=(way,), campaign_id=campaign.id)
        st.dataframe(
            table,
            hide_index=True,
            column_config=to_the_right(list(table.columns[2:])),
            key=f"gaps-table-{way}-{campaign.id}",
            alt=voice().say("The numbers of the chart above"),
        )


def _of(found: BrokenLinks, way: str) -> Sequence[GapSplit]:
    return (found.by_phase if way == "phase" else found.by_channel).splits


def _spec(found: BrokenLinks, way: str) -> tuple[dict[str, Any], str]:
    rows = [
        (
            _where(found, one.compared.place, marked=False),
            voice().say(LINK_NAMES[link, one.compared.reached.payer]),
            part,
        )
        for one in _of(found, way)
        for link, part in one.parts.items()
    ]
    labels = {name: voice().say(sentence) for name, sentence in charts.WORDS.items()}
    labels |= {"language": voice().language, "measure": voice().say(MEASURE_NAMES[Measure.PAID])}
    if found.moment is not None:
        labels["data_to"] = voice().say(
            "data up to {moment}", moment=voice().wall_clock(found.moment)
        )
    return as_spec(charts.gaps(pd.DataFrame(rows, columns=["place", "link", "fen"]), labels))


def _table(found: BrokenLinks, way: str) -> pd.DataFrame:
    told = voice()
    rows = []
    for one in _of(found, way):
        against = told.say("Plan") if one.compared.base is Base.PLAN else (found.last_sale or "")
        row = [_where(found, one.compared.place, marked=False), against, told.money(one.gap_fen)]
        for link in Link:
            row.append(f"{told.money(one.parts[link])} ({told.percent(one.changes[link])})")
        rows.append(row)
    headers = [told.say("Where"), told.say("Against"), told.say("Gap")]
    headers += [told.say(LINK_NAMES[link, Payer.BUYER]) for link in Link]
    return pd.DataFrame(rows, columns=headers)
