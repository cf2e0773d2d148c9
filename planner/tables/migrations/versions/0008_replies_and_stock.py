"""How many chats were replied to in time, and how many products were in stock, on each day"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    for name in ("chats", "replied_in_time", "products_on_sale", "products_in_stock"):
        op.add_column("sales_figure", sa.Column(name, sa.Integer(), nullable=True))
