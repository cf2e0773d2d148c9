"""The one table of roles and rights, and what follows from it."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.people import (
    NOBODY,
    PERMISSIONS,
    SEED_TEAMS,
    Actor,
    Right,
    Role,
    may_work_on,
    require_grant,
    require_reset,
    require_work_on,
    rights_of,
)
from planner.words import Refusal

DESIGN, WAREHOUSE = 3, 5
ROLE_SETS = [
    frozenset(some)
    for some in chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
]


def someone(*roles: Role, person_id: int | None = 7, teams: tuple[int, ...] = ()) -> Actor:
    return Actor(person_id, "小文", frozenset(roles), frozenset(teams))


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert {
        Role.TEAMMATE: {Right.SEE_PLAN, Right.DO_TEAM_TASKS},
        Role.OPERATOR: {
            *(Right.SEE_PLAN, Right.DO_TEAM_TASKS, Right.PLAN, Right.IMPORT_SALES),
            *(Right.SEE_COSTS, Right.INVITE_TEAMMATES),
        },
        Role.LEAD: set(Right),
    } == PERMISSIONS


@pytest.mark.parametrize("roles", ROLE_SETS)
@pytest.mark.parametrize("right", list(Right))
def test_an_actor_may_what_one_of_their_roles_allows(roles: frozenset[Role], right: Right) -> None:
    actor = Actor(7, "小文", roles)
    allowed = any(right in PERMISSIONS[role] for role in roles)

    assert actor.may(right) is allowed
    assert (right in actor.rights) is allowed
    if allowed:
        actor.require(right)
    else:
        with pytest.raises(Refusal):
            actor.require(right)


def test_nobody_may_nothing() -> None:
    assert NOBODY.rights == frozenset()
    assert rights_of(frozenset()) == frozenset()


def test_a_refusal_says_who_could() -> None:
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        someone(Role.TEAMMATE).require(Right.PLAN)
    with pytest.raises(Refusal, match="Only a lead can sign off"):
        someone(Role.OPERATOR).require(Right.SIGN_OFF)


@pytest.mark.parametrize(
    ("actor", "owner", "allowed"),
    [
        (someone(Role.TEAMMATE, teams=(DESIGN,)), None, True),
        (someone(Role.TEAMMATE, teams=(DESIGN,)), 9, True),
        (someone(Role.TEAMMATE, teams=(WAREHOUSE,)), None, False),
        (someone(Role.TEAMMATE, teams=(WAREHOUSE,)), 7, True),
        (someone(Role.TEAMMATE), None, False),
        (someone(Role.OPERATOR), 9, True),
        (someone(Role.LEAD), 9, True),
        (someone(teams=(DESIGN,)), 7, False),
        (Actor(None, "", frozenset({Role.TEAMMATE})), None, False),
    ],
)
def test_work_is_for_its_owner_its_team_and_who_plans(
    actor: Actor, owner: int | None, allowed: bool
) -> None:
    assert may_work_on(actor, owner, DESIGN) is allowed
    if allowed:
        require_work_on(actor, owner, DESIGN)
    else:
        with pytest.raises(Refusal):
            require_work_on(actor, owner, DESIGN)


@pytest.mark.parametrize(
    ("role", "given_role", "allowed"),
    [
        (Role.TEAMMATE, Role.TEAMMATE, False),
        (Role.OPERATOR, Role.TEAMMATE, True),
        (Role.OPERATOR, Role.OPERATOR, False),
        (Role.OPERATOR, Role.LEAD, False),
        (Role.LEAD, Role.LEAD, True),
        (Role.LEAD, Role.OPERATOR, True),
    ],
)
def test_who_may_hand_out_which_role(role: Role, given_role: Role, allowed: bool) -> None:
    if allowed:
        require_grant(someone(role), frozenset({given_role}))
    else:
        with pytest.raises(Refusal):
            require_grant(someone(role), frozenset({given_role}))


@given(mine=st.sampled_from(ROLE_SETS), theirs=st.sampled_from(ROLE_SETS))
def test_nobody_resets_the_password_of_someone_with_more_rights(
    mine: frozenset[Role], theirs: frozenset[Role]
) -> None:
    actor = Actor(7, "周妍", mine)
    strong = Role.LEAD in mine or (Role.OPERATOR in mine and Role.LEAD not in theirs)

    if strong:
        require_reset(actor, theirs)
    else:
        with pytest.raises(Refusal):
            require_reset(actor, theirs)


def test_the_six_first_teams_are_told_apart() -> None:
    assert [team.key for team in SEED_TEAMS] == [
        *("operations", "marketing", "design", "customer_service", "warehouse", "tech")
    ]
    assert len({team.colour for team in SEED_TEAMS}) == 6
