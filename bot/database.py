"""Opening a database: the same care for that of the people and that of the conversations, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import QueuePool

# A write-ahead log, everything on disk before it is acknowledged, zeroes over what is deleted, patience (ms) while others write.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000")
READ_ONLY = "readonly database"  # in the words of SQLite
REACH = {"connect_timeout": 5}  # seconds; without it a database that is out of reach is waited for for minutes


def open_database(url: str, **options: Any) -> Engine:
    """An engine on the database at `url`, which shows no values in its errors and replaces connections that were cut."""
    sqlite = url.startswith("sqlite")
    # A pool for SQLite too: opening a file and closing its log at every message costs more than the message.
    more = {"connect_args": {"check_same_thread": False}} if sqlite else {"connect_args": REACH, "pool_pre_ping": True}
    engine = create_engine(url, poolclass=QueuePool, hide_parameters=True, **more, **options)
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "handle_error", _open_again)
    return engine


def scrub(engine: Engine) -> bool:
    """Leave nothing of deleted rows in the write-ahead log of SQLite; its pages were zeroed by `secure_delete`.

    False when readers kept it busy: then call it again later. PostgreSQL looks after itself.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.close()
    return not busy


def _prepare(connection: Any, _: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _open_again(context: ExceptionContext) -> None:
    """A file that could not be written when it was opened stays so for that connection: make new ones."""
    if READ_ONLY in str(context.original_exception):
        context.is_disconnect = True
