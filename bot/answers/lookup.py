"""Search as answers use it: over all statements, within one profession, within a document."""

from __future__ import annotations

from typing import Collection, FrozenSet, List, Optional, Sequence, Tuple

from bot.settings import load_settings
from knowledge.facts import Fact
from knowledge.neutral import Neutral
from knowledge.queries import KnowledgeBase
from knowledge.search import CERTAIN, FIT_POSSIBLE, POSSIBLE, Fit, Hit, Search
from knowledge.text import tokens
from knowledge.vectors import VectorStore

TELLING = 0.5  # of the margin
WEAK = 0.2  # within one document, where the question is known to be about it
ALL = 80


def _search(kb: KnowledgeBase, by: str) -> Search:
    """Search by "words", by "vectors" or by "both" (the setting `search`)."""
    if by == "vectors":
        return Search(kb, VectorStore(), shares=(0.0, 0.0))
    return Search(kb, VectorStore() if by == "both" else None)


class Lookup:
    """Searches one knowledge base; what is below the measured margins is not found."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._search = _search(kb, load_settings().search)
        self._neutral = Neutral(kb.snapshot().words, self.is_general)
        self._general = frozenset(w for text in kb.snapshot().words.get("search_stop_words", ()) for w in text.split())

    def find(
        self, text: str, limit: int = 12, professions: Optional[Sequence[str]] = None, sure: bool = False
    ) -> List[Fact]:
        """The statements that answer a text best, the best first; () when even the best is too far off.

        `sure` asks for a first hit that answers by itself (CERTAIN), otherwise one that may (POSSIBLE).
        """
        hits = self.ranked(text, limit, professions)
        if not hits or hits[0].score < (CERTAIN if sure else POSSIBLE):
            return []
        least = max(POSSIBLE, hits[0].score * 0.6)
        return [h.fact for h in hits if h.score >= least]

    def ranked(
        self, text: str, limit: int = 12, professions: Optional[Sequence[str]] = None, sentence: str = ""
    ) -> Tuple[Hit, ...]:
        """The statements that come closest to a text with their scores, however far off the best is; `sentence` is the
        whole question when the text holds only the words that count."""
        return self._search.find(text, limit=limit, professions=professions, sentence=sentence)

    def is_general(self, word: str) -> bool:
        """Whether a folded word says nothing in a search."""
        return word in self._general

    def is_personal(self, text: str) -> bool:
        """Whether a text tells of somebody's gender, age, origin or health, which does not count in a suggestion."""
        return len(tokens(self._neutral(text))) < len(tokens(text))

    def bound_words(self, text: str, general: Collection[str]) -> FrozenSet[str]:
        """The words of a text that say something together only: of everyday phrases of `general` words, and of verbs in two
        parts."""
        return self._search.bound_words(text, lambda word: word in general or self.is_general(word))

    def has_phrase(self, text: str) -> bool:
        """Whether a text holds an everyday phrase that stands for words of the dossiers."""
        return self._search.has_phrase(text)

    def fit(self, text: str, limit: int, telling: bool = False) -> Tuple[Fit, ...]:
        """The professions that fit an interest best, each with the statements that made it fit.

        `telling`: the text says something of somebody's interests for sure, so that a weaker fit is shown too.
        """
        fits = self._search.fit(text, limit=limit)
        return fits if fits and fits[0].score >= FIT_POSSIBLE * (TELLING if telling else 1) else ()

    def in_document(self, text: str, document: str, limit: int = 4) -> List[Fact]:
        """The statements of a document that a text is about, the best first."""
        hits = self._search.find(text, limit=ALL, documents=(document,)) if text else ()
        return [h.fact for h in hits if h.score >= WEAK][:limit]
