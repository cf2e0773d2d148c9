"""Figures that phases are judged by, columns mapped by hand, and sources that someone chose"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
_LARGE = ("page_views", "deposit_fen", "returning_paid_fen", "ad_spend_fen", "ad_clicks")
_SMALL = ("cart_people", "cart_pieces", "favourites", "coupons_claimed", "deposit_orders")


def upgrade() -> None:
    """Bring the schema forward."""
    for name in (*_LARGE, "ad_paid_fen"):
        op.add_column("sales_figure", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in (
        *(*_SMALL, "members_gained", "new_buyers", "returning_buyers"),
        *("refund_orders", "dispatch_due", "dispatched_on_time"),
    ):
        op.add_column("sales_figure", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "export_mapping",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("header", _TEXT, nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("day_column", _TEXT, nullable=False),
        sa.Column("hour_column", _TEXT, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_export_mapping_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_export_mapping_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_mapping")),
        sa.UniqueConstraint("shop_id", "header", name=op.f("uq_export_mapping_shop_id_header")),
    )
    op.create_table(
        "source_choice",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", _TEXT, nullable=False),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("chosen_at", _MOMENT, nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chosen_by"], ["person.id"], name=op.f("fk_source_choice_chosen_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_source_choice_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_choice")),
        sa.UniqueConstraint(
            "shop_id", "day", "figure", name=op.f("uq_source_choice_shop_id_day_figure")
        ),
    )
