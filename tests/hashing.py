"""Argon2 costs a tenth of a second on purpose; tests of other things take a cheap one."""

from __future__ import annotations

from typing import Iterator

import pytest
from argon2 import PasswordHasher

from bot.accounts import passwords


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "_nobody", cheap.hash("nobody"))
    yield
