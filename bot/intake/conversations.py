"""The conversations that Rasa keeps: they are a person's data too, and go with them or after a while.

Here nothing of Rasa is needed but the columns of its table: an action server without Rasa can erase, also after a crash.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, Dict, List, Sequence

import sqlalchemy as sa

from bot.database import open_database, scrub
from bot.intake.crypto import Cipher

EVENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String),
    sa.Column("type_name", sa.String),
    sa.Column("timestamp", sa.Float),
    sa.Column("data", sa.Text),
)


SAID = {"user": "you", "bot": "program"}  # kinds of events in which something is said, and by whom


class Conversations:
    """The tracker store at `url` (the setting `conversations_url`)."""

    def __init__(self, url: str) -> None:
        self.engine = open_database(url, future=True)

    def erase(self, senders: Sequence[str]) -> None:
        """Delete every event of these conversations."""
        if senders:
            self._delete(EVENTS.c.sender_id.in_(list(senders)))

    def told(self, senders: Sequence[str], cipher: Cipher) -> List[Dict[str, str]]:
        """What was said in these conversations, readable and in order: time, who and text."""
        if not self._exists():
            return []
        said = EVENTS.c.sender_id.in_(list(senders)) & EVENTS.c.type_name.in_(list(SAID))
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(EVENTS).where(said).order_by(EVENTS.c.timestamp, EVENTS.c.id)).all()
        texts = [(row, json.loads(_readable(row.data, cipher)).get("text")) for row in rows]
        return [{"at": _time(row.timestamp), "who": SAID[row.type_name], "text": text} for row, text in texts if text]

    def expire(self, before: datetime) -> int:
        """Delete the conversations in which nothing was said since `before`; returns how many events went."""
        last = sa.func.max(EVENTS.c.timestamp)
        silent = sa.select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id).having(last < before.timestamp())
        return self._delete(EVENTS.c.sender_id.in_(silent))

    def _delete(self, which: Any) -> int:
        if not self._exists():
            return 0
        with self.engine.begin() as connection:
            deleted = connection.execute(sa.delete(EVENTS).where(which)).rowcount
        scrub(self.engine)
        return deleted

    def _exists(self) -> bool:
        """Whether anybody said anything yet: Rasa makes its table."""
        return sa.inspect(self.engine).has_table(EVENTS.name)


def _time(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, timezone.utc).isoformat()


def _readable(data: str, cipher: Cipher) -> str:
    """An event as JSON; what an older version wrote openly is that already."""
    return data if data.startswith("{") else cipher.decrypt(data)
