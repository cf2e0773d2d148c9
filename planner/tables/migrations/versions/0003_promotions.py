"""Promotions: products, rules, what the back office says, reasons and sign-offs"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "accepted_finding",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("finding", _TEXT, nullable=False),
        sa.Column("proof", _TEXT, nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("accepted_at", _MOMENT, nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(reason) between 1 and 1000", name=op.f("ck_accepted_finding_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["person.id"], name=op.f("fk_accepted_finding_accepted_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_accepted_finding_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_accepted_finding_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_finding")),
        sa.UniqueConstraint(
            "campaign_id",
            "shop_id",
            "finding",
            name=op.f("uq_accepted_finding_campaign_id_shop_id_finding"),
        ),
    )
    op.create_index(
        op.f("ix_accepted_finding_campaign_id"), "accepted_finding", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_accepted_finding_shop_id"), "accepted_finding", ["shop_id"], unique=False
    )
    op.create_table(
        "live_price",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("item_id", _TEXT, nullable=False),
        sa.Column("sku_id", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("list_fen", sa.BigInteger(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("activity_fen", sa.BigInteger(), nullable=True),
        sa.Column("piece_off_fen", sa.BigInteger(), nullable=True),
        sa.Column("official_off_fen", sa.BigInteger(), nullable=True),
        sa.Column("list_line_fen", sa.BigInteger(), nullable=True),
        sa.Column("coupon_line_fen", sa.BigInteger(), nullable=True),
        sa.Column("file_name", _TEXT, nullable=False),
        sa.Column("read_at", _MOMENT, nullable=False),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(item_id) + length(sku_id) > 0", name=op.f("ck_live_price_some_number")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_live_price_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["person.id"], name=op.f("fk_live_price_read_by_person")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_live_price_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_price")),
        sa.UniqueConstraint(
            "campaign_id",
            "shop_id",
            "source",
            "item_id",
            "sku_id",
            name=op.f("uq_live_price_campaign_id_shop_id_source_item_id_sku_id"),
        ),
    )
    op.create_index(op.f("ix_live_price_campaign_id"), "live_price", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_live_price_shop_id"), "live_price", ["shop_id"], unique=False)
    op.create_table(
        "product",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=False),
        sa.Column("sku", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("category", _TEXT, nullable=False),
        sa.Column("list_fen", sa.BigInteger(), nullable=False),
        sa.Column("cost_fen", sa.BigInteger(), nullable=True),
        sa.Column("floor_fen", sa.BigInteger(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("item_id", _TEXT, nullable=False),
        sa.Column("sku_id", _TEXT, nullable=False),
        sa.Column("link", _TEXT, nullable=False),
        sa.Column("limit_per_buyer", sa.Integer(), nullable=True),
        sa.Column("planned_pieces", sa.Integer(), nullable=True),
        sa.Column("last_fen", sa.BigInteger(), nullable=True),
        sa.Column("struck_fen", sa.BigInteger(), nullable=True),
        sa.Column("lowest_week_fen", sa.BigInteger(), nullable=True),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("cost_fen is null or cost_fen >= 0", name=op.f("ck_product_cost")),
        sa.CheckConstraint(
            "floor_fen is null or floor_fen >= 0", name=op.f("ck_product_floor_price")
        ),
        sa.CheckConstraint("length(name) between 1 and 200", name=op.f("ck_product_name_length")),
        sa.CheckConstraint("length(sku) between 1 and 80", name=op.f("ck_product_sku_length")),
        sa.CheckConstraint(
            "limit_per_buyer is null or limit_per_buyer >= 1",
            name=op.f("ck_product_limit_per_buyer"),
        ),
        sa.CheckConstraint("list_fen >= 0", name=op.f("ck_product_list_price")),
        sa.CheckConstraint("stock is null or stock >= 0", name=op.f("ck_product_stock")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_product_added_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_product_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["person.id"], name=op.f("fk_product_removed_by_person")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_product_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint(
            "campaign_id", "shop_id", "sku", name=op.f("uq_product_campaign_id_shop_id_sku")
        ),
    )
    op.create_index(op.f("ix_product_campaign_id"), "product", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_product_shop_id"), "product", ["shop_id"], unique=False)
    op.create_table(
        "promotion",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("shop_id", sa.Integer(), nullable=True),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("preset", _TEXT, nullable=False),
        sa.Column("gives", sa.JSON(), nullable=False),
        sa.Column("layer", sa.Integer(), nullable=False),
        sa.Column("base", _TEXT, nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("mutex_group", _TEXT, nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("rounding", _TEXT, nullable=False),
        sa.Column("shop_bp", sa.Integer(), nullable=False),
        sa.Column("shuts", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("per_buyer", sa.Integer(), nullable=True),
        sa.Column("budget_fen", sa.BigInteger(), nullable=True),
        sa.Column("wording", _TEXT, nullable=False),
        sa.Column("typed", _TEXT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", _MOMENT, nullable=True),
        sa.Column("cancelled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("base in ('list', 'item', 'running')", name=op.f("ck_promotion_base")),
        sa.CheckConstraint(
            "budget_fen is null or budget_fen >= 0", name=op.f("ck_promotion_budget")
        ),
        sa.CheckConstraint(
            "closes_at is null or closes_at > opens_at",
            name=op.f("ck_promotion_closes_after_opening"),
        ),
        sa.CheckConstraint("issued is null or issued >= 1", name=op.f("ck_promotion_issued")),
        sa.CheckConstraint("layer between 0 and 6", name=op.f("ck_promotion_layer")),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_promotion_name_length")),
        sa.CheckConstraint("length(wording) <= 1000", name=op.f("ck_promotion_wording_length")),
        sa.CheckConstraint(
            "per_buyer is null or per_buyer >= 1", name=op.f("ck_promotion_per_buyer")
        ),
        sa.CheckConstraint("shop_bp between 0 and 10000", name=op.f("ck_promotion_shop_share")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_promotion_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"], ["person.id"], name=op.f("fk_promotion_cancelled_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_promotion_created_by_person")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_promotion_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    op.create_index(op.f("ix_promotion_campaign_id"), "promotion", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_promotion_shop_id"), "promotion", ["shop_id"], unique=False)
    op.create_table(
        "promotion_setting",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("fee_bp", sa.Integer(), nullable=False),
        sa.Column("fee_base", _TEXT, nullable=False),
        sa.Column("order_fen", sa.Integer(), nullable=False),
        sa.Column("target_bp", sa.Integer(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("near_zero_fen", sa.Integer(), nullable=False),
        sa.Column("near_zero_cost_bp", sa.Integer(), nullable=False),
        sa.Column("drop_bp", sa.Integer(), nullable=False),
        sa.Column("protection_days", sa.Integer(), nullable=False),
        sa.Column("gap_warn_bp", sa.Integer(), nullable=False),
        sa.Column("gap_stop_bp", sa.Integer(), nullable=False),
        sa.Column("bundle_bp", sa.Integer(), nullable=False),
        sa.Column("most_pieces", sa.Integer(), nullable=False),
        sa.Column("platform_lines", sa.Boolean(), nullable=False),
        sa.Column("lines_hours", sa.Integer(), nullable=False),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "fee_base in ('list', 'paid', 'received')", name=op.f("ck_promotion_setting_fee_base")
        ),
        sa.CheckConstraint(
            "fee_bp + target_bp < 10000", name=op.f("ck_promotion_setting_rates_leave_something")
        ),
        sa.CheckConstraint(
            "fee_bp >= 0 and target_bp >= 0", name=op.f("ck_promotion_setting_rates")
        ),
        sa.CheckConstraint("order_fen >= 0", name=op.f("ck_promotion_setting_order_cost")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_promotion_setting_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_setting")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_promotion_setting_campaign_id")),
    )
    op.create_index(
        op.f("ix_promotion_setting_campaign_id"), "promotion_setting", ["campaign_id"], unique=False
    )
    op.create_table(
        "promotion_phase",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("promotion_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_promotion_phase_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_promotion_phase_phase_id_phase")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"],
            ["promotion.id"],
            name=op.f("fk_promotion_phase_promotion_id_promotion"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_phase")),
        sa.UniqueConstraint(
            "promotion_id", "phase_id", name=op.f("uq_promotion_phase_promotion_id_phase_id")
        ),
    )
    op.create_index(
        op.f("ix_promotion_phase_campaign_id"), "promotion_phase", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_promotion_phase_phase_id"), "promotion_phase", ["phase_id"], unique=False
    )
    op.create_index(
        op.f("ix_promotion_phase_promotion_id"), "promotion_phase", ["promotion_id"], unique=False
    )
    op.create_table(
        "rules_sign_off",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", _TEXT, nullable=False),
        sa.Column("note", _TEXT, nullable=False),
        sa.Column("signed_at", _MOMENT, nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_rules_sign_off_note_length")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_rules_sign_off_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_rules_sign_off_phase_id_phase")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["person.id"], name=op.f("fk_rules_sign_off_signed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_sign_off")),
        sa.UniqueConstraint("phase_id", name=op.f("uq_rules_sign_off_phase_id")),
    )
    op.create_index(
        op.f("ix_rules_sign_off_campaign_id"), "rules_sign_off", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_rules_sign_off_phase_id"), "rules_sign_off", ["phase_id"], unique=False
    )
    op.create_table(
        "promotion_task",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("promotion_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("need", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_promotion_task_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"],
            ["promotion.id"],
            name=op.f("fk_promotion_task_promotion_id_promotion"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_promotion_task_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_task")),
        sa.UniqueConstraint(
            "promotion_id", "need", name=op.f("uq_promotion_task_promotion_id_need")
        ),
    )
    op.create_index(
        op.f("ix_promotion_task_campaign_id"), "promotion_task", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_promotion_task_promotion_id"), "promotion_task", ["promotion_id"], unique=False
    )
    op.create_index(op.f("ix_promotion_task_task_id"), "promotion_task", ["task_id"], unique=False)
