"""The name under which a client wants to stand in the list of a coach."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has chosen a name yet."""
    op.add_column("people", sa.Column("name", sa.Text))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("people", "name")
