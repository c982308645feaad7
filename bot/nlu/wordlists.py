"""The words by which a message is read, from `knowledge/lexicon/reading.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.yamlfile import load

FILE = Path(__file__).resolve().parents[2] / "knowledge" / "lexicon" / "reading.yml"


@lru_cache(maxsize=1)
def _lists() -> Any:
    return load(FILE)


def wordlist(key: str) -> Any:
    """The words under a key: a list, or a mapping from a word to its number. Raises KeyError for an unknown key."""
    return _lists()[key]
