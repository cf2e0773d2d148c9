"""A person's row as the roles it grants."""

from __future__ import annotations

from datetime import datetime

from planner.rules.people import Role
from planner.tables.people import Person


def roles_of(person: Person) -> frozenset[Role]:
    """The roles that a person has been granted."""
    return granted_roles(person.operator_since, person.teammate_since, person.lead_since)


def granted_roles(
    operator_since: datetime | None, teammate_since: datetime | None, lead_since: datetime | None
) -> frozenset[Role]:
    """The roles whose grant has a moment."""
    granted = {
        Role.OPERATOR: operator_since,
        Role.TEAMMATE: teammate_since,
        Role.LEAD: lead_since,
    }
    return frozenset(role for role, since in granted.items() if since is not None)
