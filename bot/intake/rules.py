"""Rules of words: "wie|iemand lees*|zien" holds for a message with one word of each group.

A `*` ends the beginning of a word, a `!` a word that must be spelt right; other words may have a slip of the fingers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Sequence, Set, Tuple

from rapidfuzz.distance import OSA

SHORTEST_SLIP = 5  # letters; shorter words must be right
LONG_WORD = 9
Group = Tuple[str, ...]


@lru_cache(maxsize=None)
def groups(rule: str) -> Tuple[Group, ...]:
    """The groups of a rule as it is written, each with its alternatives."""
    return tuple(tuple(group.split("|")) for group in rule.split())


def holds(rule: str, said: Sequence[str]) -> bool:
    """Whether every group of `rule` has a word in `said`."""
    return all(any(_fits(word, group) for word in said) for group in groups(rule))


def used(rule: str, said: Sequence[str]) -> Set[int]:
    """The places in `said` of the words that `rule` is about."""
    return {at for at, word in enumerate(said) for group in groups(rule) if _fits(word, group)}


def near(said: str, meant: str) -> bool:
    """One slip of the fingers (two letters swapped count as one), two in a long word."""
    if len(meant) < SHORTEST_SLIP:
        return False
    most = 2 if len(meant) >= LONG_WORD else 1
    return OSA.distance(said, meant, score_cutoff=most) <= most


def _fits(word: str, group: Group) -> bool:
    return any(_is(word, option) for option in group)


def _is(word: str, option: str) -> bool:
    if option.endswith("*"):
        return word.startswith(option[:-1])
    return word == option.rstrip("!") or (not option.endswith("!") and near(word, option))
