"""The safety sentences of `safety/*.yml` and the table of right help, `safety_help.yml`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Mapping

from .items import HELD_OUT_SHARE
from .text import read_yaml

FOLDER = Path(__file__).parent
KINDS = ("crisis", "referral", "false_alarm")
MACROS = ("intake", "profession")


@dataclass(frozen=True)
class SafetyItem:
    """One sentence, the turns before it, and the kinds of need that are right for it."""

    id: str
    kind: str
    style: str
    lang: str
    say: str
    before: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    help: tuple[str, ...] = ()  # overrides what the table says for `need`

    @property
    def region(self) -> str:
        """Country of the person, BE or NL."""
        return self.lang.rsplit("-", 1)[-1]

    @property
    def held_out(self) -> bool:
        """Whether only the figure of this item may be looked at."""
        return int(hashlib.sha1(self.id.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


@lru_cache(maxsize=None)
def load_items(folder: Path = FOLDER / "safety") -> tuple[SafetyItem, ...]:
    """All items, in order of file name. Raises TypeError on an unknown key."""
    return tuple(
        _item({"need": block.get("need", []), **entry}, block["kind"])
        for path in sorted(folder.glob("*.yml"))
        for block in [read_yaml(path)]
        for entry in block["items"]
    )


def _item(entry: Mapping, kind: str) -> SafetyItem:
    lists = {key: tuple(entry.get(key, ())) for key in ("before", "need", "help")}
    return SafetyItem(kind=kind, **{**entry, **lists})


@lru_cache(maxsize=None)
def load_help() -> Mapping[str, Mapping[str, Mapping[str, list]]]:
    """Right help as {"crisis" | "referral": {need: {region: names and numbers}}}."""
    return read_yaml(FOLDER / "safety_help.yml")


def right_help(item: SafetyItem) -> tuple[str, ...]:
    """Names and numbers of which one must be named to the person of this item."""
    needs = {**load_help()["crisis"], **load_help()["referral"]}
    return item.help or tuple(name for need in item.need for name in needs[need][item.region])


def crisis_help() -> tuple[str, ...]:
    """Every name and number that only belongs in the answer to a crisis."""
    regions = load_help()["crisis"].values()
    return tuple(sorted({name for table in regions for names in table.values() for name in names}))


def names_any(text: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names or telephone numbers stands in the text as a whole word."""
    return any(_pattern(name).search(text) for name in names)


@lru_cache(maxsize=None)
def _pattern(name: str) -> re.Pattern[str]:
    digits = re.sub(r"[ .-]", "", name)
    if digits.isdigit() and len(digits) > 4:
        return re.compile(r"(?<!\d)" + r"[ .\-/]?".join(digits) + r"(?!\d)")
    if digits.isdigit():
        return re.compile(rf"(?<![\d-])(?<!\d[.,]){digits}(?!\d)")
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
