"""Leave out what people say about their own gender, age or origin, so that it cannot weigh in a suggestion.

Only words for one person go ("vrouw", "45 jaar", "uit Marokko"); the people somebody wants to work with stay ("met
jongeren", "voor vrouwen").
"""

from __future__ import annotations

import re
from typing import Callable, Iterable, List

from knowledge.text import tokens

_CLAUSES = re.compile(r"[,.;:!?\n]+")
_AGE = re.compile(r"\d{1,3}(?:[\s-]*(?:jaar|jarige?|jr|j)\b)?(?:\s+(?:oude?|jonge?)\b)?", re.IGNORECASE)


class Neutral:
    """Callable that takes what is personal out of a text; what is left does not depend on which personal words stood there."""

    def __init__(self, person_words: Iterable[str], is_stop_word: Callable[[str], bool]):
        self._person_words = frozenset(word for text in person_words for word in tokens(text))
        self._is_stop_word = is_stop_word

    def __call__(self, text: str) -> str:
        clauses = (self._clause(clause) for clause in _CLAUSES.split(_AGE.sub(" 0 ", text)))
        return ", ".join(clause for clause in clauses if clause)

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
