"""Reads our own sentences, `knowledge/safety/examples`."""

from __future__ import annotations

from typing import Any

import yaml

from bot.safety.rules import EXAMPLES


def sentences(name: str) -> Any:
    """Return the content of `<name>.yml`."""
    return yaml.safe_load((EXAMPLES / f"{name}.yml").read_text(encoding="utf-8"))
