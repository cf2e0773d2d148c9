"""Targets of phases, shops and channels; floor and stretch; curves that are kept"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "kept_curve",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("sale", _TEXT, nullable=False),
        sa.Column("from_campaign_id", sa.Integer(), nullable=True),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("archived_at", _MOMENT, nullable=True),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_kept_curve_name_length")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_kept_curve_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_curve")),
    )
    op.create_table(
        "phase_target",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("figure", _TEXT, nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("wanted >= 0", name=op.f("ck_phase_target_wanted_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_phase_target_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_phase_target_phase_id_phase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_target")),
        sa.UniqueConstraint("phase_id", "figure", name=op.f("uq_phase_target_phase_id_figure")),
    )
    op.create_table(
        "target_share",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("channel", _TEXT, nullable=False),
        sa.Column("share_bp", sa.Integer(), nullable=False),
        sa.Column("conversion_bp", sa.Integer(), nullable=True),
        sa.Column("buyer_fen", sa.BigInteger(), nullable=True),
        sa.Column("click_fen", sa.BigInteger(), nullable=True),
        sa.Column("budget_fen", sa.BigInteger(), nullable=True),
        sa.Column("gross_margin_bp", sa.Integer(), nullable=True),
        sa.Column("refund_bp", sa.Integer(), nullable=True),
        sa.CheckConstraint("share_bp between 0 and 10000", name=op.f("ck_target_share_share")),
        sa.CheckConstraint("length(channel) <= 60", name=op.f("ck_target_share_channel_length")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_target_share_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_target_share_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_share")),
        sa.UniqueConstraint(
            "campaign_id",
            "shop_id",
            "channel",
            name=op.f("uq_target_share_campaign_id_shop_id_channel"),
        ),
    )
    for table, column in (
        ("phase_target", "campaign_id"),
        ("phase_target", "phase_id"),
        ("target_share", "campaign_id"),
        ("target_share", "shop_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    for column, name in (
        ("target_floor_fen", "target_floor"),
        ("target_stretch_fen", "target_stretch"),
    ):
        _add(
            column,
            sa.BigInteger(),
            f"constraint ck_campaign_{name}_above_zero check ({column} is null or {column} > 0)",
        )
    _add(
        "curve_id",
        sa.Integer(),
        "constraint fk_campaign_curve_id_kept_curve references kept_curve (id)",
    )


def _add(column: str, kind: sa.types.TypeEngine[Any], more: str) -> None:
    """Add a column with its constraint in one statement: SQLite can't add one afterwards."""
    written = kind.compile(dialect=op.get_bind().dialect)
    op.execute(f"alter table campaign add column {column} {written} {more}")
