"""Moving a plan as people do: look at what it comes to, then agree."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.actions import moves, plans
from planner.desk import Receipt
from planner.reports import moves as reports
from planner.reports.moves import MovePreview
from planner.rules.moving_plans import AskedMove, Moving, Rest, SaleDayMoves
from tests.support.cast import CAMPAIGN, Cast


def look(
    cast: Cast, moving: Moving, rest: Rest = Rest.KEEP_GAPS, *, working: bool = False
) -> tuple[AskedMove, MovePreview]:
    """What the operator asks for, and the look at it."""
    asked = AskedMove(moving, rest, working)
    return asked, cast.ask(cast.zhou, reports.move, campaign_id=CAMPAIGN, asked=asked)


def move(cast: Cast, moving: Moving, rest: Rest = Rest.KEEP_GAPS, **given: Any) -> Receipt:
    """The operator moves what they looked at."""
    asked, seen = look(cast, moving, rest)
    about = {"campaign_id": CAMPAIGN, "asked": asked, "digest": seen.digest}
    return cast.do(cast.zhou, moves.move, **about, **given)


def move_sale_day(cast: Cast, to: date) -> Receipt:
    """The operator moves the sale day, and everything keeps its distance to it."""
    return move(cast, SaleDayMoves(to))


def pin(cast: Cast, task_id: int) -> None:
    """The operator pins a task to its day."""
    version = cast.task(task_id).version
    cast.do(cast.zhou, plans.pin, task_id=task_id, version=version)
