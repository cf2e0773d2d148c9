"""Playbooks: where sales stand below so much of the curve at a moment, tasks are released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase
from planner.rules.money import ratio_bp
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.words import Bp, Fen, Refusal, Sentence

_MOST_SHARE, _MOST_HOURS = 50_000, 24 * 60
_WHOLE = 10_000
_HOUR = timedelta(hours=1)
# Exports say whole seconds: one that ends at 21:59:59 speaks of all up to 22:00.
_GRACE = timedelta(seconds=1)


class Side(StrEnum):
    """On which side of the share a playbook fires."""

    BELOW = "below"
    ABOVE = "above"


SIDE_NAMES: dict[Side, Sentence] = {
    Side.BELOW: Sentence("Below"),
    Side.ABOVE: Sentence("Above"),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a playbook asks, and what makes it fire.

    It asks at ``moment`` (wall clock), else ``offset_minutes`` after its phase has opened, and
    compares what was reached since that opening with what was planned since. Raises Refusal.
    """

    phase_key: int
    measure: Measure
    side: Side
    share_bp: int
    offset_minutes: int | None = None
    moment: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.share_bp <= _MOST_SHARE:
            raise Refusal("Share of the plan: write more than 0% and at most 500%.")
        if (self.offset_minutes is None) == (self.moment is None):
            raise Refusal("When: say how long after the opening, or at which moment.")
        if self.offset_minutes is not None and not 1 <= self.offset_minutes <= 60 * _MOST_HOURS:
            raise Refusal(
                "When: write hours after the opening, above 0 and at most {most}.", most=_MOST_HOURS
            )

    def at(self, phase: Phase[int]) -> datetime:
        """When it asks, on the wall."""
        if self.moment is not None:
            return self.moment
        return phase.opens + timedelta(minutes=self.offset_minutes or 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a playbook says of a moment: fires, does not, or None where nobody can know yet.

    Both amounts count from the opening of its phase; None where it could not be judged.
    """

    fires: bool | None
    at: datetime
    said: Sentence
    planned_fen: int | None = None
    reached_fen: int | None = None

    @property
    def share_bp(self) -> Bp | None:
        """What was reached of the plan."""
        if self.planned_fen is None or self.reached_fen is None:
            return None
        share = ratio_bp(self.reached_fen, self.planned_fen)
        return None if share is None else Bp(share)


def require_inside(trigger: Trigger, phase: Phase[int]) -> None:
    """Refuse a moment at which the phase is not open, or has only just opened."""
    if not phase.opens < trigger.at(phase) <= phase.closes:
        raise Refusal(
            "When: “{phase}” runs from {opens} to {closes}. Choose a moment in it.",
            phase=phase.name,
            opens=phase.opens,
            closes=phase.closes,
        )


def judge(trigger: Trigger, sales: CampaignSales) -> Judged:
    """What a playbook says of its moment, on figures of all its shops that cover it."""
    phase = _phase(trigger, sales)
    at = trigger.at(phase)
    if not phase.opens < at <= phase.closes:
        said = Sentence(
            "“{phase}” is not open at {moment}. Set it anew.", phase=phase.name, moment=at
        )
        return Judged(None, at, said)
    # An hour's figures say nothing of a moment within it, so then its end decides.
    told = [_judged(trigger, sales, phase, moment) for moment in _moments(at)]
    return next((one for one in told if one.fires is not None), told[0])


def judge_so_far(trigger: Trigger, sales: CampaignSales) -> Judged | None:
    """What it would say of the last moment that all its shops cover, while its own is to come."""
    phase = _phase(trigger, sales)
    covered = [sales.counted.covered_to.get(shop_id) for shop_id in _shops(phase, sales)]
    known = [moment for moment in covered if moment is not None]
    if len(known) < len(covered) or not known:
        return None
    moment = min(known)
    full = moment.replace(minute=0, second=0, microsecond=0)
    for at in (moment, full + _HOUR if full + _HOUR - moment <= _GRACE else full):
        if not phase.opens < at < trigger.at(phase):
            continue
        judged = _judged(trigger, sales, phase, at)
        if judged.fires is not None:
            return judged
    return None


def told(trigger: Trigger, at: datetime, planned_fen: int, reached_fen: int) -> Judged:
    """The verdict on two amounts at a moment; planned is above 0."""
    share = Bp(ratio_bp(reached_fen, planned_fen) or 0)
    part, whole = reached_fen * _WHOLE, planned_fen * trigger.share_bp
    fires = part < whole if trigger.side is Side.BELOW else part > whole
    values = {
        "moment": at,
        "reached": Fen(reached_fen),
        "planned": Fen(planned_fen),
        "share": share,
        "limit": Bp(trigger.share_bp),
    }
    return Judged(fires, at, _verdict(trigger.side, fires, values), planned_fen, reached_fen)


def _verdict(side: Side, fires: bool, values: Mapping[str, Any]) -> Sentence:
    match side, fires:
        case Side.BELOW, True:
            return Sentence(
                "By {moment}: {reached} of {planned} planned, {share}. That is below {limit}.",
                **values,
            )
        case Side.BELOW, False:
            return Sentence(
                "By {moment}: {reached} of {planned} planned, {share}. That is not below {limit}.",
                **values,
            )
        case Side.ABOVE, True:
            return Sentence(
                "By {moment}: {reached} of {planned} planned, {share}. That is above {limit}.",
                **values,
            )
        case _:
            return Sentence(
                "By {moment}: {reached} of {planned} planned, {share}. That is not above {limit}.",
                **values,
            )


def _judged(trigger: Trigger, sales: CampaignSales, phase: Phase[int], at: datetime) -> Judged:
    missing = _missing(trigger, sales, phase, at)
    if missing is not None:
        return Judged(None, at, missing)
    planned = (sales.planned_until(at) or 0) - (sales.planned_until(phase.opens) or 0)
    if planned <= 0:
        return Judged(None, at, Sentence("Nothing is planned by {moment}.", moment=at))
    latest = sales.covers_to
    by_now = sales.reached_until(at if latest is None else min(at, latest))
    before = sales.reached_until(phase.opens)
    if by_now is None or before is None:
        said = Sentence(
            "The figures do not say what was reached by {moment}. An export by the hour does.",
            moment=at,
        )
        return Judged(None, at, said)
    return told(trigger, at, planned, by_now - before)


def _missing(
    trigger: Trigger, sales: CampaignSales, phase: Phase[int], at: datetime
) -> Sentence | None:
    """Why it can't be judged at a moment yet."""
    if sales.plan is None:
        return Sentence("There is no target, so there is no curve to compare with.")
    if trigger.measure is not sales.measure:
        return Sentence(
            "It asks for “{measure}”, but the target means “{meant}”. Change one of them.",
            measure=MEASURE_NAMES[trigger.measure],
            meant=MEASURE_NAMES[sales.measure],
        )
    behind = [
        sales.shops[shop_id]
        for shop_id in _shops(phase, sales)
        if (covered := sales.counted.covered_to.get(shop_id)) is None or covered + _GRACE < at
    ]
    if behind:
        return Sentence("No figures up to {moment} yet: {shops}.", moment=at, shops=behind)
    return None


def _shops(phase: Phase[int], sales: CampaignSales) -> list[int]:
    return [shop_id for shop_id in sales.shops if not phase.shops or shop_id in phase.shops]


def _phase(trigger: Trigger, sales: CampaignSales) -> Phase[int]:
    for phase in sales.phases:
        if phase.key == trigger.phase_key:
            return phase
    raise Refusal("This phase is not there any more. Look at the campaign again.")


def _moments(at: datetime) -> Sequence[datetime]:
    full = at.replace(minute=0, second=0, microsecond=0)
    return (at,) if at == full else (at, full + _HOUR)
