"""A copy of both databases, made while the product runs. The keys are not in it: they are kept apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.run.health import StartError
from bot.settings import Settings


def back_up(settings: Settings, folder: Path) -> None:
    """Write `people.db` and `conversations.db` to a new folder, for its owner only.

    The people's database comes first: a conversation that is newer than the answers is put right by the next message.

    Raises StartError when the folder exists, or for databases that are not SQLite, which have tools of their own.
    """
    urls = {"people.db": settings.people_url, "conversations.db": settings.conversations_url}
    if not all(url.startswith("sqlite") for url in urls.values()):
        raise StartError("The databases are not SQLite: back them up with pg_dump (docs/operations.md).")
    if folder.exists():
        raise StartError(f"{folder} exists already.")
    folder.mkdir(parents=True, mode=0o700)
    for name, url in urls.items():
        with closing(sqlite3.connect(make_url(url).database or "")) as source:
            with closing(sqlite3.connect(folder / name)) as copy:
                source.backup(copy)
