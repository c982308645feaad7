"""A backup of SQLite; tests/e2e/test_faults.py restores one and goes on with an intake."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.intake.store import open_store
from bot.run.backup import back_up
from bot.run.health import StartError
from bot.settings import load_settings


def test_it_holds_what_the_log_of_a_database_in_use_holds_and_is_for_its_owner(tmp_path: Path) -> None:
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path / "data")})
    store = open_store(settings)
    with store.writing() as records:
        records.session.connection().exec_driver_sql(
            "INSERT INTO people (id, created_at, seen_at) VALUES ('ann', 1, 1)"
        )
        records.session.commit()
        back_up(settings, tmp_path / "backup")
    copy = sqlite3.connect(tmp_path / "backup" / "people.db")
    assert copy.execute("SELECT id FROM people").fetchall() == [("ann",)]
    copy.close()
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    with pytest.raises(StartError, match="exists already"):
        back_up(settings, tmp_path / "backup")


def test_another_database_has_tools_of_its_own(tmp_path: Path) -> None:
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_PEOPLE_URL": "postgresql://h/people"})
    with pytest.raises(StartError, match="pg_dump"):
        back_up(settings, tmp_path / "backup")
