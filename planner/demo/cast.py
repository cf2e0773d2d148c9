"""The demo's people as they act: hired one by one, by login."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner.actions.people import invite
from planner.actions.shops import open_demo
from planner.actions.sign_ins import note_visit, sign_in_as, sign_out
from planner.actions.team_hours import set_hours
from planner.demo.calendar import Calendar
from planner.demo.names import COMPANY, LEAD, OPERATOR, PEOPLE, SHOPS, TEAMMATES
from planner.desk import Desk
from planner.reports.people import people, teams
from planner.reports.team_hours import hours as team_hours
from planner.reports.visitors import actor_of
from planner.rules.passwords import hash_token
from planner.rules.people import Actor


@dataclass(frozen=True)
class Cast:
    """Everyone as they act by login, and the ids of the teams by key."""

    actors: dict[str, Actor]
    team_ids: dict[str, int]

    @property
    def lead(self) -> Actor:
        """Who watches and signs off."""
        return self.actors[LEAD.login]

    @property
    def operator(self) -> Actor:
        """Who plans."""
        return self.actors[OPERATOR.login]

    def worker(self, team: str, number: int) -> Actor:
        """Who of a team does the task with this number."""
        logins = [member.login for member in (OPERATOR, *TEAMMATES) if member.team == team]
        return self.actors[logins[number % len(logins)]]


def open_house(desk: Desk, language: str, opened_at: datetime) -> Actor:
    """Make the empty installation a demo; its lead comes back. Refused where somebody is."""
    receipt = desk.at(opened_at).perform(
        open_demo,
        company=COMPANY.of(language),
        shops=[(name.of(language), platform) for name, platform in SHOPS],
        name=LEAD.name.of(language),
        login=LEAD.login,
        language=language,
    )
    return _actor(desk, receipt.value)


def hire(desk: Desk, language: str, lead: Actor, opened_at: datetime) -> Cast:
    """Invite everyone else on the day the shop opens."""
    frame = desk.read(teams, actor=lead)
    team_ids = {str(key): int(team) for key, team in zip(frame["key"], frame["id"], strict=True)}
    for member in (OPERATOR, *TEAMMATES):
        desk.at(opened_at).perform(
            invite,
            actor=lead,
            name=member.name.of(language),
            login=member.login,
            roles=(member.role,),
            team_ids=(team_ids[str(member.team)],),
        )
    keys = {team_id: key for key, team_id in team_ids.items()}
    for row in desk.read(team_hours, actor=lead).itertuples():
        team_id: Any = row.id
        desk.at(opened_at).perform(
            set_hours,
            actor=lead,
            team_id=team_id,
            version=row.version,
            people=PEOPLE[keys[team_id]],
            hours_per_day=row.hours_per_day,
            burst_hours=row.burst_hours,
            works_days_off=row.works_days_off,
        )
    known = desk.read(people, actor=lead)
    actors = {
        str(login): _actor(desk, int(person_id))
        for login, person_id in zip(known["login"], known["id"], strict=True)
    }
    return Cast(actors, team_ids)


def remember_visits(desk: Desk, cast: Cast, calendar: Calendar) -> None:
    """Everyone was here on the two days before T, so that what was given since is new to them."""
    for place, actor in enumerate(cast.actors.values()):
        for day in (-2, -1):
            then = desk.at(calendar.at(day, 17, 30 + 2 * place))
            token: str = then.perform(sign_in_as, person_id=actor.person_id).value
            then.perform(note_visit, actor=actor)
            then.perform(sign_out, token_hash=hash_token(token))


def _actor(desk: Desk, person_id: int) -> Actor:
    found = desk.read(actor_of, person_id=person_id)
    if found is None:
        raise LookupError(f"person {person_id} of the demo can't act")
    return found
