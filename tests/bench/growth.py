"""How cost grows: with the number of conversations that are stored, and with the number of professions."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Callable, Dict

from tests.bench.bots import Ours
from tests.bench.measure import Times, run
from tests.bench.scenarios import Script

STORED = (10, 1_000, 100_000)
MESSAGES = 24


def stored_conversations(ours: Ours, say: Callable[[str], None]) -> Dict[int, Times]:
    """What a knowledge answer costs with so many conversations in the database, each a copy of one that was held."""
    database = Path(ours.folder) / "conversations.db"
    script, found = Script("knowledge answer"), {}
    for count in STORED:
        say(f"{count} stored conversations")
        _fill(database, count)
        found[count] = run(ours, script.talks(1, MESSAGES))
    return found


def _fill(database: Path, count: int) -> None:
    """Copy the events of one conversation of one message until there are `count` conversations."""
    with sqlite3.connect(database, timeout=60) as connection:
        there = connection.execute("SELECT count(DISTINCT sender_id) FROM events").fetchone()[0]
        sample = connection.execute("SELECT sender_id FROM events ORDER BY id DESC LIMIT 1").fetchone()[0]
        rows = connection.execute(
            "SELECT type_name, timestamp, data FROM events WHERE sender_id = ? LIMIT 8", (sample,)
        ).fetchall()
        connection.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)",
            ((f"stored-{number}", *row) for number in range(there, count) for row in rows),
        )
    connection.close()
