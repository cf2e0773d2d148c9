"""A campaign as a whole: name and shops, its sale day, a copy, the archive and the recycle bin."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.names import tidy
from planner.rules.sale_days import same_weekday
from planner.ui.asking import attempt, notice, perform, read
from planner.ui.campaign_acts import TYPED, Asked, ask, close
from planner.ui.campaign_facts import shop_names
from planner.ui.campaign_layout import PAGE
from planner.ui.people import shops
from planner.ui.saying import say, voice
from planner.words import Did, Sentence

_CHOSEN = "campaign"


def verbs(campaign: CampaignCard) -> None:
    """What those who plan can do with the campaign as a whole."""
    with st.container(horizontal=True):
        if not campaign.archived:
            _button("edit", say("Name and shops"), "edit", campaign)
            _button("move", say("Move the sale day or a phase"), "event_repeat", campaign)
        _button("copy", say("Copy"), "content_copy", campaign)
        _button("template", say("Save as a template"), "bookmark_add", campaign)
        if campaign.archived:
            act, label, icon = (
                actions.campaigns.unarchive,
                say("Take out of the archive"),
                "unarchive",
            )
        else:
            act, label, icon = actions.campaigns.archive, say("Archive"), "archive"
        st.button(
            label,
            key="archive-campaign",
            icon=f":material/{icon}:",
            on_click=perform,
            args=(act,),
            kwargs={"campaign_id": campaign.id},
        )
        _button("bin", say("Put into the recycle bin"), "delete", campaign, type_="tertiary")


def edit_form(campaign: CampaignCard) -> None:
    """Change the name and the shops."""
    key = _begin("edit", campaign)
    names = shop_names()
    offered = list(dict.fromkeys([*campaign.shop_ids, *shops()]))
    with st.form(key, border=False):
        st.text_input(say("Campaign name"), campaign.name, key=f"{key}-name", max_chars=80)
        st.multiselect(
            say("Shops"),
            offered,
            default=list(campaign.shop_ids),
            format_func=lambda shop_id: names[shop_id],
            key=f"{key}-shops",
            placeholder=say("Choose shops"),
        )
        st.form_submit_button(
            say("Save changes"),
            type="primary",
            key=f"{key}-save",
            on_click=_save,
            args=(key, campaign),
        )


def copy_form(campaign: CampaignCard) -> None:
    """Make the same plan again around another sale day."""
    key = _begin("copy", campaign)
    st.write(
        say(
            "The copy has the same phases, milestones and tasks around its own sale day."
            " Owners, progress, comments and the target stay behind."
        )
    )
    with st.form(key, border=False):
        st.text_input(
            say("Campaign name"),
            _name_of_copy(campaign),
            key=f"{key}-name",
            max_chars=80,
        )
        a_year_later = _a_year_later(campaign.sale_day)
        st.date_input(say("Sale day"), a_year_later, key=f"{key}-day", format="YYYY-MM-DD")
        st.caption(
            say(
                "The sale day was {then}. The same weekday a year later: {day}.",
                then=voice().day_long(campaign.sale_day),
                day=voice().day_long(same_weekday(campaign.sale_day, a_year_later)),
            )
        )
        st.form_submit_button(
            say("Make the copy"),
            type="primary",
            key=f"{key}-save",
            on_click=_copy,
            args=(key, campaign),
        )


def bin_form(campaign: CampaignCard) -> None:
    """Throw the campaign away, after saying that it can come back."""
    key = _begin("bin", campaign)
    ready = read(reports.campaigns.readiness, campaign_id=campaign.id)
    st.write(
        say(
            "It goes into the recycle bin with its {n} task. You can restore it from there.",
            "It goes into the recycle bin with its {n} tasks. You can restore it from there.",
            n=int(ready["total"].sum()),
        )
    )
    st.button(
        say("Put into the recycle bin"),
        key=f"{key}-save",
        type="primary",
        icon=":material/delete:",
        on_click=_remove,
        args=(campaign.id,),
    )


def _button(
    what: str, label: str, icon: str, campaign: CampaignCard, type_: Any = "secondary"
) -> None:
    st.button(
        label,
        key=f"{what}-campaign",
        icon=f":material/{icon}:",
        type=type_,
        on_click=ask,
        args=(Asked(PAGE, what, campaign.id),),
    )


def _begin(what: str, campaign: CampaignCard) -> str:
    key = f"{TYPED}{what}-{campaign.id}"
    st.session_state.setdefault(f"{key}-version", campaign.version)
    return key


def _name_of_copy(campaign: CampaignCard) -> str:
    year = campaign.sale_day.year
    if str(year) in campaign.name:
        return campaign.name.replace(str(year), str(year + 1))
    return voice().say("{campaign} (copy)", campaign=campaign.name)[:80]


def _a_year_later(day: date) -> date:
    last = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


def _save(key: str, campaign: CampaignCard) -> None:
    name = st.session_state[f"{key}-name"]
    given = {"name": name, "shop_ids": st.session_state[f"{key}-shops"]}
    if _perform(key, campaign, actions.campaigns.edit, **given):
        st.session_state[_CHOSEN] = tidy(name)


def _copy(key: str, campaign: CampaignCard) -> None:
    name, day = st.session_state[f"{key}-name"], _typed_day(key)
    if day is None:
        return
    given = {"campaign_id": campaign.id, "name": name, "sale_day": day}
    if attempt(actions.copies.duplicate, **given) is not None:
        close()
        st.session_state[_CHOSEN] = tidy(name)


def _typed_day(key: str) -> date | None:
    day: date | None = st.session_state[f"{key}-day"]
    if day is None:
        notice(Sentence("Sale day: choose a day."), good=False)
    return day


def _remove(campaign_id: int) -> None:
    if attempt(actions.campaigns.remove, campaign_id=campaign_id) is not None:
        close()
        left = read(reports.campaigns.choices, archived=True)
        if not left.empty:
            st.session_state[_CHOSEN] = left["name"].iloc[0]


def _perform(key: str, campaign: CampaignCard, action: Callable[..., Did], **given: Any) -> bool:
    """A stale edit is refused and keeps what was typed; saving again counts as having looked."""
    version = st.session_state[f"{key}-version"]
    if attempt(action, campaign_id=campaign.id, version=version, **given) is not None:
        close()
        return True
    now = read(reports.campaigns.card, campaign_id=campaign.id)
    st.session_state[f"{key}-version"] = now.version
    return False
