"""Answers to questions that name no profession: the statements, or the professions, that come closest.

Words (BM25 over stems, parts of compounds and synonyms) and sentence vectors each give a score from 0 to 1; what counts
is their weighted sum. How the weights and the margins were measured: `python -m knowledge.search_report`.
"""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass
from typing import Callable, Collection, Dict, FrozenSet, Iterator, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from knowledge.facts import Fact
from knowledge.lexical import LexicalIndex
from knowledge.neutral import Neutral
from knowledge.profiles import Profiles, profile_texts
from knowledge.queries import KnowledgeBase
from knowledge.snapshot import Snapshot
from knowledge.units import units_of
from knowledge.vectors import VectorIndex, VectorStore

CERTAIN = 0.53  # a first hit from here on is an answer
POSSIBLE = 0.37  # a first hit below this: say that it is not known; in between: ask back
FIT_POSSIBLE = 0.5  # a first profession below this: nothing in the dossiers fits
SHARES = (0.5, 0.5)  # of the words, in `find` and in `fit`
PROFILE_SHARE = 1.0  # what our words about a profession and whom it suits count against its best statements
BEST_STATEMENTS = 3
REASON = 0.7  # a best statement below this shares a word, and is no reason: then what the profession is comes first
REASONS_PER_INTEREST = 2
TELLING_PARTS = 3  # of a story: those in which a profession stands out most
# What says something about the work itself; the rest (sources, sectors, terms …) is no reason to choose a profession.
# A definition says more about it than what somebody must know.
FIT_FACETS: Mapping[str, float] = {
    "definition": 1.25, "competencies": 1.1, "competency": 1.0, "extra": 0.85, "environment": 0.9, "action_context": 0.9,
    "skills": 0.9, "responsibility": 0.9, "knowledge": 0.75, "complexity": 0.75, "autonomy": 0.6, "study": 0.5,
}  # fmt: skip
_FIRST = 200
_DIGITS = 4  # what is closer than this is equal: the last digits differ from one processor to the next
_LIKELY = 50  # professions
_Scored = Tuple[np.ndarray, np.ndarray]  # for one interest: a score per unit, and one per profession
_CANDIDATES = 400  # units whose exact cosine is wanted because of their words


