"""How much a sentence is like our own sentences of people in danger, by its sentence vector: a second look after the patterns.

It learns from `knowledge/safety/examples` and, as what people ordinarily say, from the training sentences of the other intents.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

CALM_ALARMS = 0.10  # share of our own calm sentences (all made to mislead) that may raise a doubt, measured on sentences held back
EVERYDAY_ALARMS = 0.004  # the same for what people ordinarily ask
NEIGHBOURS = 5
_EVERYDAY_WEIGHT = 0.3
_FOLDS = 5


@dataclass(frozen=True)
class Examples:
    """Our own sentences: those of people in danger, each with its need, and those that only look like it."""

    danger: Tuple[Tuple[str, str], ...]  # (need, sentence)
    calm: Tuple[str, ...]


def read_examples(folder: Path) -> Examples:
    """Read the example files of a folder."""
    danger: List[Tuple[str, str]] = []
    for name in ("crisis", "doubt", "more", "missed"):
        for need, texts in _read(folder, name).items():
            groups = texts.values() if isinstance(texts, dict) else [texts]
            danger += [(need, text) for group in groups for text in group]
    calm = [text for name in ("calm", "referral") for texts in _read(folder, name).values() for text in texts]
    return Examples(tuple(danger), tuple(calm))


def _read(folder: Path, name: str) -> Dict[str, Any]:
    return yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8")) or {}


@dataclass(frozen=True)
class Likeness:
    """A linear separator of sentence vectors; `vectors` and `needs` are the sentences of people in danger."""

    weights: np.ndarray  # (n,)
    bias: float
    threshold: float
    vectors: np.ndarray  # (sentences, n), rows of length one
    needs: np.ndarray  # (sentences,)

    @classmethod
    def learn(cls, danger: np.ndarray, needs: Sequence[str], calm: np.ndarray, everyday: np.ndarray) -> "Likeness":
        """Fit on rows of sentence vectors; the threshold comes from sentences that the fit did not see."""
        rows = np.vstack([danger, calm, everyday])
        labels = np.r_[np.ones(len(danger)), np.zeros(len(calm) + len(everyday))]
        weights = np.r_[np.ones(len(danger) + len(calm)), np.full(len(everyday), _EVERYDAY_WEIGHT)]
        machine = LogisticRegression(C=10.0, max_iter=1000)
        unseen = cross_val_predict(
            machine,
            rows,
            labels,
            cv=StratifiedKFold(_FOLDS, shuffle=True, random_state=1),
            method="decision_function",
            fit_params={"sample_weight": weights},
        )
        threshold = max(
            np.quantile(unseen[len(danger) : len(danger) + len(calm)], 1 - CALM_ALARMS),
            np.quantile(unseen[len(danger) + len(calm) :], 1 - EVERYDAY_ALARMS) if len(everyday) else -np.inf,
        )
        machine.fit(rows, labels, sample_weight=weights)
        return cls(machine.coef_[0], float(machine.intercept_[0]), float(threshold), danger, np.array(list(needs)))

    def need(self, rows: np.ndarray) -> Optional[str]:
        """Return the need that the most alarming of these sentences is like, or None when none is alarming."""
        scores = rows @ self.weights + self.bias
        worst = int(np.argmax(scores))
        if scores[worst] < self.threshold:
            return None
        nearest = np.argsort(-(self.vectors @ rows[worst]))[:NEIGHBOURS]
        votes: Dict[str, float] = {}
        for place in nearest:
            need = str(self.needs[place])
            votes[need] = votes.get(need, 0.0) + float(self.vectors[place] @ rows[worst])
        return max(sorted(votes), key=lambda name: votes[name])

    def save(self, path: Path) -> None:
        """Write to a file without code in it."""
        np.savez(
            path,
            weights=self.weights.astype(np.float32),
            numbers=np.array([self.bias, self.threshold]),
            vectors=self.vectors.astype(np.float32),
            needs=self.needs,
        )

    @classmethod
    def load(cls, path: Path) -> "Likeness":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            bias, threshold = (float(number) for number in stored["numbers"])
            return cls(stored["weights"], bias, threshold, stored["vectors"], stored["needs"])
