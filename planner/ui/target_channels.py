"""The target by shop and by channel: shares, and what each channel takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.targets import TargetCard
from planner.rules.money import parse_bp, parse_fen, split
from planner.rules.people import Right
from planner.rules.target_shares import ChannelPlan
from planner.text.numbers import exact_percent_text, money_text
from planner.ui.asking import attempt, notice, read
from planner.ui.campaign_acts import TYPED
from planner.ui.campaign_facts import shop_names
from planner.ui.grid_edits import edited_rows
from planner.ui.saying import plain, say, voice
from planner.ui.target_phases import forget
from planner.ui.target_takes import multiple
from planner.ui.visitor import visitor
from planner.words import Refusal, Sentence

_WHOLE = 10_000
_COLUMNS: Mapping[str, Sentence] = {
    "share_bp": Sentence("Share of the shop"),
    "conversion_bp": Sentence("Conversion"),
    "buyer_fen": Sentence("Paid per buyer"),
    "click_fen": Sentence("Cost of a click"),
    "budget_fen": Sentence("Budget"),
    "gross_margin_bp": Sentence("Gross margin"),
    "refund_bp": Sentence("Refund rate"),
}


def shops(campaign: CampaignCard, *, may_change: bool) -> None:
    """How the shops share the target; nothing to share with one shop only."""
    if len(campaign.shop_ids) < 2:
        return
    card = read(reports.targets.card, campaign_id=campaign.id)
    st.subheader(say("Shared among the shops"), anchor=False)
    names = {shop_id: shop_names()[shop_id] for shop_id in campaign.shop_ids}
    key = f"{TYPED}shop-shares-{campaign.id}"
    state = st.session_state
    state.setdefault(
        f"{key}-seen", {shop_id: version for shop_id, (_, version) in card.shops.items()}
    )
    parts = _parts(campaign.target_fen, {shop: card.shops.get(shop, (0, 0))[0] for shop in names})
    for shop_id in names:
        known = card.shops.get(shop_id)
        state.setdefault(f"{key}-{shop_id}", exact_percent_text(known[0]) if known else "")
    if not may_change:
        _shop_fields(key, names, parts, may_change=False)
        return
    with st.form(key, border=False):
        _shop_fields(key, names, parts, may_change=True)
        st.form_submit_button(
            say("Save the shares"),
            key=f"{key}-save",
            on_click=_save_shops,
            args=(key, campaign),
        )


def _shop_fields(
    key: str, names: Mapping[int, str], parts: Mapping[int, int], *, may_change: bool
) -> None:
    with st.grid(4, min_column_width=200):
        for shop_id, name in names.items():
            with st.container(gap="xxsmall"):
                st.text_input(
                    plain(name),
                    key=f"{key}-{shop_id}",
                    placeholder="%",
                    disabled=not may_change,
                    persist_state="session",
                )
                st.caption(plain(voice().money(parts.get(shop_id))))


def channels(campaign: CampaignCard, *, may_change: bool) -> None:
    """The channels of each shop: their share, what they take and what they return."""
    card = read(reports.targets.card, campaign_id=campaign.id)
    st.subheader(say("By channel"), anchor=False)
    st.caption(
        say(
            "A channel's share is of its shop. With conversion and paid per buyer you see how many"
            " visitors it takes; call it what your exports call it, and progress shows it beside"
            " the plan."
        )
    )
    costs = visitor().may(Right.SEE_COSTS)
    shares = {shop: card.shops.get(shop, (0, 0))[0] for shop in campaign.shop_ids}
    if len(shares) == 1:
        shares = dict.fromkeys(shares, _WHOLE)
    parts = _parts(campaign.target_fen, shares)
    for shop_id in campaign.shop_ids:
        st.markdown(f"**{plain(shop_names()[shop_id])}**")
        planned = card.of_shop(shop_id)
        if may_change and costs:
            _grid(campaign, card, shop_id)
        if planned:
            taken = _takes(planned, parts.get(shop_id), costs=costs)
            right = st.column_config.TextColumn(alignment="right")
            st.dataframe(
                taken,
                hide_index=True,
                key=f"takes-{shop_id}",
                column_config=dict.fromkeys(taken.columns[1:], right),
                alt=voice().say("What each channel takes"),
            )
        elif not may_change:
            st.caption(say("No channels are planned."))


def _grid(campaign: CampaignCard, card: TargetCard, shop_id: int) -> None:
    key = f"{TYPED}channels-{campaign.id}-{shop_id}"
    planned = card.of_shop(shop_id)
    state = st.session_state
    seen = {name: card.channels[shop_id, name][1] for name in planned}
    state.setdefault(f"{key}-seen", seen)
    rows = [
        {"channel": name, **{field: _written(field, getattr(plan, field)) for field in _COLUMNS}}
        for name, plan in planned.items()
    ]
    shown = pd.DataFrame(rows, columns=["channel", *_COLUMNS], dtype=object)
    column = st.column_config.TextColumn
    st.data_editor(
        shown,
        key=f"{key}-grid",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "channel": column(say("Channel"), required=True, max_chars=60, width=130),
            **{field: column(say(name), alignment="right") for field, name in _COLUMNS.items()},
        },
    )
    st.button(
        say("Save the channels"),
        key=f"{key}-save",
        on_click=_save_channels,
        args=(key, campaign.id, shop_id, shown),
    )


def _takes(
    planned: Mapping[str, ChannelPlan], target_fen: int | None, *, costs: bool
) -> pd.DataFrame:
    told = voice()
    parts = _parts(target_fen, {name: plan.share_bp for name, plan in planned.items()})
    rows = []
    for name, plan in planned.items():
        fen = parts.get(name)
        row = {
            told.say("Channel"): name,
            told.say("Share of the shop"): told.percent(plan.share_bp),
            told.say("Target"): told.money(fen),
        }
        if costs:
            row[told.say("Visitors")] = told.number(None if fen is None else plan.visitors(fen))
            row[told.say("Clicks would be")] = told.money(
                None if fen is None else plan.spend_fen(fen)
            )
            row[told.say("Return on spend")] = multiple(
                None if fen is None else plan.return_bp(fen)
            )
            row[told.say("Break-even return")] = multiple(plan.break_even_bp)
        rows.append(row)
    return pd.DataFrame(rows)


def _parts(total_fen: int | None, shares: Mapping[Any, int]) -> dict[Any, int]:
    if total_fen is None or sum(shares.values()) != _WHOLE:
        return {}
    return split(total_fen, shares)


def _written(field: str, value: int | None) -> str:
    if value is None:
        return ""
    return money_text(value) if field.endswith("_fen") else exact_percent_text(value)


def _save_shops(key: str, campaign: CampaignCard) -> None:
    state = st.session_state
    shares: dict[int, int] = {}
    for shop_id in campaign.shop_ids:
        try:
            shares[shop_id] = parse_bp(state.get(f"{key}-{shop_id}") or "0")
        except Refusal as refusal:
            name = shop_names()[shop_id]
            notice(Sentence("{field}: {problem}", field=name, problem=refusal.sentence), good=False)
            return
    saved = attempt(
        actions.targets.set_shop_shares,
        campaign_id=campaign.id,
        shares_bp=shares,
        seen=state[f"{key}-seen"],
    )
    forget(key, [] if saved is None else [str(shop_id) for shop_id in campaign.shop_ids])


def _save_channels(key: str, campaign_id: int, shop_id: int, shown: pd.DataFrame) -> None:
    state = st.session_state
    try:
        rows = edited_rows(shown, state[f"{key}-grid"])
        names = [str(row["channel"] or "") for row in rows]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise Refusal("Channel: “{channel}” stands there twice.", channel=twice)
        typed = {name: _plan(row) for name, row in zip(names, rows, strict=True)}
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    saved = attempt(
        actions.targets.set_channels,
        campaign_id=campaign_id,
        shop_id=shop_id,
        channels=typed,
        seen=state[f"{key}-seen"],
    )
    forget(key, [] if saved is None else ["grid"])


def _plan(row: Mapping[str, Any]) -> ChannelPlan:
    values: dict[str, int | None] = {}
    for field, name in _COLUMNS.items():
        text = row[field]
        if text is None or pd.isna(text) or not str(text).strip():
            values[field] = None
            continue
        try:
            values[field] = parse_fen(text) if field.endswith("_fen") else parse_bp(text)
        except Refusal as refusal:
            raise Refusal("{field}: {problem}", field=name, problem=refusal.sentence) from refusal
    share = values.pop("share_bp")
    return ChannelPlan(share or 0, **values)
