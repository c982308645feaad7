"""One build, read from SQL once and held in memory as immutable records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from sqlalchemy import Table as SqlTable
from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge import tables
from knowledge.facts import CompetencyCard, Correction, DocumentCard, Fact, FigureTable, ProfessionCard, Row, Term

Key = Tuple[Optional[str], str]
UNION_FACETS = ("knowledge", "skills")
SKILL = "vaardigheid"  # what a dossier lists with its knowledge, but calls a skill ("kan diversiteit hanteren")


@dataclass(frozen=True)
class Snapshot:
    """Everything of one build. `facts` is keyed by (profession id, facet), in dossier order, without sub-bullets."""

    build: str
    professions: Mapping[str, ProfessionCard]
    competencies: Mapping[str, Tuple[CompetencyCard, ...]]
    facts: Mapping[Key, Tuple[Fact, ...]]
    unions: Mapping[Key, Tuple[Fact, ...]]  # `knowledge` and `skills` with each statement once
    by_id: Mapping[str, Fact]
    terms: Tuple[Term, ...]
    tables: Mapping[str, Tuple[FigureTable, ...]]
    documents: Tuple[DocumentCard, ...]
    corrections: Tuple[Correction, ...]
    synonyms: Mapping[str, Tuple[str, ...]]
    words: Mapping[str, Tuple[str, ...]]  # the word lists of the lexicon
    statements: Tuple[Fact, ...]  # every fact with text of a dossier, sub-bullets too, in the order of the files


def read_snapshot(connection: Connection) -> Optional[Snapshot]:
    """The build that `connection` sees; None when it has none."""
    return _Reader(connection).snapshot()


class _Reader:
    def __init__(self, connection: Connection):
        self._connection = connection

    def rows(self, table: SqlTable) -> Sequence[Any]:
        order = [table.c[name] for name in ("position", "row", "column") if name in table.c]
        return self._connection.execute(select(table).order_by(*order)).all()

    def lists(self, table: SqlTable, owner: str) -> Dict[str, Tuple[str, ...]]:
        found: Dict[str, List[str]] = defaultdict(list)
        for row in self.rows(table):
            found[getattr(row, owner)].append(row.name)
        return {key: tuple(names) for key, names in found.items()}

    def snapshot(self) -> Optional[Snapshot]:
        built = self.rows(tables.build)
        if not built:
            return None
        cards = self.professions()
        competencies = [
            _card(CompetencyCard, row, profession=row.profession_id) for row in self.rows(tables.competencies)
        ]
        facts = self.facts({card.id: card for card in competencies})
        by_id = {fact.id: fact for fact in facts}
        top = self.top_level(facts)
        terms = self.terms(by_id)
        documents = self.documents(top, terms)
        facets = _facets(top, documents)
        return Snapshot(
            build=built[0].id,
            professions={card.id: card for card in cards},
            competencies=_grouped(competencies, lambda card: card.profession),
            facts=facets,
            unions={key: without_doubles(found) for key, found in facets.items() if key[1] in UNION_FACETS},
            by_id=by_id,
            terms=terms,
            tables=_grouped(self.tables(), lambda table: table.profession),
            documents=documents,
            corrections=tuple(
                Correction(row.profession_id or row.document_id, row.source_text, row.text)
                for row in self.rows(tables.corrections)
            ),
            synonyms=self.lists(tables.synonyms, "word"),
            words=self.lists(tables.word_lists, "list"),
            statements=tuple(fact for fact in facts if fact.cite),
        )

    def professions(self) -> List[ProfessionCard]:
        """The professions in order, each with its lists of words."""
        words = {
            "names": tables.profession_names,
            "sectors": tables.profession_sectors,
            "work": tables.profession_work,
            "suits": tables.profession_suits,
        }
        lists = {field: self.lists(table, "profession_id") for field, table in words.items()}
        return [
            _card(ProfessionCard, row, **{field: found.get(row.id, ()) for field, found in lists.items()})
            for row in self.rows(tables.professions)
        ]

    def facts(self, competencies: Mapping[str, CompetencyCard]) -> Tuple[Fact, ...]:
        """All facts in order, sub-bullets after (and inside `items` of) the fact they belong to."""
        rows = self.rows(tables.facts)
        children: Dict[str, List[Any]] = defaultdict(list)
        self._parents = {row.id: row.parent_id for row in rows}
        for row in rows:
            children[row.parent_id].append(row)

        def made(row: Any) -> Fact:
            competency = competencies.get(row.competency_id)
            number = competency.number if competency else None
            return _card(
                Fact,
                row,
                profession=row.profession_id,
                document=row.document_id,
                related=row.related_id,
                group=row.heading,
                number=number,
                numbers=(number,) if competency else (),
                title=competency.title if competency else None,
                items=tuple(made(child) for child in children[row.id]),
            )

        def flat(fact: Fact) -> Iterable[Fact]:
            yield fact
            for item in fact.items:
                yield from flat(item)

        return tuple(fact for row in children[None] for fact in flat(made(row)))

    def top_level(self, facts: Iterable[Fact]) -> Tuple[Fact, ...]:
        return tuple(fact for fact in facts if self._parents[fact.id] is None)

    def terms(self, by_id: Mapping[str, Fact]) -> Tuple[Term, ...]:
        names = self.lists(tables.term_names, "term_id")
        made = []
        for row in self.rows(tables.terms):
            it = by_id[row.id]
            made.append(
                Term(it.id, row.term, names.get(it.id, ()), it.text, it.cite, it.profession, it.document, it.items)
            )
        return tuple(made)

    def tables(self) -> List[FigureTable]:
        columns = self.lists(tables.figure_columns, "table_id")
        values: Dict[Tuple[str, int], List[Any]] = defaultdict(list)
        for cell in self.rows(tables.figures):
            values[cell.table_id, cell.row].append(cell.whole if cell.whole is not None else cell.value)
        rows: Dict[str, List[Row]] = defaultdict(list)
        for row in self.rows(tables.figure_rows):
            rows[row.table_id].append(Row(row.label, row.heading, tuple(values[row.table_id, row.position])))
        return [
            _card(
                FigureTable,
                row,
                profession=row.profession_id,
                columns=columns.get(row.id, ()),
                rows=tuple(rows[row.id]),
            )
            for row in self.rows(tables.figure_tables)
        ]

    def documents(self, top: Sequence[Fact], terms: Sequence[Term]) -> Tuple[DocumentCard, ...]:
        names = self.lists(tables.document_names, "document_id")
        members: Dict[str, List[str]] = defaultdict(list)
        for row in self.rows(tables.document_professions):
            members[row.document_id].append(row.profession_id)
        return tuple(
            _card(
                DocumentCard,
                row,
                names=names.get(row.id, ()),
                professions=tuple(members[row.id]),
                facts=tuple(fact for fact in top if fact.document == row.id and fact.facet != "terms"),
                terms=tuple(term for term in terms if term.document == row.id),
            )
            for row in self.rows(tables.documents)
        )


def _card(kind: type, row: Any, **more: Any) -> Any:
    """A record of `kind` with the columns of `row` that have the same name, and `more`."""
    columns = row._mapping
    same = {field.name: columns[field.name] for field in fields(kind) if field.name in columns}
    return kind(**{**same, **more})


def _grouped(cards: Iterable[Any], key: Any) -> Dict[str, Tuple[Any, ...]]:
    found: Dict[str, List[Any]] = defaultdict(list)
    for card in cards:
        found[key(card)].append(card)
    return {name: tuple(group) for name, group in found.items()}


def _facets(top: Sequence[Fact], documents: Iterable[DocumentCard]) -> Dict[Key, Tuple[Fact, ...]]:
    """Facts by profession and facet. Terms of a document count for its professions; `skills` gathers what has a skill."""
    found: Dict[Key, List[Fact]] = defaultdict(list)
    for fact in top:
        if fact.profession:
            found[fact.profession, fact.facet].append(fact)
            if fact.facet == "competency" and fact.skill or fact.depth == SKILL:
                found[fact.profession, "skills"].append(fact)
    for document in documents:
        for profession in document.professions:
            found[profession, "terms"] += [
                fact for fact in top if fact.document == document.id and fact.facet == "terms"
            ]
    return {key: tuple(facts) for key, facts in found.items() if facts}


def without_doubles(facts: Iterable[Fact]) -> Tuple[Fact, ...]:
    """Each statement once (same words, depth and skill), with the numbers of all competencies that hold it."""
    kept: Dict[Tuple[Optional[str], ...], Fact] = {}
    for fact in facts:
        key = (" ".join(fact.text.casefold().split()).rstrip(".;"), fact.depth, fact.skill)
        if key in kept:
            first = kept[key]
            kept[key] = replace(first, numbers=tuple(sorted({*first.numbers, *fact.numbers})))
        else:
            kept[key] = fact
    return tuple(kept.values())
