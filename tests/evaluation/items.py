"""Evaluation items: what people say, and what a right reply holds. Read from YAML, checked, and split in two parts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from . import kinds  # noqa: F401  (registers the check for `kind`)
from .checks import wrong_expect
from .text import read_yaml
from .world import World

HERE = Path(__file__).resolve().parent
STYLES = ("plain", "typo", "flemish", "dutch", "newcomer", "sms", "one_word", "story", "multi", "followup")
HELD_OUT_SHARE = 3  # one in three
_ID = re.compile(r"^[a-z][a-z0-9-]*-\d{3}$")
_KEYS = {"id", "style", "turns", "profession"}


class ItemError(ValueError):
    """One or more items are not valid; the message lists every error."""


@dataclass(frozen=True)
class Turn:
    """One message of a person and what its reply must hold."""

    say: str
    expect: dict


@dataclass(frozen=True)
class Item:
    """A question or conversation; `profession` is the one that its first message names."""

    id: str
    kind: str
    style: str
    turns: tuple[Turn, ...]
    profession: Optional[str] = None

    @property
    def held_out(self) -> bool:
        """Whether the item belongs to the part that is only looked at as a figure (decided by its id)."""
        return int(hashlib.sha1(self.id.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


def item_errors(raw: object, world: World) -> list[str]:
    """Return everything that is wrong with one item as read from YAML."""
    if not isinstance(raw, dict):
        return ["an item must be a mapping"]
    errors = [f"unknown key {key!r}" for key in sorted(set(raw) - _KEYS)]
    if not _ID.match(str(raw.get("id"))):
        errors.append("id: expected for example level-012")
    if raw.get("style") not in STYLES:
        errors.append(f"style: expected one of {', '.join(STYLES)}")
    profession = raw.get("profession")
    if profession and world.professions and profession not in world.professions:
        errors.append(f"profession: unknown {profession!r}")
    turns = raw.get("turns")
    if not isinstance(turns, list) or not turns:
        return [*errors, "turns: expected at least one"]
    return errors + [f"turn {n}: {wrong}" for n, turn in enumerate(turns, 1) for wrong in _turn_errors(turn, world)]


def _turn_errors(turn: object, world: World) -> list[str]:
    if not isinstance(turn, dict) or set(turn) != {"say", "expect"}:
        return ["expected say and expect"]
    errors = [] if isinstance(turn["say"], str) and turn["say"].strip() else ["say: expected text"]
    wrong = wrong_expect(turn["expect"], world)
    return [*errors, wrong] if wrong else errors


def load_items(name: str, world: World, folder: Path = HERE) -> tuple[Item, ...]:
    """Read the set `name` (one YAML file per kind). Raises ItemError with every error, or when the set is empty."""
    items: list[Item] = []
    errors: list[str] = []
    for path in sorted((folder / name).glob("*.yml")):
        for raw in read_yaml(path) or []:
            label = f"{path.name}: {raw.get('id') if isinstance(raw, dict) else raw}"
            wrong = item_errors(raw, world)
            errors += [f"{label}: {error}" for error in wrong]
            if not wrong:
                items.append(_item(raw, path.stem))
    ids = [item.id for item in items]
    errors += [f"{i}: the id occurs twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if errors or not items:
        raise ItemError("\n".join(errors) or f"no items in {folder / name}")
    return tuple(items)


def _item(raw: dict, kind: str) -> Item:
    turns = tuple(Turn(turn["say"], turn["expect"]) for turn in raw["turns"])
    return Item(raw["id"], kind, raw["style"], turns, raw.get("profession"))
