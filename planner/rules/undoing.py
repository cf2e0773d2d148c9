"""Whose changes may be taken back, by whom, and which never can."""

from __future__ import annotations

from planner.rules.people import Actor, Right
from planner.words import Refusal

_NEVER_OF = frozenset({"links", "sign_ins"})
_NEVER = frozenset({"shops.open_shop", "shops.open_demo", "people.invite", "people.remove_person"})
# Whoever took an action had its right then; to take it back they must have it still.
_RIGHTS: dict[str, Right] = {
    "tasks": Right.DO_TEAM_TASKS,
    "evidence": Right.SEE_PLAN,
    "sales": Right.IMPORT_SALES,
    "people": Right.INVITE_TEAMMATES,
    "gates": Right.SIGN_OFF,
    "gates.sign_off": Right.DO_TEAM_TASKS,
    "gates.take_back": Right.DO_TEAM_TASKS,
    "audits": Right.SIGN_OFF,
    "audits.accept": Right.PLAN,
    "audits.withdraw": Right.PLAN,
    "promotions.set_costs": Right.SEE_COSTS,
}


def can_be_undone(action: str) -> bool:
    """Whether an action, as "module.verb", is one that can be taken back at all."""
    return action.partition(".")[0] not in _NEVER_OF and action not in _NEVER


def may_undo(actor: Actor, by: int | None, action: str) -> bool:
    """Whether the actor may take back an action that ``by`` took."""
    own = actor.person_id is not None and actor.person_id == by
    return (
        can_be_undone(action)
        and (own or actor.may(Right.UNDO_OTHERS))
        and actor.may(_right_for(action))
    )


def require_undo(actor: Actor, by: int | None, action: str) -> None:
    """Refuse, saying why, unless the actor may take back an action that ``by`` took."""
    if not can_be_undone(action):
        raise Refusal("Sign-ins, passwords, invitations and removed people can't be undone.")
    actor.require(_right_for(action))
    if actor.person_id is None or actor.person_id != by:
        actor.require(Right.UNDO_OTHERS)


def _right_for(action: str) -> Right:
    return _RIGHTS.get(action) or _RIGHTS.get(action.partition(".")[0], Right.PLAN)
