"""People, their teams, and how they sign in."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from planner.rules.people import team_called
from planner.tables.base import Base, Kept
from planner.words import Sentence


class Team(Kept, table=True):
    """A team that tasks are given to; ``key`` marks the six every shop begins with.

    ``people`` is how many work in it, None for as many as are members; each works
    ``hours_per_day`` on the days that the calendar says, or every day. In a burst it works every
    day for ``burst_hours`` where that is set.
    """

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 60", name="name_length"),
        CheckConstraint("people is null or people between 0 and 1000", name="people"),
        CheckConstraint("hours_per_day > 0 and hours_per_day <= 24", name="hours_per_day"),
        CheckConstraint(
            "burst_hours is null or (burst_hours > 0 and burst_hours <= 24)", name="burst_hours"
        ),
    )
    noun: ClassVar[str] = "people"

    id: int = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    name: str = Field(unique=True)
    colour: str
    position: int = 0
    archived_at: datetime | None = None
    people: int | None = None
    hours_per_day: float = 8
    works_days_off: bool = False
    burst_hours: float | None = None

    @property
    def called(self) -> Sentence | str:
        """Its name, to be said in the reader's language where it is one of the first six."""
        return team_called(self.key, self.name)


class TeamTime(Kept, table=True):
    """Days on which a team is not as usual: people more or fewer, other hours, at work or away.

    ``works`` is True for a shift on days off, False for days away, None for the usual days.
    """

    __tablename__ = "team_time"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("people_change between -1000 and 1000", name="people_change"),
        CheckConstraint("hours is null or (hours > 0 and hours <= 24)", name="hours"),
        CheckConstraint("length(note) <= 200", name="note_length"),
    )
    noun: ClassVar[str] = "people"

    id: int = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    first_day: date
    last_day: date
    people_change: int = 0
    works: bool | None = None
    hours: float | None = None
    note: str = ""


class Person(Kept, table=True):
    """Someone who signs in; each role is the moment it was granted."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 60", name="name_length"),
        CheckConstraint("login is null or length(login) between 1 and 120", name="login_length"),
    )
    noun: ClassVar[str] = "people"
    unwatched: ClassVar[frozenset[str]] = frozenset({"password_hash"})

    id: int = Field(default=None, primary_key=True)
    name: str
    login: str | None = Field(default=None, unique=True)
    password_hash: str | None = None
    language: str | None = None
    operator_since: datetime | None = None
    teammate_since: datetime | None = None
    lead_since: datetime | None = None
    created_at: datetime
    deactivated_at: datetime | None = None
    removed_at: datetime | None = None


class Membership(Kept, table=True):
    """That a person works in a team."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "team_id"),)
    noun: ClassVar[str] = "people"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int = Field(foreign_key="team.id", index=True)


class Visit(Base, table=True):
    """When a person last came, and when before that, so that a page can say what is new."""

    __tablename__ = "visit"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    visited_at: datetime
    previous_visit_at: datetime | None = None


class SignIn(Base, table=True):
    """A browser that a person signed in with; only the hash of its token is kept."""

    __tablename__ = "sign_in"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    browser: str = ""


class Invitation(Base, table=True):
    """A one-time link: to join, to set a new password, or to open an empty installation."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("kind in ('join', 'reset', 'first')", name="kind"),)

    id: int = Field(default=None, primary_key=True)
    kind: str
    token_hash: str = Field(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    created_at: datetime
    created_by: int | None = Field(default=None, foreign_key="person.id")
    expires_at: datetime
    used_at: datetime | None = None


class SignInAttempt(Base, table=True):
    """A failed try to sign in, kept for the throttle: keyed hashes of login and address."""

    __tablename__ = "sign_in_attempt"

    id: int = Field(default=None, primary_key=True)
    login_hash: str = Field(index=True)
    address_hash: str = Field(index=True)
    at: datetime
