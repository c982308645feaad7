"""Reads our own sentences, `knowledge/safety/examples`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import yaml

from bot.safety.frames import Sentence
from bot.safety.rules import EXAMPLES


def sentences(name: str) -> Any:
    """Return the content of `<name>.yml`."""
    return yaml.safe_load((EXAMPLES / f"{name}.yml").read_text(encoding="utf-8"))


def _unseen() -> Iterator[Sentence]:
    groups = yaml.safe_load((Path(__file__).parent / "unseen.yml").read_text(encoding="utf-8"))
    for kind, needs in groups.items():
        yield from (Sentence(kind, need, "", text) for need, texts in needs.items() for text in texts)


UNSEEN = tuple(_unseen())  # what nothing of ours learns from
