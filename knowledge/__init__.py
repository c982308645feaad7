"""The profession knowledge base: facts, their tables, and search. Knows nothing of Rasa, of people or of the web."""

from knowledge.database import KnowledgeMissing
from knowledge.facts import (
    FACETS,
    CompetencyCard,
    Correction,
    DocumentCard,
    Fact,
    FigureTable,
    ProfessionCard,
    Row,
    Term,
)
from knowledge.queries import KnowledgeBase, open_knowledge

__all__ = [
    "FACETS",
    "CompetencyCard",
    "Correction",
    "DocumentCard",
    "Fact",
    "FigureTable",
    "KnowledgeBase",
    "KnowledgeMissing",
    "ProfessionCard",
    "Row",
    "Term",
    "open_knowledge",
]
