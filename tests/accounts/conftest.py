"""Accounts on a real database."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator

import pytest

from bot.accounts.administration import Administration
from bot.accounts.service import Accounts
from bot.intake.store import Store, open_store
from bot.settings import load_settings
from tests.hashing import cheap_hashing  # noqa: F401 (a fixture)

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path)}))
    yield store
    store.engine.dispose()


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store)


@pytest.fixture
def office(store: Store) -> Administration:
    return Administration(store)
