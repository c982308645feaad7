"""The answers, answers that look like commands, and commands of `intake_answers.yml`, and whether an outcome fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

STATUSES = ("unknown", "declined", "invalid")
COMMANDS = (
    *("previous", "skip", "dont_know", "why", "explain", "pause", "stop", "resume", "change", "overview", "restart"),
    *("help", "my_data", "erase", "human"),
)


@dataclass(frozen=True)
class AnswerItem:
    """What is said to the question with id `question`; each of `accepted` is a right outcome."""

    id: str
    question: str
    say: str
    accepted: tuple[Any, ...]

    def fits(self, outcome: Any) -> bool:
        """Whether `outcome` is right: a status, "given" for an open answer, or the value that was read."""
        return any(_same(accepted, outcome) for accepted in self.accepted)


def _same(accepted: Any, outcome: Any) -> bool:
    if isinstance(accepted, dict):  # a range of ISO days; a status is no day
        return outcome not in STATUSES and accepted["from"] <= str(outcome) <= accepted["to"]
    return type(accepted) is type(outcome) and accepted == outcome


@lru_cache(maxsize=None)
def load() -> dict[str, Any]:
    """The file as it is, with keys today, questions, answers, answers_like_commands and commands."""
    path = Path(__file__).parent / "intake_answers.yml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def load_answers() -> tuple[AnswerItem, ...]:
    """All answers, with the figures of a scale as numbers."""
    kinds = {name: question["kind"] for name, question in load()["questions"].items()}
    return tuple(
        AnswerItem(
            id=raw["id"],
            question=raw["question"],
            say=raw["say"],
            accepted=tuple(_value(value, kinds[raw["question"]]) for value in raw.get("either") or [raw["expect"]]),
        )
        for raw in load()["answers"]
    )


def _value(value: Any, kind: str) -> Any:
    return int(value) if kind == "scale" and value not in STATUSES else value
