"""Keeping an installation: the demo, backups, people, a look whether all is well."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from planner import actions, reports
from planner.commands.postgres import dump
from planner.commands.telling import REFUSED, As, Json, acting, tell, tell_json, told, voice
from planner.desk import counter, file_path, home
from planner.files import backups
from planner.rules.people import SEED_TEAMS, Actor, Role
from planner.tables.migrations import LATEST
from planner.tables.migrations.steps import known_revisions
from planner.text.speaker import choose_language
from planner.words import Refusal, Sentence

_SEED_NAMES = {team.name.msgid: team.name for team in SEED_TEAMS}


def demo(
    language: Annotated[str, typer.Option(help="zh or en; else the terminal's.")] = "",
) -> None:
    """Build the demo sale into an empty installation."""
    from planner.demo import build

    with told():
        chosen = choose_language(language, None) if language else voice().language
        build(counter(), str(chosen))
        tell(Sentence("The demo is there. Start the planner and look around."))


def backup(file: Path) -> None:
    """Pack database, files and keys into one .zip; people may go on working."""
    with told():
        url = os.environ.get("PLANNER_DATABASE")
        packed = backups.write(home(), file, dump=partial(dump, url) if url else None)
        tell(
            Sentence(
                "Packed {n} file into {file}.",
                "Packed {n} files into {file}.",
                n=packed,
                file=str(file),
            )
        )


def restore(
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="Put what is here aside.")] = False,
) -> None:
    """Unpack a backup; what was here is put aside, not deleted. Stop the planner first."""
    with told():
        if os.environ.get("PLANNER_DATABASE"):
            raise Refusal(
                "This installation keeps its data in PostgreSQL. Bring the database back with"
                " pg_restore, and copy the folders files and keys into {folder}.",
                folder=str(home()),
            )
        aside = backups.restore(file, home(), replace=replace, known=known_revisions())
        if aside is not None:
            tell(Sentence("What was here before lies in {folder} now.", folder=str(aside)))
        tell(Sentence("Restored. Start the planner again."))


def add_user(
    name: str,
    login: str,
    role: Annotated[list[Role] | None, typer.Option(help="May be given several times.")] = None,
    team: Annotated[list[str] | None, typer.Option(help="May be given several times.")] = None,
    as_json: Json = False,
    as_: As = "",
) -> None:
    """Invite someone and print the one-time link with which they choose a password."""
    with told(as_json=as_json):
        actor = acting(as_)
        receipt = counter().perform(
            actions.people.invite,
            actor=actor,
            name=name,
            login=login,
            roles=tuple(role or [Role.TEAMMATE]),
            team_ids=_teams_called(team or [], actor),
        )
        link = f"/join/{receipt.value}"
        if as_json:
            tell_json({"link": link})
            return
        tell(
            Sentence(
                "Send them this link, behind your server's address. It works for 72 hours: {link}",
                link=link,
            )
        )


def check(as_json: Json = False) -> None:
    """Look over database and files; exit code 1 and a line each where something is wrong."""
    with told(as_json=as_json):
        found = _open_to_others() if os.environ.get("PLANNER_DATABASE") else _database_findings()
        if not found:
            found = _file_findings()
        if as_json:
            tell_json({"findings": [voice().say(finding) for finding in found]})
        for finding in found if not as_json else ():
            tell(finding)
        if found:
            raise typer.Exit(REFUSED)
        if not as_json:
            tell(Sentence("All is well."))


def _teams_called(wanted: Sequence[str], actor: Actor) -> tuple[int, ...]:
    """Teams by name, the first six by key and in the terminal's language too."""
    known: dict[str, int] = {}
    names: list[str] = []
    teams = counter().read(reports.people.teams, actor=actor)
    for team_id, key, name in teams[["id", "key", "name"]].itertuples(index=False):
        names.append(voice().said(_SEED_NAMES.get(name, name)))
        known |= dict.fromkeys((names[-1].casefold(), name.casefold(), key), int(team_id))
    for one in wanted:
        if one.strip().casefold() not in known:
            raise Refusal(
                "Team: there is none called “{name}”. There are {teams}.", name=one, teams=names
            )
    return tuple(known[one.strip().casefold()] for one in wanted)


def _database_findings() -> list[Sentence]:
    database = home() / backups.DATABASE
    if not database.exists():
        return [Sentence("There is no shop here yet. Start the planner and open one.")]
    found = [
        Sentence("The database is damaged: {what}", what=fault)
        for fault in backups.database_faults(database)
    ]
    if not found and backups.schema_of(database) != LATEST:
        found.append(
            Sentence(
                "The database was written by another release. Start this one once to bring it up"
                " to date, or update the planner."
            )
        )
    return [*found, *_open_to_others()]


def _open_to_others() -> list[Sentence]:
    place = home()
    if os.name != "posix" or not place.exists():
        return []
    private = [
        place,
        *(found for part in ("planner.sqlite*", "keys/*") for found in place.glob(part)),
    ]
    return [
        Sentence("Others on this machine can read {path}; make it yours alone.", path=str(path))
        for path in private
        if path.stat().st_mode & 0o077
    ]


def _file_findings() -> list[Sentence]:
    return [
        Sentence("The file “{title}” is missing or damaged.", title=title)
        for title, sha256 in counter().read(reports.entrance.kept_files)
        if not _is_whole(file_path(sha256), sha256)
    ]


def _is_whole(path: Path, sha256: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
