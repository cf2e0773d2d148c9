"""A person's row as the roles it grants."""

from __future__ import annotations

from functools import lru_cache

from planner.rules.people import Role
from planner.tables.people import Person


def roles_of(person: Person) -> frozenset[Role]:
    """The roles that a person has been granted."""
    return granted_roles(
        person.operator_since is not None,
        person.teammate_since is not None,
        person.lead_since is not None,
    )


@lru_cache(maxsize=8)
def granted_roles(operator: bool, teammate: bool, lead: bool) -> frozenset[Role]:
    """The roles that were granted, each of them or not."""
    granted = {Role.OPERATOR: operator, Role.TEAMMATE: teammate, Role.LEAD: lead}
    return frozenset(role for role, is_granted in granted.items() if is_granted)
