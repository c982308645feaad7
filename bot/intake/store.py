"""The people's database: opening, migrating, transactions. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.intake.crypto import Cipher, load_cipher
from bot.intake.records import Records
from bot.settings import Settings

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
MIGRATION_LOCK = 540_2  # PostgreSQL advisory lock: two processes that start at once migrate one after the other


class Store:
    """Transactions on the people's database at `url`; safe to share between threads and processes."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.cipher = cipher
        self.engine = _engine(url)

    def migrate(self) -> None:
        """Bring the database to the newest migration."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.engine.execution_options(immediate=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def writing(self) -> Iterator[Records]:
        """A transaction that is committed at the end, or rolled back by an exception."""
        with Session(self.engine.execution_options(immediate=True), future=True) as session, session.begin():
            yield Records(session, self.cipher)

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """A transaction for reading only."""
        with Session(self.engine, future=True) as session:
            yield Records(session, self.cipher)

    def scrub(self) -> bool:
        """Leave nothing of deleted rows in the write-ahead log of SQLite; its pages were zeroed by `secure_delete`.

        False when readers kept it busy: then call it again later. PostgreSQL looks after itself.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        raw = self.engine.raw_connection()
        try:
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
        return not busy


def open_store(settings: Settings) -> Store:
    """The store of this installation, migrated. Raises SecretError when its key cannot be used."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.people_url, load_cipher(settings))
    store.migrate()
    return store


def _engine(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    # A pool for SQLite too: opening a file and closing its log at every message costs more than the message.
    more = {"connect_args": {"check_same_thread": False}} if sqlite else {"pool_pre_ping": True}
    engine = create_engine(url, future=True, poolclass=QueuePool, hide_parameters=True, **more)
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    """Write-ahead log, foreign keys, and zeroes over what is deleted."""
    connection.isolation_level = None  # SQLAlchemy's begin event below decides how a transaction starts
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once where we are going to write, so that two writers wait instead of failing halfway."""
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
