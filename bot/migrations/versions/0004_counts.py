"""Counts by week for the team: of events, never of people."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "counts",
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("detail", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("counts")
