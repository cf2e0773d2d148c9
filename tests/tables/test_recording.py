"""What history keeps of each changed row: before and after, once a row however often written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from planner.tables.campaigns import Campaign, Milestone, Phase
from planner.tables.engine import connect
from planner.tables.people import Person, Team, Visit
from planner.tables.recording import Recorder, RowChange, decode, encode, kept_tables, watched
from planner.tables.tasks import Task

NOW = datetime(2026, 11, 4, 2, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    engine = connect(database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def team(session: Session, name: str = "设计") -> Team:
    made = Team(name=name, colour="#8A63D2")
    session.add(made)
    session.flush()
    return made


def known_team(session: Session, name: str = "设计") -> Team:
    made = team(session, name)
    session.commit()
    session.refresh(made)
    return made


def only(recorder: Recorder) -> RowChange:
    (change,) = recorder.changes()
    return change


def test_a_new_row_has_no_before(session: Session) -> None:
    recorder = Recorder(session)

    made = team(session)

    change = only(recorder)
    assert (change.kind, change.row_id, change.before) == (Team, made.id, None)
    assert change.after is not None
    assert (change.after["name"], change.after["version"]) == ("设计", 1)


def test_a_changed_row_has_both_and_counts_its_version_up(session: Session) -> None:
    design = known_team(session)
    recorder = Recorder(session)

    design.name = "视觉"
    session.flush()

    change = only(recorder)
    assert change.before is not None
    assert change.after is not None
    assert (change.before["name"], change.after["name"]) == ("设计", "视觉")
    assert (change.before["version"], change.after["version"]) == (1, 2)
    assert change.before["colour"] == change.after["colour"] == "#8A63D2"


def test_what_was_empty_before_is_kept_as_empty(session: Session) -> None:
    design = known_team(session)
    recorder = Recorder(session)

    design.archived_at = NOW
    session.flush()

    change = only(recorder)
    assert change.before is not None
    assert change.after is not None
    assert change.before["archived_at"] is None
    assert change.after["archived_at"] == "2026-11-04T02:00:00.123456+00:00"


def test_a_row_written_many_times_is_one_change_from_first_to_last(session: Session) -> None:
    design = known_team(session)
    recorder = Recorder(session)

    for name in ("一", "二", "三"):
        design.name = name
        session.flush()

    change = only(recorder)
    assert change.before is not None
    assert change.after is not None
    assert (change.before["name"], change.after["name"]) == ("设计", "三")
    assert (change.before["version"], change.after["version"]) == (1, 4)


def test_a_row_that_ends_as_it_began_is_no_change(session: Session) -> None:
    design = known_team(session)
    recorder = Recorder(session)

    design.name = "视觉"
    session.flush()
    design.name = "设计"
    session.flush()
    design.colour = design.colour

    assert recorder.changes() == []


def test_a_row_that_is_gone_has_no_after(session: Session) -> None:
    design = known_team(session)
    recorder = Recorder(session)

    design.name = "视觉"
    session.flush()
    session.delete(design)
    session.flush()

    change = only(recorder)
    assert change.before is not None
    assert (change.before["name"], change.after) == ("设计", None)


def test_a_row_made_and_taken_away_at_once_never_was(session: Session) -> None:
    recorder = Recorder(session)

    session.delete(team(session))
    session.flush()

    assert recorder.changes() == []


def test_changes_stand_in_the_order_they_were_first_made(session: Session) -> None:
    one, two = known_team(session, "一"), known_team(session, "二")
    session.refresh(one)
    recorder = Recorder(session)

    two.colour = "#000000"
    session.flush()
    one.colour = "#111111"
    session.flush()
    two.colour = "#222222"
    session.flush()

    assert [change.row_id for change in recorder.changes()] == [two.id, one.id]


def test_passwords_never_enter_history(session: Session) -> None:
    recorder = Recorder(session)
    someone = Person(name="小文", password_hash="secret", created_at=NOW)
    session.add(someone)
    session.flush()
    made = recorder.changes()
    session.commit()

    assert made[0].after is not None
    assert "password_hash" not in made[0].after
    assert "secret" not in str(made[0].after)

    session.refresh(someone)
    again = Recorder(session)
    someone.password_hash = "another"
    session.flush()
    assert again.changes() == []


def test_rows_that_are_not_kept_leave_no_change(session: Session) -> None:
    someone = Person(name="小文", created_at=NOW)
    session.add(someone)
    session.commit()
    recorder = Recorder(session)

    session.add(Visit(person_id=someone.id, visited_at=NOW))
    session.flush()

    assert recorder.changes() == []


def test_a_change_knows_its_campaign(session: Session) -> None:
    recorder = Recorder(session)
    campaign = Campaign(
        code="AB12CD",
        name="双11",
        sale="double11",
        sale_day=date(2026, 11, 11),
        planning_day=date(2026, 10, 1),
        time_zone="Asia/Shanghai",
        language="zh",
        created_at=NOW,
    )
    session.add(campaign)
    session.flush()
    session.add(Milestone(campaign_id=campaign.id, name="冻结", happens_at=datetime(2026, 11, 8)))
    team(session)
    session.flush()

    assert {(c.kind.__name__, c.campaign_id) for c in recorder.changes()} == {
        ("Campaign", campaign.id),
        ("Milestone", campaign.id),
        ("Team", None),
    }


def test_every_kept_table_is_known_by_its_name() -> None:
    known = kept_tables()

    assert known["task"] is Task
    assert known["phase"] is Phase
    assert "visit" not in known
    assert all("version" in watched(kind) for kind in known.values())


@given(
    due=st.dates(),
    assigned=st.datetimes(timezones=st.just(UTC)),
    done=st.none() | st.datetimes(timezones=st.just(UTC)),
    effort=st.floats(0, 10_000),
    must=st.booleans(),
    title=st.text(min_size=1, max_size=200),
)
def test_what_is_kept_of_a_task_comes_back_as_it_was(
    due: date,
    assigned: datetime,
    done: datetime | None,
    effort: float,
    must: bool,
    title: str,
) -> None:
    task = Task(
        campaign_id=1,
        number=1,
        title=title,
        phase_id=1,
        team_id=1,
        assigned_at=assigned,
        anchor_kind="opening",
        anchor_phase_id=1,
        offset_days=-3,
        due_on=due,
        effort_hours=effort,
        must_have=must,
        done_at=done,
        created_at=assigned,
    )

    back = decode(Task, encode(task))

    assert back == {name: getattr(task, name) for name in watched(Task)}


def test_wall_clock_times_come_back_without_a_zone() -> None:
    phase = Phase(
        campaign_id=1,
        name="爆发",
        kind="burst",
        opens_at=datetime(2026, 11, 10, 20),
        closes_at=datetime(2026, 11, 12),
    )

    assert decode(Phase, encode(phase))["opens_at"] == datetime(2026, 11, 10, 20)