@dataclass(frozen=True)
class Hit:
    """A statement found. `others` are the same words in other places (also of other professions)."""

    fact: Fact
    score: float
    others: Tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A profession that fits an interest, with the statements that made it fit, best first."""

    profession: str
    score: float
    facts: Tuple[Fact, ...]


class Search:
    """Search over one knowledge base; follows a replaced build by itself and may be shared between threads.

    `vectors` is where sentence vectors come from; None searches by words alone. The first use of a build computes the
    vectors that are not on file yet. `shares` is what the words count in `find` and in `fit`; the vectors count the rest.
    """

    def __init__(self, kb: KnowledgeBase, vectors: Optional[VectorStore] = None, shares: Tuple[float, float] = SHARES):
        self._kb = kb
        self._vectors = vectors
        self._shares = shares
        self._lock = threading.Lock()
        self._index: Optional[_Index] = None

    def find(
        self,
        text: str,
        limit: int = 5,
        professions: Optional[Collection[str]] = None,
        documents: Optional[Collection[str]] = None,
        sentence: str = "",
    ) -> Tuple[Hit, ...]:
        """The statements that come closest to `text`, best first, each wording once; only those of `professions`, or of
        `documents`, if given. `sentence` is the question as it was asked, when `text` holds only the words that count: a
        sentence vector says more of a whole sentence.

        Scores run from 0 to 1: compare the first with CERTAIN and POSSIBLE. A text without any word that counts finds
        nothing, but what is near it as a whole within `professions`.
        """
        return self._fresh().find(text, limit, professions, documents, sentence)

    def has_phrase(self, text: str) -> bool:
        """Whether `text` holds an everyday phrase of the lexicon ("aan een job")."""
        return self._fresh().has_phrase(text)

    def bound_words(self, text: str, is_general: Callable[[str], bool]) -> FrozenSet[str]:
        """The folded words of `text` that only together stand for words of the dossiers: phrases of words that `is_general`
        holds of, and verbs in two parts."""
        return self._fresh().bound_words(text, is_general)

    def fit(self, text: str, limit: int = 3) -> Tuple[Fit, ...]:
        """The professions that fit the interests in `text`, best first; words on gender, age and origin do not count."""
        return self._fresh().fit(text, limit)

    def _fresh(self) -> "_Index":
        snapshot = self._kb.snapshot()
        index = self._index
        if index is None or index.build != snapshot.build:
            with self._lock:
                if self._index is None or self._index.build != snapshot.build:
                    self._index = _Index(snapshot, self._vectors, self._shares)
                index = self._index
        return index


def texts_for_vectors(snapshot: Snapshot) -> List[str]:
    """Every text that search wants a sentence vector of: to compute them before the first question."""
    texts = [text for unit in units_of(snapshot) for text in unit.texts]
    return texts + profile_texts(snapshot.professions.values())


class _Index:
    """What is computed once per build."""

    def __init__(self, snapshot: Snapshot, vectors: Optional[VectorStore], shares: Tuple[float, float]):
        self.build = snapshot.build
        self._find_share, self._fit_share = shares
        self._units = units_of(snapshot)
        self._weights = np.array([unit.weight for unit in self._units], dtype=np.float32)
        stop_words = snapshot.words.get("search_stop_words", ())
        self._lexical = LexicalIndex([unit.fields for unit in self._units], stop_words, snapshot.synonyms)
        self._neutral = Neutral(snapshot.words, self._lexical.is_stop_word)
        self._joining_words = frozenset(snapshot.words.get("search_joining_words", ()))
        self._vectors = vectors
        self._professions = tuple(snapshot.professions)
        self._profiles = Profiles(tuple(snapshot.professions.values()), stop_words, snapshot.synonyms)
        self._definitions = {name: snapshot.facts.get((name, "definition"), ())[:1] for name in self._professions}
        self._members = self._units_by_profession(FIT_FACETS)
        self._telling = np.array([FIT_FACETS.get(unit.facts[0].facet, 1.0) for unit in self._units], dtype=np.float32)
        if vectors:
            self._owners = np.array([number for number, unit in enumerate(self._units) for _ in unit.texts])
            self._starts = np.searchsorted(self._owners, np.arange(len(self._units)))
            rows = vectors.vectors(texts_for_vectors(snapshot))
            nearness = np.array([near for unit in self._units for near in unit.nearness], dtype=np.float32)
            own, self._profile_rows = rows[: len(nearness)], rows[len(nearness) :]
            self._rows = VectorIndex(own * nearness[:, None])

    def find(
        self,
        text: str,
        limit: int,
        professions: Optional[Collection[str]],
        documents: Optional[Collection[str]],
        sentence: str,
    ) -> Tuple[Hit, ...]:
        if not self._lexical.has_words(text) and not (self._vectors and professions):
            return ()
        scores = self._scores(text, self._encode(sentence or text), self._find_share)
        found: List[Hit] = []
        for number in _best_first(scores):
            facts = [
                fact
                for fact in self._units[number].facts
                if (professions is None or fact.profession in professions)
                and (documents is None or fact.document in documents)
            ]
            if facts:
                found.append(Hit(facts[0], round(float(scores[number]), 4), tuple(facts[1:])))
            if len(found) == limit or scores[number] <= 0:
                break
        return tuple(found)

    def has_phrase(self, text: str) -> bool:
        return self._lexical.has_phrase(text)

    def bound_words(self, text: str, is_general: Callable[[str], bool]) -> FrozenSet[str]:
        return self._lexical.bound_words(text, is_general)

    def fit(self, text: str, limit: int) -> Tuple[Fit, ...]:
        scored: List[_Scored] = []
        for part in self._interests(self._neutral(text)):
            question = self._encode(part)
            near = self._profile_rows @ question if question is not None else None
            scored.append((self._scores(part, question, self._fit_share), self._profiles.scores(part, near)))
        if not scored:
            return ()
        rough = np.stack([self._rough(one) for one in scored])
        ordinary = rough.mean(axis=1)
        likely = itertools.islice(_best_first(rough.sum(axis=0)), _LIKELY)
        fits = sorted((self._fit(place, scored, ordinary) for place in likely), key=lambda fit: fit[0])
        return tuple(fit for _, fit in fits[:limit])

    def _fit(self, place: int, scored: Sequence[_Scored], ordinary: np.ndarray) -> Tuple[Tuple[float, str], Fit]:
        """One profession with what it is ordered by: its best statements for each interest, and how near our words about it
        are. Of a story only the parts count in which it stands out most against what is ordinary."""
        name, reasons = self._professions[place], {}
        members = self._members[place]
        values: List[float] = []
        for all_scores, profiles in scored:
            scores = all_scores * self._telling
            best = [int(members[at]) for at in itertools.islice(_best_first(scores[members]), BEST_STATEMENTS)]
            near = sum(float(scores[at]) for at in best) / BEST_STATEMENTS
            values.append(near + PROFILE_SHARE * float(profiles[place]))
            for at in best[:REASONS_PER_INTEREST]:
                reasons[at] = max(reasons.get(at, 0.0), float(scores[at]))
        outstanding = np.array(values) - ordinary
        parts = list(itertools.islice(_best_first(outstanding), TELLING_PARTS))
        fit = Fit(name, round(float(np.mean([values[at] for at in parts])), 4), self._facts_of(name, reasons))
        return (-round(float(outstanding[parts].mean()), _DIGITS), name), fit

    def _rough(self, scored: _Scored) -> np.ndarray:
        """How near each profession is to one interest, by its best single statement and words of ours."""
        scores, profiles = scored
        best = np.array([scores[members].max(initial=0) for members in self._members], dtype=np.float32)
        return best + PROFILE_SHARE * profiles

    def _interests(self, text: str) -> List[str]:
        """The text as a whole and, when it names several things, each of them."""
        words = [", " if word in self._joining_words else word for word in text.split()]
        parts = [part.strip() for part in " ".join(words).split(",") if self._lexical.has_words(part)]
        return ([text] if parts else []) + (parts if len(parts) > 1 else [])

    def _encode(self, text: str) -> Optional[np.ndarray]:
        return self._vectors.encode(text) if self._vectors else None

    def _scores(self, text: str, question: Optional[np.ndarray], share: float) -> np.ndarray:
        """One score per unit, from 0 to 1."""
        lexical = self._lexical.scores(text)
        if question is None:
            return lexical * self._weights
        wanted = np.flatnonzero(lexical)
        if len(wanted) > _CANDIDATES:
            wanted = wanted[np.argpartition(-lexical[wanted], _CANDIDATES)[:_CANDIDATES]]
        chosen = np.zeros(len(self._units), dtype=bool)
        chosen[wanted] = True
        rows = self._rows.cosines(question, np.flatnonzero(chosen[self._owners]))
        cosines = np.maximum(np.maximum.reduceat(rows, self._starts), 0)
        return np.round((share * lexical + (1 - share) * cosines) * self._weights, _DIGITS)

    def _facts_of(self, profession: str, reasons: Dict[int, float]) -> Tuple[Fact, ...]:
        """The statements that made a profession fit, best first; the definition first when none of them tells much."""
        ranked = sorted(reasons, key=lambda number: (-reasons[number], number))[:BEST_STATEMENTS]
        own = [next(fact for fact in self._units[at].facts if fact.profession == profession) for at in ranked]
        weak = not ranked or reasons[ranked[0]] < REASON
        return tuple(dict.fromkeys([*(self._definitions.get(profession, ()) if weak else ()), *own]))

    def _units_by_profession(self, facets: Collection[str]) -> List[np.ndarray]:
        """Unit numbers of each profession, as far as they stand in one of `facets`."""
        found: Dict[str, List[int]] = {name: [] for name in self._professions}
        for number, unit in enumerate(self._units):
            for name in dict.fromkeys(
                fact.profession for fact in unit.facts if fact.profession and fact.facet in facets
            ):
                found[name].append(number)
        return [np.array(numbers, dtype=int) for numbers in found.values()]


def _best_first(scores: np.ndarray) -> Iterator[int]:
    """Places by falling score; equal scores in their own order, so that the same question has the same answer.

    The first few are sorted on their own, because nearly always they are enough.
    """
    if len(scores) > _FIRST:
        limit = np.partition(scores, len(scores) - _FIRST)[len(scores) - _FIRST]
        first = np.flatnonzero(scores > limit)
        yield from first[np.argsort(-scores[first], kind="stable")].tolist()
        rest = np.flatnonzero(scores <= limit)
        yield from rest[np.argsort(-scores[rest], kind="stable")].tolist()
    else:
        yield from np.argsort(-scores, kind="stable").tolist()
