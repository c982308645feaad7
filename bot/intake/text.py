"""Comparing what people type: no capitals, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

from knowledge.yamlfile import load

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "questionnaires"


def normalise(text: str) -> str:
    """Return `text` in lower case without accents and punctuation, words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@lru_cache(maxsize=None)
def content(name: str) -> Dict[str, Any]:
    """The content of `knowledge/questionnaires/<name>.yml`, read once; not to be changed."""
    return load(CONTENT / f"{name}.yml")


def vocabulary() -> Dict[str, Any]:
    """The words of short answers (`vocabulary.yml`)."""
    return content("vocabulary")


def spoken(words: str) -> str:
    """Normalised `words` with what people say in Flanders as it is written ("wa is da nie" is "wat is dat niet")."""
    return " ".join(vocabulary()["spoken"].get(word, word) for word in words.split())


def shorten(text: str, limit: int) -> str:
    """Cut `text` to at most `limit` characters at a word boundary, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
