"""The check before launch: the stamp of a phase's promotion rules and what the audit finds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import reports
from planner.reports.audits import Found, PhaseCheck
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import next_phase_to_open
from planner.rules.promotions.findings import Level
from planner.rules.promotions.stamps import Stamp
from planner.ui.asking import read
from planner.ui.check_findings import finding_card, not_checked
from planner.ui.check_reasons import one_reason_for_several
from planner.ui.check_signing import stamp_of
from planner.ui.places import link_to
from planner.ui.saying import plain, say
from planner.words import Sentence

_SHOWN = 10
_LEVELS: dict[Level, tuple[Any, Sentence, Sentence]] = {
    Level.P0: (
        "red",
        Sentence("Stops the phase"),
        Sentence("These have to be mended; nobody can sign them away."),
    ),
    Level.P1: (
        "orange",
        Sentence("Needs a reason"),
        Sentence("Mend them, or write who stands for them and why."),
    ),
    Level.P2: ("gray", Sentence("Good to know"), Sentence("These keep nothing from opening.")),
    Level.NOT_CHECKED: (
        "gray",
        Sentence("Not checked"),
        Sentence("For these something is not known. They did not pass."),
    ),
}
_MARKS: dict[Stamp, str] = {
    Stamp.BLOCKED: "block",
    Stamp.NEEDS_REASONS: "help",
    Stamp.READY: "task_alt",
    Stamp.SIGNED: "verified",
    Stamp.STALE: "history",
}


def check_of(campaign: CampaignCard) -> None:
    """The check of the next phase to open, or the one that the reader chooses."""
    checks = read(reports.audits.audit, campaign_id=campaign.id)
    if not checks:
        _no_promotions(campaign)
        return
    check = _chosen(campaign, checks)
    stamp_of(campaign, check)
    several = len(campaign.shop_ids) > 1
    for level in Level:
        of_level = [one for one in check.found if one.finding.level is level]
        if of_level:
            _level(campaign, check, level, of_level, several=several)
    if not check.found:
        st.caption(say("Every check was made, and nothing was found."))


def _chosen(campaign: CampaignCard, checks: tuple[PhaseCheck, ...]) -> PhaseCheck:
    names = {
        str(check.phase_id): f":material/{_MARKS[check.stamp]}: {plain(check.phase)}"
        for check in checks
    }
    upcoming = next_phase_to_open(campaign.phases, campaign.now)
    default = str(checks[-1].phase_id)
    if upcoming is not None and str(upcoming.key) in names:
        default = str(upcoming.key)
    key = st.segmented_control(
        say("Phase"),
        list(names),
        format_func=lambda key: names[key],
        default=default,
        required=True,
        key="check",
        bind="query-params",
        label_visibility="collapsed",
    )
    return next((one for one in checks if str(one.phase_id) == key), checks[-1])


def _level(
    campaign: CampaignCard, check: PhaseCheck, level: Level, found: list[Found], *, several: bool
) -> None:
    colour, title, text = _LEVELS[level]
    if level is Level.P2:
        with st.expander(say("{title}: {n}", title=title, n=len(found))):
            st.caption(say(text))
            _cards(campaign, check, level, found, several=several)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(say(title), anchor=False, width="content")
        st.badge(str(len(found)), color=colour)
        if level is Level.P1:
            st.space("stretch")
            one_reason_for_several(campaign, check.phase_id, found)
    st.caption(say(text))
    if level is Level.NOT_CHECKED:
        for one in found:
            not_checked(one, several=several)
    else:
        _cards(campaign, check, level, found, several=several)


def _cards(
    campaign: CampaignCard, check: PhaseCheck, level: Level, found: list[Found], *, several: bool
) -> None:
    key = f"check-shown-{check.phase_id}-{level}"
    shown = st.session_state.get(key, _SHOWN)
    for one in found[:shown]:
        finding_card(campaign, one, several=several)
    if len(found) > shown:
        st.button(
            say("Show {n} more", n=min(len(found) - shown, _SHOWN)),
            key=f"{key}-more",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(key, shown + _SHOWN),
        )


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown


def _no_promotions(campaign: CampaignCard) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("Nothing to check yet"), anchor=False)
        st.write(
            say(
                "As soon as a phase has promotions, they are checked here before they go live:"
                " prices below cost, rules entered twice, decimals that slipped, and forty more."
            )
        )
        link_to("promotions", say("Write the first promotion"), "sell", campaign.name)
