"""The hours of a burst as the war room draws them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from planner.reports.war_room import BurstHours
from planner.rules.money import ratio_bp
from planner.ui.saying import voice
from planner.words import Bp, Fen


def bars(burst: BurstHours, covers_to: datetime | None, now: datetime) -> dict[str, Any]:
    """The hours that are shown, with their text alternative."""
    ghost = burst.last_sale or ""
    note = ""
    if ghost and burst.last_spread:
        note = voice().say(
            "{sale} is known by day; its hours follow its plan.", sale=burst.last_sale
        )
    known = [one for one in burst.hours if one.reached_fen is not None]
    said = voice().say(
        "{phase} hour by hour: {reached} reached in {n} known hour.",
        "{phase} hour by hour: {reached} reached in {n} known hours.",
        phase=burst.phase.name,
        reached=Fen(sum(one.reached_fen or 0 for one in known)),
        n=len(known),
    )
    if covers_to is not None:
        note = " · ".join(part for part in (as_of(now, covers_to), note) if part)
    return {
        "title": voice().say("{phase}, hour by hour", phase=burst.phase.name),
        "note": note,
        "ghost": ghost,
        "said": said,
        "hours": [
            {
                "label": f"{one.begins:%H}",
                "plan": one.planned_fen,
                "reached": one.reached_fen,
                "ghost": one.last_fen,
                "partial": one.partial and one.reached_fen is not None,
                "text": _hour_in_words(one.begins, one.reached_fen, one.planned_fen),
            }
            for one in burst.hours
        ],
    }


def _hour_in_words(begins: datetime, reached: int | None, planned: int | None) -> str:
    share = None if reached is None or planned is None else ratio_bp(reached, planned)
    return voice().say(
        "{moment}: {reached} of {planned} planned, {share}",
        moment=voice().wall_clock(begins),
        reached=None if reached is None else Fen(reached),
        planned=None if planned is None else Fen(planned),
        share=None if share is None else Bp(share),
    )


def as_of(now: datetime, moment: datetime | None) -> str:
    """The moment a number speaks of; its day too, where that is not today."""
    if moment is None:
        return ""
    today = moment.date() == now.date()
    told = f"{moment:%H:%M}" if today else voice().wall_clock(moment)
    return voice().say("as of {moment}", moment=told)
