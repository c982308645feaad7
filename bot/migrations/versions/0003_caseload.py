"""What a coach keeps: a name for each dossier, a card of it for the list, notes of their own; and who read what, by name."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _person(**more: object) -> sa.Column:
    owner = sa.ForeignKey("people.id", ondelete="CASCADE")
    return sa.Column("person_id", sa.String(32), owner, nullable=False, **more)


def upgrade() -> None:
    """Create the tables, columns and indexes."""
    op.add_column("codes", sa.Column("label", sa.Text))
    op.add_column("audit", sa.Column("shown", sa.String(80)))
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "cards",
        _person(primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("signals", sa.Integer, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_of", sa.String(64), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        _person(index=True),
        sa.Column("coach", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("notes")
    op.drop_table("cards")
    op.drop_index("ix_audit_at", "audit")
    for table, column in (("audit", "shown"), ("codes", "label")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
