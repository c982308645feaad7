"""Accounts of the coach portal, their sessions, failed attempts and events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _moment(name: str, nullable: bool = False, index: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _account() -> sa.Column:
    owner = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.String(32), owner, nullable=False, index=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("shown", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("secret", sa.Text),
        _moment("confirmed_at", nullable=True),
        sa.Column("last_code", sa.Integer),
        sa.Column("active", sa.Boolean, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "account_sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        _account(),
        sa.Column("complete", sa.Boolean, nullable=False),
        _moment("created_at"),
        _moment("seen_at"),
    )
    op.create_table(
        "attempts",
        sa.Column("door", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        _moment("last_at"),
        _moment("shut_until", nullable=True),
    )
    op.create_table(
        "account_events",
        sa.Column("id", sa.Integer, primary_key=True),
        _account(),
        sa.Column("action", sa.String(32), nullable=False),
        _moment("at", index=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("account_events", "attempts", "account_sessions", "accounts"):
        op.drop_table(table)
