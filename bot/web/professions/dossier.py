"""One profession as its page shows it: the statements of the dossier in groups, and what the dossier does not say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Callable, Iterable, Mapping, Optional, Tuple

from bot.web.professions.figures import Figure, figure
from knowledge import CompetencyCard, Fact, KnowledgeBase, ProfessionCard, Term

SECTIONS = {  # section of the page: the facets it shows, in the order of the page
    "definition": ("definition", "extra"),
    "competencies": ("competencies",),
    "knowledge": ("knowledge",),
    "skills": ("skills",),
    "level": ("level",),
    "study": ("study",),
    "context": ("environment", "action_context", "complexity"),
    "autonomy": ("autonomy",),
    "responsibility": ("responsibility",),
    "conditions": ("conditions",),
    "labour_market": ("labour_market",),
    "sectors": ("sectors",),
    "related": ("related",),
    "terms": ("terms",),
    "document": ("organisations", "reference_frames", "status", "year"),
}
FACETS = tuple(facet for facets in SECTIONS.values() for facet in facets)
EXTRAS = ("extra", "skills", "study", "status")  # nobody misses these where a dossier has no such part
SEVERAL = 3  # a block with more sources than this names the dossier; each statement names its own
Groups = Tuple[Tuple[Optional[str], Tuple[Fact, ...]], ...]


@dataclass(frozen=True)
class Competency:
    """A competency with its statements by kind of skill or role, its knowledge and its footnotes."""

    card: CompetencyCard
    parts: Groups
    knowledge: Tuple[Fact, ...]
    notes: Tuple[Fact, ...]


@dataclass(frozen=True)
class Dossier:
    """Everything that the page of a profession shows."""

    card: ProfessionCard
    sections: Tuple[str, ...]
    facts: Mapping[str, Tuple[Fact, ...]]
    clusters: Tuple[Tuple[Optional[str], Tuple[Competency, ...]], ...]
    knowledge: Groups
    autonomy: Groups
    terms: Tuple[Term, ...]
    figures: Tuple[Figure, ...]
    missing: Tuple[str, ...]

    def sources(self, *facets: str) -> Tuple[str, ...]:
        """Return the sources of some facets, or the dossier's own name where there are many."""
        cites = tuple(dict.fromkeys(fact.cite for facet in facets for fact in self.facts[facet]))
        return cites if len(cites) <= SEVERAL else (self.card.cite,)


def read_dossier(kb: KnowledgeBase, card: ProfessionCard) -> Dossier:
    """Gather what the knowledge base has on a profession."""
    facts = {facet: kb.facts(card.id, facet) for facet in FACETS}
    # Every other skill statement stands with its competency already.
    facts["skills"] = tuple(fact for fact in facts["skills"] if fact.number is None)
    facts["knowledge"] = tuple(fact for fact in facts["knowledge"] if fact not in facts["skills"])
    figures = tuple(figure(table) for table in kb.tables(card.id))
    present = {facet for facet in FACETS if facts[facet]} | ({"labour_market"} if figures else set())
    competencies = [_competency(kb, competency) for competency in kb.competencies(card.id)]
    return Dossier(
        card=card,
        sections=tuple(section for section, facets in SECTIONS.items() if present.intersection(facets)),
        facts=facts,
        clusters=tuple(
            (cluster, tuple(members)) for cluster, members in groupby(competencies, lambda item: item.card.cluster)
        ),
        knowledge=_grouped(facts["knowledge"], lambda fact: fact.depth),
        autonomy=_grouped(facts["autonomy"], lambda fact: fact.group),
        terms=kb.terms(card.id),
        figures=figures,
        missing=tuple(facet for facet in FACETS if facet not in present and facet not in EXTRAS),
    )


def _competency(kb: KnowledgeBase, card: CompetencyCard) -> Competency:
    statements = kb.facts(card.profession, "competency", number=card.number)
    return Competency(
        card=card,
        parts=_grouped((fact for fact in statements if fact.role != "note"), lambda fact: fact.skill or fact.role),
        knowledge=kb.facts(card.profession, "knowledge", number=card.number),
        notes=tuple(fact for fact in statements if fact.role == "note"),
    )


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], Optional[str]]) -> Groups:
    """Groups in the order in which each first appears."""
    found: dict = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return tuple((name, tuple(group)) for name, group in found.items())
