"""Rasa's SQL tracker store that can forget: a conversation whose person asked for erasure is deleted, not saved."""

from __future__ import annotations

from typing import Any, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

ERASED = "erased"  # the slot that the erasing action sets


class ErasableTrackerStore(SQLTrackerStore):
    """Keeps conversations as Rasa does; SQLite overwrites what is deleted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _overwrite_deleted)
            self.engine.dispose()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the new events of a conversation, or delete it whole when it was to be erased."""
        if tracker.get_slot(ERASED):
            self.forget(tracker.sender_id)
        else:
            await super().save(tracker)

    def forget(self, sender_id: Text) -> None:
        """Delete every event of a conversation."""
        with self.session_scope() as session:
            session.execute(sa.delete(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id))
            session.commit()


def _overwrite_deleted(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA secure_delete=ON")
