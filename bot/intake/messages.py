"""The intake's own sentences (`messages.yml`), filled in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict

from bot.intake.text import content


def catalogue() -> Dict[str, Any]:
    """All messages, read once."""
    return content("messages")


def lookup(key: str) -> Any:
    """The entry at a dotted `key`; KeyError when there is none."""
    found: Any = catalogue()
    for part in key.split("."):
        found = found[part]
    return found


def message(key: str, **values: object) -> str:
    """The sentence at `key` with its placeholders filled in."""
    return fill(lookup(key), values)


def fill(template: str, values: Dict[str, Any]) -> str:
    """Replace each `{name}` once; what is put in is not read as a template, and an unknown name stays as it is."""
    return re.sub(r"\{([a-z_]+(?:\.[a-z0-9_]+)*)\}", lambda found: str(values.get(found[1], found[0])), template)


def day(value: date, weekday: bool = False) -> str:
    """A day as people write it: "15 januari 2027", with `weekday` "vrijdag 15 januari 2027"."""
    text = f"{value.day} {lookup('months')[value.month - 1]} {value.year}"
    return f"{lookup('weekdays')[value.weekday()]} {text}" if weekday else text
