"""Rasa's SQL tracker store, but encrypted and able to forget: nobody who reads the database reads a conversation, and one whose
person asked for erasure is deleted, not saved."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Optional, Text

import sqlalchemy as sa
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import TypeDecorator

from bot.database import open_database, scrub
from bot.discretion import keep_logs_empty
from bot.intake.crypto import Cipher, load_cipher
from bot.logs import shape
from bot.nlu.departures import depart
from bot.nlu.recent import RecentTrackerStore
from bot.settings import load_settings
from bot.threads import in_thread

ERASED = "erased"  # the slot that the erasing action sets


@lru_cache(maxsize=1)
def cipher() -> Cipher:
    """The cipher of this installation."""
    return load_cipher(load_settings())


class Encrypted(TypeDecorator):
    """Text that the database holds encrypted. What an older version wrote openly is read until the keys are rotated."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Optional[Text], dialect: Any) -> Optional[Text]:
        """Encrypt."""
        return None if value is None else cipher().encrypt(value)

    def process_result_value(self, value: Optional[Text], dialect: Any) -> Optional[Text]:
        """Decrypt; raises cryptography.fernet.InvalidToken when no key fits."""
        return value if value is None or value.startswith("{") else cipher().decrypt(value)


class Withheld(TypeDecorator):
    """A column of Rasa's that it never reads and that tells too much, such as that somebody was in a crisis: left empty."""

    impl = sa.String(255)
    cache_ok = True

    def process_bind_param(self, value: Optional[Text], dialect: Any) -> None:
        """Keep nothing."""


class ErasableTrackerStore(RecentTrackerStore):
    """Keeps conversations in Rasa's own table; SQLite overwrites what is deleted."""

    Base: Any = declarative_base()

    class SQLEvent(Base):
        """An event of a conversation, in the columns of Rasa's table."""

        __tablename__ = "events"
        id = sa.Column(sa.Integer, primary_key=True)
        sender_id = sa.Column(sa.String(255), nullable=False, index=True)
        type_name = sa.Column(sa.String(255), nullable=False)
        timestamp = sa.Column(sa.Float)
        intent_name = sa.Column(Withheld)
        action_name = sa.Column(Withheld)
        data = sa.Column(Encrypted)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        keep_logs_empty()
        depart()
        super().__init__(*args, **kwargs)
        shape(load_settings(), "rasa")
        self._connect_with_care()

    def _connect_with_care(self) -> None:
        """Take the place of Rasa's connections, which do not notice that the database was restarted."""
        url = self.engine.url
        self.engine.dispose()
        self.engine = open_database(url.render_as_string(hide_password=False))
        self.sessionmaker.configure(bind=self.engine)

    def ping(self) -> None:
        """Raise SQLAlchemyError when the database is out of reach."""
        with self.engine.connect() as connection:
            connection.execute(sa.select(1))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the new events of a conversation, or delete it whole when it was to be erased."""
        if tracker.get_slot(ERASED):
            await in_thread(self.forget, tracker.sender_id)
        else:
            await super().save(tracker)

    def forget(self, sender_id: Text) -> None:
        """Delete every event of a conversation."""
        self.drop(sender_id)
        with self.session_scope() as session:
            session.execute(sa.delete(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id))
            session.commit()
        scrub(self.engine)
