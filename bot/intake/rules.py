"""Rules of words: "wie|iemand lees*|zien" holds for a message with one word of each group.

A `*` ends the beginning of a word, a `!` a word that must be spelt right; other words may have a slip of the fingers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, Sequence, Set, Tuple

from rapidfuzz.distance import OSA

SHORTEST_SLIP = 5  # letters; shorter words must be right
LONG_WORD = 9


@dataclass(frozen=True)
class Group:
    """Alternatives of which one is enough: whole words, beginnings of words, and words that may have a slip of the fingers."""

    words: FrozenSet[str]
    beginnings: Tuple[str, ...]
    slips: Tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Whether `word` is one of them."""
        return word in self.words or word.startswith(self.beginnings) or any(near(word, meant) for meant in self.slips)


@lru_cache(maxsize=None)
def groups(rule: str) -> Tuple[Group, ...]:
    """The groups of a rule as it is written."""
    return tuple(_group(group.split("|")) for group in rule.split())


def holds(rule: str, said: Sequence[str]) -> bool:
    """Whether every group of `rule` has a word in `said`."""
    return all(any(map(group.fits, said)) for group in groups(rule))


def used(rule: str, said: Sequence[str]) -> Set[int]:
    """The places in `said` of the words that `rule` is about."""
    return {at for at, word in enumerate(said) for group in groups(rule) if group.fits(word)}


def near(said: str, meant: str) -> bool:
    """One slip of the fingers (two letters swapped count as one), two in a long word."""
    most = 2 if len(meant) >= LONG_WORD else 1
    if len(meant) < SHORTEST_SLIP or abs(len(said) - len(meant)) > most:
        return False
    return OSA.distance(said, meant, score_cutoff=most) <= most


def _group(options: Sequence[str]) -> Group:
    whole = [option for option in options if not option.endswith("*")]
    return Group(
        words=frozenset(option.rstrip("!") for option in whole),
        beginnings=tuple(option[:-1] for option in options if option.endswith("*")),
        slips=tuple(option for option in whole if not option.endswith("!") and len(option) >= SHORTEST_SLIP),
    )
