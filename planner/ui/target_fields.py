"""The fields of a target: the amount, what it measures, and how the phases share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from planner.rules.campaigns import Key, Phase
from planner.rules.forecasts.goals import GOAL_NAMES, Goal
from planner.rules.money import parse_bp, parse_fen
from planner.rules.targets import MEASURE_NAMES, read_target, split_by_phase
from planner.text.numbers import exact_percent_text
from planner.ui.saying import plain, say, voice
from planner.words import Refusal, Sentence

_WHOLE = 10_000


def amount_fields(amount_key: str, measure_key: str) -> None:
    """The amount as text and what it measures; their values are in the session state."""
    measures = {measure: voice().say(name) for measure, name in MEASURE_NAMES.items()}
    with st.grid(2, min_column_width=260):
        st.text_input(
            say("Target in yuan"),
            key=amount_key,
            placeholder=say("e.g. 120万 or 1,200,000; may stay empty"),
            persist_state="session",
        )
        st.selectbox(
            say("It means"),
            list(measures),
            format_func=lambda measure: measures[measure],
            key=measure_key,
            persist_state="session",
        )


def goal_fields(floor_key: str, stretch_key: str) -> None:
    """The least and the most that the sale should bring, as text; both may stay empty."""
    with st.grid(2, min_column_width=260):
        st.text_input(
            say("Floor: at least"),
            key=floor_key,
            placeholder=say("may stay empty"),
            persist_state="session",
        )
        st.text_input(
            say("Stretch: at best"),
            key=stretch_key,
            placeholder=say("may stay empty"),
            persist_state="session",
        )


def typed_goal(goal: Goal, text: str | None) -> int | None:
    """A floor or stretch in fen, None where nothing is typed; raises Refusal naming it."""
    if not text or not text.strip():
        return None
    try:
        return parse_fen(text)
    except Refusal as refusal:
        raise Refusal(
            "{field}: {problem}", field=GOAL_NAMES[goal], problem=refusal.sentence
        ) from refusal


def share_fields(
    key: str, phases: Sequence[Phase[Key]], shares_bp: Mapping[Key, int], target_fen: int
) -> None:
    """Each phase's share of the target with the yuan it makes."""
    st.markdown(f"**{say('Shared among the phases')}**")
    for phase in phases:
        written = exact_percent_text(shares_bp.get(phase.key, 0))
        st.session_state.setdefault(share_key(key, phase), written)
    parts = _parts(key, phases, target_fen)
    with st.grid(3, min_column_width=200):
        for phase in phases:
            with st.container(gap="xxsmall"):
                st.text_input(plain(phase.name), key=share_key(key, phase), persist_state="session")
                st.caption(plain(voice().money(parts.get(phase.key))))


def share_key(key: str, phase: Phase[Key]) -> str:
    """Where a phase's share is typed."""
    return f"{key}-share-{phase.key}"


def typed_target(text: str | None) -> int | None:
    """The target in fen, or None where nothing is typed; raises Refusal for what is no target."""
    return read_target(text) if text and text.strip() else None


def typed_shares(key: str, phases: Sequence[Phase[Key]]) -> dict[Key, int]:
    """The shares as typed, in basis points by the phase's key; raises Refusal naming the phase."""
    shares: dict[Key, int] = {}
    for phase in phases:
        try:
            shares[phase.key] = parse_bp(st.session_state.get(share_key(key, phase)) or "0")
        except Refusal as refusal:
            raise Refusal(
                "Share of “{phase}”: {problem}", phase=phase.name, problem=refusal.sentence
            ) from refusal
    return shares


def problem_of_target(
    amount: str | None, key: str, phases: Sequence[Phase[Key]]
) -> Sentence | None:
    """What is wrong with the target or its shares, or None."""
    try:
        target_fen = typed_target(amount)
        if target_fen is not None:
            split_by_phase(target_fen, list(typed_shares(key, phases).values()))
    except Refusal as refusal:
        return refusal.sentence
    return None


def _parts(key: str, phases: Sequence[Phase[Key]], target_fen: int) -> dict[Key, int]:
    """What the shares make in fen; before they add up to the whole, each rounded down."""
    try:
        shares = typed_shares(key, phases)
    except Refusal:
        return {}
    if sum(shares.values()) != _WHOLE:
        return {phase: target_fen * share // _WHOLE for phase, share in shares.items()}
    parts = split_by_phase(target_fen, list(shares.values()))
    return dict(zip(shares, parts, strict=True))
