"""One finding of the check: what it is about, the sum that proves it, a way out, and the reason."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from planner import actions
from planner.reports.audits import Found, Reason
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.findings import CODE_NAMES, Finding, Level
from planner.ui.asking import attempt, perform
from planner.ui.people import name_of
from planner.ui.places import link_to
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor
from planner.ui.working import promotion_links, sum_of

_LONGEST = 1000


def finding_card(campaign: CampaignCard, found: Found, *, several: bool) -> None:
    """A finding; ``several`` says that there are findings of more than one shop."""
    finding = found.finding
    with st.container(border=True, key=f"finding-{_short(found)}"):
        title = f"**{say(CODE_NAMES[finding.code])}**"
        about = [found.product, found.shop if several else None]
        st.markdown(" · ".join([title, *(plain(one) for one in about if one)]))
        st.write(say(finding.said))
        sum_of(finding.working)
        _losses(finding)
        _way_out(campaign, found)
        if finding.level is Level.P1:
            _reason(campaign, found)


def not_checked(found: Found, *, several: bool) -> None:
    """What could not be checked and why, and what has to be said for it."""
    finding = found.finding
    parts = [f"**{say(CODE_NAMES[finding.code])}**", *([plain(found.shop)] if several else [])]
    told = f":material/help: {' · '.join(parts)}: {say(finding.said)}"
    if finding.fix is not None:
        told += f" {say(finding.fix)}"
    st.markdown(told)


def _losses(finding: Finding) -> None:
    told = []
    if finding.loss_fen:
        told.append(say("{amount} lost on one order", amount=voice().money(finding.loss_fen)))
    if finding.loss_at_stock_fen:
        told.append(
            say(
                "{amount} until all that is planned is sold",
                amount=voice().money(finding.loss_at_stock_fen),
            )
        )
    if told:
        st.markdown(f":red[{' · '.join(told)}]")


def _way_out(campaign: CampaignCard, found: Found) -> None:
    fix = found.finding.fix
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if fix is not None:
            st.markdown(f":material/build: {say(fix)}", width="content")
        promotion_links(campaign.name, found.promotions)
        if not found.promotions:
            link_to("products", say("Products"), "inventory_2", campaign.name)


def _reason(campaign: CampaignCard, found: Found) -> None:
    """The reason that stands, or the place to write one."""
    reason = found.reason
    plans = visitor().may(Right.PLAN) and not campaign.archived
    if reason is not None and reason.stands:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":green[:material/how_to_reg:] {_told(reason)}", width="content")
            if plans:
                st.button(
                    say("Take the reason back"),
                    key=f"unreason-{_short(found)}",
                    type="tertiary",
                    on_click=perform,
                    args=(actions.audits.withdraw,),
                    kwargs={
                        "campaign_id": campaign.id,
                        "shop_id": found.shop_id,
                        "finding": found.key,
                    },
                )
        return
    if reason is not None:
        fallen = say("The figures have changed since this reason was given:")
        st.caption(f"{fallen} {_told(reason)}")
    if plans:
        _form(campaign, found)


def _form(campaign: CampaignCard, found: Found) -> None:
    key = f"reason-{_short(found)}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say("Why may it stay so?"),
            key=f"{key}-text",
            max_chars=_LONGEST,
            placeholder=say("Your name stands beside the reason."),
        )
        st.form_submit_button(
            say("I stand for it"), on_click=_accept, args=(campaign.id, found), width="content"
        )


def _accept(campaign_id: int, found: Found) -> None:
    attempt(
        actions.audits.accept,
        campaign_id=campaign_id,
        shop_id=found.shop_id,
        findings=((found.key, found.finding.proof),),
        reason=st.session_state[f"reason-{_short(found)}-text"],
    )


def _told(reason: Reason) -> str:
    return say(
        "“{reason}” {who}, {when}",
        reason=reason.text,
        who=name_of(reason.by),
        when=voice().moment(reason.at),
    )


def _short(found: Found) -> str:
    """What a finding's widgets are known by."""
    return sha256(f"{found.shop_id} {found.key}".encode()).hexdigest()[:12]
