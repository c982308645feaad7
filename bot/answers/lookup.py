"""Search as answers use it: over all statements, within one profession, within a document."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from knowledge.facts import CompetencyCard, Fact
from knowledge.queries import KnowledgeBase
from knowledge.search import CERTAIN, FIT_POSSIBLE, POSSIBLE, Fit, Search
from knowledge.vectors import VectorStore

TELLING = 0.6  # of the margin


class Lookup:
    """Searches one knowledge base; what is below the measured margins is not found."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._search = Search(kb, VectorStore())

    def find(
        self, text: str, limit: int = 12, professions: Optional[Sequence[str]] = None, sure: bool = False
    ) -> List[Fact]:
        """The statements that answer a text best, the best first; () when even the best is too far off.

        `sure` asks for a first hit that answers by itself (CERTAIN), otherwise one that may (POSSIBLE).
        """
        hits = self._search.find(text, limit=limit, professions=professions)
        if not hits or hits[0].score < (CERTAIN if sure else POSSIBLE):
            return []
        least = max(POSSIBLE, hits[0].score * 0.6)
        return [h.fact for h in hits if h.score >= least]

    def fit(self, text: str, limit: int, telling: bool = False) -> Tuple[Fit, ...]:
        """The professions that fit an interest best, each with the statements that made it fit.

        `telling`: the text says something of somebody's interests for sure, so that a weaker fit is shown too.
        """
        fits = self._search.fit(text, limit=limit)
        return fits if fits and fits[0].score >= FIT_POSSIBLE * (TELLING if telling else 1) else ()

    def competency(self, text: str, profession: str) -> Optional[CompetencyCard]:
        """The competency of a profession that a text is about, if the search is sure enough."""
        found = self.find(text, 6, (profession,))
        number = next((f.number for f in found if f.number), None)
        return next((c for c in self._kb.competencies(profession) if c.number == number), None)

    def in_document(self, text: str, document: str) -> List[Fact]:
        """The statements of a document that a text is about, the best first."""
        hits = self._search.find(text, limit=80) if text else ()
        return [h.fact for h in hits if h.fact.document == document and h.score >= POSSIBLE][:4]
