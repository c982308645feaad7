"""Where the knowledge database is, and reading it without being able to change it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Hashable, Iterator, Optional

from sqlalchemy import create_engine, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from knowledge import tables

URL_VARIABLE = "LOOPBAANBOT_KNOWLEDGE_URL"
DATA_VARIABLE = "LOOPBAANBOT_DATA_DIR"


class KnowledgeMissing(RuntimeError):
    """There is no built knowledge base at the given place."""

    def __init__(self, url: object):
        super().__init__(f"no knowledge base in {url!r}: run `python -m knowledge.build` first")


def database_url(url: Optional[str] = None) -> str:
    """`url`, else the environment's LOOPBAANBOT_KNOWLEDGE_URL, else knowledge.db in the data folder."""
    if url or os.environ.get(URL_VARIABLE):
        return url or os.environ[URL_VARIABLE]
    return f"sqlite:///{data_folder() / 'knowledge.db'}"


def data_folder() -> Path:
    """The folder for what the program makes: the environment's LOOPBAANBOT_DATA_DIR, else var in the project."""
    return Path(os.environ.get(DATA_VARIABLE) or Path(__file__).resolve().parents[1] / "var")


class Source:
    """A built knowledge base that can be read, and asked cheaply whether it was replaced."""

    def __init__(self, url: str):
        self.url = make_url(url)
        self.is_file = self.url.get_backend_name() == "sqlite"
        if self.is_file:
            self.path = Path(self.url.database).resolve()
            uri = self.path.as_uri() + "?mode=ro"
            self._engine = create_engine(
                "sqlite://", future=True, poolclass=NullPool, creator=lambda: sqlite3.connect(uri, uri=True)
            )
        else:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            self._engine = create_engine(
                self.url, future=True, pool_pre_ping=True, pool_size=1, execution_options=options
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only connection that sees one build; raises KnowledgeMissing when there is none."""
        if self.is_file and not self.path.exists():
            raise KnowledgeMissing(self.url)
        with self._engine.connect() as connection:
            yield connection

    def stamp(self) -> Hashable:
        """Something that changes when the build is replaced: a stat of the file, or one row of PostgreSQL."""
        if self.is_file:
            try:
                found = os.stat(self.path)
            except FileNotFoundError:
                raise KnowledgeMissing(self.url) from None
            return found.st_ino, found.st_mtime_ns, found.st_size
        with self._engine.connect() as connection:
            try:
                return tuple(connection.execute(select(tables.build.c.id, tables.build.c.built_at)).all())
            except DatabaseError as error:
                if "does not exist" in str(error):
                    raise KnowledgeMissing(self.url) from None
                raise
