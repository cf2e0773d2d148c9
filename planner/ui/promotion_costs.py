"""What selling costs and what the shop allows itself: the figures behind margins and the audit."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.people import Right
from planner.rules.promotions.typed_costs import (
    COST_LABELS,
    FEE_BASE_NAMES,
    CostField,
    cost_texts,
    costs_from,
)
from planner.ui.asking import attempt, read
from planner.ui.promotion_acts import forget, refuse, show_refused
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor
from planner.words import Refusal

_TYPED = "costs-typed-"
_SELLING = (CostField.FEE, CostField.FEE_BASE, CostField.ORDER, CostField.TARGET)
_LIMITS = (
    *(CostField.RATE, CostField.BUNDLE, CostField.DROP, CostField.NEAR_ZERO),
    *(CostField.NEAR_ZERO_COST, CostField.PROTECTION, CostField.GAP_WARN, CostField.GAP_STOP),
    CostField.PIECES,
)


def cost_form(campaign: CampaignCard) -> None:
    """Fees, the cost of an order, the wanted margin, and the limits; with where that was read."""
    card = read(reports.promotions.costs, campaign_id=campaign.id)
    key = f"{_TYPED}{campaign.id}"
    state = st.session_state
    state.setdefault(f"{key}-version", card.version)
    for field, text in cost_texts(card.costs, card.limits).items():
        state.setdefault(f"{key}-{field}", text)
    state.setdefault(f"{key}-source", card.source)
    state.setdefault(f"{key}-checked", card.checked_on)
    if card.version is None:
        st.info(
            say(
                "Nobody has said yet what selling costs: margins count no fee and no cost of"
                " sending until you do."
            ),
            icon=":material/info:",
        )
    with st.form(key, border=False):
        st.markdown(f"**{say('What does an order cost you?')}**")
        _fields(key, _SELLING)
        with st.grid(2, min_column_width=260):
            st.text_input(
                say("Where the fee was read"),
                key=f"{key}-source",
                max_chars=200,
                placeholder=say("e.g. the platform's fee table"),
            )
            st.date_input(say("Read on"), key=f"{key}-checked", format="YYYY-MM-DD")
        st.markdown(f"**{say('What do you never want to see?')}**")
        _fields(key, _LIMITS)
        st.checkbox(say(COST_LABELS[CostField.PLATFORM_LINES]), key=f"{key}-platform_lines")
        _fields(key, (CostField.LINES_HOURS,))
        show_refused()
        st.form_submit_button(
            say("Save changes"),
            type="primary",
            disabled=campaign.archived or not visitor().may(Right.PLAN),
            on_click=_save,
            args=(key, campaign.id),
        )


def _fields(key: str, fields: tuple[CostField, ...]) -> None:
    bases = {base: voice().say(name) for base, name in FEE_BASE_NAMES.items()}
    with st.grid(4, min_column_width=220):
        for field in fields:
            if field is CostField.FEE_BASE:
                st.selectbox(
                    say(COST_LABELS[field]),
                    list(bases),
                    format_func=lambda base: bases[base],
                    key=f"{key}-{field}",
                )
            else:
                st.text_input(say(COST_LABELS[field]), key=f"{key}-{field}", max_chars=20)


def _save(key: str, campaign_id: int) -> None:
    state = st.session_state
    try:
        costs, limits = costs_from({field: state.get(f"{key}-{field}") for field in CostField})
    except Refusal as refusal:
        refuse(refusal.sentence)
        return
    saved = attempt(
        actions.promotions.set_costs,
        campaign_id=campaign_id,
        version=state[f"{key}-version"],
        costs=costs,
        limits=limits,
        source=state[f"{key}-source"],
        checked_on=state[f"{key}-checked"],
    )
    if saved is None:
        refuse()
        state[f"{key}-version"] = read(reports.promotions.costs, campaign_id=campaign_id).version
    else:
        forget(key)
