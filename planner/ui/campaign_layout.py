"""The phases and milestones of a campaign: see them on a scale, add, change, take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import Milestone, Phase, PhaseKind
from planner.ui.asking import attempt, notice, read
from planner.ui.campaign_acts import TYPED, Asked, ask, close
from planner.ui.campaign_facts import shop_names
from planner.ui.layout_fields import (
    milestone_fields,
    phase_fields,
    typed_milestone,
    typed_milestone_time,
    typed_phase,
    typed_phase_times,
)
from planner.ui.moving import choose_what_moves
from planner.ui.saying import plain, say, voice
from planner.ui.small_timeline import BESIDE, opens_to_closes, scale_of, small_timeline
from planner.words import Did, Refusal

PAGE = "campaign"
_NEW = 0


def layout(campaign: CampaignCard, *, may_change: bool) -> None:
    """The layout on its scale; each line can be changed by those who plan."""
    scale = scale_of(campaign.phases, campaign.milestones, campaign.sale_day, campaign.now)
    small_timeline(
        campaign.phases,
        campaign.milestones,
        scale,
        shops=_taking_part(campaign),
        beside=_change_button if may_change else None,
    )
    if may_change:
        with st.container(horizontal=True):
            _add_button("phase", say("Add a phase"))
            _add_button("milestone", say("Add a milestone"))


def layout_title(campaign: CampaignCard, asked: Asked) -> str:
    """What the dialog about a phase or milestone is called, for Markdown."""
    if asked.what == "phase":
        phase = _phase_of(campaign, asked)
        return plain(phase.name) if phase else say("Add a phase")
    milestone = _milestone_of(campaign, asked)
    return plain(milestone.name) if milestone else say("Add a milestone")


def phase_form(campaign: CampaignCard, asked: Asked) -> None:
    """Add a phase, or change the one on screen; the form carries the version first seen."""
    phase = _phase_of(campaign, asked)
    form = _form(campaign, asked)
    shops = _taking_part(campaign)
    if phase:
        _when(campaign, asked, opens_to_closes(phase))
    with st.form(form, border=False):
        new = phase is None
        phase_fields(form, phase or _new_phase(campaign), shops, new=new, with_times=new)
        _buttons(form, campaign, asked, _save_phase, actions.phases.remove_phase)


def milestone_form(campaign: CampaignCard, asked: Asked) -> None:
    """Add a milestone, or change the one on screen; the form carries the version first seen."""
    milestone = _milestone_of(campaign, asked)
    form = _form(campaign, asked)
    if milestone:
        _when(campaign, asked, voice().wall_clock(milestone.at))
    with st.form(form, border=False):
        new = milestone is None
        milestone_fields(form, milestone or _new_milestone(campaign), new=new, with_time=new)
        _buttons(form, campaign, asked, _save_milestone, actions.phases.remove_milestone)


def _change_button(what: str, key: int, name: str) -> None:
    st.button(
        say("Change"),
        key=f"change-{what}-{key}",
        type="tertiary",
        width=BESIDE,
        help=say("Change {name}", name=name),
        on_click=ask,
        args=(Asked(PAGE, what, key),),
    )


def _add_button(what: str, label: str) -> None:
    st.button(
        label,
        key=f"add-{what}",
        icon=":material/add:",
        on_click=ask,
        args=(Asked(PAGE, what, _NEW),),
    )


def _when(campaign: CampaignCard, asked: Asked, moment: str) -> None:
    """When it is, and the way to move it, which shows first what that does to tasks."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(moment), width="stretch")
        st.button(
            say("Move it"),
            key=f"move-{asked.what}-{asked.key}",
            icon=":material/event_repeat:",
            on_click=_ask_to_move,
            args=(campaign.id, (asked.what, int(asked.key))),
        )


def _ask_to_move(campaign_id: int, what: tuple[str, int]) -> None:
    ask(Asked(PAGE, "move", campaign_id))
    choose_what_moves(campaign_id, what)


def _form(campaign: CampaignCard, asked: Asked) -> str:
    form = f"{TYPED}{asked.what}-{asked.key}"
    version = campaign.versions.get((asked.what, int(asked.key)))
    if version is not None:
        st.session_state.setdefault(f"{form}-version", version)
    return form


def _phase_of(campaign: CampaignCard, asked: Asked) -> Phase[int] | None:
    return next((phase for phase in campaign.phases if phase.key == asked.key), None)


def _milestone_of(campaign: CampaignCard, asked: Asked) -> Milestone[int] | None:
    return next((one for one in campaign.milestones if one.key == asked.key), None)


def _new_phase(campaign: CampaignCard) -> Phase[int]:
    opens = max(phase.closes for phase in campaign.phases)
    return Phase(_NEW, "?", PhaseKind.WRAP_UP, opens, opens + timedelta(days=1))


def _new_milestone(campaign: CampaignCard) -> Milestone[int]:
    return Milestone(_NEW, "?", datetime.combine(campaign.sale_day, time(10)))


def _taking_part(campaign: CampaignCard) -> dict[int, str]:
    names = shop_names()
    return {shop_id: names[shop_id] for shop_id in campaign.shop_ids}


def _buttons(
    form: str,
    campaign: CampaignCard,
    asked: Asked,
    save: Callable[[str, CampaignCard, Asked], None],
    remove: Callable[..., Did],
) -> None:
    with st.container(horizontal=True):
        st.form_submit_button(
            say("Save changes") if asked.key != _NEW else say("Add"),
            type="primary",
            key=f"{form}-save",
            on_click=save,
            args=(form, campaign, asked),
        )
        if asked.key != _NEW:
            st.form_submit_button(
                say("Remove"),
                type="tertiary",
                icon=":material/delete:",
                key=f"{form}-remove",
                on_click=_perform,
                args=(form, campaign, asked, remove, _which(form, asked)),
            )


def _which(form: str, asked: Asked) -> dict[str, Any]:
    return {f"{asked.what}_id": asked.key, "version": st.session_state[f"{form}-version"]}


def _save_phase(form: str, campaign: CampaignCard, asked: Asked) -> None:
    typed = typed_phase(form)
    given: dict[str, Any] = {"name": typed.name, "kind": typed.kind, "shop_ids": typed.shop_ids}
    if asked.key != _NEW:
        _perform(form, campaign, asked, actions.phases.edit_phase, _which(form, asked) | given)
        return
    try:
        given["opens"], given["closes"] = typed_phase_times(form)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    given["campaign_id"] = campaign.id
    _perform(form, campaign, asked, actions.phases.add_phase, given)


def _save_milestone(form: str, campaign: CampaignCard, asked: Asked) -> None:
    typed = typed_milestone(form)
    given: dict[str, Any] = {"name": typed.name, "freezes": typed.freezes}
    if asked.key != _NEW:
        _perform(form, campaign, asked, actions.phases.edit_milestone, _which(form, asked) | given)
        return
    try:
        given["at"] = typed_milestone_time(form)
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    given["campaign_id"] = campaign.id
    _perform(form, campaign, asked, actions.phases.add_milestone, given)


def _perform(
    form: str,
    campaign: CampaignCard,
    asked: Asked,
    action: Callable[..., Did],
    given: dict[str, Any],
) -> None:
    """A stale edit is refused and keeps what was typed; saving again counts as having looked."""
    if attempt(action, **given) is not None:
        close()
        return
    now = read(reports.campaigns.card, campaign_id=campaign.id)
    version = now.versions.get((asked.what, int(asked.key)))
    if version is not None:
        st.session_state[f"{form}-version"] = version
