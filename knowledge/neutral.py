"""Leave out what people say about their own gender, age, origin or health, so that it cannot weigh in a suggestion.

Only words for one person go ("vrouw", "45 jaar", "uit Marokko", "ik ben slechtziend"); the people somebody wants to work with
stay ("met jongeren", "voor vrouwen", "mensen die slecht zien").
"""

from __future__ import annotations

import re
from typing import Callable, List, Mapping, Sequence

from knowledge.text import tokens

_CLAUSES = re.compile(r"[,.;:!?\n]+")
_TURNS = re.compile(r"(\s+(?:en|maar|want|dus|omdat)\s+)", re.IGNORECASE)
_AGE = re.compile(r"\d{1,3}(?:[\s-]*(?:jaar|jarige?|jr|j)\b)?(?:\s+(?:oude?|jonge?)\b)?", re.IGNORECASE)
_SELF = frozenset(("ik", "k", "kben", "kheb", "kzit", "mijn"))


class Neutral:
    """Callable that takes what is personal out of a text; what is left does not depend on which personal words stood there.

    `words` holds lists: `search_person_words`, `search_own_conditions` (words or phrases) and `search_other_people`.
    """

    def __init__(self, words: Mapping[str, Sequence[str]], is_stop_word: Callable[[str], bool]):
        self._person_words = frozenset(w for text in words.get("search_person_words", ()) for w in tokens(text))
        self._conditions = tuple(f" {' '.join(tokens(text))} " for text in words.get("search_own_conditions", ()))
        self._others = frozenset(w for text in words.get("search_other_people", ()) for w in tokens(text))
        self._is_stop_word = is_stop_word

    def __call__(self, text: str) -> str:
        clauses = (self._clause(self._healthy(clause)) for clause in _CLAUSES.split(_AGE.sub(" 0 ", text)))
        return ", ".join(clause for clause in clauses if clause)

    def _healthy(self, clause: str) -> str:
        """A clause without the parts that tell of one's own health."""
        parts = _TURNS.split(clause)
        kept = [(part, turn) for part, turn in zip(parts[::2], [*parts[1::2], ""]) if not self._of_own_health(part)]
        return "".join(part + turn for part, turn in kept)

    def _of_own_health(self, part: str) -> bool:
        said = tokens(part)
        of_self = _SELF & set(said) and not self._others & set(said)
        return bool(of_self) and any(condition in f" {' '.join(said)} " for condition in self._conditions)

    def _clause(self, clause: str) -> str:
        kept: List[str] = []
        for word in clause.split():
            folded = tokens(word)
            if not any(part == "0" or part in self._person_words for part in folded):
                kept.append(word)
                continue
            while kept and all(self._is_stop_word(part) for part in tokens(kept[-1])):
                kept.pop()  # "ik ben een" before it says nothing any more
        return " ".join(kept)
