"""How much a sentence is like our own sentences of people in danger or in need: a second look after the patterns.

It learns from `knowledge/safety/frames` and `examples` and, as what people ordinarily say, from the training sentences of the other
intents. Words, groups of letters and pairs of words that stand near each other are counted without a vocabulary, so that words it
never saw weigh as well: a sentence of which it knows one word says little. It sees the folded text, in which spelling makes no
difference. What the sentence means (`bot.nlu.meaning`) counts beside its words, and so does what sentences near it show
(`bot.nlu.neighbours`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.meaning import Meaning
from bot.nlu.neighbours import Neighbours
from bot.nlu.weighing import rarity, weighed
from bot.safety.frames import Sentence
from bot.safety.rules import folded, rules

Encoder = Callable[[Sequence[str]], np.ndarray]

DANGER, REFERRAL, CALM = "danger", "referral", "calm"  # kinds of sentences
COUNTED = 2**16  # places for the words, and as many for the groups of letters and for the pairs
_NEAR = 12  # words between the first and the last of which two make a pair
_LOOSENESS = 30.0  # of the machines that tell danger or need from calm: inverse regularisation, as scikit-learn's C
_DANGER_SHARE, _NEED_SHARE = 0.7, 0.5  # weight of all such sentences together, against all others together
_MEANING = 0.5  # weight of what a sentence means beside its words, where we ask whether
_MEANING_OF_NEED = 0.1  # and where we ask which need
_NEIGHBOURS = 2.0  # weight of what sentences near it show, where we ask whether
_LEAST_OPINION = {
    "danger": -0.4,
    "referral": -1.0,
}  # danger may be told as nobody near it does: that speaks little against it
_ALMOST = 0.4  # how much less a second need may score
_LEAST_CHANCE = 1e-6
_NETWORK, _NEAR_IT = "meaning", "neighbours"


def _pairs(folded: str) -> List[str]:
    """Return the words of a folded text two by two: "spaar" beside any pill says what neither of them says alone."""
    alike = rules().alike
    found: List[str] = []
    for sentence in folded.replace(", ", "").split(". "):
        words = [alike.get(word, word) for word in sentence.split()]
        found += [
            f"{word} {next_}" for place, word in enumerate(words) for next_ in words[place + 1 : place + 1 + _NEAR]
        ]
    return found


_COUNTERS = tuple(
    HashingVectorizer(**how, n_features=COUNTED, norm=None, alternate_sign=False, lowercase=False, dtype=np.float32)
    for how in (
        {"ngram_range": (1, 3), "token_pattern": r"\S+"},
        {"ngram_range": (2, 5), "analyzer": "char_wb"},
        {"analyzer": _pairs},
    )
)


@dataclass(frozen=True)
class Head:
    """Linear machines, one a class; a single machine tells the first class (below zero) from the second."""

    classes: np.ndarray
    columns: np.ndarray  # of what is counted: those that any machine looks at; all of it when this is empty
    weights: np.ndarray  # (machines, columns)
    bias: np.ndarray  # (machines,)

    def scores(self, rows: csr_matrix) -> np.ndarray:
        """Return a score a row (of a single machine) or a score a row and class."""
        scores = (rows[:, self.columns] if len(self.columns) else rows) @ self.weights.T + self.bias
        return scores if len(self.bias) > 1 else scores[:, 0]


@dataclass(frozen=True)
class Seen:
    """Texts as the machines see them: their words counted, the chance of each meaning, and what is near; a row a text."""

    counted: csr_matrix
    chances: np.ndarray
    near: Dict[str, np.ndarray]  # kind -> opinion of the neighbours, from -1 to 1


@dataclass(frozen=True)
class Likeness:
    """What was learnt: how rare each word is, and the machines."""

    rarity: np.ndarray  # (COUNTED for each counter,)
    heads: Dict[str, Head]  # danger, referral: whether; danger_need, referral_need: which; language
    meaning: Meaning
    neighbours: Neighbours

    @classmethod
    def learn(cls, sentences: Sequence[Sentence], ordinary: Sequence[str], encode: Encoder) -> "Likeness":
        """Fit on our own sentences and on what people ordinarily say; takes half a minute the first time."""
        texts = [s.text for s in sentences] + list(ordinary)
        counts = _counts(texts)
        rare = np.hstack([rarity(part) for part in counts])
        rows = _weighed(counts, rare)
        kinds = np.array([s.kind for s in sentences] + [CALM] * len(ordinary))
        needs = np.array([s.need for s in sentences] + ["none"] * len(ordinary))
        languages = np.array([s.language for s in sentences] + [""] * len(ordinary))
        danger, referral = kinds == DANGER, (kinds == REFERRAL) & (needs != "none")
        told = danger & (languages != "")
        fits = {
            DANGER: _either(rows, danger, _DANGER_SHARE),
            REFERRAL: _either(rows, referral, _NEED_SHARE),
            f"{DANGER}_need": _one_of(rows[danger], needs[danger]),
            f"{REFERRAL}_need": _one_of(rows[referral], needs[referral]),
            "language": _one_of(rows[told], languages[told]),
        }
        fitting = Parallel(n_jobs=2, return_as="generator")(fits.values())  # in processes beside this one
        shown = [f"{k} {n}" if d or r else CALM for k, n, d, r in zip(kinds, needs, danger, referral)]
        vectors = encode(texts)
        told_of = np.where(danger, DANGER, np.where(referral, REFERRAL, CALM))
        meaning, neighbours = Meaning.learn(vectors, shown), Neighbours.learn(vectors, told_of)
        return cls(rare, {name: _head(machine) for name, machine in zip(fits, fitting)}, meaning, neighbours)

    def see(self, texts: Sequence[str], encode: Encoder) -> Seen:
        """Return the texts as the machines see them."""
        vectors = encode(texts)
        near = self.neighbours.opinions(vectors, (DANGER, REFERRAL))
        return Seen(_weighed(_counts(texts), self.rarity), self.meaning.chances(vectors), near)

    def scores(self, seen: Seen, kind: str) -> np.ndarray:
        """Return for each text how much it is like danger or a need for other help (above zero) or not (below)."""
        near = np.maximum(seen.near[kind], _LEAST_OPINION[kind])
        meant = _MEANING * self.meaning.leaning(seen.chances, kind) + _NEIGHBOURS * near
        return self.heads[kind].scores(seen.counted) + meant

    def needs(self, seen: Seen, place: int, kind: str) -> List[str]:
        """Return the need of a text that is like danger or a need for other help, and a second one that is almost as likely."""
        behind = self.behind(seen, place, kind)
        return sorted((need for need in behind if behind[need] < _ALMOST), key=lambda need: behind[need])[:2]

    def behind(self, seen: Seen, place: int, kind: str) -> Dict[str, float]:
        """Return for each need how much less likely it is for a text than the likeliest."""
        head = self.heads[f"{kind}_need"]
        columns = [list(self.meaning.classes).index(f"{kind} {need}") for need in head.classes]
        chances = np.log(seen.chances[place, columns] + _LEAST_CHANCE)
        scores = head.scores(seen.counted[place])[0] + _MEANING_OF_NEED * chances
        return {str(need): float(scores.max() - score) for need, score in zip(head.classes, scores)}

    def language(self, seen: Seen, place: int) -> str:
        """Return the language of a text that is like danger."""
        head = self.heads["language"]
        return str(head.classes[int(np.argmax(head.scores(seen.counted[place])[0]))])

    def save(self, path: Path) -> None:
        """Write to a file without code in it."""
        parts = {
            f"{name}.{part}": value
            for name, of in {**self.heads, _NETWORK: self.meaning, _NEAR_IT: self.neighbours}.items()
            for part, value in vars(of).items()
        }
        np.savez_compressed(path, rarity=self.rarity, **parts)

    @classmethod
    def load(cls, path: Path) -> "Likeness":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            parts: Dict[str, Dict[str, np.ndarray]] = {}
            for key in stored.files:
                name, _, part = key.partition(".")
                parts.setdefault(name, {})[part] = stored[key]
        rare, meaning = parts.pop("rarity")[""], Meaning(**parts.pop(_NETWORK))
        near = Neighbours(**parts.pop(_NEAR_IT))
        return cls(rare, {name: Head(**of) for name, of in parts.items()}, meaning, near)


def _counts(texts: Sequence[str]) -> List[csr_matrix]:
    """Count the words, the groups of letters and the pairs of the folded texts."""
    plain = [folded(text)[0].strip() for text in texts]
    return [counter.transform(plain) for counter in _COUNTERS]


def _weighed(counts: List[csr_matrix], rare: np.ndarray) -> csr_matrix:
    """What each counter counted gets the length one, so that none drowns the others."""
    parts = [weighed(part, weights) for part, weights in zip(counts, np.split(rare, len(counts)))]
    return hstack(parts, format="csr")


def _either(rows: csr_matrix, wanted: np.ndarray, share: float) -> Any:
    weights = np.where(wanted, share * (~wanted).sum() / max(wanted.sum(), 1), 1.0)
    machine = LogisticRegression(C=_LOOSENESS, solver="liblinear")
    return delayed(machine.fit)(rows, wanted, sample_weight=weights)


def _one_of(rows: csr_matrix, labels: np.ndarray) -> Any:
    return delayed(LinearSVC(random_state=1).fit)(rows, labels)


def _head(machine: "LogisticRegression | LinearSVC") -> Head:
    columns, weights = np.flatnonzero(machine.coef_.any(axis=0)), machine.coef_
    if len(columns) > weights.shape[1] / 2:
        columns = columns[:0]  # to leave out the rest would take more time than it saves room
    return Head(
        np.asarray(machine.classes_).astype(str),
        columns.astype(np.int32),
        (weights[:, columns] if len(columns) else weights).astype(np.float32),
        np.atleast_1d(machine.intercept_).astype(np.float32),
    )
