"""Sharing with a whole organisation: who works where, and which codes are for all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and the columns; codes that exist stay those of one coach."""
    op.create_table(
        "members",
        sa.Column("coach", sa.String(64), primary_key=True),
        sa.Column("organisation", sa.String(80), nullable=False, index=True),
    )
    op.add_column("codes", sa.Column("shared_by_team", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("codes", sa.Column("organisation", sa.String(80)))
    op.create_index("ix_codes_organisation", "codes", ["organisation"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_codes_organisation", "codes")
    op.drop_column("codes", "organisation")
    op.drop_column("codes", "shared_by_team")
    op.drop_table("members")
