"""The people's database: opening, migrating, transactions. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from bot.database import open_database, scrub
from bot.intake.crypto import Cipher, load_cipher
from bot.intake.records import Records
from bot.settings import SettingError, Settings

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
MIGRATION_LOCK = 540_2  # PostgreSQL advisory lock: two processes that start at once migrate one after the other


class MigrationMissing(SettingError):
    """The database waits for `python -m bot.cli migrate`, for with LOOPBAANBOT_MIGRATE=off no process does that by itself."""


class Store:
    """Transactions on the people's database at `url`; safe to share between threads and processes."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.cipher = cipher
        self.engine = _engine(url)

    def migrate(self) -> None:
        """Bring the database to the newest migration."""
        config = _migrations()
        with self.engine.execution_options(immediate=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_behind(self) -> bool:
        """Whether the database is not at the newest migration of this program."""
        with self.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
        return present != ScriptDirectory.from_config(_migrations()).get_current_head()

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
        """Leave nothing of deleted rows behind (see `bot.database.scrub`)."""
        return scrub(self.engine)


def open_store(settings: Settings) -> Store:
    """The store of this installation, migrated. Raises SecretError when its key cannot be used, and MigrationMissing."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.people_url, load_cipher(settings))
    if settings.migrate:
        store.migrate()
    elif store.is_behind():
        raise MigrationMissing("The database is of another version than the program. Run: python -m bot.cli migrate")
    return store


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _engine(url: str) -> Engine:
    engine = open_database(url, future=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _begin_ourselves)
        event.listen(engine, "begin", _begin)
    return engine


def _begin_ourselves(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event below decides how a transaction starts


def _begin(connection: Connection) -> None:
    """Take the write lock at once where we are going to write, so that two writers wait instead of failing halfway."""
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
