"""People, intakes, answers, codes, audit and erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _person() -> sa.Column:
    return sa.Column(
        "person_id", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _moment(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    _people()
    _intakes()
    _around()


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), primary_key=True),
        _moment("created_at"),
        _moment("seen_at"),
        sa.Column("pending", sa.String(32)),
    )
    op.create_table("senders", sa.Column("sender", sa.String(200), primary_key=True), _person())
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer, primary_key=True),
        _person(),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        _moment("given_at"),
    )


def _intakes() -> None:
    op.create_table(
        "questionnaire_versions",
        sa.Column("version", sa.String(12), primary_key=True),
        sa.Column("questionnaire", sa.String(64), nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        _moment("created_at"),
    )
    op.create_table(
        "intakes",
        sa.Column("id", sa.String(32), primary_key=True),
        _person(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("profession", sa.String(64)),
        sa.Column("version", sa.String(12), sa.ForeignKey("questionnaire_versions.version"), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("based_on", sa.String(32), sa.ForeignKey("intakes.id", ondelete="CASCADE")),
        _moment("started_at"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, index=True),
        _moment("closed_at", nullable=True),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intake_id", sa.String(32), sa.ForeignKey("intakes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("content", sa.Text),
        _moment("at"),
        sa.UniqueConstraint("intake_id", "question", "message_id", name="steps_once_per_message"),
    )


def _around() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Integer, primary_key=True),
        _person(),
        sa.Column("need", sa.String(64), nullable=False),
        _moment("at"),
        sa.UniqueConstraint("person_id", "need", name="signals_once"),
    )
    op.create_table(
        "codes",
        sa.Column("id", sa.Integer, primary_key=True),
        _person(),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _moment("revoked_at", nullable=True),
        sa.Column("holder", sa.String(64), index=True),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        _person(),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        _moment("at"),
    )
    op.create_table(
        "erasures",
        sa.Column("receipt", sa.String(32), primary_key=True),
        sa.Column("person_id", sa.String(32)),
        sa.Column("senders", sa.Text),
        _moment("requested_at"),
        _moment("finished_at", nullable=True),
        sa.Column("erased", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("erasures", "audit", "codes", "signals", "steps", "intakes", "questionnaire_versions"):
        op.drop_table(table)
    for table in ("consents", "senders", "people"):
        op.drop_table(table)
