"""What professions share and what each has of its own, found by comparing the statements of their dossiers.

Two statements are shared when they say the same in nearly the same words: the stems of their words are compared, without
the shortest words and without those for the depth of knowledge, which is compared by itself; "bouwt … op" is "opbouwen".
A competency is shared when its title is: two that do much the same for another purpose (campaigns, a public offer) are two.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Dict, FrozenSet, List, Sequence, Tuple, get_args

import numpy as np

from knowledge.facts import Fact
from knowledge.queries import KnowledgeBase
from knowledge.schema import Depth
from knowledge.text import lemma, separable_verbs, stem, tokens

SAME_WORDS = 0.8  # from this share of their words on, two statements are the same
OVERLAP_FACETS = ("competency", "knowledge")
_DEEPEST_RANK = 2  # basic, ordinary, and every kind of thorough or specialised knowledge
_SHORTEST_WORD, _LONG_WORD, _ENDING = 4, 10, 3  # letters
_OWNS = "hebben"  # "heeft kennis van …" is "kennis van …"
_KEPT = 2_000

Pair = Tuple[Fact, Fact]


@dataclass(frozen=True)
class Comparison:
    """`shared` in the order of the first profession; `only_a` and `only_b` in the order of their dossiers."""

    shared: Tuple[Pair, ...]
    only_a: Tuple[Fact, ...]
    only_b: Tuple[Fact, ...]


@dataclass(frozen=True)
class ToLearn:
    """What the target profession has and the source lacks, in the order of the target's dossier.

    `statements` are new parts of competencies that both have; `deeper` are (source, target) pairs of knowledge that the
    target wants deeper.
    """

    competencies: Tuple[Fact, ...]
    statements: Tuple[Fact, ...]
    knowledge: Tuple[Fact, ...]
    deeper: Tuple[Pair, ...]


def compare(kb: KnowledgeBase, a: str, b: str, facet: str = "competencies") -> Comparison:
    """Compare two professions on one facet; raises KeyError for an unknown profession, ValueError for an unknown facet."""
    kb.profession(a), kb.profession(b)
    key = (kb.snapshot().build, a, b, facet)
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    found = _compare(kb, a, b, facet)
    with _lock:
        _cache[key] = found
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return found


def common(kb: KnowledgeBase, professions: Sequence[str], facet: str = "competencies") -> Tuple[Tuple[Fact, ...], ...]:
    """What all of two or more professions share: one row of facts, one per profession, in the order of the first."""
    first, *others = professions
    tables = [{mine.id: theirs for mine, theirs in compare(kb, first, other, facet).shared} for other in others]
    mine = kb.facts(first, facet)
    return tuple(
        (fact, *(table[fact.id] for table in tables)) for fact in mine if all(fact.id in table for table in tables)
    )


def to_learn(kb: KnowledgeBase, source: str, target: str) -> ToLearn:
    """What somebody of `source` has to learn for `target`."""
    competencies = compare(kb, source, target, "competencies")
    new = {fact.number for fact in competencies.only_b}
    statements = compare(kb, source, target, "competency").only_b
    knowledge = compare(kb, source, target, "knowledge")
    return ToLearn(
        competencies=competencies.only_b,
        statements=tuple(fact for fact in statements if fact.number not in new and fact.role != "note"),
        knowledge=knowledge.only_b,
        deeper=tuple(pair for pair in knowledge.shared if _rank(pair[0]) < _rank(pair[1])),
    )


def overlap(kb: KnowledgeBase, a: str, b: str) -> float:
    """Share of the statements and knowledge of both that is shared, from 0 to 1 (Dice's coefficient)."""
    both = [compare(kb, a, b, facet) for facet in OVERLAP_FACETS]
    shared = sum(len(found.shared) for found in both)
    own = sum(len(found.only_a) + len(found.only_b) for found in both)
    return 2 * shared / (2 * shared + own) if shared else 0.0


def _compare(kb: KnowledgeBase, a: str, b: str, facet: str) -> Comparison:
    facts_a, facts_b = kb.facts(a, facet), kb.facts(b, facet)
    pairs = _paired(_likeness(facts_a, facts_b))
    taken = set(pairs.values())
    return Comparison(
        shared=tuple((fact, facts_b[pairs[at]]) for at, fact in enumerate(facts_a) if at in pairs),
        only_a=tuple(fact for at, fact in enumerate(facts_a) if at not in pairs),
        only_b=tuple(fact for at, fact in enumerate(facts_b) if at not in taken),
    )


def _likeness(facts_a: Sequence[Fact], facts_b: Sequence[Fact]) -> np.ndarray:
    """How many of their words two statements share (Dice's coefficient), from 0 to 1, for each pair."""
    found = np.zeros((len(facts_a), len(facts_b)), dtype=np.float32)
    words_b = [_readings(fact) for fact in facts_b]
    for row, fact in enumerate(facts_a):
        mine = _readings(fact)
        for column, theirs in enumerate(words_b):
            found[row, column] = max(_dice(m, t) for m, t in zip(mine, theirs, strict=True))
    return found


def _dice(mine: FrozenSet[str], theirs: FrozenSet[str]) -> float:
    shared = len(mine & theirs)
    return 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def _readings(fact: Fact) -> Tuple[FrozenSet[str], FrozenSet[str]]:
    """The stems of a statement's words: as they stand, and with separable verbs put together."""
    depth, said = tokens(fact.depth or ""), tokens(fact.text)
    whole = dict(separable_verbs(said))
    words = [word for word in said if word not in depth and lemma(word) != _OWNS]
    return _stems(words), _stems([whole.get(word, word) for word in words])


def _stems(words: Sequence[str]) -> FrozenSet[str]:
    return frozenset(_rough(stem(word)) for word in words if len(word) >= _SHORTEST_WORD) or frozenset(words)


def _rough(word: str) -> str:
    """A long word without its ending: groepsdynamica and groepsdynamiek are the same."""
    return word[:-_ENDING] if len(word) > _LONG_WORD else word


def _paired(likeness: np.ndarray) -> Dict[int, int]:
    """Each row with at most one column and the other way round, the most alike first; equal ones in their own order."""
    rows, columns = np.nonzero(likeness >= SAME_WORDS)
    order = np.lexsort((columns, rows, -likeness[rows, columns]))
    pairs: Dict[int, int] = {}
    taken: List[int] = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if row not in pairs and column not in taken:
            pairs[row] = column
            taken.append(column)
    return pairs


def _rank(fact: Fact) -> int:
    depths = get_args(Depth)
    return min(depths.index(fact.depth), _DEEPEST_RANK) if fact.depth in depths else _DEEPEST_RANK


_cache: "OrderedDict[Tuple[str, str, str, str], Comparison]" = OrderedDict()
_lock = Lock()
