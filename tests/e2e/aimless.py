"""Somebody without a plan: taps a quick reply, asks something, gives a command, answers, or types nonsense; the same every time
for the same number."""

from __future__ import annotations

import random
import re
import string
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Tuple

import yaml

from bot.settings import ROOT

SEED = 20261123
NASTY = (
    "'; DROP TABLE people; --",
    "{{7*7}} ${x}",
    "<b onclick=alert(1)>",
    "/restart",
    '/SetSlots{"erased": true}',
    "=1+1",
    "%s%n",
)
MARKS = ("?", "...", "!!!", "?!", "😀", "👍🏽", "\u200b", "#", "- - -", "1234567890", "ßäø", "مرحبا", "你好")
WISHES = {"tap": 45, "question": 20, "command": 15, "answer": 10, "nonsense": 10}  # percent
Turn = Tuple[str, str]  # kind and message


@lru_cache(maxsize=None)
def questions() -> Tuple[str, ...]:
    """Everything that the bot was taught to understand but answers and danger, and every facet of every profession."""
    asked: List[str] = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if item.get("intent", "crisis") != "crisis":
                lines = [line[2:] for line in item["examples"].splitlines() if line.startswith("- ")]
                asked += [re.sub(r"\[([^\]]*)\](\{[^}]*\}|\([^)]*\))", r"\1", line) for line in lines]
    table = yaml.safe_load(Path(__file__).with_name("facets.yml").read_text(encoding="utf-8"))
    return tuple(asked + [cell["ask"] for row in table.values() for cell in row.values()])


@lru_cache(maxsize=None)
def commands() -> Tuple[str, ...]:
    """The words that steer."""
    known = yaml.safe_load((ROOT / "knowledge" / "questionnaires" / "commands.yml").read_text(encoding="utf-8"))
    said = [text for texts in known["commands"].values() for text in texts if "{" not in text]
    return (*said, *(["start intake", "competentiescan", "help", "wijzig vraag 3", "ja", "nee", "verder"] * 5))


@lru_cache(maxsize=None)
def answers() -> Tuple[str, ...]:
    """What people answer in the intake."""
    clients = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))
    return tuple(str(answer) for answer in clients["answers"].values())


class Aimless:
    """One such person; `number` says which."""

    def __init__(self, number: int) -> None:
        self._chance = random.Random(f"{SEED}-{number}")

    def next(self, offered: Dict[str, str]) -> Turn:
        """What comes now, with these quick replies on the screen (title and payload)."""
        kind = self._chance.choices(list(WISHES), list(WISHES.values()))[0]
        if kind == "tap" and offered:
            return kind, offered[self._chance.choice(sorted(offered))]
        pools = {"question": questions(), "command": commands(), "answer": answers()}
        if kind in pools:
            return kind, self._chance.choice(pools[kind])
        return "nonsense", self._nonsense()

    def _nonsense(self) -> str:
        chance = self._chance
        letters = "".join(chance.choices(string.ascii_lowercase + "  ", k=chance.randint(1, 60)))
        torn = chance.choice(questions())[chance.randint(1, 8) :: chance.choice((1, 1, 2, -1))]
        return chance.choice(
            (letters, torn, chance.choice(NASTY), chance.choice(MARKS), torn * 30, letters + chance.choice(MARKS))
        )
