"""What a sentence means, whatever its words: a small network on sentence vectors tells needs from calm talk.

It learns what `bot.nlu.likeness` learns from counted words, and hears the same in words that stand nowhere in our own sentences.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Sequence

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

_CELLS = 96
_PASSES = 12  # through all sentences; more of them learn our sentences by heart
_SURE = 1e-6  # no chance is smaller, so that its logarithm is a number


@dataclass(frozen=True)
class Meaning:
    """A network with one hidden layer: its classes and its weights."""

    classes: np.ndarray
    first: np.ndarray  # (dimensions of a vector + 1, _CELLS): the last row is the bias
    second: np.ndarray  # (_CELLS + 1, classes)

    @classmethod
    def learn(cls, vectors: np.ndarray, labels: Sequence[str]) -> "Meaning":
        """Fit on sentence vectors and what each shows; takes about ten seconds."""
        machine = MLPClassifier((_CELLS,), alpha=1e-3, learning_rate_init=2e-3, max_iter=_PASSES, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # we stop early on purpose
            machine.fit(vectors, list(labels))
        layers = [np.vstack(pair).astype(np.float32) for pair in zip(machine.coefs_, machine.intercepts_)]
        return cls(np.asarray(machine.classes_).astype(str), *layers)

    def chances(self, vectors: np.ndarray) -> np.ndarray:
        """Return the chance of each class (columns) for each vector (rows)."""
        hidden = np.maximum(vectors @ self.first[:-1] + self.first[-1], 0)
        scores = hidden @ self.second[:-1] + self.second[-1]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def leaning(self, chances: np.ndarray, towards: str) -> np.ndarray:
        """Return how much each row is like a class that begins with `towards` (above zero) or not (below): log odds."""
        part = chances[:, np.char.startswith(self.classes, towards)].sum(axis=1)
        return np.log((part + _SURE) / (1 - part + _SURE))
