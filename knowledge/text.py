"""Dutch text as search sees it: tokens without accents, lemmas, stems, and the parts of compounds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Collection, FrozenSet, Iterable, List, Sequence, Tuple

import simplemma
import Stemmer

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_VOICED = re.compile(r"(?<=[aeiour])ft?$")  # "werft" and "werven", "schrijf" and "schrijven"
_LINKS = ("", "s", "en", "e")  # what stands between the parts of a compound
_SHORTEST_PART = 4
_DUTCH = {"lang": "nl", "low_memory": True}  # 35 MB less in each process, and read sooner; a word is looked up as well
# Particles of separable verbs: "past … aan" is also searched as "aanpassen".
_PARTICLES = frozenset(
    "aan achter af bij binnen door in mee na om onder op over rond samen tegen terug toe uit vast voor voort weg".split()
)


def fold(text: str) -> str:
    """Lower case without accents, so that "Coördineert" and "coordineert" are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(text: str) -> List[str]:
    """The words of a text, folded, in order: "cv's" gives "cv", "collega's" gives "collega"."""
    return [_without_apostrophe(word) for word in _TOKEN.findall(fold(text).replace("’", "'"))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What all forms of a word have in common: the stem of its lemma."""
    return _VOICED.sub("v", _stemmer.stemWord(lemma(word)))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a folded word; a word that is not in the dictionary stays as it is."""
    return fold(simplemma.lemmatize(word, **_DUTCH)).replace("_", "")


class Analyzer:
    """Turns text into stems, for one vocabulary.

    `vocabulary` holds the words (folded) of the texts to search in, by which compounds are split; `stop_words` are left
    out. Both texts and questions go through the same analyzer.
    """

    def __init__(self, vocabulary: Collection[str], stop_words: Iterable[str]):
        self._stop_words: FrozenSet[str] = frozenset(word for text in stop_words for word in tokens(text))
        self._vocabulary = frozenset(vocabulary) | frozenset(lemma(word) for word in vocabulary)
        self.parts = lru_cache(maxsize=50_000)(self._parts)

    def is_stop_word(self, word: str) -> bool:
        """Whether a folded word says nothing of its own."""
        return word in self._stop_words or len(word) < 2

    def words(self, text: str) -> List[str]:
        """The folded words that count, in order, with separable verbs put together as well."""
        all_words = tokens(text)
        found = [word for word in all_words if not self.is_stop_word(word)]
        return found + [verb for _, verb in separable_verbs(all_words) if not self.is_stop_word(verb)]

    def _parts(self, word: str) -> Tuple[str, ...]:
        """Stems of the parts of a compound ("loopbaankeuze" gives loopbaan and keuze); () when it is none.

        One part must be a word of the vocabulary and the other at least a word of the language; when the dictionary has
        the whole word, both must be of the vocabulary. Two known parts, no link and a long last part are best.
        """
        enough = 2 if simplemma.is_known(word, **_DUTCH) else 1
        found = []
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            for link in _LINKS:
                head, tail = word[: cut - len(link)], word[cut:]
                if len(head) < _SHORTEST_PART or not word[:cut].endswith(link):
                    continue
                known = int(self._knows(head))
                if known or enough == 1:  # looking a part up takes most of the time
                    known += self._knows(tail)
                if known >= enough and self._is_word(head) and self._is_word(tail):
                    found.append((-known, len(link), cut, head, tail))
        if not found:
            return ()
        *_, head, tail = min(found)
        return (*(self.parts(head) or (stem(head),)), *(self.parts(tail) or (stem(tail),)))

    def _knows(self, word: str) -> bool:
        return word in self._vocabulary or lemma(word) in self._vocabulary

    def _is_word(self, word: str) -> bool:
        if word in self._stop_words or word in _PARTICLES:
            return False
        return self._knows(word) or simplemma.is_known(word, **_DUTCH)


def separable_verbs(words: Sequence[str]) -> Iterable[Tuple[str, str]]:
    """For each particle that stands some words after the rest of its verb ("past … aan"): that rest and the whole verb."""
    for index, particle in enumerate(words):
        if particle not in _PARTICLES:
            continue
        if words[index + 1 : index + 2] == ["te"] and index + 2 < len(words):  # "door te stromen"
            yield words[index + 2], particle + words[index + 2]
            continue
        for word in reversed(words[max(0, index - 12) : index]):
            verb = lemma(word)
            if word != verb and len(verb) > 4 and verb.endswith("en") and simplemma.is_known(particle + verb, **_DUTCH):
                yield word, particle + verb
                break


def ends_clause(words: Sequence[str], particle: str) -> bool:
    """Whether a particle stands at the end, or before another one, as it does when it belongs to a verb."""
    at = len(words) - 1 - list(reversed(words)).index(particle) if particle in words else -1
    return at == len(words) - 1 or words[at + 1] in _PARTICLES


def _without_apostrophe(word: str) -> str:
    return word.partition("'")[0] if "'" in word else word


_stemmer = Stemmer.Stemmer("dutch_porter")
