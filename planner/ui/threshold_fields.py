"""What is assumed about a shop and its customers, prefilled from what the campaign knows."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planner.reports.campaigns import CampaignCard
from planner.reports.thresholds import StartingPoint
from planner.rules.promotions.assumptions import Assumed
from planner.rules.promotions.typed_values import rate, rate_text, yuan, yuan_text
from planner.ui.saying import say
from planner.words import Refusal, Sentence

_USUAL_MARGIN_BP = 4_000
_SHARES: tuple[tuple[str, Sentence, int], ...] = (
    ("low", Sentence("Few: share who top up"), 5),
    ("middle", Sentence("Some: share who top up"), 15),
    ("high", Sentence("Many: share who top up"), 30),
)


def assumed(campaign: CampaignCard, start: StartingPoint) -> Assumed | None:
    """What is typed and chosen; None, with the reason in place, where it can't be."""
    try:
        return _typed(campaign, start)
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        return None


def typed_amount(key: str, name: Sentence, first_fen: int) -> int:
    """An amount as typed, in fen; raises Refusal naming the field."""
    st.session_state.setdefault(key, yuan_text(first_fen))
    typed = st.text_input(say(name), key=key, width=160)
    return yuan(name, typed)


def _typed(campaign: CampaignCard, start: StartingPoint) -> Assumed:
    costs = start.costs
    with st.container(border=True):
        st.markdown(f"**{say('Margins and fees')}**")
        with st.grid(4, min_column_width=150):
            margin = _rate(
                f"{campaign.id}-margin",
                Sentence("Gross margin"),
                start.gross_margin_bp or _USUAL_MARGIN_BP,
                Sentence("What goods leave of their price before fees, with packing paid."),
            )
            fee = _rate(f"{campaign.id}-fee", Sentence("Platform's fee"), costs.fee_bp)
            target = _rate(
                f"{campaign.id}-target",
                Sentence("Margin you want"),
                costs.target_bp,
                Sentence("Of what customers pay, after fees."),
            )
            others = _rate(
                f"{campaign.id}-others",
                Sentence("Other rules take"),
                start.others_bp,
                Sentence(
                    "What 官方立减, coupons and all other rules may take off the same order, added "
                    "up; at first what this sale's rules can take, 店铺满减 left aside. The "
                    "largest safe discount leaves room for it."
                ),
            )
        repeat = st.toggle(
            say("Every full threshold gives again (每满)"), key="threshold-repeat", value=False
        )
        st.markdown(f"**{say('Your customers: an assumption')}**")
        st.caption(
            say(
                "Nobody knows beforehand how many people add something to reach a threshold. Try a "
                "few shares, and look at the share from which it pays."
            )
        )
        with st.grid(2, min_column_width=150):
            window = st.slider(
                say("Lack at most, of the threshold"),
                5,
                60,
                30,
                step=5,
                format="%d%%",
                key="threshold-window",
                help=say("Only people whose order is at most so far below it can top up."),
            )
            least = st.slider(
                say("Smallest discount"),
                0,
                30,
                5,
                format="%d%%",
                key="threshold-least",
                help=say(
                    "Of the threshold. A smaller one costs less and would always look better, but "
                    "hardly moves anybody; none below this is proposed."
                ),
            )
        with st.grid(3, min_column_width=150):
            shares = [
                st.slider(say(name), 0, 100, usual, format="%d%%", key=f"threshold-{key}")
                for key, name, usual in _SHARES
            ]
    low, middle, high = sorted(shares)
    return Assumed(
        gross_margin_bp=margin,
        costs=replace(costs, fee_bp=fee, target_bp=target),
        repeat=repeat,
        other_layers_bp=others,
        window_bp=window * 100,
        shares_bp=(low * 100, middle * 100, high * 100),
        least_bp=least * 100,
    )


def _rate(key: str, name: Sentence, first_bp: int, about: Sentence | None = None) -> int:
    st.session_state.setdefault(f"threshold-{key}", rate_text(first_bp))
    typed = st.text_input(
        say(name),
        key=f"threshold-{key}",
        help=None if about is None else say(about),
        persist_state="session",
    )
    return rate(name, typed or "0")
