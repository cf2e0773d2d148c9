"""How long teams work: their people and hours, bursts, and days on which that differs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from planner.actions.finding import team
from planner.actions.stale import require_version
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.tables.people import Team, TeamTime
from planner.words import Did, Refusal, Sentence

MOST_PEOPLE = 1000
LEAST_HOURS = 0.5
MOST_HOURS = 24
LONGEST_NOTE = 200
_LONGEST = timedelta(days=366)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def set_hours(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    team_id: int,
    version: int,
    people: int | None,
    hours_per_day: float,
    burst_hours: float | None,
    works_days_off: bool,
) -> Did:
    """Say how many work in a team (None: its members), how long a day, and how long in a burst.

    ``burst_hours`` None keeps a burst like any other days.
    """
    actor.require(Right.PLAN)
    changed = team(session, team_id)
    require_version(session, changed, version)
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise Refusal("People: write 0 to {most}, or leave it empty.", most=MOST_PEOPLE)
    changed.people = people
    changed.hours_per_day = _hours(hours_per_day, Sentence("Hours a day"))
    changed.burst_hours = (
        None if burst_hours is None else _hours(burst_hours, Sentence("Hours a day in a burst"))
    )
    changed.works_days_off = works_days_off
    return Did(Sentence("changed the hours of the team “{team}”", team=changed.called))


def add_time(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    team_id: int,
    first_day: date,
    last_day: date,
    people_change: int = 0,
    works: bool | None = None,
    hours: float | None = None,
    note: str = "",
) -> Did:
    """Let a team be otherwise than usual for some days; the value is the id of the change.

    ``works`` is True for a shift on days off, False for days away, None for the usual days.
    """
    actor.require(Right.PLAN)
    found = team(session, team_id)
    time = TeamTime(team_id=team_id, first_day=first_day, last_day=last_day)
    _set_time(time, first_day, last_day, people_change, works, hours, note)
    session.add(time)
    session.flush()
    return Did(
        Sentence(
            "added days of the team “{team}”, {first} to {last}",
            team=found.called,
            first=first_day,
            last=last_day,
        ),
        value=time.id,
    )


def change_time(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    time_id: int,
    version: int,
    first_day: date,
    last_day: date,
    people_change: int = 0,
    works: bool | None = None,
    hours: float | None = None,
    note: str = "",
) -> Did:
    """Correct the days on which a team is otherwise than usual."""
    actor.require(Right.PLAN)
    time, found = _time(session, time_id)
    require_version(session, time, version)
    _set_time(time, first_day, last_day, people_change, works, hours, note)
    return Did(
        Sentence(
            "changed days of the team “{team}”, {first} to {last}",
            team=found.called,
            first=first_day,
            last=last_day,
        )
    )


def remove_time(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    time_id: int,
    version: int,
) -> Did:
    """Let a team be as usual again on days on which it was not."""
    actor.require(Right.PLAN)
    time, found = _time(session, time_id)
    require_version(session, time, version)
    session.delete(time)
    return Did(
        Sentence(
            "removed days of the team “{team}”, {first} to {last}",
            team=found.called,
            first=time.first_day,
            last=time.last_day,
        )
    )


def _set_time(
    time: TeamTime,
    first_day: date,
    last_day: date,
    people_change: int,
    works: bool | None,
    hours: float | None,
    note: str,
) -> None:
    if last_day < first_day:
        raise Refusal("Last day: choose the first day or a later one.")
    if not _FIRST_YEAR <= first_day.year <= last_day.year <= _LAST_YEAR:
        raise Refusal(
            "Days: choose them from {first} to {last}.",
            first=str(_FIRST_YEAR),
            last=str(_LAST_YEAR),
        )
    if last_day - first_day >= _LONGEST:
        raise Refusal("Days: at most a year at once. Check the years.")
    if abs(people_change) > MOST_PEOPLE:
        raise Refusal("People more or fewer: at most {most}.", most=MOST_PEOPLE)
    if not people_change and works is None and hours is None:
        raise Refusal("Say what is different: people, hours, a shift on days off, or days away.")
    note = tidy(note)
    if len(note) > LONGEST_NOTE:
        raise Refusal("Note: write at most {most} characters.", most=LONGEST_NOTE)
    time.first_day, time.last_day = first_day, last_day
    time.people_change, time.works, time.note = people_change, works, note
    time.hours = None if hours is None else _hours(hours, Sentence("Hours a day"))


def _hours(hours: float, field: Sentence) -> float:
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise Refusal(
            "{field}: write a number from {least} to {most}.",
            field=field,
            least=LEAST_HOURS,
            most=MOST_HOURS,
        )
    return float(hours)


def _time(session: Session, time_id: int) -> tuple[TeamTime, Team]:
    time = session.get(TeamTime, time_id)
    if time is None:
        raise Refusal("These days are not there any more. Look at the team again.")
    return time, team(session, time.team_id)
