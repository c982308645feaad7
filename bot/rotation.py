"""Changing the key that everything is encrypted with."""

from __future__ import annotations

from typing import Any, Iterator

from sqlalchemy import Column, inspect, select, update
from sqlalchemy.engine import Engine

import bot.accounts.models  # noqa: F401 (so that its tables are among those of Base)
from bot.database import scrub
from bot.intake.conversations import EVENTS, Conversations
from bot.intake.crypto import Cipher, add_key, drop_old_keys, load_cipher, load_keys
from bot.intake.models import Base
from bot.intake.store import open_store
from bot.secrets import SecretError
from bot.settings import Settings

BATCH = 500  # rows in one transaction


def rotate_key(settings: Settings) -> int:
    """Make a new key, encrypt everything with it and drop the old one; returns how many values were encrypted again.

    Interrupted, it goes on when it is run again: until all is done both keys are kept. A running process would go on writing with
    the old key, so the product must be stopped. Raises SecretError when there is no new key.
    """
    if not settings.data_key and len(load_keys(settings)) == 1:
        add_key(settings)
    if len(load_keys(settings)) == 1:
        raise SecretError("Put the new key in front of the old one in LOOPBAANBOT_DATA_KEY, separated by a comma.")
    cipher, store = load_cipher(settings), open_store(settings)
    done = sum(reencrypt(store.engine, column, cipher) for column in encrypted_columns())
    conversations = Conversations(settings.conversations_url).engine
    done += reencrypt(conversations, EVENTS.c.data, cipher)
    for engine in (store.engine, conversations):
        scrub(engine)
    drop_old_keys(settings)
    return done


def encrypted_columns() -> Iterator[Any]:
    """The columns of the people's database that hold encrypted text."""
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if column.info.get("encrypted"))


def reencrypt(engine: Engine, column: Column, cipher: Cipher) -> int:
    """Encrypt the values of a column with the newest key, also what is not encrypted yet; returns how many. A missing table is empty."""
    if not inspect(engine).has_table(column.table.name):
        return 0
    key, done, last = column.table.c[_key(column)], 0, None
    while True:
        query = select(key, column).where(column.is_not(None)).order_by(key).limit(BATCH)
        with engine.execution_options(immediate=True).begin() as connection:
            rows = connection.execute(query if last is None else query.where(key > last)).all()
            for last, value in rows:
                new = cipher.encrypt(value) if value.startswith("{") else cipher.rotate(value)
                connection.execute(update(column.table).where(key == last).values({column.name: new}))
        done += len(rows)
        if len(rows) < BATCH:
            return done


def _key(column: Column) -> str:
    return next(iter(column.table.primary_key)).name
