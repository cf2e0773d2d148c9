"""Moving a plan as people do: look at what it comes to, then agree."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from planner.actions import moves, plans
from planner.desk import Receipt
from planner.reports import campaigns
from planner.reports import moves as reports
from planner.reports.moves import MovePreview
from planner.rules.moving_plans import AskedMove, Moving, PhaseMoves, Rest, SaleDayMoves
from tests.support.cast import CAMPAIGN, Cast
from tests.support.real_shop import RealShop


def look(
    shop: RealShop, moving: Moving, rest: Rest = Rest.KEEP_GAPS, *, working: bool = False
) -> tuple[AskedMove, MovePreview]:
    """What the operator asks for, and the look at it."""
    asked = AskedMove(moving, rest, working)
    about = {"campaign_id": CAMPAIGN, "asked": asked}
    return asked, shop.desk.read(reports.move, actor=shop.operator, **about)


def agree(shop: RealShop, asked: AskedMove, seen: MovePreview, **given: Any) -> Receipt:
    """The operator wants it as it was looked at."""
    about = {"campaign_id": CAMPAIGN, "asked": asked, "digest": seen.digest, "seen": seen.seen}
    return shop.desk.perform(moves.move, actor=shop.operator, **about, **given)


def move(
    shop: RealShop,
    moving: Moving,
    rest: Rest = Rest.KEEP_GAPS,
    *,
    working: bool = False,
    **given: Any,
) -> Receipt:
    """The operator moves what they looked at."""
    return agree(shop, *look(shop, moving, rest, working=working), **given)


def move_phase(
    shop: RealShop, key: int, *, opens: datetime | None = None, closes: datetime | None = None
) -> Receipt:
    """The operator lets a phase open or close at another time, and what hangs on it follows."""
    card = shop.desk.read(campaigns.card, actor=shop.operator, campaign_id=CAMPAIGN)
    now = next(phase for phase in card.phases if phase.key == key)
    return move(shop, PhaseMoves(key, opens or now.opens, closes or now.closes))


def move_sale_day(shop: RealShop, to: date) -> Receipt:
    """The operator moves the sale day, and everything keeps its distance to it."""
    return move(shop, SaleDayMoves(to))


def pin(cast: Cast, task_id: int) -> None:
    """The operator pins a task to its day."""
    version = cast.task(task_id).version
    cast.do(cast.zhou, plans.pin, task_id=task_id, version=version)
