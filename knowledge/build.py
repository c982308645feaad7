"""Build the knowledge database from the content files: `python -m knowledge.build [--folder F] [--url U]`.

A reader never sees half a build: an SQLite file is written beside the old one and put in its place in one step; on
PostgreSQL everything happens in one transaction.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import List, Optional

from sqlalchemy import create_engine, insert, inspect, select, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import NullPool

from knowledge import tables
from knowledge.database import database_url
from knowledge.loader import PACKAGE_FOLDER, Content, InvalidKnowledge
from knowledge.queries import KnowledgeBase
from knowledge.rows import Rows, rows_of
from knowledge.search import texts_for_vectors
from knowledge.validate import load
from knowledge.vectors import VectorStore

_POSTGRES_LOCK = 1540540002  # any number, the same for every builder: two builds wait for each other


def build(folder: Optional[Path] = None, url: Optional[str] = None) -> str:
    """Check the content of `folder` and put it in the database at `url`; returns the id of the build.

    Raises InvalidKnowledge when the content has errors; the database then stays as it was.
    """
    return write(load(folder), url)


def write(content: Content, url: Optional[str] = None) -> str:
    """Put checked content in the database at `url`; returns the id of the build."""
    target = make_url(database_url(url))
    rows = rows_of(content)
    rows["build"] = [{"id": _build_id(rows), "shape": tables.shape(), "built_at": _now()}]
    if target.get_backend_name() == "sqlite":
        _replace_file(Path(target.database), rows)
    else:
        engine = create_engine(target, future=True, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
            _empty(connection)
            _fill(connection, rows)
    return rows["build"][0]["id"]


def _build_id(rows: Rows) -> str:
    """The same content gives the same id, so that what was computed from a build can be kept."""
    return hashlib.sha256(json.dumps([tables.shape(), rows], sort_keys=True).encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


def _replace_file(path: Path, rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        engine = create_engine(f"sqlite:///{name}", future=True, poolclass=NullPool)
        with engine.begin() as connection:
            tables.metadata.create_all(connection)
            _fill(connection, rows)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _empty(connection: Connection) -> None:
    """No rows and the right tables; readers keep the old rows until the transaction ends."""
    found = inspect(connection).has_table("build")
    if found and connection.execute(select(tables.build.c.shape)).scalar() == tables.shape():
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(table.delete())
        return
    tables.metadata.drop_all(connection)
    tables.metadata.create_all(connection)


def _fill(connection: Connection, rows: Rows) -> None:
    for table in tables.metadata.sorted_tables:
        if rows.get(table.name):
            wanted = set(table.columns.keys())
            connection.execute(
                insert(table), [{k: v for k, v in row.items() if k in wanted} for row in rows[table.name]]
            )


def main(arguments: Optional[List[str]] = None) -> int:
    """Command line: returns 0, or 1 after printing every problem of the content."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.build", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=PACKAGE_FOLDER, help="content folder (default: %(default)s)")
    parser.add_argument(
        "--url", help="database (default: LOOPBAANBOT_KNOWLEDGE_URL, else knowledge.db in the data folder)"
    )
    parser.add_argument("--without-vectors", action="store_true", help="leave the sentence vectors to the first search")
    options = parser.parse_args(arguments)
    try:
        build_id = build(options.folder, options.url)
    except InvalidKnowledge as error:
        print(error)
        print(f"{len(error.problems)} problem(s): nothing was built")
        return 1
    if not options.without_vectors:
        VectorStore().vectors(texts_for_vectors(KnowledgeBase(database_url(options.url)).snapshot()))
    print(f"built {build_id} in {make_url(database_url(options.url))!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
