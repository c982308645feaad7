"""Finding the professions that a text names: exact, in plural, abbreviated, in parts, or misspelt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Dict, FrozenSet, Iterable, List, Sequence, Tuple

from rapidfuzz import fuzz

from bot.nlu.normalize import WORD, fold, phonetic

LONGEST_NAME = 6  # words
FUZZY_LENGTH = 7  # letters: shorter names must be exact
SHORTEST_CUT = 3  # letters that are left of a word of a name
PERSON = ("er", "ers", "coach", "coaches", "ent", "enten")  # endings of words for people
PART_LENGTH = 5  # letters
FUZZY_SCORE = 86.0
MANY_WORDS, INFLECTED_SCORE = 3, 95.0  # of ordinary words that are a name but for an ending
PHONETIC_SCORE = 90.0
INFLECTIONS = ("'s", "s", "en", "n", "'er", "'ers", "sters", "ster", "tje", "e")
GLUE = frozenset("de het een van voor in en of bij".split())


@dataclass(frozen=True)
class Mention:
    """A stretch of words that names one profession, or several when it is ambiguous."""

    ids: Tuple[str, ...]
    start: int  # index of the first word
    end: int  # index after the last word
    score: float  # 0-100; 100 is an exact name


def key(words: Sequence[str]) -> str:
    """Words of a name run together, without hyphens and apostrophes."""
    return "".join(words).replace("-", "").replace("'", "")


class Names:
    """Index of what the professions are called.

    Args:
        professions: id -> the names of that profession, the official one first.
    """

    def __init__(self, professions: Dict[str, List[str]]) -> None:
        self.professions = professions
        self.exact: Dict[str, Tuple[str, ...]] = {}
        owners: Dict[str, set] = {}
        for profession, names in professions.items():
            for name in names:
                owners.setdefault(key(WORD.findall(fold(name))), set()).add(profession)
        for name, ids in owners.items():
            for ending in ("",) + INFLECTIONS:
                self.exact.setdefault(name + ending.replace("'", ""), tuple(sorted(ids)))
        self.split: Dict[Tuple[int, str], Dict[Tuple[str, ...], set]] = {}  # by number of words and first letters
        for profession, names in professions.items():
            for name in names:
                content = tuple(w for w in WORD.findall(fold(name).replace("-", " ")) if w not in GLUE)
                if len(content) > 1:
                    near = self.split.setdefault((len(content), content[0][:SHORTEST_CUT]), {})
                    near.setdefault(content, set()).add(profession)
        content = [[w for w in WORD.findall(fold(n)) if w not in GLUE] for names in professions.values() for n in names]
        self.long_names = {w for words in content if len(words) >= MANY_WORDS for w in words}
        self.parts = {k: v for k, v in _parts(professions).items() if k not in self.exact}
        self.sounds = {name: phonetic(name) for name in owners if len(name) >= FUZZY_LENGTH}
        self.owners = {name: tuple(sorted(ids)) for name, ids in owners.items()}

    def find(
        self, words: Sequence[str], ordinary: FrozenSet[str], parts: FrozenSet[str] = frozenset()
    ) -> List[Mention]:
        """The names in a text, in order.

        `ordinary` are Dutch words that are no misspelling of a name; `parts` words that by themselves are no more than a
        misspelt part of one ("begelijder").
        """
        found: List[Mention] = []
        for matcher in (self._exact, self._shortened, self._fuzzy):
            taken = {i for m in found for i in range(m.start, m.end)}
            found += matcher(words, taken, ordinary, parts)
        return sorted(found, key=lambda m: m.start)

    def partial(self, words: Sequence[str], ordinary: FrozenSet[str]) -> List[Mention]:
        """Parts of names ("programmator", "sociale economie"), ambiguous ones with all their owners.

        A single ordinary word counts only when it is a word for a person: "begeleider" but not "activiteiten".
        """
        found = []
        for start, end in _windows(words, set()):
            content = [w for w in words[start:end] if w not in GLUE]
            if len(content) == 1 and content[0] in ordinary and not content[0].endswith(PERSON):
                continue
            ids = self.parts.get(key(content)) if content else None
            if ids and not any(m.start <= start < m.end for m in found):
                found.append(Mention(ids, start, end, 70.0))
        return found

    def narrowed(self, vague: Sequence[Mention], telling: Sequence[str]) -> List[Mention]:
        """Parts of names with only the profession of which another word of the text tells ("begeleiders … in een maatwerkbedrijf").

        `telling` are words that are no ordinary Dutch.
        """
        told = {ids[0] for ids in map(self.parts.get, telling) if ids and len(ids) == 1}
        narrower = (tuple(i for i in m.ids if i in told) for m in vague)
        return [replace(m, ids=ids) if len(ids) == 1 else m for m, ids in zip(vague, narrower)]

    def _exact(
        self, words: Sequence[str], taken: set, ordinary: FrozenSet[str], parts: FrozenSet[str]
    ) -> List[Mention]:
        found: List[Mention] = []
        for start, end in _windows(words, taken):
            if words[start] in GLUE or words[end - 1] in GLUE:
                continue
            ids = self.exact.get(key(words[start:end]))
            if ids and not any(m.start < end and start < m.end for m in found):
                found.append(Mention(ids, start, end, 100.0))
        return found

    def _shortened(
        self, words: Sequence[str], taken: set, ordinary: FrozenSet[str], parts: FrozenSet[str]
    ) -> List[Mention]:
        """Names with words cut short: "begel soc economie", "medewerker arbeidspart"."""
        found: List[Mention] = []
        for start, end in _windows(words, taken):
            if end - start < 2 or words[start] in GLUE or words[end - 1] in GLUE:
                continue
            content = [w for w in words[start:end] if w not in GLUE]
            near = self.split.get((len(content), content[0][:SHORTEST_CUT]), {}) if content else {}
            ids = {owner for name, owners in near.items() if _cut_short(content, name) for owner in owners}
            if len(ids) == 1 and not any(m.start < end and start < m.end for m in found):
                found.append(Mention(tuple(ids), start, end, 95.0))
        return found

    def _fuzzy(
        self, words: Sequence[str], taken: set, ordinary: FrozenSet[str], parts: FrozenSet[str]
    ) -> List[Mention]:
        near: List[Mention] = []
        nearest: Dict[str, Tuple[float, str]] = {}  # one word over and over has thousands of the same stretches
        for start, end in _windows(words, taken):
            text = key(words[start:end])
            if words[start] in GLUE or words[end - 1] in GLUE or len(text) < FUZZY_LENGTH:
                continue
            window = words[start:end]
            plain = all(w in ordinary for w in window)
            if plain and not self._inflected(window) or any(w in self.exact for w in window):
                continue
            if len(window) == 1 and window[0] in parts:
                continue
            if text not in nearest:
                nearest[text] = self._nearest(text)
            score, name = nearest[text]
            if score >= (INFLECTED_SCORE if plain else FUZZY_SCORE):
                near.append(Mention(self.owners[name], start, end, score))
        found: List[Mention] = []
        for mention in sorted(near, key=lambda m: (-m.score, m.start)):
            if not any(m.start < mention.end and mention.start < m.end for m in found):
                found.append(mention)
        return found

    def _inflected(self, window: Sequence[str]) -> bool:
        """Whether ordinary words may be a name in which one word has another ending: "begeleider sociaal economie"."""
        content = [w for w in window if w not in GLUE]
        return len(content) >= MANY_WORDS and sum(w not in self.long_names for w in content) == 1

    def _nearest(self, text: str) -> Tuple[float, str]:
        """The name that looks or sounds most like a text, and how much."""
        heard = phonetic(text)
        return max(self._score(text, heard, name) for name in self.sounds)

    def _score(self, text: str, heard: str, name: str) -> Tuple[float, str]:
        plain = max(fuzz.ratio(text, name), fuzz.ratio(text, name + "s"))
        sound = fuzz.ratio(heard, self.sounds[name])
        return (max(plain, sound if sound >= PHONETIC_SCORE else 0.0), name)


def _parts(professions: Dict[str, List[str]]) -> Dict[str, Tuple[str, ...]]:
    """Parts of names and who owns them: owners by their official name come before owners by an everyday name."""
    official, everyday = {}, {}  # type: Dict[str, set], Dict[str, set]
    for profession, names in professions.items():
        for i, name in enumerate(names):
            content = [w for w in WORD.findall(fold(name)) if w not in GLUE]
            for size in range(1, len(content)):
                for at in range(len(content) - size + 1):
                    target = official if i == 0 else everyday
                    target.setdefault(key(content[at : at + size]), set()).add(profession)
    for profession, names in professions.items():  # "begeleider" is a part of "loopbaanbegeleider" too
        for i, name in enumerate(names):
            for part in [p for p in (*official, *everyday) if len(p) >= PART_LENGTH]:
                if key(WORD.findall(fold(name))).endswith(part):
                    (official if i == 0 else everyday).setdefault(part, set()).add(profession)
    return {
        part: tuple([*sorted(official.get(part, ())), *sorted(everyday.get(part, set()) - official.get(part, set()))])
        for part in (*official, *everyday)
        if len(part) >= PART_LENGTH
    }


def _cut_short(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether each word is the beginning of the word of a name at its place, and enough of it is there."""
    if len(words) != len(name) or sum(map(len, words)) < FUZZY_LENGTH + 1:
        return False
    return all(len(w) >= SHORTEST_CUT and n.startswith(w) for w, n in zip(words, name))


def _windows(words: Sequence[str], taken: Iterable[int]) -> Iterable[Tuple[int, int]]:
    taken = set(taken)
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            if not taken.intersection(range(start, start + size)):
                yield start, start + size
