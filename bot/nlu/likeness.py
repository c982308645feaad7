"""How much a sentence is worded like our own sentences of people in danger or in need: a second look after the patterns.

It learns from `knowledge/safety/frames` and `examples` and, as what people ordinarily say, from the training sentences of the other
intents. Words and groups of letters are counted without a vocabulary, so that words it never saw weigh as well: a sentence of
which it knows one word says little. It sees the folded text, in which spelling makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from bot.safety.frames import Sentence
from bot.safety.rules import rules

COUNTED = 2**16  # places for the words, and as many for the groups of letters
_LOOSENESS = 30.0  # of the machines that tell danger or need from calm: inverse regularisation, as scikit-learn's C
_DANGER_SHARE, _NEED_SHARE = 0.7, 0.5  # weight of all such sentences together, against all others together
_COUNTERS = tuple(
    HashingVectorizer(**how, n_features=COUNTED, norm=None, alternate_sign=False, lowercase=False, dtype=np.float32)
    for how in (
        {"ngram_range": (1, 3), "token_pattern": r"\S+"},
        {"ngram_range": (2, 5), "analyzer": "char_wb"},
    )
)


@dataclass(frozen=True)
class Head:
    """Linear machines, one a class; a single machine tells the first class (below zero) from the second."""

    classes: np.ndarray
    weights: np.ndarray  # (machines, 2 * COUNTED)
    bias: np.ndarray  # (machines,)

    def scores(self, rows: csr_matrix) -> np.ndarray:
        """Return a score a row and machine."""
        return rows @ self.weights.T + self.bias

    def best(self, row: csr_matrix) -> str:
        """Return the class with the highest score."""
        scores = self.scores(row)[0]
        return str(self.classes[int(np.argmax(scores))] if len(scores) > 1 else self.classes[int(scores[0] > 0)])


@dataclass(frozen=True)
class Likeness:
    """What was learnt: how rare each word is, and the machines."""

    rarity: np.ndarray  # (2 * COUNTED,)
    heads: Dict[str, Head]  # danger, need, language, referral, referral_need

    @classmethod
    def learn(cls, sentences: Sequence[Sentence], ordinary: Sequence[str]) -> "Likeness":
        """Fit on our own sentences and on what people ordinarily say; takes a few seconds."""
        counts = _counts([s.text for s in sentences] + list(ordinary))
        rarity = _rarity(counts)
        rows = _weighed(counts, rarity)
        kinds = np.array([s.kind for s in sentences] + ["calm"] * len(ordinary))
        needs = np.array([s.need for s in sentences] + ["none"] * len(ordinary))
        languages = np.array([s.language for s in sentences] + [""] * len(ordinary))
        danger, referral = kinds == "danger", (kinds == "referral") & (needs != "none")
        heads = {
            "danger": _either(rows, danger, _DANGER_SHARE),
            "need": _one_of(rows[danger], needs[danger]),
            "language": _one_of(rows[danger & (languages != "")], languages[danger & (languages != "")]),
            "referral": _either(rows, referral, _NEED_SHARE),
            "referral_need": _one_of(rows[referral], needs[referral]),
        }
        return cls(rarity, heads)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return the texts as the machines see them."""
        return _weighed(_counts(texts), self.rarity)

    def alarm(self, rows: csr_matrix) -> np.ndarray:
        """Return for each row how much it is like danger (above zero) or not (below)."""
        return self.heads["danger"].scores(rows)[:, 0]

    def danger(self, row: csr_matrix) -> Tuple[str, str]:
        """Return the need and the language of a row that is like danger."""
        return self.heads["need"].best(row), self.heads["language"].best(row)

    def referral(self, rows: csr_matrix, least: float) -> Optional[str]:
        """Return the need for other help that the most telling row is like, or None when no row scores `least`."""
        scores = self.heads["referral"].scores(rows)[:, 0]
        first = int(np.argmax(scores))
        return self.heads["referral_need"].best(rows[first]) if scores[first] >= least else None

    def save(self, path: Path) -> None:
        """Write to a file without code in it."""
        parts = {
            f"{name}.{part}": value
            for name, head in self.heads.items()
            for part, value in (("classes", head.classes), ("weights", head.weights), ("bias", head.bias))
        }
        np.savez_compressed(path, rarity=self.rarity, **parts)

    @classmethod
    def load(cls, path: Path) -> "Likeness":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            names = [key.split(".")[0] for key in stored.files if key.endswith(".bias")]
            heads = {
                name: Head(*(stored[f"{name}.{part}"] for part in ("classes", "weights", "bias"))) for name in names
            }
            return cls(stored["rarity"], heads)


def _counts(texts: Sequence[str]) -> List[csr_matrix]:
    """Count the words and the groups of letters of the folded texts."""
    fold = rules().folder.fold
    folded = [fold(text).strip() for text in texts]
    found = [counter.transform(folded) for counter in _COUNTERS]
    for counts in found:
        counts.data = 1 + np.log(counts.data)
    return found


def _rarity(counts: List[csr_matrix]) -> np.ndarray:
    seen = np.hstack([np.bincount(part.indices, minlength=COUNTED) for part in counts])
    return (np.log((1 + counts[0].shape[0]) / (1 + seen)) + 1).astype(np.float32)


def _weighed(counts: List[csr_matrix], rarity: np.ndarray) -> csr_matrix:
    """Weigh by rarity; words and letters each get the length one, so that neither drowns the other."""
    for part, weights in zip(counts, (rarity[:COUNTED], rarity[COUNTED:])):
        part.data *= weights[part.indices]
    return hstack([normalize(part) for part in counts], format="csr")


def _either(rows: csr_matrix, wanted: np.ndarray, share: float) -> Head:
    weights = np.where(wanted, share * (~wanted).sum() / max(wanted.sum(), 1), 1.0)
    machine = LogisticRegression(C=_LOOSENESS, solver="liblinear").fit(rows, wanted, sample_weight=weights)
    return _head(machine)


def _one_of(rows: csr_matrix, labels: np.ndarray) -> Head:
    return _head(LinearSVC(random_state=1).fit(rows, labels))


def _head(machine: "LogisticRegression | LinearSVC") -> Head:
    return Head(
        np.asarray(machine.classes_).astype(str),
        machine.coef_.astype(np.float32),
        np.atleast_1d(machine.intercept_).astype(np.float32),
    )
