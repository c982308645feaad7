"""The conversations that Rasa keeps: they are a person's data too, and go with them or after a while.

Here nothing of Rasa is needed but the columns of its table: an action server without Rasa can erase, also after a crash.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Sequence

import sqlalchemy as sa

from bot.database import open_database, scrub

EVENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String),
    sa.Column("timestamp", sa.Float),
    sa.Column("data", sa.Text),
)


class Conversations:
    """The tracker store at `url` (the setting `conversations_url`)."""

    def __init__(self, url: str) -> None:
        self.engine = open_database(url, future=True)

    def erase(self, senders: Sequence[str]) -> None:
        """Delete every event of these conversations."""
        if senders:
            self._delete(EVENTS.c.sender_id.in_(list(senders)))

    def expire(self, before: datetime) -> int:
        """Delete the conversations in which nothing was said since `before`; returns how many events went."""
        last = sa.func.max(EVENTS.c.timestamp)
        silent = sa.select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id).having(last < before.timestamp())
        return self._delete(EVENTS.c.sender_id.in_(silent))

    def _delete(self, which: Any) -> int:
        if not sa.inspect(self.engine).has_table(EVENTS.name):  # nobody has said anything yet
            return 0
        with self.engine.begin() as connection:
            deleted = connection.execute(sa.delete(EVENTS).where(which)).rowcount
        scrub(self.engine)
        return deleted
