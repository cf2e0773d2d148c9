"""Saving a campaign as a template: a new one, or the next version of one there is."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.names import first_free, tidy
from planner.ui.asking import attempt, read
from planner.ui.campaign_acts import TYPED, close
from planner.ui.saying import say, voice
from planner.ui.visitor import language

_NEW = ""


def template_form(campaign: CampaignCard) -> None:
    """Name it, say what is new, save."""
    key = f"{TYPED}template-{campaign.id}"
    st.write(
        say(
            "The template has the campaign's phases, milestones and tasks in days from the sale "
            "day. Dates, owners, progress, comments and evidence stay behind; the campaign stays "
            "as it is."
        )
    )
    if any(phase.shops for phase in campaign.phases):
        st.caption(say("Which shops a phase is for stays behind too."))
    as_field(key)
    sale = tidy(campaign.name.replace(str(campaign.sale_day.year), "")) or campaign.name
    name_field(key, voice().say("Our {sale}", sale=sale))
    st.text_input(say("What is new in this version"), key=f"{key}-note", max_chars=200)
    st.button(
        say("Save as a template"),
        type="primary",
        key=f"{key}-save",
        on_click=_save,
        args=(key, campaign.id),
    )


def as_field(key: str) -> None:
    """Whether it is a new template or the next version of one."""
    own = {
        one: template.name.in_language(language())
        for one, template in read(reports.templates.usable).items()
        if one not in _shipped()
    }
    if own:
        offered = {_NEW: voice().say("A new template")} | {
            one: voice().say("The next version of “{name}”", name=name) for one, name in own.items()
        }
        st.selectbox(
            say("Save it as"),
            list(offered),
            format_func=lambda one: offered[one],
            key=f"{key}-as",
        )


def name_field(key: str, name: str) -> None:
    """What the template is called: by a name that is free, or as the one it is a version of."""
    of, offered = typed_key(key), read(reports.templates.usable)
    if of is None:
        name = first_free(name, {said for one in offered.values() for said in one.name.both})
    else:
        name = offered[of].name.in_language(language())
    st.text_input(say("Template name"), name, key=f"{key}-name-{of or _NEW}", max_chars=80)


def typed_key(key: str) -> str | None:
    """The template that it becomes the next version of, or None for a new one."""
    return st.session_state.get(f"{key}-as") or None


def typed_name(key: str) -> str:
    """The name as typed."""
    return str(st.session_state[f"{key}-name-{typed_key(key) or _NEW}"])


def _shipped() -> set[str]:
    found = read(reports.templates.catalogue)
    return set(found.loc[~found["own"], "key"])


def _save(key: str, campaign_id: int) -> None:
    saved = attempt(
        actions.templates.save_as_template,
        campaign_id=campaign_id,
        name=typed_name(key),
        note=st.session_state[f"{key}-note"],
        key=typed_key(key),
    )
    if saved is not None:
        close()
