"""A plan that fits: calendars, people's time, links, gates, templates of one's own"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema forward."""
    _add("installation", "country", _TEXT, "not null default 'CN'")
    _add(
        "team",
        "people",
        sa.Integer(),
        "constraint ck_team_people check (people is null or people between 0 and 1000)",
    )
    _add(
        "team",
        "hours_per_day",
        sa.Float(),
        "not null default 8 constraint ck_team_hours_per_day"
        " check (hours_per_day > 0 and hours_per_day <= 24)",
    )
    _add("team", "works_days_off", sa.Boolean(), "not null default false")
    _add(
        "team",
        "burst_hours",
        sa.Float(),
        "constraint ck_team_burst_hours"
        " check (burst_hours is null or (burst_hours > 0 and burst_hours <= 24))",
    )
    _add("campaign", "working_days", _TEXT, "not null default ''")
    _add("campaign", "baseline_at", _MOMENT)
    _add("phase", "passed_at", _MOMENT)
    _add("phase", "passed_by", sa.Integer(), _person("phase", "passed_by"))
    _add("milestone", "freezes", sa.Boolean(), "not null default false")
    _add(
        "task",
        "people_at_once",
        sa.Integer(),
        "not null default 1 constraint ck_task_people_at_once"
        " check (people_at_once between 1 and 1000)",
    )
    _add("task", "pinned_at", _MOMENT)
    _add("task", "pinned_by", sa.Integer(), _person("task", "pinned_by"))
    _add("task", "baseline_start_on", sa.Date())
    _add("task", "baseline_due_on", sa.Date())
    _add(
        "predecessor",
        "kind",
        _TEXT,
        "not null default 'FS' constraint ck_predecessor_kind"
        " check (kind in ('FS', 'SS', 'FF', 'SF'))",
    )
    _add(
        "predecessor",
        "lag_days",
        sa.Integer(),
        "not null default 0 constraint ck_predecessor_lag_days"
        " check (lag_days between -366 and 366)",
    )
    _add(
        "predecessor",
        "lag_unit",
        _TEXT,
        "not null default 'working' constraint ck_predecessor_lag_unit"
        " check (lag_unit in ('working', 'calendar'))",
    )
    _fill()
    _make_tables()


def _fill() -> None:
    """What older plans already say: who works on in a burst, which moments freeze, how many share
    a task so that it takes the days that were planned for it."""
    op.execute("update team set burst_hours = 10 where key in ('customer_service', 'warehouse')")
    op.execute("update milestone set freezes = true where name in ('页面冻结', 'Page freeze')")
    op.execute(
        "update task set people_at_once = cast((effort_hours - 0.01) / (8 * duration_days) as"
        " integer) + 1 where effort_hours > 8 * duration_days"
        " and effort_hours <= 8000 * duration_days"
    )


def _make_tables() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("standing", _TEXT, nullable=False),
        sa.CheckConstraint(
            "standing in ('official', 'estimated', 'manual')", name=op.f("ck_calendar_day_standing")
        ),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_calendar_day_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint(
            "country", "day", "standing", name=op.f("uq_calendar_day_country_day_standing")
        ),
    )
    op.create_table(
        "calendar_year",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", _TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("standing", _TEXT, nullable=False),
        sa.Column("paper", _TEXT, nullable=False),
        sa.Column("taken_at", _MOMENT, nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "standing in ('official', 'estimated', 'manual')",
            name=op.f("ck_calendar_year_standing"),
        ),
        sa.CheckConstraint("year between 2000 and 2100", name=op.f("ck_calendar_year_year")),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["person.id"], name=op.f("fk_calendar_year_taken_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_year")),
        sa.UniqueConstraint("country", "year", name=op.f("uq_calendar_year_country_year")),
    )
    op.create_table(
        "own_template",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("content", _TEXT, nullable=False),
        sa.Column("note", _TEXT, nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("archived_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "length(name) between 1 and 80", name=op.f("ck_own_template_name_length")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_own_template_number")),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_own_template_saved_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_own_template_key_number")),
    )
    op.create_table(
        "team_time",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("people_change", sa.Integer(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("note", _TEXT, nullable=False),
        sa.CheckConstraint(
            "hours is null or (hours > 0 and hours <= 24)", name=op.f("ck_team_time_hours")
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_team_time_days_in_order")),
        sa.CheckConstraint("length(note) <= 200", name=op.f("ck_team_time_note_length")),
        sa.CheckConstraint(
            "people_change between -1000 and 1000", name=op.f("ck_team_time_people_change")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_time_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_time")),
    )
    op.create_index(op.f("ix_team_time_team_id"), "team_time", ["team_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("note", _TEXT, nullable=False),
        sa.Column("signed_at", _MOMENT, nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_sign_off_note_length")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_sign_off_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_sign_off_phase_id_phase")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["person.id"], name=op.f("fk_sign_off_signed_by_person")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_sign_off_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("phase_id", "team_id", name=op.f("uq_sign_off_phase_id_team_id")),
    )
    op.create_index(op.f("ix_sign_off_campaign_id"), "sign_off", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_sign_off_phase_id"), "sign_off", ["phase_id"], unique=False)
    op.create_index(op.f("ix_sign_off_team_id"), "sign_off", ["team_id"], unique=False)
    op.create_table(
        "waiver",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("waived_at", _MOMENT, nullable=False),
        sa.Column("waived_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(reason) between 1 and 1000", name=op.f("ck_waiver_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_waiver_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["phase_id"], ["phase.id"], name=op.f("fk_waiver_phase_id_phase")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_waiver_task_id_task")),
        sa.ForeignKeyConstraint(
            ["waived_by"], ["person.id"], name=op.f("fk_waiver_waived_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint("phase_id", "task_id", name=op.f("uq_waiver_phase_id_task_id")),
    )
    op.create_index(op.f("ix_waiver_campaign_id"), "waiver", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_waiver_phase_id"), "waiver", ["phase_id"], unique=False)
    op.create_index(op.f("ix_waiver_task_id"), "waiver", ["task_id"], unique=False)


def _add(table: str, column: str, kind: sa.types.TypeEngine[Any], more: str = "") -> None:
    """Add a column with its constraint in one statement: SQLite can't add one afterwards."""
    written = kind.compile(dialect=op.get_bind().dialect)
    op.execute(f"alter table {table} add column {column} {written} {more}")


def _person(table: str, column: str) -> str:
    return f"constraint fk_{table}_{column}_person references person (id)"
