"""The one counter: opens the database, knows the time, runs one transaction an action.

Pages, web and the command line ask here and nowhere else; nobody below knows that it exists.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col

from planner.files import stored
from planner.rules.people import NOBODY, Actor
from planner.tables import Base
from planner.tables.campaigns import Campaign
from planner.tables.engine import connect, for_writing
from planner.tables.history import Change, Event, Revision, keep_sentence
from planner.tables.migrations import migrate
from planner.tables.reading import rows_at_once
from planner.tables.recording import Recorder, RowChange
from planner.words import Did, Refusal, Sentence

T = TypeVar("T")
_ROOT = Path(__file__).resolve().parent.parent
_log = logging.getLogger("planner.desk")
_TRIES = 4
_REVISIONS = select(col(Revision.campaign_id), col(Revision.noun), col(Revision.value))


@dataclass(frozen=True)
class Receipt:
    """Proof of an action: its event (None when nothing changed), what it did and what it made."""

    event_id: int | None
    sentence: Sentence
    value: Any = None


class Desk:
    """The database of one installation, opened and brought up to date once.

    ``url`` is SQLAlchemy's; ``clock`` gives the aware UTC moment and is the only source of time.
    """

    def __init__(self, url: str, *, clock: Callable[[], datetime] | None = None) -> None:
        self.url = url
        self._clock = clock or (lambda: datetime.now(UTC))
        self._engine: Engine = connect(url)
        self._one_writer: AbstractContextManager[Any] = (
            threading.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        )
        try:
            migrate(self._engine)
        except DBAPIError as error:
            self.close()
            raise _refusal_of(error) from error
        except Refusal:
            self.close()
            raise

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._clock()

    def at(self, moment: datetime) -> Desk:
        """The same desk as it was or will be at an aware moment, for telling a story in order."""
        then = copy(self)
        then._clock = lambda: moment
        return then

    def read(self, report: Callable[..., T], /, *, actor: Actor = NOBODY, **given: Any) -> T:
        """Ask a report in one read transaction of its own."""
        with _refusing(), Session(self._engine) as session:
            return report(session, actor=actor, now=self.now(), **given)

    def perform(
        self, action: Callable[..., Did], /, *, actor: Actor = NOBODY, **given: Any
    ) -> Receipt:
        """Run an action in one transaction, record one event for it, and commit.

        A clash with somebody's write at the same moment runs the action again on what is there
        now. Raises what the action refuses, and a Refusal when the database can't be written.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                with _refusing(), self._one_writer:
                    return self._perform_once(action, actor, given)
            except (StaleDataError, IntegrityError):
                if attempt == _TRIES:
                    raise
        raise AssertionError("unreachable")

    def revisions(self) -> Mapping[tuple[int, str], int]:
        """The revision of every noun of every campaign; 0 is what all share."""
        with _refusing(), self._engine.connect() as connection:
            found = rows_at_once(connection, _REVISIONS, {})
        return {(campaign_id, noun): value for campaign_id, noun, value in found}

    def erase(self) -> None:
        """Empty every table: the demo makes room for the real shop.

        Revisions go on counting, so that nothing kept from before is taken for the new shop's.
        """
        with self._one_writer, for_writing(self._engine).begin() as connection:
            connection.execute(update(Event).values(undoes_id=None, undone_by_id=None))
            connection.execute(update(Campaign).values(curve_id=None))
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != Revision.__tablename__:
                    connection.execute(table.delete())
            connection.execute(update(Revision).values(value=col(Revision.value) + 1))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _perform_once(
        self, action: Callable[..., Did], actor: Actor, given: Mapping[str, Any]
    ) -> Receipt:
        now = self.now()
        with Session(for_writing(self._engine)) as session, session.begin():
            recorder = Recorder(session)
            did = action(session, actor=actor, now=now, **given)
            session.flush()
            changes = recorder.changes()
            event_id = _record(session, action, actor, now, did, changes) if changes else None
        return Receipt(event_id, did.sentence, did.value)


def home() -> Path:
    """The folder of this installation's database, files and keys: PLANNER_HOME or data/local."""
    return Path(os.environ.get("PLANNER_HOME") or _ROOT / "data" / "local")


@lru_cache(maxsize=1)
def counter() -> Desk:
    """The desk of this process, on PLANNER_DATABASE or a SQLite file at home."""
    return Desk(os.environ.get("PLANNER_DATABASE") or f"sqlite:///{home() / 'planner.sqlite'}")


def keep_file(content: bytes) -> str:
    """Keep an uploaded file's bytes at home and return their SHA-256; raises a Refusal."""
    return stored.keep(home() / "files", content)


def erase_files() -> None:
    """Delete every kept file, when the demo makes room for the real shop."""
    stored.erase(home() / "files")


def file_path(sha256: str) -> Path:
    """Where a kept file's bytes lie."""
    return stored.path_of(home() / "files", sha256)


def _record(
    session: Session,
    action: Callable[..., Did],
    actor: Actor,
    now: datetime,
    did: Did,
    changes: list[RowChange],
) -> int:
    event = Event(
        at=now,
        actor_id=actor.person_id,
        action=f"{action.__module__.rpartition('.')[2]}.{action.__name__}",
        sentence=keep_sentence(did.sentence),
        campaign_id=did.campaign_id,
        undoes_id=did.undoes_id,
    )
    session.add(event)
    session.flush()
    session.execute(
        insert(Change),
        [
            {
                "event_id": event.id,
                "table": change.kind.__tablename__,
                "row_id": change.row_id,
                "before": change.before,
                "after": change.after,
            }
            for change in changes
        ],
    )
    if did.undoes_id is not None:
        session.execute(
            update(Event).where(col(Event.id) == did.undoes_id).values(undone_by_id=event.id)
        )
    for campaign_id, noun in sorted({(c.campaign_id or 0, c.kind.noun) for c in changes}):
        _bump(session, campaign_id, noun)
    return event.id


def _bump(session: Session, campaign_id: int, noun: str) -> None:
    bumped = session.execute(
        update(Revision)
        .where(col(Revision.campaign_id) == campaign_id, col(Revision.noun) == noun)
        .values(value=col(Revision.value) + 1)
        .returning(col(Revision.id))
    )
    if bumped.first() is None:
        session.add(Revision(campaign_id=campaign_id, noun=noun, value=1))


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse where the database itself can't go on; a fault of ours stays one."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, OperationalError) or type(error) is DatabaseError:
            raise _refusal_of(error) from error
        raise


def _refusal_of(error: DBAPIError) -> Refusal:
    _log.warning("the database said no: %s", error)
    reason = str(error.orig).lower()
    if "readonly" in reason or "read-only" in reason:
        return Refusal(
            "The database can't be written: the file or its folder is read-only."
            " Allow writing and try again."
        )
    if "locked" in reason or "busy" in reason or "lock timeout" in reason:
        return Refusal(
            "The database is busy with another program. Nothing was changed; try again in a moment."
        )
    if "not a database" in reason or "malformed" in reason:
        return Refusal("The database file is damaged or not a database. Restore the last backup.")
    return Refusal("The database can't be reached. Nothing was changed; try again in a moment.")
