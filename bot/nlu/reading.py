"""Reading one text: its words repaired, and what it mentions (professions, facets, terms, numbers)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, Optional, Sequence, Tuple

from bot.nlu.names import Mention, Names
from bot.nlu.normalize import WORD, Speller, fold
from bot.nlu.wordlists import wordlist

DOCUMENT = "__nota__"
SHORT_QUESTION = 7  # words: in a longer one an everyday word is hardly what is to be explained
PROFESSION, TERM, NUMBER, OCCUPATION = "__beroep__", "__term__", "__nummer__", "__anderberoep__"


@dataclass(frozen=True)
class Reading:
    """What one text says, as far as words tell."""

    text: str
    words: Tuple[str, ...]  # repaired
    masked: Tuple[str, ...]  # with names, terms and numbers replaced, and facet marks appended
    mentions: Tuple[Mention, ...] = ()
    vague: Tuple[Mention, ...] = ()  # parts of names
    facets: Tuple[str, ...] = ()
    terms: Tuple[str, ...] = ()
    numbers: Tuple[int, ...] = ()
    occupation: Optional[str] = None  # an occupation that we have no dossier of
    common: FrozenSet[str] = frozenset()  # terms that are everyday words
    document: bool = False  # whether a document about several professions is named
    bare_term: bool = False  # whether the text is a term and nothing else ("functie?")

    @property
    def unmasked(self) -> Tuple[str, ...]:
        """The words themselves, with the same marks of facets, terms and documents as `masked`."""
        return self.words + tuple(w for w in self.masked if w in (DOCUMENT, TERM) or w.startswith("__f_"))

    def entities(self) -> Dict[str, Any]:
        """What the actions need, as JSON."""
        single = [m.ids[0] for m in self.mentions if len(m.ids) == 1]
        unclear = [list(m.ids) for m in self.mentions + self.vague if len(m.ids) > 1]
        unclear = [] if single else unclear
        explained = self.asks_meaning and not single and len(self.words) <= SHORT_QUESTION or self.bare_term
        single += [] if self.mentions else [m.ids[0] for m in self.vague if len(m.ids) == 1]
        return {
            "professions": list(dict.fromkeys(single)),
            "candidates": unclear[0] if unclear and not single else [],
            "facets": list(self.facets),
            "terms": [t for t in self.terms if t not in self.common or explained],
            "number": self.numbers[0] if self.numbers else None,
            "numbers": list(self.numbers),
            "occupation": self.occupation,
            "document": self.document,
        }

    @property
    def asks_meaning(self) -> bool:
        """Whether a text asks what a word means."""
        text = f" {' '.join(self.words)} "
        return any(sign in text for sign in wordlist("meaning_signs"))

    @property
    def asks_dossier(self) -> bool:
        """Whether a text asks if a dossier says something on a topic, and not what we know of the speaker."""
        text = f" {' '.join(self.words)} "
        return any(sign in text for sign in wordlist("dossier_signs")) and not set(self.words) & set(
            wordlist("speaker")
        )


@dataclass
class Lexicon:
    """Everything the reader knows; plain data that is stored with the model."""

    professions: Dict[str, List[str]]
    terms: Dict[str, List[str]]
    facets: Dict[str, List[str]]
    spoken: Dict[str, str]
    occupations: List[str]
    occupation_endings: List[str]
    documents: List[str] = field(default_factory=list)
    vocabulary: Dict[str, int] = field(default_factory=dict)


class Reader:
    """Reads texts with a lexicon; the same text gives the same reading."""

    def __init__(self, lexicon: Lexicon, dutch: FrozenSet[str], repair: bool = True) -> None:
        self.repair = repair
        self.names = Names(lexicon.professions)
        vocabulary = dict(lexicon.vocabulary)
        for name in (n for names in lexicon.professions.values() for n in names):
            for word in WORD.findall(fold(name)):
                vocabulary.setdefault(word, 1)
        for word in (*wordlist("ordinals"), *wordlist("cardinals")):
            vocabulary.setdefault(word, 1)
        self.speller = Speller(vocabulary, lexicon.spoken, dutch)
        self.ordinary = frozenset(dutch) | frozenset(lexicon.vocabulary) | frozenset(lexicon.spoken)
        self.terms = {_bare(WORD.findall(fold(n))): t for t, names in lexicon.terms.items() for n in names}
        self.facets = [(f, w.rstrip("*"), w.endswith("*")) for f, words in lexicon.facets.items() for w in words]
        self.common_terms = {t for t, names in lexicon.terms.items() if fold(names[0]) in wordlist("common_terms")}
        self.documents = [f" {' '.join(WORD.findall(fold(d)))} " for d in lexicon.documents]
        self.occupations = frozenset(fold(o) for o in lexicon.occupations)
        self.endings = tuple(lexicon.occupation_endings)
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, text: str) -> Reading:
        raw = WORD.findall(fold(text))
        parts = frozenset(w for w in raw if self.speller.repair(w) in self.names.parts)
        mentions = self.names.find(raw, self.ordinary, parts)
        if not mentions:  # "begelijder in de sosiale ekonomie"
            repaired = [self.speller.repair(w) if self.repair else w for w in raw]
            raw = [new if new and " " not in new else old for old, new in zip(raw, repaired)]
            mentions = [m for m in self.names.find(raw, self.ordinary) if m.score == 100.0]
        words, spans = self._repaired(raw, mentions)
        vague = [] if mentions else self.names.partial(words, self.ordinary)
        vague = self.names.narrowed(vague, [w for w in words if w not in self.speller.dutch])
        occupation = None if mentions else self._occupation(words)
        terms = self._terms(words)
        named = {i for start, end in spans for i in range(start, end)}
        facets = self._facets([w for i, w in enumerate(words) if i not in named])
        masked = _mask(words, spans, [] if mentions else vague, occupation)
        document = any(d in f" {' '.join(words)} " for d in self.documents)
        masked += [DOCUMENT] if document else []
        marked = [t for t in terms if t not in self.common_terms]
        masked += [f"__f_{f}__" for f in facets] + ([TERM] if marked else [])
        return Reading(
            text,
            tuple(words),
            tuple(masked),
            tuple(mentions),
            tuple(vague),
            tuple(facets),
            tuple(terms),
            _numbers(words),
            occupation,
            frozenset(self.common_terms),
            document,
            _bare(words) in self.terms,
        )

    def _repaired(self, raw: List[str], mentions: List[Mention]) -> Tuple[List[str], List[Tuple[int, int]]]:
        """Words outside names repaired; and where the names are in the new list."""
        words: List[str] = []
        spans: List[Tuple[int, int]] = []
        at = {m.start: m for m in mentions}
        i = 0
        while i < len(raw):
            if i in at:
                spans.append((len(words), len(words) + at[i].end - i))
                words += raw[i : at[i].end]
                i = at[i].end
                continue
            words += self.speller.repair(raw[i]).split() if self.repair else [raw[i]]
            i += 1
        return words, spans

    def _occupation(self, words: List[str]) -> Optional[str]:
        for i, word in enumerate(words):
            base = word[:-1] if word.endswith("s") and word not in self.occupations else word
            pair = " ".join(words[i : i + 2])
            if pair in self.occupations:
                return pair
            if base in self.occupations or (word.endswith("en") and word[:-2] in self.occupations):
                return word
            if len(word) > 7 and base.endswith(self.endings):
                return word
        return None

    def _terms(self, words: List[str]) -> List[str]:
        text = f" {_bare(words)} "
        found = [(len(n), t) for n, t in self.terms.items() if f" {n} " in text]
        return list(dict.fromkeys(t for _, t in sorted(found, key=lambda x: (-x[0], x[1]))))

    def _facets(self, words: List[str]) -> List[str]:
        parts = [part for word in words if "-" in word for part in word.split("-")]  # "vks-niveau"
        text = f" {' '.join([*words, *parts])} "
        found = [f for f, w, prefix in self.facets if (f" {w}" in text if prefix else f" {w} " in text)]
        return list(dict.fromkeys(found))


def _mask(words: List[str], spans: List[Tuple[int, int]], vague: List[Mention], occupation: Optional[str]) -> List[str]:
    covered = {i: s for s, e in spans for i in range(s, e)}
    covered.update({i: m.start for m in vague for i in range(m.start, m.end)})
    masked: List[str] = []
    parts = set(occupation.split()) if occupation else set()
    for i, word in enumerate(words):
        if i in covered:
            masked += [PROFESSION] if covered[i] == i else []
        elif word in parts:
            masked += [OCCUPATION] if masked[-1:] != [OCCUPATION] else []
        else:
            masked.append(NUMBER if word.isdigit() else word)
    return masked


def _bare(words: Sequence[str]) -> str:
    """Words without articles: "een beroep en een functie" is "beroep en functie"."""
    return " ".join(w for w in words if w not in wordlist("articles"))


def number_in(word: str) -> Optional[int]:
    """The number that one word stands for: a digit, the code of a competency, or an ordinal."""
    match = re.fullmatch(r"(?:c|nr|w|d\d-k\d-w)?(\d{1,3})(?:e|de|ste)?", word)
    return int(match.group(1)) if match else wordlist("ordinals").get(word)


def _numbers(words: List[str]) -> Tuple[int, ...]:
    """The numbers that a text points at; a written number counts after "competentie", "nummer" … or after another number."""
    found: List[int] = []
    last = False  # whether the word before was a number
    cardinals = wordlist("cardinals")
    for i, word in enumerate(words):
        number = number_in(word)
        joined = last or bool(found) and words[i - 1] == "en" and word != "een"
        if i and words[i - 1] == "als" and word in wordlist("ordinals"):
            continue  # "wat doet die als eerste?"
        if number is None and i and word in cardinals and (words[i - 1] in wordlist("numbered") or joined):
            number = cardinals[word]
        last = number is not None
        if number is not None:
            found.append(number)
    return tuple(dict.fromkeys(found))
