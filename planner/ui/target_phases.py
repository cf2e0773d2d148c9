"""What each phase should reach of its own figures, and how its amount is to come about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.reports.targets import TargetCard
from planner.rules.campaigns import PHASE_KIND_NAMES, Phase
from planner.rules.phase_targets import (
    JUDGED_BY,
    PHASE_FIGURE_NAMES,
    UNITS,
    WAYS,
    PhaseFigure,
    Unit,
    read_wanted,
)
from planner.rules.targets import MEASURE_NAMES
from planner.text.numbers import exact_percent_text
from planner.ui.asking import attempt, notice, read
from planner.ui.campaign_acts import TYPED
from planner.ui.progress_phases import in_unit
from planner.ui.saying import plain, say, voice
from planner.words import Refusal


def phases(campaign: CampaignCard, *, may_change: bool) -> None:
    """A box for each phase: its amount, its own figures, and what the amount takes a day."""
    card = read(reports.targets.card, campaign_id=campaign.id)
    st.caption(
        say(
            "A warm-up is judged by carts, coupons, deposits and members, a burst by {measure},"
            " replies and stock, a wrap-up by dispatch and refunds. A deposit is no sale until its"
            " balance is paid. With conversion and paid per buyer, progress can say which link is"
            " broken.",
            measure=MEASURE_NAMES[campaign.measure],
        )
    )
    amounts = {} if card.plan is None else card.plan.by_phase()
    for phase in campaign.phases:
        with st.container(border=True):
            kind = say(PHASE_KIND_NAMES[phase.kind])
            amount = voice().money(amounts.get(phase.key), compact=True)
            st.markdown(f"**{plain(phase.name)}** · {kind} · {plain(amount)}")
            figures = (*JUDGED_BY[phase.kind], *WAYS)
            if may_change:
                _form(campaign, card, phase, figures)
            else:
                _shown(card, phase, figures)


def _shown(card: TargetCard, phase: Phase[int], figures: Sequence[PhaseFigure]) -> None:
    wanted = card.of_phase(phase.key)
    said = [
        f"{say(PHASE_FIGURE_NAMES[figure])} {plain(in_unit(figure, wanted[figure]))}"
        for figure in figures
        if figure in wanted
    ]
    st.caption(" · ".join(said) or say("Nobody has said what it should reach."))


def _form(
    campaign: CampaignCard, card: TargetCard, phase: Phase[int], figures: Sequence[PhaseFigure]
) -> None:
    key = f"{TYPED}phase-target-{phase.key}"
    state = st.session_state
    state.setdefault(f"{key}-seen", _seen(card, phase))
    wanted = card.of_phase(phase.key)
    for figure in figures:
        state.setdefault(f"{key}-{figure}", _typed(figure, wanted.get(figure)))
    with st.form(key, border=False):
        with st.grid(4, min_column_width=150):
            for figure in figures:
                st.text_input(
                    say(PHASE_FIGURE_NAMES[figure]),
                    key=f"{key}-{figure}",
                    placeholder=_example(figure),
                    persist_state="session",
                )
        st.form_submit_button(
            say("Save"), key=f"{key}-save", on_click=_save, args=(key, campaign, phase, figures)
        )


def _typed(figure: PhaseFigure, value: int | None) -> str:
    if value is None:
        return ""
    return exact_percent_text(value) if UNITS[figure] is Unit.RATE else in_unit(figure, value)


def _example(figure: PhaseFigure) -> str:
    match UNITS[figure]:
        case Unit.FEN:
            return say("yuan")
        case Unit.RATE:
            return "%"
        case Unit.COUNT:
            return ""


def _seen(card: TargetCard, phase: Phase[int]) -> dict[PhaseFigure, int]:
    return {
        figure: version
        for (phase_id, figure), (_, version) in card.phases.items()
        if phase_id == phase.key
    }


def _save(
    key: str, campaign: CampaignCard, phase: Phase[int], figures: Sequence[PhaseFigure]
) -> None:
    state = st.session_state
    try:
        typed = {figure: read_wanted(figure, state.get(f"{key}-{figure}")) for figure in figures}
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return
    saved = attempt(
        actions.targets.set_phase_targets,
        campaign_id=campaign.id,
        phase_id=phase.key,
        wanted={figure: value for figure, value in typed.items() if value is not None},
        seen=state[f"{key}-seen"],
    )
    forget(key, [] if saved is None else [str(figure) for figure in figures])


def forget(key: str, fields: Sequence[str]) -> None:
    """Let a form begin anew: with the versions that are there now, and with what was saved."""
    for name in ("seen", *fields):
        st.session_state.pop(f"{key}-{name}", None)
