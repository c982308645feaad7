"""Reads our own sentences: `knowledge/safety/examples`, and what is only for tests in this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.safety.rules import EXAMPLES

FOLDER = Path(__file__).parent


def sentences(name: str) -> Any:
    """Return the content of `<name>.yml`."""
    path = next(folder / f"{name}.yml" for folder in (FOLDER, EXAMPLES) if (folder / f"{name}.yml").exists())
    return yaml.safe_load(path.read_text(encoding="utf-8"))
