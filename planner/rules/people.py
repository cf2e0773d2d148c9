"""Who may do what: roles, rights and the one table that joins them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.words import Refusal, Sentence


class Role(StrEnum):
    """What a person is here for; one person may be all three."""

    OPERATOR = "operator"
    TEAMMATE = "teammate"
    LEAD = "lead"


class Right(StrEnum):
    """One thing that a role allows."""

    SEE_PLAN = "see_plan"
    DO_TEAM_TASKS = "do_team_tasks"
    PLAN = "plan"
    IMPORT_SALES = "import_sales"
    SEE_COSTS = "see_costs"
    INVITE_TEAMMATES = "invite_teammates"
    GRANT_ROLES = "grant_roles"
    SIGN_OFF = "sign_off"
    UNDO_OTHERS = "undo_others"


_TEAMMATE = frozenset({Right.SEE_PLAN, Right.DO_TEAM_TASKS})
_OPERATOR = _TEAMMATE | {Right.PLAN, Right.IMPORT_SALES, Right.SEE_COSTS, Right.INVITE_TEAMMATES}
_LEAD = _OPERATOR | {Right.GRANT_ROLES, Right.SIGN_OFF, Right.UNDO_OTHERS}

PERMISSIONS: dict[Role, frozenset[Right]] = {
    Role.TEAMMATE: _TEAMMATE,
    Role.OPERATOR: _OPERATOR,
    Role.LEAD: _LEAD,
}

_NEEDS: dict[Right, Sentence] = {
    Right.SEE_PLAN: Sentence("Sign in to see this."),
    Right.DO_TEAM_TASKS: Sentence("Only teammates, operators and leads can work on tasks."),
    Right.PLAN: Sentence("Only operators and leads can change the plan. Ask one of them."),
    Right.IMPORT_SALES: Sentence(
        "Only operators and leads can add sales figures. Ask one of them."
    ),
    Right.SEE_COSTS: Sentence("Costs and margins are for operators and leads only."),
    Right.INVITE_TEAMMATES: Sentence(
        "Only operators and leads can invite people. Ask one of them."
    ),
    Right.GRANT_ROLES: Sentence("Only a lead can make someone an operator or a lead."),
    Right.SIGN_OFF: Sentence("Only a lead can sign off. Ask a lead."),
    Right.UNDO_OTHERS: Sentence("You can undo your own changes; undoing others' needs a lead."),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: the person, their roles, their teams and the language they read."""

    person_id: int | None
    name: str
    roles: frozenset[Role]
    team_ids: frozenset[int] = frozenset()
    language: str | None = None

    @property
    def rights(self) -> frozenset[Right]:
        """Everything that the actor's roles allow together."""
        return rights_of(self.roles)

    def may(self, right: Right) -> bool:
        """Whether one of the actor's roles allows this."""
        return any(right in PERMISSIONS[role] for role in self.roles)

    def require(self, right: Right) -> None:
        """Refuse, saying who could, unless the actor may do this."""
        if not self.may(right):
            raise Refusal(_NEEDS[right])


NOBODY = Actor(None, "", frozenset())


def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """Everything that these roles allow together."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def require_grant(actor: Actor, roles: frozenset[Role]) -> None:
    """Refuse unless the actor may hand out these roles; a teammate's is any inviter's to give."""
    actor.require(Right.INVITE_TEAMMATES)
    if roles - {Role.TEAMMATE}:
        actor.require(Right.GRANT_ROLES)


def may_work_on(actor: Actor, owner_id: int | None, team_id: int) -> bool:
    """Whether a task is the actor's own, their team's, or theirs to plan."""
    if actor.may(Right.PLAN):
        return True
    own = actor.person_id is not None and actor.person_id == owner_id
    return actor.may(Right.DO_TEAM_TASKS) and (own or team_id in actor.team_ids)


def require_work_on(actor: Actor, owner_id: int | None, team_id: int) -> None:
    """Refuse unless a task is the actor's own, their team's, or theirs to plan."""
    actor.require(Right.DO_TEAM_TASKS)
    if not may_work_on(actor, owner_id, team_id):
        raise Refusal("This task belongs to another team. Ask them, or an operator.")


def may_sign_for(actor: Actor, team_id: int) -> bool:
    """Whether the actor may say that a team's part is ready: its members, and who plans."""
    return actor.may(Right.PLAN) or (actor.may(Right.DO_TEAM_TASKS) and team_id in actor.team_ids)


def require_sign_for(actor: Actor, team_id: int) -> None:
    """Refuse unless the actor may say that a team's part is ready."""
    if not may_sign_for(actor, team_id):
        raise Refusal("Only people of this team, operators and leads can sign off for it.")


def require_reset(actor: Actor, roles: frozenset[Role]) -> None:
    """Refuse a password reset for someone who has rights that the actor lacks."""
    actor.require(Right.INVITE_TEAMMATES)
    if rights_of(roles) - actor.rights:
        raise Refusal("You can't reset the password of someone with more rights. Ask a lead.")


@dataclass(frozen=True)
class SeedTeam:
    """A team every new shop begins with; its name is said in the reader's language.

    ``burst_hours`` is how long each of its people works every day of a burst, None if as usual.
    """

    key: str
    name: Sentence
    colour: str
    burst_hours: float | None = None


SEED_TEAMS: tuple[SeedTeam, ...] = (
    SeedTeam("operations", Sentence("Operations"), "#4F6BD8"),
    SeedTeam("marketing", Sentence("Marketing"), "#B4508F"),
    SeedTeam("design", Sentence("Design"), "#8A63D2"),
    SeedTeam("customer_service", Sentence("Customer service"), "#0E8A8A", 10),
    SeedTeam("warehouse", Sentence("Warehouse"), "#A86A1D", 10),
    SeedTeam("tech", Sentence("Tech"), "#5B7083"),
)
_SEED_NAMES = {team.key: team.name for team in SEED_TEAMS}


def team_called(key: str | None, name: str) -> Sentence | str:
    """A team's name, to be said in the reader's language where it is still one of the first six."""
    seed = _SEED_NAMES.get(key or "")
    return seed if seed is not None and name == seed.msgid else name
