"""Counts of what happens in conversations, for the team: of events, never of people."""

from __future__ import annotations

from functools import lru_cache

from bot.intake.counts import Tally
from bot.intake.store import open_store
from bot.settings import load_settings


@lru_cache(maxsize=1)
def tally() -> Tally:
    """The counter of this action server."""
    return Tally(open_store(load_settings()))
