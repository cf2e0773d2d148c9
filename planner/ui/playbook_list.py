"""The playbooks of a sale: what each would say now, and what those that fired released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.playbooks import PlaybookCard, ReleasedTask, Standing
from planner.rules.playbooks import Judged, Side
from planner.ui.asking import perform, read
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.playbook_acts import may_write, write
from planner.ui.playbook_example import add_example
from planner.ui.saying import plain, say, voice
from planner.ui.task_acts import ask
from planner.words import Bp, Sentence

_Colour = Literal["gray", "blue", "orange", "green"]
_BADGES: dict[Standing, tuple[Sentence, str, _Colour]] = {
    Standing.RESTING: (Sentence("Not armed"), "bedtime", "gray"),
    Standing.ARMED: (Sentence("Armed"), "visibility", "blue"),
    Standing.FIRED: (Sentence("Fired"), "bolt", "orange"),
    Standing.PASSED: (Sentence("Did not fire"), "check", "green"),
    Standing.TAKEN_BACK: (Sentence("Taken back"), "undo", "gray"),
}


def playbook_list(campaign: CampaignCard) -> None:
    """Those that are still to come, then those that were settled, the newest first."""
    cards = read(reports.playbooks.playbooks, campaign_id=campaign.id)
    if not cards:
        _nothing_yet(campaign)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            say(
                "The planner looks once a minute. A playbook is judged once, when the figures of"
                " every shop cover its moment."
            ),
            width="stretch",
        )
        if may_write(campaign):
            st.button(
                say("Write a playbook"),
                type="primary",
                icon=":material/add:",
                key="add-playbook",
                on_click=write,
                args=(campaign.id,),
            )
    settled = [one for one in cards if one.settled_at is not None]
    waiting = [one for one in cards if one.settled_at is None]
    if waiting:
        st.subheader(say("Watching and waiting"), anchor=False)
    for card in waiting:
        _waiting(campaign, card)
    if settled:
        st.subheader(say("Settled"), anchor=False)
    for card in reversed(settled):
        _settled(campaign, card)


def trigger_in_words(card: PlaybookCard) -> str:
    """What a playbook watches, in one line."""
    limit = Bp(card.trigger.share_bp)
    when: str | Sentence = voice().wall_clock(card.at)
    if card.trigger.offset_minutes is not None:
        hours = timedelta(minutes=card.trigger.offset_minutes) / timedelta(hours=1)
        when = Sentence("T+{hours} h, {moment}", hours=hours, moment=when)
    if card.trigger.side is Side.BELOW:
        return say(
            "{phase}, {when}: below {limit} of the plan", phase=card.phase, when=when, limit=limit
        )
    return say(
        "{phase}, {when}: above {limit} of the plan", phase=card.phase, when=when, limit=limit
    )


def says_now(card: PlaybookCard) -> Sentence:
    """What a playbook that waits would say: it would fire, would not, or has no data yet."""
    if card.judged.fires is not None:
        return _would(card.judged)
    if card.so_far is not None:
        return Sentence("As of now: {would}", would=_would(card.so_far))
    return Sentence("No data yet. {why}", why=card.judged.said)


def _would(judged: Judged) -> Sentence:
    if judged.fires:
        return Sentence("It would fire. {why}", why=judged.said)
    return Sentence("It would not fire. {why}", why=judged.said)


def _waiting(campaign: CampaignCard, card: PlaybookCard) -> None:
    with st.container(border=True, gap="xsmall", key=f"playbook-{card.id}"):
        _head(card)
        st.caption(trigger_in_words(card))
        judged = card.judged if card.judged.fires is not None else card.so_far
        icon, colour = "hourglass_empty", "gray"
        if judged is not None:
            icon, colour = ("bolt", "orange") if judged.fires else ("check", "green")
        st.markdown(f":{colour}[:material/{icon}:] {say(says_now(card))}")
        _tasks(card)
        if card.armed_at is not None and card.standing is Standing.ARMED:
            st.caption(
                say(
                    "{who} armed it on {when}.",
                    who=name_of(card.armed_by),
                    when=voice().moment(card.armed_at, campaign.time_zone),
                )
            )
        if card.standing is Standing.TAKEN_BACK:
            st.caption(say("What it had done was undone. Arm it again to let it watch."))
        if may_write(campaign):
            _buttons(campaign, card)


def _settled(campaign: CampaignCard, card: PlaybookCard) -> None:
    with st.container(border=True, gap="xsmall", key=f"playbook-{card.id}"):
        _head(card)
        st.caption(trigger_in_words(card))
        when = voice().moment(card.settled_at, campaign.time_zone) if card.settled_at else ""
        if card.standing is Standing.FIRED:
            text = say("Fired on {when}. {why}", when=when, why=card.judged.said)
            st.markdown(f":orange[:material/bolt:] {text}")
        else:
            text = say("Judged on {when}. {why}", when=when, why=card.judged.said)
            st.markdown(f":green[:material/check:] {text}")
        _tasks(card)
        if may_write(campaign):
            _buttons(campaign, card)


def _head(card: PlaybookCard) -> None:
    name, icon, colour = _BADGES[card.standing]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(card.name)}**", width="content")
        st.badge(say(name), icon=f":material/{icon}:", color=colour)


def _tasks(card: PlaybookCard) -> None:
    for one in card.tasks:
        if one.task_id is None:
            st.markdown(f":gray[:material/task_alt:] {_task_in_words(one)}")
        else:
            st.button(
                _task_in_words(one),
                key=f"released-{one.task_id}",
                type="tertiary",
                icon=":material/task_alt:",
                on_click=ask,
                args=("open", one.task_id),
            )


def _task_in_words(one: ReleasedTask) -> str:
    return say(
        "{task} · {team} · due {n} hour after",
        "{task} · {team} · due {n} hours after",
        task=one.release.title,
        team=team_name(one.team_key, one.team),
        n=one.release.due_hours,
    )


def _buttons(campaign: CampaignCard, card: PlaybookCard) -> None:
    about: dict[str, Any] = {"on_click": perform, "kwargs": {"playbook_id": card.id}}
    with st.container(horizontal=True, gap="small"):
        if card.standing is Standing.ARMED:
            st.button(
                say("Disarm"),
                key=f"disarm-{card.id}",
                icon=":material/visibility_off:",
                args=(actions.playbooks.disarm,),
                **about,
            )
        elif card.standing is not Standing.FIRED:
            st.button(
                say("Arm it") if card.standing is Standing.RESTING else say("Arm it again"),
                key=f"arm-{card.id}",
                icon=":material/visibility:",
                args=(actions.playbooks.arm,),
                **about,
            )
        if card.standing is Standing.RESTING:
            st.button(
                say("Change"),
                key=f"change-playbook-{card.id}",
                type="tertiary",
                icon=":material/edit:",
                on_click=write,
                args=(campaign.id, card.id),
            )
        st.button(
            say("Remove"),
            key=f"remove-playbook-{card.id}",
            type="tertiary",
            icon=":material/delete:",
            args=(actions.playbooks.remove,),
            **about,
        )


def _nothing_yet(campaign: CampaignCard) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No playbook yet"), anchor=False)
        st.write(
            say(
                "A playbook is decided before the rush: if sales stand below 80% of the plan two"
                " hours after the burst opens, these tasks are released. You arm it; the planner"
                " watches."
            )
        )
        if not may_write(campaign):
            st.caption(say("Operators and leads write them."))
            return
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(
                say("Add this as an example"),
                type="primary",
                icon=":material/add:",
                key="add-example",
                on_click=add_example,
                args=(campaign,),
            )
            st.button(say("Write my own"), key="add-playbook", on_click=write, args=(campaign.id,))
