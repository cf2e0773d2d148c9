"""Playbooks that release tasks by themselves, and which process looks after them"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "lease",
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("holder", _TEXT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "playbook",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("measure", _TEXT, nullable=False),
        sa.Column("side", _TEXT, nullable=False),
        sa.Column("share_bp", sa.Integer(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("happens_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("armed_at", _MOMENT, nullable=True),
        sa.Column("armed_by", sa.Integer(), nullable=True),
        sa.Column("fired_at", _MOMENT, nullable=True),
        sa.Column("passed_at", _MOMENT, nullable=True),
        sa.Column("judged_for", sa.DateTime(), nullable=True),
        sa.Column("planned_fen", sa.BigInteger(), nullable=True),
        sa.Column("reached_fen", sa.BigInteger(), nullable=True),
        sa.Column("spent_at", _MOMENT, nullable=True),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "measure in ('ordered', 'paid', 'net')", name=op.f("ck_playbook_measure")
        ),
        sa.CheckConstraint("side in ('below', 'above')", name=op.f("ck_playbook_side")),
        sa.CheckConstraint(
            "(fired_at is null and passed_at is null) or (judged_for is not null and planned_fen is not null and reached_fen is not null)",
            name=op.f("ck_playbook_judged_on_figures"),
        ),
        sa.CheckConstraint(
            "(offset_minutes is null) <> (happens_at is null)",
            name=op.f("ck_playbook_one_way_to_say_when"),
        ),
        sa.CheckConstraint(
            "fired_at is null or passed_at is null", name=op.f("ck_playbook_fired_or_passed")
        ),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_playbook_name_length")),
        sa.CheckConstraint(
            "offset_minutes is null or offset_minutes >= 1", name=op.f("ck_playbook_after_opening")
        ),
        sa.CheckConstraint("share_bp between 1 and 50000", name=op.f("ck_playbook_share")),
        sa.ForeignKeyConstraint(
            ["armed_by"], ["person.id"], name=op.f("fk_playbook_armed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_playbook_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_playbook_created_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_playbook_phase_id_phase")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["person.id"], name=op.f("fk_playbook_removed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook")),
    )
    op.create_index("ix_playbook_armed", "playbook", ["armed_at", "spent_at"], unique=False)
    op.create_index(op.f("ix_playbook_campaign_id"), "playbook", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_playbook_phase_id"), "playbook", ["phase_id"], unique=False)
    op.create_table(
        "playbook_task",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("playbook_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("acceptance", _TEXT, nullable=False),
        sa.Column("effort_hours", sa.Float(), nullable=False),
        sa.Column("due_hours", sa.Integer(), nullable=False),
        sa.Column("must_have", sa.Boolean(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("due_hours >= 0", name=op.f("ck_playbook_task_due")),
        sa.CheckConstraint("effort_hours >= 0", name=op.f("ck_playbook_task_effort")),
        sa.CheckConstraint(
            "length(acceptance) <= 1500", name=op.f("ck_playbook_task_acceptance_length")
        ),
        sa.CheckConstraint(
            "length(title) between 1 and 200", name=op.f("ck_playbook_task_title_length")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_playbook_task_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["playbook_id"], ["playbook.id"], name=op.f("fk_playbook_task_playbook_id_playbook")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_playbook_task_task_id_task")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_playbook_task_team_id_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_task")),
    )
    op.create_index(
        op.f("ix_playbook_task_campaign_id"), "playbook_task", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_playbook_task_playbook_id"), "playbook_task", ["playbook_id"], unique=False
    )
    op.create_index(op.f("ix_playbook_task_task_id"), "playbook_task", ["task_id"], unique=False)
    op.create_index(op.f("ix_playbook_task_team_id"), "playbook_task", ["team_id"], unique=False)
