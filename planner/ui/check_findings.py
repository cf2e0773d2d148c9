"""One finding of the check: what it is about, the sum that proves it, a way out, and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from planner import actions
from planner.actions.audits import LONGEST_REASON
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


def finding_card(campaign: CampaignCard, found: Found, *, several: bool) -> None:
    """A finding; ``several`` says that the sale runs in more than one shop."""
    finding = found.finding
    with st.container(border=True, key=f"finding-{_short(found)}"):
        told, sums = st.columns([3, 2], gap="medium") if finding.working else (st.container(),) * 2
        with told:
            st.markdown(_title(found, several=several))
            st.write(say(finding.said))
            _losses(finding)
            _way_out(campaign, found)
            if finding.level is Level.P1:
                _reason(campaign, found)
        with sums:
            sum_of(finding.working)


def not_checked(found: Found, *, several: bool) -> None:
    """What could not be checked and why, and what has to be said for it."""
    finding = found.finding
    told = say(finding.said)
    if finding.fix is not None:
        told = say("{said} {fix}", said=finding.said, fix=finding.fix)
    with st.container(gap=None):
        st.markdown(f":material/help: {_title(found, several=several)}")
        st.caption(told)


def _title(found: Found, *, several: bool) -> str:
    shops = voice().join(plain(name) for _, name in found.shops) if several else ""
    product = plain(found.product) if found.product else ""
    title = f"**{say(CODE_NAMES[found.finding.code])}**"
    return " · ".join(part for part in (title, product, shops) if part)


def _losses(finding: Finding) -> None:
    told = []
    if finding.loss_fen:
        amount = voice().money(finding.loss_fen)
        if finding.level is Level.P0:
            told.append(say("{amount} lost on one order", amount=amount))
        else:
            told.append(say("{amount} too little on one order", amount=amount))
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
                    on_click=_withdraw,
                    args=(campaign.id, found),
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
            max_chars=LONGEST_REASON,
            placeholder=say("Your name stands beside the reason."),
        )
        st.form_submit_button(
            say("I stand for it"), on_click=_accept, args=(campaign.id, found), width="content"
        )


def _accept(campaign_id: int, found: Found) -> None:
    reason = st.session_state[f"reason-{_short(found)}-text"]
    stand_for(campaign_id, [found], reason)


def stand_for(campaign_id: int, found: Sequence[Found], reason: str) -> bool:
    """Give one reason for findings in all their shops; False where it was refused."""
    of_shops: dict[int, list[tuple[str, str]]] = {}
    for one in found:
        for shop_id, _ in one.shops:
            of_shops.setdefault(shop_id, []).append((one.key, one.finding.proof))
    return all(
        attempt(
            actions.audits.accept,
            campaign_id=campaign_id,
            shop_id=shop_id,
            findings=tuple(findings),
            reason=reason,
        )
        for shop_id, findings in of_shops.items()
    )


def _withdraw(campaign_id: int, found: Found) -> None:
    for shop_id, _ in found.shops:
        perform(
            actions.audits.withdraw, campaign_id=campaign_id, shop_id=shop_id, finding=found.key
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
    return sha256(f"{found.shops} {found.key}".encode()).hexdigest()[:12]
