"""What targets, shares, curves and notes are called when history speaks of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from planner.rules.phase_targets import PHASE_FIGURE_NAMES, PhaseFigure
from planner.tables.campaigns import Phase
from planner.tables.naming import name_of, short
from planner.tables.recording import State
from planner.tables.shops import Shop
from planner.words import Sentence

TARGET_FIELDS: dict[str, Sentence] = {
    "buyer_fen": Sentence("paid per buyer"),
    "channel": Sentence("channel"),
    "click_fen": Sentence("cost of a click"),
    "conversion_bp": Sentence("conversion"),
    "curve_id": Sentence("curve"),
    "figure": Sentence("figure"),
    "gross_margin_bp": Sentence("gross margin"),
    "refund_bp": Sentence("refund rate"),
    "sale": Sentence("sale"),
    "share_bp": Sentence("share"),
    "shares": Sentence("shares"),
    "target_floor_fen": Sentence("floor of the target"),
    "target_stretch_fen": Sentence("stretch target"),
    "wanted": Sentence("wanted value"),
}


def _phase_target(session: Session, state: State) -> Sentence:
    return Sentence(
        "target of phase “{phase}”: {figure}",
        phase=name_of(session, Phase, state["phase_id"]),
        figure=PHASE_FIGURE_NAMES[PhaseFigure(state["figure"])],
    )


def _target_share(session: Session, state: State) -> Sentence:
    shop = name_of(session, Shop, state["shop_id"])
    if not state["channel"]:
        return Sentence("share of “{shop}” in the target", shop=shop)
    return Sentence(
        "share of “{channel}” in the target of “{shop}”", channel=state["channel"], shop=shop
    )


TARGET_TITLES: dict[str, Callable[[Session, State], Sentence]] = {
    "kept_curve": lambda _, state: Sentence("curve “{name}”", name=state["name"]),
    "phase_target": _phase_target,
    "retro_note": lambda _, state: Sentence(
        "note “{text}” of the retrospective", text=short(state["text"])
    ),
    "target_share": _target_share,
}
