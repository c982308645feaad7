"""Search by words: BM25 over stems, parts of compounds and everyday synonyms, scaled to how much of the question is found."""

from __future__ import annotations

import bisect
import itertools
import math
import os
from collections import Counter, defaultdict
from functools import lru_cache
from typing import Callable, Dict, FrozenSet, Iterator, List, Mapping, Sequence, Tuple

import numpy as np

from knowledge.text import Analyzer, ends_clause, lemma, separable_verbs, stem, tokens

K1 = 1.2  # how soon repeating a word stops counting
B = 0.4  # how much a long text is held against itself
PART_WEIGHT = 0.6  # a part of a compound against a word of its own
SYNONYM_WEIGHT = 0.8
RELATIVE_WEIGHT = 0.55  # a word that begins the same: "assertief" for assertiviteit
UNKNOWN_WEIGHT = 0.7  # what a word that occurs nowhere counts in the question, against the rarest word that does

_SHORTEST_START, _MOST_LONGER = 5, 20
# What relatives may end in after the beginning that they share.
_ENDINGS = frozenset(
    " er eer atie ati ing ev ef f iev viteit iteit iviteit isch heid elijk lijk el ar ant ent ie or eur ctie tie e en ist isme aal".split(
        " "
    )
)

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
        self._relatives = lru_cache(maxsize=20_000)(self._find_relatives)
        self._unknown = UNKNOWN_WEIGHT * math.log(1 + self._size / 0.5 + 1)
        self._synonyms = self._stemmed({w: o for w, o in synonyms.items() if len(tokens(w)) == 1})
        self._phrases = _by_length({w: o for w, o in synonyms.items() if len(tokens(w)) > 1})

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

    def has_phrase(self, text: str) -> bool:
        """Whether `text` holds one of the phrases among the synonyms."""
        return bool(self._phrases_in(tokens(text))[0])

    def bound_words(self, text: str, is_general: Callable[[str], bool]) -> FrozenSet[str]:
        """The words of the phrases in `text` that hold general words only, and of the verbs in two parts that the index has
        as one ("past … aan")."""
        words = tokens(text)
        found = {word for phrase in self._phrases_in(words)[0] if all(map(is_general, phrase)) for word in phrase}
        for rest, verb in separable_verbs(words):
            particle = verb.removesuffix(lemma(rest))
            if stem(verb) in self._postings and not self.is_stop_word(verb) and ends_clause(words, particle):
                found |= {rest, particle}
        return frozenset(found)

    def has_words(self, text: str) -> bool:
        """Whether `text` holds a word that counts."""
        return bool(self._analyzer.words(text)) or self.has_phrase(text)

    def scores(self, text: str) -> np.ndarray:
        """For each unit how well it covers the question: 0 (no word) to about 1 (every word), as float32."""
        total = np.zeros(self._size, dtype=np.float32)
        mass = 0.0
        for alternatives in self._asked(text):
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

    def _asked(self, text: str) -> Iterator[List[Tuple[str, float]]]:
        """For each word or everyday phrase of a question that counts: the terms of the index it may be."""
        found, rest = self._phrases_in(tokens(text))
        for phrase in found:
            others = [stem(part) for other in self._phrases[phrase] for part in tokens(other)]
            yield [(term, SYNONYM_WEIGHT) for term in dict.fromkeys(others) if term in self._postings]
        for word in dict.fromkeys(self._analyzer.words(" ".join(rest))):
            yield self._alternatives(word)

    def _phrases_in(self, words: List[str]) -> Tuple[List[Tuple[str, ...]], List[str]]:
        """The everyday phrases in a question, and the words that belong to none."""
        found = []
        for phrase in self._phrases:
            size = len(phrase)
            at = next((i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == phrase), None)
            if at is not None:
                found.append(phrase)
                words = [*words[:at], *words[at + size :]]
        return found, words

    def _alternatives(self, word: str) -> List[Tuple[str, float]]:
        """The terms of the index that a word of the question may be, with how much they count."""
        own = stem(word)
        parts = self._analyzer.parts(word)
        found = [(own, 1.0), *((part, PART_WEIGHT) for part in parts)]
        found += [(term, RELATIVE_WEIGHT) for term in self._relatives(own)]
        for term, weight in found[:]:
            found += [(other, weight * SYNONYM_WEIGHT) for other in self._synonyms.get(term, ())]
        best: Dict[str, float] = {}
        for term, weight in found:
            if term in self._postings:
                best[term] = max(weight, best.get(term, 0.0))
        return list(best.items()) or [(term, PART_WEIGHT) for term in self._beginning_with(own)]

    def _find_relatives(self, own: str) -> Tuple[str, ...]:
        """Terms that begin as a stem does and go on in a usual ending: "motiver" and "motivatie"."""
        if len(own) < _SHORTEST_START:
            return ()
        first = bisect.bisect_left(self._terms, own[:_SHORTEST_START])
        near = list(itertools.takewhile(lambda term: term.startswith(own[:_SHORTEST_START]), self._terms[first:]))
        return tuple(term for term in near if term != own and _are_relatives(own, term))

    def _beginning_with(self, start: str) -> List[str]:
        """Terms of the index that begin with a word that is not in it: "privacy" for privacywetgeving."""
        if len(start) < _SHORTEST_START:
            return []
        at = bisect.bisect_left(self._terms, start)
        return list(itertools.takewhile(lambda term: term.startswith(start), self._terms[at : at + _MOST_LONGER]))


def _by_length(phrases: Mapping[str, Sequence[str]]) -> Dict[Tuple[str, ...], Sequence[str]]:
    """Words of each phrase: words of the dossiers; the longest first."""
    split = {tuple(tokens(phrase)): others for phrase, others in phrases.items()}
    return dict(sorted(split.items(), key=lambda item: (-len(item[0]), item[0])))


def _are_relatives(one: str, other: str) -> bool:
    """Whether one word begins with the other, or both differ in a usual ending only."""
    same = len(os.path.commonprefix((one, other)))
    return same == min(len(one), len(other)) or {one[same:], other[same:]} <= _ENDINGS
