"""Brings a message to one plain form, so that spelling, case, accents, emoji and stretched words make no difference.

The folded form is a string of words that each end in one space; `. ` ends a sentence and `, ` stands for a pause.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Dict, FrozenSet, Iterable, List, Tuple

from rapidfuzz.distance import OSA

STOP, PAUSE = ".", ","
_ELISIONS = frozenset(("j", "t", "m", "n", "d", "l", "s", "c", "qu"))  # French j'ai, d'en, qu'il
_LETTERS = str.maketrans(
    {"ı": "i", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None, "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"}
)
_DIGITS = str.maketrans("013457", "oieast")
_APOSTROPHES = "'’‘`´ʼ"
_TOKEN = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*|\.\.+|…|[.!?؟\n]+|[,;:،؛()]|\s[-–—]+\s|[–—]", re.UNICODE)
_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][\s.*_-]+){4,}[^\W\d_](?!\w)")
_TWICE = re.compile(r"([^\W\d_])\1+")
_LAST_SOUND = re.compile(r"(?<=..)(?:dt|d)$")  # Dutch says t: "mishandeld" for "mishandelt", "zelfmoort"
_VOWELS = frozenset("aeiouyh")


def fold_word(word: str) -> str:
    """Return one word in lower case, without accents, and with every repeated letter once ("Dooood" and "dod" are the same)."""
    text = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    text = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    return _plain_word(text)


def _plain_word(word: str) -> str:
    """Read digits inside a longer word as letters ("zelfm00rd") and write repeated letters once."""
    if len(word) > 3 and word[0].isalpha() and not word.isalpha():
        word = word.translate(_DIGITS)
    plain = _TWICE.sub(r"\1", word.translate(_LETTERS))
    if plain == "en" and word != plain:
        return "een"  # not the conjunction "en"
    return _LAST_SOUND.sub("t", plain)


def _split_elision(word: str) -> List[str]:
    parts = re.split(f"[{_APOSTROPHES}]", word)
    if len(parts) == 2 and parts[0] in _ELISIONS and parts[1][0] in _VOWELS:
        return parts
    return ["".join(parts)]


def tokens(text: str) -> List[str]:
    """Split a message into folded words, `.` (end of a sentence) and `,` (pause). Emoji and other signs fall out."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", plain) if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    plain = _SPELLED.sub(lambda match: re.sub(r"[^\w]|_", "", match.group()), plain)
    found: List[str] = []
    for token in _TOKEN.findall(plain):
        if token[0].isalnum():
            found.extend(_plain_word(part) for part in _split_elision(token))
        elif set(token) & set(".!?؟\n") and token.count(".") < 2:
            found.append(STOP)
        else:
            found.append(PAUSE)
    return found


def _sentences(words: List[str]) -> List[str]:
    """Drop the end of a sentence of one word, so that "Ik. Wil. Niet. Meer." stays together, and doubled signs."""
    kept: List[str] = []
    length = 0
    for word in words:
        if word == STOP:
            if length > 1:
                kept.append(STOP)
            length = 0
        elif word != PAUSE or (kept and kept[-1] not in (STOP, PAUSE)):
            kept.append(word)
            length += word != PAUSE
    return kept


def _shorter(word: str, letters: int) -> Iterable[str]:
    """Yield the word and every form of it with up to `letters` letters left out."""
    yield word
    if letters:
        for place in range(len(word)):
            yield from _shorter(word[:place] + word[place + 1 :], letters - 1)


def _allowed(word: str) -> int:
    """Return how many typing errors a word of this length may hold."""
    return 0 if len(word) < 6 else 1 if len(word) < 9 else 2


@dataclass(frozen=True)
class Speller:
    """Mends typing errors in key words only; `known` holds the words that are right as they are."""

    keys: Tuple[str, ...]
    known: FrozenSet[str]
    _near: Dict[str, List[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in self.keys:
            for form in set(_shorter(key, _allowed(key))):
                self._near.setdefault(form, []).append(key)

    def mend(self, word: str) -> str:
        """Return the key word that this word is a typing error of, or the word itself."""
        if len(word) < 5 or len(word) > 24 or word in self.known or not word.isalpha():
            return word
        near = {key for form in _shorter(word, _allowed(word) or 1) for key in self._near.get(form, ())}
        scored = sorted((OSA.distance(word, key), key) for key in near)
        return scored[0][1] if scored and scored[0][0] <= _allowed(scored[0][1]) else word


@dataclass(frozen=True)
class Folder:
    """Folds whole messages: `respell` gives the standard form of a word or pair of words, `fillers` fall out, and
    `closers` where a thought ends."""

    respell: Dict[str, Tuple[str, ...]]
    fillers: FrozenSet[str]
    closers: FrozenSet[str]
    speller: Speller

    def standard(self, word: str) -> Tuple[str, ...]:
        """Return what folding makes of one word that is spelled well: none, one or several words."""
        return tuple(part for part in self.respell.get(word, (word,)) if part not in self.fillers)

    def fold(self, text: str) -> str:
        """Return the folded message."""
        words = _sentences(tokens(text))
        mended: List[str] = []
        place = 0
        while place < len(words):
            pair = " ".join(words[place : place + 2])
            if pair in self.respell:
                mended.extend(self.respell[pair])
                place += 2
                continue
            word = self.respell.get(words[place])
            mended.extend(word if word is not None else (self.speller.mend(words[place]),))
            place += 1
        following = [*mended[1:], STOP]
        ends = (word in self.closers and next_ in (STOP, PAUSE) for word, next_ in zip(mended, following))
        return "".join(f"{word} " for word, end in zip(mended, ends) if word not in self.fillers and not end)
