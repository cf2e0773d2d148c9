"""The promotions of a sale by layer, in the order in which they make the price, a line each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.ruleset import LAYER_NAMES
from planner.ui.asking import perform, read
from planner.ui.promotion_acts import write
from planner.ui.saying import plain, say, voice
from planner.ui.visitor import visitor
from planner.words import Bp

_EVERY = "every"


def chosen_view(campaign: CampaignCard) -> str:
    """What to look at: the rules, or for operators and leads the costs and limits too."""
    if not visitor().may(Right.SEE_COSTS):
        return "rules"
    views = {"rules": say("Rules"), "costs": say("Costs and limits")}
    with st.container(horizontal=True, vertical_alignment="center"):
        view: str = st.segmented_control(
            say("View"),
            list(views),
            format_func=lambda name: views[name],
            default="rules",
            required=True,
            key="promotion-view",
            bind="query-params",
            label_visibility="collapsed",
        )
        if view == "rules" and _may_change(campaign):
            st.button(
                say("Add a promotion"),
                type="primary",
                icon=":material/add:",
                key="add-promotion",
                on_click=write,
                args=(campaign.id,),
            )
    return view


def promotion_list(campaign: CampaignCard) -> None:
    """The promotions of the chosen phase; below them those that were cancelled."""
    found = read(reports.promotions.listing, campaign_id=campaign.id)
    standing = found[~found["cancelled"].astype(bool)]
    if standing.empty:
        _nothing_yet(campaign)
    else:
        st.caption(say("They make the price in this order, from the first layer to the last."))
        phase = _chosen_phase(campaign)
        shown = standing[[phase in (None, *ids) for ids in standing["phase_ids"]]]
        if shown.empty:
            st.info(say("No promotion counts in this phase."), icon=":material/info:")
        for layer in sorted(set(shown["layer"])):
            st.subheader(say(LAYER_NAMES[layer]), anchor=False)
            for row in shown[shown["layer"] == layer].itertuples():
                _line(row, campaign, _others(standing, row))
    _cancelled(found[found["cancelled"].astype(bool)], campaign)


def _may_change(campaign: CampaignCard) -> bool:
    return visitor().may(Right.PLAN) and not campaign.archived


def _nothing_yet(campaign: CampaignCard) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("No promotion yet"), anchor=False)
        st.write(
            say(
                "Add 官方立减, 满减, coupons and gifts as they will stand in the back office: then"
                " you can try baskets and see where the margin goes."
            )
        )
        if _may_change(campaign):
            st.button(
                say("Add the first promotion"),
                icon=":material/add:",
                key="add-first-promotion",
                on_click=write,
                args=(campaign.id,),
            )


def _chosen_phase(campaign: CampaignCard) -> int | None:
    names = {_EVERY: say("All phases")}
    names |= {str(phase.key): plain(phase.name) for phase in campaign.phases}
    chosen = st.segmented_control(
        say("Phase"),
        list(names),
        format_func=lambda key: names[key],
        default=_EVERY,
        required=True,
        key="promotion-phase",
        bind="query-params",
        label_visibility="collapsed",
    )
    return None if chosen == _EVERY else int(chosen)


def _others(standing: pd.DataFrame, row: Any) -> list[str]:
    """The promotions that exclude this one: of the same group, in a phase of its."""
    if not row.group:
        return []
    same = standing[(standing["group"] == row.group) & (standing["id"] != row.id)]
    return [
        name
        for name, ids in zip(same["name"], same["phase_ids"], strict=True)
        if set(ids) & set(row.phase_ids)
    ]


def _line(row: Any, campaign: CampaignCard, others: list[str]) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(row.name)}** · {say(row.terms)}", width="stretch")
            if _may_change(campaign):
                _verbs(row, campaign)
        st.caption(" · ".join(_facts(row, campaign, others)))


def _verbs(row: Any, campaign: CampaignCard) -> None:
    """Both stay on one line, also where a phone puts them below the name."""
    with st.container(horizontal=True, width="content", gap="small"):
        st.button(
            say("Change"),
            key=f"change-promotion-{row.id}",
            type="tertiary",
            icon=":material/edit:",
            on_click=write,
            args=(campaign.id, row.id),
        )
        st.button(
            say("Cancel it"),
            key=f"cancel-promotion-{row.id}",
            type="tertiary",
            icon=":material/block:",
            on_click=perform,
            args=(actions.promotions.cancel,),
            kwargs={"promotion_id": row.id},
        )


def _facts(row: Any, campaign: CampaignCard, others: list[str]) -> list[str]:
    """What a line says below the terms, in the order in which an operator asks."""
    facts = [say(row.covers)]
    everywhere = len(row.phase_ids) == len(campaign.phases)
    facts.append(say("all phases") if everywhere else voice().join(map(plain, row.phases)))
    if row.shop is not None:
        facts.append(plain(row.shop))
    facts.append(say("customers claim it") if row.claimed else say("automatic"))
    if row.opens_at is not None:
        begin, end = voice().wall_clock(row.opens_at), voice().wall_clock(row.closes_at)
        facts.append(say("{begin} to {end}", begin=begin, end=end))
    if others:
        facts.append(say("not together with {names}", names=others))
    facts.append(_who_pays(row.shop_bp))
    if row.issued is not None:
        facts.append(say("{n} of it", "{n} of it", n=row.issued))
    if row.per_buyer is not None:
        facts.append(say("{n} for each buyer", "{n} for each buyer", n=row.per_buyer))
    if row.tasks:
        done = row.tasks - row.tasks_open
        facts.append(
            say("{done} of {n} task done", "{done} of {n} tasks done", done=done, n=row.tasks)
        )
    if row.wording and row.wording != row.name:
        facts.append(say("customers read: {wording}", wording=row.wording))
    return facts


def _who_pays(shop_bp: int) -> str:
    if shop_bp == 10_000:
        return say("the shop pays")
    if shop_bp == 0:
        return say("others pay")
    return say("the shop pays {share} of it", share=Bp(shop_bp))


def _cancelled(rows: pd.DataFrame, campaign: CampaignCard) -> None:
    if rows.empty:
        return
    with st.expander(say("{n} cancelled", "{n} cancelled", n=len(rows))):
        for row in rows.itertuples():
            _cancelled_line(row, campaign)


def _cancelled_line(row: Any, campaign: CampaignCard) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{plain(row.name)} · {say(row.terms)}", width="stretch")
        if _may_change(campaign):
            st.button(
                say("Bring it back"),
                key=f"bring-back-promotion-{row.id}",
                type="tertiary",
                icon=":material/undo:",
                on_click=perform,
                args=(actions.promotions.bring_back,),
                kwargs={"promotion_id": row.id},
            )
