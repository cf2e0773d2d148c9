"""What a target takes: give two of visitors, conversion and paid per buyer, see the third."""

from __future__ import annotations

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.rules.money import parse_bp, parse_fen
from planner.rules.people import Right
from planner.rules.target_shares import ChannelPlan, Solved, solve
from planner.ui.saying import say, voice
from planner.ui.visitor import visitor
from planner.words import Fen, Refusal, Sentence

_KEY = "takes"
_WHOLE = 10_000


def what_it_takes(campaign: CampaignCard) -> None:
    """The equation with one side left open, and what the visitors may be paid for."""
    st.caption(
        say(
            "Amount = visitors × conversion × paid per buyer, all of one stretch of time. Fill in"
            " two and leave the third empty; nothing here is saved."
        )
    )
    state = st.session_state
    if f"{_KEY}-amount-{campaign.id}" not in state and campaign.target_fen is not None:
        state[f"{_KEY}-amount-{campaign.id}"] = voice().money(campaign.target_fen)
    with st.grid(4, min_column_width=170):
        amount = _typed(f"amount-{campaign.id}", Sentence("Amount in yuan"))
        visitors = _typed(f"visitors-{campaign.id}", Sentence("Visitors"))
        conversion = _typed(f"conversion-{campaign.id}", Sentence("Conversion"), "%")
        buyer = _typed(f"buyer-{campaign.id}", Sentence("Paid per buyer"))
    try:
        found = _solved(amount, visitors, conversion, buyer)
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/calculate:")
        return
    with st.grid(4, min_column_width=170):
        st.metric(say("Amount"), voice().money(found.amount_fen, compact=True))
        st.metric(say("Visitors"), voice().number(found.visitors))
        st.metric(say("Conversion"), voice().percent(found.conversion_bp))
        st.metric(say("Paid per buyer"), voice().money(found.buyer_fen))
    if visitor().may(Right.SEE_COSTS):
        _spend(campaign, found)


def multiple(bp: int | None) -> str:
    """A return as the trade says it: 2.35."""
    return voice().said(None) if bp is None else f"{bp / 10_000:,.2f}"


def _spend(campaign: CampaignCard, found: Solved) -> None:
    st.markdown(f"**{say('If every visitor is a click that is paid for')}**")
    with st.grid(4, min_column_width=170):
        click = _typed(f"click-{campaign.id}", Sentence("Cost of a click"))
        margin = _typed(f"margin-{campaign.id}", Sentence("Gross margin"), "%")
        refund = _typed(f"refund-{campaign.id}", Sentence("Refund rate"), "%")
    try:
        click_fen = _fen(Sentence("Cost of a click"), click)
        spend = None if click_fen is None else click_fen * found.visitors
        plan = ChannelPlan(
            _WHOLE,
            budget_fen=spend,
            gross_margin_bp=_bp(Sentence("Gross margin"), margin),
            refund_bp=_bp(Sentence("Refund rate"), refund),
        )
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        return
    with st.grid(4, min_column_width=170):
        st.metric(say("Spend"), voice().money(spend, compact=True))
        brings = plan.return_bp(found.amount_fen)
        st.metric(say("Return on spend"), multiple(brings))
        even = plan.break_even_bp
        st.metric(
            say("Break-even return"),
            multiple(even),
            help=say("1 ÷ (gross margin × (1 − refund rate)): below it, a click loses money."),
        )
    if spend and even and brings is not None and brings < even:
        st.warning(
            say(
                "{spend} of spend would lose money: each yuan brings less than it has to.",
                spend=Fen(spend),
            ),
            icon=":material/trending_down:",
        )


def _solved(amount: str, visitors: str, conversion: str, buyer: str) -> Solved:
    amount_fen = _fen(Sentence("Amount in yuan"), amount)
    if not amount_fen:
        raise Refusal("Amount in yuan: write what the sale should bring.")
    people = _fen(Sentence("Visitors"), visitors)
    if people is not None and people % 100:
        raise Refusal("Visitors: write a whole number.")
    return solve(
        amount_fen,
        visitors=None if people is None else people // 100,
        conversion_bp=_bp(Sentence("Conversion"), conversion),
        buyer_fen=_fen(Sentence("Paid per buyer"), buyer),
    )


def _typed(name: str, label: Sentence, placeholder: str = "") -> str:
    typed = st.text_input(
        say(label), key=f"{_KEY}-{name}", placeholder=placeholder, persist_state="session"
    )
    return typed or ""


def _fen(field: Sentence, text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return parse_fen(text)
    except Refusal as refusal:
        raise Refusal("{field}: {problem}", field=field, problem=refusal.sentence) from refusal


def _bp(field: Sentence, text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return parse_bp(text)
    except Refusal as refusal:
        raise Refusal("{field}: {problem}", field=field, problem=refusal.sentence) from refusal
