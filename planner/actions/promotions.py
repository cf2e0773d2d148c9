"""Writing a sale's promotions: add, change, cancel and bring back; what selling costs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from planner.actions import promotion_tasks
from planner.actions.finding import counting_promotion, open_campaign, phase
from planner.actions.stale import require_version
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.written_rules import write_gives, write_scope
from planner.tables.promotion_plans import shops_of
from planner.tables.promotion_rows import setting_row
from planner.tables.promotions import Promotion, PromotionPhase, PromotionSetting
from planner.words import Did, Refusal, Sentence

_LONGEST_SOURCE = 200


def add(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    draft: Draft,
    with_tasks: bool = False,
) -> Did:
    """Add a promotion to a campaign, perhaps with the tasks it needs; the value is its id."""
    actor.require(Right.PLAN)
    open_campaign(session, campaign_id)
    _check(session, campaign_id, draft)
    row = Promotion(
        campaign_id=campaign_id, created_at=now, created_by=actor.person_id, **_columns(draft)
    )
    session.add(row)
    session.flush()
    _set_phases(session, row, draft.phases)
    added = Sentence("added the promotion “{name}”", name=row.name)
    if with_tasks:
        session.flush()
        added = _with_tasks(added, promotion_tasks.ask_for(session, actor, now, row))
    return Did(added, campaign_id, row.id)


def edit(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    promotion_id: int,
    version: int,
    draft: Draft,
    with_tasks: bool = False,
) -> Did:
    """Change a promotion that the person saw at ``version``, perhaps adding tasks it needs."""
    actor.require(Right.PLAN)
    row = _standing(session, promotion_id)
    require_version(session, row, version)
    _check(session, row.campaign_id, draft)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    _set_phases(session, row, draft.phases)
    changed = Sentence("changed the promotion “{name}”", name=row.name)
    if with_tasks:
        session.flush()
        changed = _with_tasks(changed, promotion_tasks.ask_for(session, actor, now, row))
    return Did(changed, row.campaign_id, row.id)


def cancel(session: Session, /, *, actor: Actor, now: datetime, promotion_id: int) -> Did:
    """Take a promotion out of the sale with its tasks that nobody has begun; it can come back."""
    actor.require(Right.PLAN)
    row = _standing(session, promotion_id)
    row.cancelled_at, row.cancelled_by = now, actor.person_id
    cancelled = Sentence("cancelled the promotion “{name}”", name=row.name)
    withdrawn, begun = promotion_tasks.withdraw(session, actor, now, row.id)
    if withdrawn:
        cancelled = Sentence(
            "{done}; {n} task of it went into the recycle bin",
            "{done}; {n} tasks of it went into the recycle bin",
            done=cancelled,
            n=withdrawn,
        )
    if begun:
        cancelled = Sentence(
            "{done}; {n} task of it stays because work on it has begun",
            "{done}; {n} tasks of it stay because work on them has begun",
            done=cancelled,
            n=begun,
        )
    return Did(cancelled, row.campaign_id, row.id)


def bring_back(session: Session, /, *, actor: Actor, now: datetime, promotion_id: int) -> Did:
    """Bring a cancelled promotion back into the sale, with the tasks that went with it."""
    actor.require(Right.PLAN)
    row = session.get(Promotion, promotion_id)
    if row is None:
        raise Refusal("This promotion is not there any more. Look at the list again.")
    open_campaign(session, row.campaign_id)
    if row.cancelled_at is None:
        return Did(Sentence("“{name}” is in the sale already.", name=row.name), row.campaign_id)
    counting_promotion(session, row.id)
    back = Sentence("brought back the promotion “{name}”", name=row.name)
    restored = promotion_tasks.restore(session, actor, now, row.id, row.cancelled_at)
    row.cancelled_at = row.cancelled_by = None
    if restored:
        back = Sentence(
            "{done} with {n} task of it", "{done} with {n} tasks of it", done=back, n=restored
        )
    return Did(back, row.campaign_id, row.id)


def set_costs(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    campaign_id: int,
    version: int | None,
    costs: Costs,
    limits: Limits,
    source: str = "",
    checked_on: date | None = None,
) -> Did:
    """Say what selling costs in a campaign and what its shops allow themselves.

    ``version`` is that of the row the person saw, None where there was none; ``source`` says where
    the fees were read and ``checked_on`` when.
    """
    actor.require(Right.SEE_COSTS)
    actor.require(Right.PLAN)
    open_campaign(session, campaign_id)
    source = tidy(source)
    if len(source) > _LONGEST_SOURCE:
        raise Refusal("Source: write at most {most} characters.", most=_LONGEST_SOURCE)
    _check_limits(limits)
    row = setting_row(session, campaign_id)
    values = {**asdict(costs), **asdict(limits), "source": source, "checked_on": checked_on}
    values["fee_base"] = str(costs.fee_base)
    if row is None:
        session.add(PromotionSetting(campaign_id=campaign_id, **values))
    else:
        require_version(session, row, version or 0)
        for name, value in values.items():
            setattr(row, name, value)
    return Did(Sentence("set the costs and limits of promotions"), campaign_id)


def _with_tasks(done: Sentence, tasks: int) -> Sentence:
    if not tasks:
        return done
    return Sentence("{done} with {n} task", "{done} with {n} tasks", done=done, n=tasks)


def _standing(session: Session, promotion_id: int) -> Promotion:
    row = session.get(Promotion, promotion_id)
    if row is None or row.cancelled_at is not None:
        raise Refusal("This promotion is not in the sale any more. Look at the list again.")
    open_campaign(session, row.campaign_id)
    return row


def _check(session: Session, campaign_id: int, draft: Draft) -> None:
    for phase_id in draft.phases:
        phase(session, campaign_id, phase_id)
    if draft.shop is not None and draft.shop not in shops_of(session, campaign_id):
        raise Refusal("Shop: choose one that takes part in the campaign.")


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "shop_id": draft.shop,
        "name": tidy(draft.name),
        "preset": draft.preset,
        "gives": write_gives(draft.gives),
        "layer": int(draft.layer),
        "base": str(draft.base),
        "scope": write_scope(draft.scope),
        "mutex_group": tidy(draft.group),
        "claimed": draft.claimed,
        "priority": draft.priority,
        "rounding": draft.rounding,
        "shop_bp": draft.shop_bp,
        "shuts": sorted(int(layer) for layer in draft.shuts),
        "opens_at": draft.opens,
        "closes_at": draft.closes,
        "issued": draft.issued,
        "per_buyer": draft.per_buyer,
        "budget_fen": draft.budget_fen,
        "wording": draft.wording.strip(),
        "typed": tidy(draft.typed),
    }


def _set_phases(session: Session, row: Promotion, phases: frozenset[int]) -> None:
    standing = {
        link.phase_id: link
        for link in session.exec(
            select(PromotionPhase).where(PromotionPhase.promotion_id == row.id)
        )
    }
    for phase_id, link in standing.items():
        if phase_id not in phases:
            session.delete(link)
    session.add_all(
        PromotionPhase(campaign_id=row.campaign_id, promotion_id=row.id, phase_id=phase_id)
        for phase_id in sorted(phases - standing.keys())
    )


def _check_limits(limits: Limits) -> None:
    for rate in (limits.rate_bp, limits.near_zero_cost_bp, limits.drop_bp, limits.bundle_bp):
        if not 0 <= rate <= 10_000:
            raise Refusal("Limits: write rates from 0% to 100%.")
    if not 0 <= limits.gap_warn_bp <= limits.gap_stop_bp <= 10_000:
        raise Refusal("Gap between shops: write a warning at or below the stop, up to 100%.")
    if not 1 <= limits.most_pieces <= 200:
        raise Refusal("Pieces looked at: write 1 to {most}.", most=200)
    if not 0 <= limits.protection_days <= 365:
        raise Refusal("Days of price protection: write 0 to {most}.", most=365)
    if not 1 <= limits.lines_hours <= 24 * 30:
        raise Refusal("Age of platform lines: write 1 to {most} hours.", most=24 * 30)
    if limits.near_zero_fen < 0:
        raise Refusal("Near zero: write an amount of 0 or more.")
