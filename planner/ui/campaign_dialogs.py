"""The one dialog of the campaign's page: the campaign, its target, a phase or a milestone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from planner import reports
from planner.reports.campaigns import CampaignCard
from planner.ui.asking import guarded, read, show_notices
from planner.ui.campaign_acts import Asked, asked_on, close
from planner.ui.campaign_edit import bin_form, copy_form, edit_form
from planner.ui.campaign_layout import PAGE, layout_title, milestone_form, phase_form
from planner.ui.campaign_target import target_form
from planner.ui.moving import move_form
from planner.ui.saying import say
from planner.ui.template_save import template_form

_FORMS: Mapping[str, Callable[[CampaignCard], None]] = {
    "edit": edit_form,
    "move": move_form,
    "copy": copy_form,
    "bin": bin_form,
    "target": target_form,
    "template": template_form,
}


def open_what_was_asked(campaign: CampaignCard) -> None:
    """Draw what somebody asked for; called once at the end of the page."""
    asked = asked_on(PAGE)
    if asked is None:
        return
    title = _title(asked, campaign)
    width: Literal["medium", "large"] = "large" if asked.what == "move" else "medium"
    st.dialog(title, width=width, on_dismiss=close)(_inside)(asked, campaign.id)


def _title(asked: Asked, campaign: CampaignCard) -> str:
    match asked.what:
        case "edit":
            return say("Name and shops of {campaign}", campaign=campaign.name)
        case "move":
            return say("Move something of {campaign}", campaign=campaign.name)
        case "copy":
            return say("Copy {campaign}", campaign=campaign.name)
        case "template":
            return say("Save {campaign} as a template", campaign=campaign.name)
        case "bin":
            return say("Put {campaign} into the recycle bin?", campaign=campaign.name)
        case "target":
            return say("Target of {campaign}", campaign=campaign.name)
        case _:
            return layout_title(campaign, asked)


def _inside(asked: Asked, campaign_id: int) -> None:
    if asked_on(PAGE) != asked:
        st.rerun()
    show_notices()
    guarded(lambda: _form(asked, campaign_id))


def _form(asked: Asked, campaign_id: int) -> None:
    campaign = read(reports.campaigns.card, campaign_id=campaign_id)
    if asked.what == "phase":
        phase_form(campaign, asked)
    elif asked.what == "milestone":
        milestone_form(campaign, asked)
    else:
        _FORMS[asked.what](campaign)
