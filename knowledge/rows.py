"""From the content models to rows of the tables: sources inherited, everything in dossier order."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, Iterable, List, Optional, Tuple

from knowledge.loader import Content
from knowledge.schema import Competency, Document, Organisation, Profession, Relation, Statement, Term

Rows = Dict[str, List[Dict[str, Any]]]

# Facet and part of every list of statements that stands outside the competencies, by its path in the profession.
_PLAIN_LISTS: Tuple[Tuple[str, str, Optional[str]], ...] = (
    ("definition", "definition", None),
    ("extra", "extra", None),
    ("sectors", "sectors", None),
    ("study", "study", None),
    ("knowledge", "knowledge", None),
    ("skills", "skills", None),
    ("context.environment", "environment", None),
    ("context.action", "action_context", None),
    ("complexity", "complexity", None),
    ("autonomy.general", "autonomy", "general"),
    ("autonomy.independent", "autonomy", "independent"),
    ("autonomy.bound", "autonomy", "bound"),
    ("autonomy.relies_on", "autonomy", "relies_on"),
    ("responsibility", "responsibility", None),
    ("conditions", "conditions", None),
    ("labour_market.statements", "labour_market", None),
    ("dossier.status", "status", None),
    ("dossier.reference_frames", "reference_frames", None),
)


def rows_of(content: Content) -> Rows:
    """The rows of every table, by table name."""
    writer = _Writer(content.lexicon.headings)
    for profession in content.professions:
        writer.profession(profession)
    for document in content.documents:
        writer.document(document)
    for word, names in content.lexicon.search_synonyms.items():
        writer.names("synonyms", "word", word, names)
    for key in (
        "search_stop_words",
        "search_person_words",
        "search_own_conditions",
        "search_other_people",
        "search_joining_words",
    ):
        writer.names(
            "word_lists", "list", key, (word for line in getattr(content.lexicon, key) for word in line.split())
        )
    return writer.rows


class _Writer:
    """Collects rows; a fact's position is its place in the whole knowledge base."""

    def __init__(self, headings: Dict[str, str]):
        self.rows: Rows = defaultdict(list)
        self._headings = headings

    def add(self, table: str, **values: Any) -> None:
        self.rows[table].append({"position": len(self.rows[table]), **values})

    def names(self, table: str, owner: str, owner_id: str, names: Iterable[str]) -> None:
        for position, name in enumerate(names):
            self.rows[table].append({owner: owner_id, "position": position, "name": name})

    def fact(self, cite: str, owner: Dict[str, str], facet: str, id: str, text: str, **more: Any) -> None:
        source = more.pop("source", None)
        empty = dict.fromkeys(
            (
                "profession_id",
                "document_id",
                "competency_id",
                "parent_id",
                "part",
                "heading",
                "skill",
                "depth",
                "role",
                "plain",
                "everyday",
                "related_id",
            )
        )
        self.add(
            "facts", **{**empty, **owner, **more, "facet": facet, "id": id, "text": text, "cite": _cited(cite, source)}
        )

    def statements(
        self, cite: str, owner: Dict[str, str], facet: str, listed: Iterable[Statement], **more: Any
    ) -> None:
        """Statements with their sub-bullets; `source` in `more` is what they inherit."""
        inherited = more.pop("source", None)
        for item in listed:
            own = {key: getattr(item, key) or more.get(key) for key in ("skill", "depth", "role", "plain", "everyday")}
            source = item.source or inherited
            self.fact(cite, owner, facet, item.id, item.text, **{**more, **own, "source": source})
            below = {**more, **own, "plain": None, "everyday": None, "source": source, "parent_id": item.id}
            self.statements(cite, owner, facet, item.items, **below)

    def profession(self, it: Profession) -> None:
        dossier, owner = it.dossier, {"profession_id": it.id}
        level = dossier.level
        same = {
            key: getattr(dossier, key)
            for key in ("title", "code", "cite", "kind", "unit", "country", "version", "year", "date")
        }
        vks, eqf = (level.vks, level.eqf) if level else (None, None)
        self.add("professions", id=it.id, name=it.name, plural=it.plural, plain=it.plain, vks=vks, eqf=eqf, **same)
        self.names("profession_names", "profession_id", it.id, it.names)
        self.names("profession_suits", "profession_id", it.id, it.suits)
        for table, tags in (("profession_sectors", it.filters.sectors), ("profession_work", it.filters.work)):
            self.names(table, "profession_id", it.id, (tag.name for tag in tags))
        for number, name in enumerate([it.name, *it.names]):
            self.fact("", owner, "names", f"{it.id}:name.{number}", name)
        for name, value in (("VKS", vks), ("EQF", eqf)):
            if value is not None:
                id_ = f"{it.id}:{name.lower()}"
                self.fact(dossier.cite, owner, "level", id_, f"{name} {value}", part=name.lower(), source=level.source)
        if dossier.year is not None:
            self.fact(dossier.cite, owner, "year", f"{it.id}:year", str(dossier.year), source=dossier.source)
        self.organisations(dossier.cite, owner, dossier.organisations)
        self.plain_lists(it, dossier.cite, owner)
        for competency in it.competencies:
            self.competency(dossier.cite, owner, competency)
        self.related(dossier.cite, owner, it.related)
        self.terms(dossier.cite, owner, it.terms)
        self.tables(it, dossier.cite)
        self.corrections(owner, it.corrections)

    def plain_lists(self, it: Profession, cite: str, owner: Dict[str, str]) -> None:
        for path, facet, part in _PLAIN_LISTS:
            block: Any = it
            for key in path.split("."):
                block = getattr(block, key)
            default = it.dossier.source if path.startswith("dossier.") else None
            heading = self._headings.get(part) if part else None
            self.statements(cite, owner, facet, block, part=part, heading=heading, source=default)

    def competency(self, cite: str, owner: Dict[str, str], it: Competency) -> None:
        row = {key: getattr(it, key) for key in ("id", "number", "code", "title", "cluster", "plain")}
        self.add("competencies", profession_id=owner["profession_id"], cite=_cited(cite, it.source), **row)
        more = {"competency_id": it.id, "heading": it.cluster, "source": it.source}
        self.fact(cite, owner, "competencies", it.id, it.title, plain=it.plain, everyday=it.everyday, **more)
        self.statements(cite, owner, "competency", it.statements, **more)
        self.statements(cite, owner, "competency", it.notes, role="note", **more)
        self.statements(cite, owner, "knowledge", it.knowledge, **more)

    def related(self, cite: str, owner: Dict[str, str], listed: List[Relation]) -> None:
        for it in listed:
            self.fact(cite, owner, "related", it.id, it.text, source=it.source, related_id=it.profession)

    def organisations(self, cite: str, owner: Dict[str, str], listed: List[Organisation]) -> None:
        for it in listed:
            name = f"{it.name} ({it.full_name})" if it.full_name else it.name
            self.fact(cite, owner, "organisations", it.id, name, heading=it.role, source=it.source)

    def terms(self, cite: str, owner: Dict[str, str], listed: List[Term]) -> None:
        for it in listed:
            self.fact(cite, owner, "terms", it.id, it.text, heading=it.term, source=it.source)
            self.statements(cite, owner, "terms", it.items, heading=it.term, source=it.source, parent_id=it.id)
            self.add("terms", id=it.id, term=it.term)
            self.names("term_names", "term_id", it.id, it.names)

    def tables(self, it: Profession, cite: str) -> None:
        for table in it.labour_market.tables:
            same = {key: getattr(table, key) for key in ("id", "topic", "title", "counts", "note")}
            self.add("figure_tables", profession_id=it.id, cite=_cited(cite, table.source), **same)
            self.names("figure_columns", "table_id", table.id, table.columns)
            for number, row in enumerate(table.rows):
                place = {"table_id": table.id, "position": number}
                self.rows["figure_rows"].append({**place, "label": row.label, "heading": row.group})
                for column, value in enumerate(row.values):
                    whole, part = (value, None) if isinstance(value, int) else (None, value)
                    cell = {"table_id": table.id, "row": number, "column": column}
                    self.rows["figures"].append({**cell, "whole": whole, "value": part})

    def corrections(self, owner: Dict[str, str], listed: Iterable[Any]) -> None:
        for it in listed:
            both = {"profession_id": None, "document_id": None, **owner}
            self.add("corrections", source_text=it.source_text, text=it.text, **both)

    def document(self, it: Document) -> None:
        owner = {"document_id": it.id}
        self.add("documents", id=it.id, title=it.title, cite=it.cite, year=it.year, plain=it.plain)
        self.names("document_names", "document_id", it.id, it.names)
        for name in it.professions:
            self.add("document_professions", document_id=it.id, profession_id=name)
        self.organisations(it.cite, owner, it.organisations)
        self.statements(it.cite, owner, "extra", it.statements)
        self.terms(it.cite, owner, it.terms)
        self.corrections(owner, it.corrections)


def _cited(cite: str, source: Optional[str]) -> str:
    return f"{cite}, {source}" if cite and source else cite
