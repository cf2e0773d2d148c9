"""The stamp at the top of the check: what is in the way, who signed, and what changed since."""

from __future__ import annotations

import streamlit as st

from planner import actions
from planner.actions.audits import LONGEST_REASON
from planner.reports.audits import PhaseCheck, Signature
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.stamps import Stamp
from planner.ui.asking import attempt, names, perform
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor


def stamp_of(campaign: CampaignCard, check: PhaseCheck) -> None:
    """How far the rules are, with the buttons for who may sign."""
    missing = list(check.missing)
    match check.stamp:
        case Stamp.BLOCKED:
            st.error(say("Blocked: {missing}.", missing=missing), icon=":material/block:")
        case Stamp.NEEDS_REASONS:
            st.warning(say("Needs reasons: {missing}.", missing=missing), icon=":material/help:")
        case Stamp.READY:
            st.info(_ready(check.not_checked), icon=":material/task_alt:")
        case Stamp.STALE:
            st.warning(
                say("The sign-off is stale, but nothing is in the way of a new one."),
                icon=":material/history:",
            )
        case Stamp.SIGNED if missing:
            st.warning(
                say("Signed off, but since then: {missing}.", missing=missing),
                icon=":material/verified:",
            )
        case Stamp.SIGNED:
            st.success(
                say("Signed off: rules, prices and costs are as they were signed."),
                icon=":material/verified:",
            )
    if check.signature is not None:
        _signature(check.signature)
    if visitor().may(Right.SIGN_OFF) and not campaign.archived:
        _buttons(check)


def _ready(not_checked: int) -> str:
    if not not_checked:
        return say("Ready to sign: nothing is in the way. A lead signs.")
    return say(
        "Nothing that was checked is in the way, but {n} thing was not checked: see below what is"
        " missing for it. A lead may sign all the same.",
        "Nothing that was checked is in the way, but {n} things were not checked: see below what is"
        " missing for them. A lead may sign all the same.",
        n=not_checked,
    )


def _signature(signature: Signature) -> None:
    """Who signed and when; what has changed since."""
    told = say(
        "{who} signed off on {when}.",
        who=name_of(signature.by),
        when=voice().moment(signature.at),
    )
    note = f" “{plain(signature.note)}”" if signature.note else ""
    st.markdown(f"{told}{note}")
    if signature.holds:
        return
    lines = [
        say(
            "{when}: {who} {what}",
            knowing=names(),
            when=voice().moment(change.at),
            who=name_of(change.by),
            what=change.sentence,
        )
        for change in signature.since
    ]
    if lines:
        st.markdown(f"{say('Since then:')}\n" + "\n".join(f"- {line}" for line in lines))
    else:
        st.caption(say("Rules, prices or costs are not what they were then."))


def _buttons(check: PhaseCheck) -> None:
    key = f"rules-sign-{check.phase_id}"
    with st.container(horizontal=True):
        if check.stamp is not Stamp.SIGNED:
            with st.popover(
                say("Sign off the rules"),
                icon=":material/draw:",
                type="primary",
                disabled=bool(check.missing),
            ):
                st.text_area(
                    say("Note (may stay empty)"),
                    key=f"{key}-note",
                    max_chars=LONGEST_REASON,
                    height=90,
                )
                st.button(
                    say("Sign off"),
                    type="primary",
                    key=key,
                    on_click=_sign,
                    args=(check.phase_id, check.fingerprint),
                )
        if check.signature is not None:
            st.button(
                say("Take the sign-off back"),
                key=f"{key}-back",
                on_click=perform,
                args=(actions.audits.take_back,),
                kwargs={"phase_id": check.phase_id},
            )


def _sign(phase_id: int, seen: str) -> None:
    note = f"rules-sign-{phase_id}-note"
    done = attempt(
        actions.audits.sign_off,
        phase_id=phase_id,
        note=st.session_state.get(note, ""),
        seen=seen,
    )
    if done is not None:
        st.session_state[note] = ""
