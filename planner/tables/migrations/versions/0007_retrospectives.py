"""Notes that people write down once a sale is over"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "retro_note",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind in ('keep', 'change')", name=op.f("ck_retro_note_kind")),
        sa.CheckConstraint(
            "length(text) between 1 and 1000", name=op.f("ck_retro_note_text_length")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_retro_note_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_retro_note_written_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retro_note")),
    )
    op.create_index(op.f("ix_retro_note_campaign_id"), "retro_note", ["campaign_id"], unique=False)
