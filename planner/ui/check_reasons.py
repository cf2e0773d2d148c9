"""One reason for all findings of a kind, where many products are alike."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.actions.audits import LONGEST_REASON
from planner.reports.audits import Found
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.findings import CODE_NAMES, Code
from planner.ui.check_findings import stand_for
from planner.ui.saying import say
from planner.ui.visitor import visitor

_SEVERAL = 2


def one_reason_for_several(campaign: CampaignCard, phase_id: int, found: Sequence[Found]) -> None:
    """Choose a kind of finding and write why all of it may stay so; not where all are answered."""
    if campaign.archived or not visitor().may(Right.PLAN):
        return
    open_ones: dict[Code, list[Found]] = {}
    for one in found:
        if one.reason is None or not one.reason.stands:
            open_ones.setdefault(one.finding.code, []).append(one)
    several = {code: many for code, many in open_ones.items() if len(many) >= _SEVERAL}
    if not several:
        return
    key = f"reasons-{phase_id}"
    names = {
        code: say("{what}: {n}", what=CODE_NAMES[code], n=len(many))
        for code, many in several.items()
    }
    with (
        st.popover(say("One reason for several"), icon=":material/done_all:"),
        st.form(key, border=False),
    ):
        st.selectbox(
            say("Which"),
            list(names),
            format_func=lambda code: names[code],
            key=f"{key}-code",
        )
        st.text_area(
            say("Why may they stay so?"), key=f"{key}-text", max_chars=LONGEST_REASON, height=90
        )
        st.form_submit_button(
            say("I stand for them"),
            type="primary",
            on_click=_accept,
            args=(campaign.id, phase_id, several),
        )


def _accept(campaign_id: int, phase_id: int, several: dict[Code, list[Found]]) -> None:
    key = f"reasons-{phase_id}"
    found = several[st.session_state[f"{key}-code"]]
    if stand_for(campaign_id, found, st.session_state[f"{key}-text"]):
        st.session_state[f"{key}-text"] = ""
