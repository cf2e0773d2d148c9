"""What a person can do with a task as it stands; the same answer for list, board and details."""

from __future__ import annotations

from planner.rules.people import Actor, Right, may_work_on
from planner.rules.tasks import TaskState


def verbs_for(
    actor: Actor,
    *,
    state: TaskState,
    owner_id: int | None,
    team_id: int,
    approver_id: int | None,
    stuck: bool,
) -> tuple[str, ...]:
    """The verbs open to the actor, the most likely first.

    They are complete, submit (complete, where someone else has to pass it), pass, return, reopen,
    claim, start, hand_over, stuck, unstuck.
    """
    works = may_work_on(actor, owner_id, team_id)
    passes_itself = approver_id is None or approver_id == actor.person_id
    reviews = approver_id is not None and (passes_itself or actor.may(Right.SIGN_OFF))
    if state == TaskState.DONE:
        return ("reopen",) if works else ()
    if state == TaskState.REVIEW and approver_id is not None:
        return (*(("pass", "return") if reviews else ()), *(("reopen",) if works else ()))
    if not works:
        return ()
    if state == TaskState.REVIEW:
        return ("complete", "reopen")
    return (
        "complete" if passes_itself else "submit",
        *(("claim",) if owner_id is None else ()),
        *(("start",) if state == TaskState.TODO else ()),
        "hand_over",
        "unstuck" if stuck else "stuck",
    )
