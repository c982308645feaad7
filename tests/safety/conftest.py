"""Reads the sentences of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def sentences(name: str) -> Any:
    """Return the content of `<name>.yml` in this folder."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
