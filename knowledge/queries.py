"""Questions to the knowledge base. Answers come from memory; a replaced build is noticed by itself."""

from __future__ import annotations

import logging
import threading
import time
from typing import Dict, FrozenSet, Optional, Tuple

from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import KnowledgeMissing, Source, database_url
from knowledge.facts import (
    FACETS,
    CompetencyCard,
    Correction,
    DocumentCard,
    Fact,
    FigureTable,
    ProfessionCard,
    Term,
)
from knowledge.snapshot import UNION_FACETS, Snapshot, read_snapshot, without_doubles

_logger = logging.getLogger(__name__)
_POSTGRES_CHECK_SECONDS = 1.0


class KnowledgeBase:
    """A built knowledge base: read-only, safe to share between threads, microseconds a question.

    Every question first asks whether the build was replaced (a stat of the SQLite file; on PostgreSQL one row, at most
    once per `check_seconds`). When the database cannot be reached any more, the last build goes on answering.
    """

    def __init__(self, url: str, check_seconds: Optional[float] = None):
        self._source = Source(url)
        self._check_seconds = (
            check_seconds if check_seconds is not None else 0 if self._source.is_file else _POSTGRES_CHECK_SECONDS
        )
        self._lock = threading.Lock()
        self._checked = time.monotonic()
        self._stamp = self._source.stamp()
        self._snapshot = self._load()

    def _load(self) -> Snapshot:
        with self._source.reading() as connection:
            snapshot = read_snapshot(connection)
        if snapshot is None:
            raise KnowledgeMissing(self._source.url)
        return snapshot

    def snapshot(self) -> Snapshot:
        """The present build as one immutable whole, for callers that read many things that must agree."""
        now = time.monotonic()
        if now - self._checked < self._check_seconds:
            return self._snapshot
        try:
            if self._source.stamp() != self._stamp:
                self._refresh()
            self._checked = now
        except (SQLAlchemyError, KnowledgeMissing, OSError) as error:
            self._checked = now
            _logger.warning(
                "knowledge base cannot be read (%s): the last build goes on answering", type(error).__name__
            )
        return self._snapshot

    def _refresh(self) -> None:
        with self._lock:
            stamp = self._source.stamp()
            if stamp != self._stamp:
                self._snapshot = self._load()
                self._stamp = stamp

    @property
    def build(self) -> str:
        """The id of the present build: the same content has the same id."""
        return self.snapshot().build

    def professions(self) -> Tuple[ProfessionCard, ...]:
        """All professions in file-name order."""
        return tuple(self.snapshot().professions.values())

    def profession(self, profession: str) -> ProfessionCard:
        """One profession by id; raises KeyError when there is none."""
        return self.snapshot().professions[profession]

    def facts(
        self,
        profession: str,
        facet: str,
        number: Optional[int] = None,
        depth: Optional[str] = None,
        skill: Optional[str] = None,
        group: Optional[str] = None,
    ) -> Tuple[Fact, ...]:
        """The facts of one facet in dossier order; () when the dossier has none.

        `number` keeps those of one competency; without it `knowledge` and `skills` hold each statement once, with all
        its competency numbers. `group` is a heading as shown or its key ("independent"). Raises KeyError for an unknown
        profession and ValueError for an unknown facet.
        """
        snapshot = self.snapshot()
        if profession not in snapshot.professions:
            raise KeyError(profession)
        if facet not in FACETS:
            raise ValueError(f"unknown facet {facet!r}")
        union = facet in UNION_FACETS and number is None
        source = snapshot.unions if union and group is None else snapshot.facts
        found = source.get((profession, facet), ())
        if number is not None:
            found = tuple(fact for fact in found if fact.number == number)
        if depth is not None:
            found = tuple(fact for fact in found if fact.depth == depth)
        if skill is not None:
            found = tuple(fact for fact in found if fact.skill == skill)
        if group is not None:
            found = tuple(fact for fact in found if group in (fact.group, fact.part))
        return without_doubles(found) if union and group is not None else found

    def fact(self, id: str) -> Fact:
        """One fact by id; raises KeyError when there is none."""
        return self.snapshot().by_id[id]

    def statements(self) -> Tuple[Fact, ...]:
        """Every fact with text of a dossier or document, sub-bullets too: what search looks through."""
        return self.snapshot().statements

    def facets(self, profession: str) -> FrozenSet[str]:
        """The facets that the dossier of `profession` has content for; raises KeyError when it is unknown."""
        snapshot = self.snapshot()
        snapshot.professions[profession]
        found = {facet for owner, facet in snapshot.facts if owner == profession}
        return frozenset(found | ({"labour_market"} if profession in snapshot.tables else set()))

    def competencies(self, profession: str) -> Tuple[CompetencyCard, ...]:
        """The numbered competencies, work processes or activities in dossier order."""
        return self.snapshot().competencies.get(profession, ())

    def terms(self, profession: Optional[str] = None) -> Tuple[Term, ...]:
        """All defined terms, or those of one profession and the documents about it."""
        snapshot = self.snapshot()
        if profession is None:
            return snapshot.terms
        about = {document.id for document in snapshot.documents if profession in document.professions}
        return tuple(term for term in snapshot.terms if term.profession == profession or term.document in about)

    def term(self, name: str, profession: Optional[str] = None) -> Optional[Term]:
        """The term called `name` (its own or another name, capitals do not matter); that of `profession` goes first."""
        wanted = name.strip().casefold()
        own = self.terms(profession) if profession else ()
        for term in (*own, *self.terms()):
            if wanted in (term.term.casefold(), *(other.casefold() for other in term.names)):
                return term
        return None

    def tables(self, profession: str, topic: Optional[str] = None) -> Tuple[FigureTable, ...]:
        """Labour-market tables in dossier order, all or those on one topic."""
        found = self.snapshot().tables.get(profession, ())
        return tuple(table for table in found if topic in (None, table.topic))

    def documents(self) -> Tuple[DocumentCard, ...]:
        """Documents that belong to no single profession, in file-name order."""
        return self.snapshot().documents

    def corrections(self) -> Tuple[Correction, ...]:
        """Every OCR slip that was corrected."""
        return self.snapshot().corrections


_open: Dict[str, KnowledgeBase] = {}
_open_lock = threading.Lock()


def open_knowledge(url: Optional[str] = None) -> KnowledgeBase:
    """The knowledge base at `url` (default: see `database_url`), opened once per process.

    Raises KnowledgeMissing when nothing was built there yet.
    """
    target = database_url(url)
    with _open_lock:
        if target not in _open:
            _open[target] = KnowledgeBase(target)
        return _open[target]
