"""Search by words: BM25 over stems, parts of compounds and everyday synonyms, scaled to how much of the question is found."""

from __future__ import annotations

import bisect
import itertools
import math
from collections import Counter, defaultdict
from typing import Dict, List, Mapping, Sequence, Tuple

import numpy as np

from knowledge.text import Analyzer, stem, tokens

K1 = 1.2  # how soon repeating a word stops counting
B = 0.4  # how much a long text is held against itself
PART_WEIGHT = 0.6  # a part of a compound against a word of its own
SYNONYM_WEIGHT = 0.8
UNKNOWN_WEIGHT = 0.7  # what a word that occurs nowhere counts in the question, against the rarest word that does

_SHORTEST_START, _MOST_LONGER = 5, 20

Fields = Sequence[Tuple[str, float]]


class LexicalIndex:
    """BM25 over units of text. A unit is a list of (text, weight): its own words count more than those around it."""

    def __init__(self, units: Sequence[Fields], stop_words: Sequence[str], synonyms: Mapping[str, Sequence[str]]):
        vocabulary = {word for unit in units for text, _ in unit for word in tokens(text)}
        vocabulary |= {word for key, others in synonyms.items() for text in (key, *others) for word in tokens(text)}
        self._analyzer = Analyzer(vocabulary, stop_words)
        self._size = len(units)
        counts = [self._counts(unit) for unit in units]
        lengths = np.array([sum(count.values()) for count in counts] or [0.0])
        norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
        found: Dict[str, List[Tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, times in count.items():
                found[term].append((number, times * (K1 + 1) / (times + norms[number])))
        self._idf = {term: math.log(1 + (self._size - len(at) + 0.5) / (len(at) + 0.5)) for term, at in found.items()}
        self._postings = {
            term: (
                np.array([number for number, _ in at]),
                np.array([score for _, score in at], dtype=np.float32) * self._idf[term],
            )
            for term, at in found.items()
        }
        self._terms = sorted(self._postings)
        self._unknown = UNKNOWN_WEIGHT * math.log(1 + self._size / 0.5 + 1)
        self._synonyms = self._stemmed(synonyms)

    def _counts(self, unit: Fields) -> Dict[str, float]:
        total: Dict[str, float] = Counter()
        for text, weight in unit:
            for word in self._analyzer.words(text):
                total[stem(word)] += weight
                for part in self._analyzer.parts(word):
                    total[part] += weight * PART_WEIGHT
        return total

    def _stemmed(self, synonyms: Mapping[str, Sequence[str]]) -> Dict[str, List[str]]:
        """Stem of an everyday word: stems of the words of the dossiers that it may stand for."""
        found: Dict[str, List[str]] = defaultdict(list)
        for word, others in synonyms.items():
            for other in others:
                found[stem(tokens(word)[0])] += [stem(part) for part in tokens(other)]
        return found

    def is_stop_word(self, word: str) -> bool:
        """Whether a folded word says nothing of its own."""
        return self._analyzer.is_stop_word(word)

    def has_words(self, text: str) -> bool:
        """Whether `text` holds a word that counts."""
        return bool(self._analyzer.words(text))

    def scores(self, text: str) -> np.ndarray:
        """For each unit how well it covers the question: 0 (no word) to about 1 (every word), as float32."""
        total = np.zeros(self._size, dtype=np.float32)
        mass = 0.0
        for word in dict.fromkeys(self._analyzer.words(text)):
            alternatives = self._alternatives(word)
            if not alternatives:
                mass += self._unknown
                continue
            mass += max(self._idf[term] * weight for term, weight in alternatives)
            best = np.zeros(self._size, dtype=np.float32)
            for term, weight in alternatives:
                at, score = self._postings[term]
                best[at] = np.maximum(best[at], score * weight)
            total += best
        return np.minimum(total / mass, 1.0) if mass else total

    def _alternatives(self, word: str) -> List[Tuple[str, float]]:
        """The terms of the index that a word of the question may be, with how much they count."""
        own = stem(word)
        parts = self._analyzer.parts(word)
        found = [(own, 1.0), *((part, PART_WEIGHT) for part in parts)]
        for term, weight in found[:]:
            found += [(other, weight * SYNONYM_WEIGHT) for other in self._synonyms.get(term, ())]
        best: Dict[str, float] = {}
        for term, weight in found:
            if term in self._postings:
                best[term] = max(weight, best.get(term, 0.0))
        return list(best.items()) or [(term, PART_WEIGHT) for term in self._beginning_with(own)]

    def _beginning_with(self, start: str) -> List[str]:
        """Terms of the index that begin with a word that is not in it: "privacy" for privacywetgeving."""
        if len(start) < _SHORTEST_START:
            return []
        at = bisect.bisect_left(self._terms, start)
        return list(itertools.takewhile(lambda term: term.startswith(start), self._terms[at : at + _MOST_LONGER]))
