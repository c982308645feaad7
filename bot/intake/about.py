"""Questions about the intake itself ("wie leest dat?") and their answers: about.yml."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, FrozenSet, Optional, Sequence

from bot.intake.rules import holds, used
from bot.intake.text import content, normalise, spoken

LONGEST = 16  # words; a longer message is a story


def about(text: str, loosely: bool = False, everything: bool = True) -> Optional[str]:
    """The answer to a question about the intake; None when `text` is none.

    `loosely`: other words may stand around it, which is for a message that cannot be an answer. `everything` is False where only
    what can be no answer to an open question counts.
    """
    said = spoken(normalise(text)).split()
    if len(said) > LONGEST or not (loosely or asks(text)):
        return None
    for item in _content()["answers"].values():
        if not (everything or item.get("anywhere")):
            continue
        if any(holds(rule, said) and (loosely or _nothing_else(rule, said)) for rule in item["rules"]):
            return str(item["text"])
    return None


def no_answer() -> str:
    """What to say when a question before consent is not understood."""
    return str(_content()["unknown"])


def asks(text: str) -> bool:
    """Whether `text` looks like a question."""
    first = spoken(normalise(text)).partition(" ")[0]
    return bool(first) and (text.rstrip(" !.").endswith("?") or first in _content()["asking"])


def _content() -> Dict[str, Any]:
    return content("about")


def _nothing_else(rule: str, said: Sequence[str]) -> bool:
    places = used(rule, said)
    return all(at in places or word in _around() for at, word in enumerate(said))


@lru_cache(maxsize=1)
def _around() -> FrozenSet[str]:
    return frozenset(normalise(word) for word in (*content("commands")["around"], *_content()["also"]))
