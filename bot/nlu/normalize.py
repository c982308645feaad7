"""Folding Dutch as people type it into words that the models know: case, accents, spoken forms, spelling."""

from __future__ import annotations

import re
import unicodedata
from typing import Dict, Iterable, List, Tuple

from symspellpy import SymSpell, Verbosity

WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
REPEATED = re.compile(r"(.)\1{2,}")
SHORT_WORD = 4  # shorter words are not repaired, and of these only two letters that changed places: too many neighbours


def fold(text: str) -> str:
    """Lower case without accents, with plain apostrophes and single spaces; letters repeated three times become two."""
    text = unicodedata.normalize("NFKD", str(text).replace("’", "'").replace("‘", "'").lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", REPEATED.sub(r"\1\1", text)).strip()


def phonetic(word: str) -> str:
    """A rough sound key of a Dutch word, so that "kampanje" and "campagne" look alike."""
    key = re.sub(r"[^a-z]", "", fold(word))
    for pattern, sound in (
        (r"gn", "nj"),
        (r"ph", "f"),
        (r"ck|c(?![eiyh])|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"x", "ks"),
        (r"ij|ei|y", "i"),
        (r"ou|au", "u"),
        (r"ch", "g"),
        (r"th", "t"),
        (r"dt$|d$", "t"),
        (r"z", "s"),
        (r"v", "f"),
    ):
        key = re.sub(pattern, sound, key)
    return re.sub(r"(.)\1+", r"\1", key)


class Speller:
    """Repairs a word that is unknown to Dutch to the nearest word of our domain.

    Args:
        vocabulary: words of the domain with how often they occur.
        spoken: spoken or shortened forms and the standard words they stand for.
        dutch: ordinary Dutch words that are left as they are.
    """

    def __init__(self, vocabulary: Dict[str, int], spoken: Dict[str, str], dutch: Iterable[str]) -> None:
        self.vocabulary = vocabulary
        self.spoken = spoken
        self.dutch = frozenset(dutch)
        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, count in {**dict.fromkeys(spoken, 20), **vocabulary}.items():
            if len(word) >= SHORT_WORD:
                self._index.create_dictionary_entry(word, count)

    def repair(self, word: str) -> str:
        """The standard form of one folded word (may be several words or empty); unknown words come back unchanged."""
        if word in self.spoken:
            return self.spoken[word]
        if word in self.vocabulary or word in self.dutch or len(word) < SHORT_WORD or not word.isalpha():
            return word
        if len(word) == SHORT_WORD:
            swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
            return max((w for w in swapped if w in self.vocabulary), key=self.vocabulary.__getitem__, default=word)
        distance = 1 if len(word) < 7 else 2
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=distance)
        return self.spoken.get(found[0].term, found[0].term) if found else word

    def words(self, text: str) -> List[Tuple[str, int, int]]:
        """The repaired words of a text with the start and end of each in the folded text."""
        found = []
        for match in WORD.finditer(fold(text)):
            for word in self.repair(match.group()).split():
                found.append((word, match.start(), match.end()))
        return found
