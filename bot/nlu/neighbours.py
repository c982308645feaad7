"""What our own sentences that mean nearly the same show: the third opinion, beside words and network.

A machine draws a line through all sentences; this one remembers them, so a way of talking that we wrote down once counts where
the line runs elsewhere. It keeps vectors in fewer dimensions, and no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Sequence

import numpy as np

_DIMENSIONS = 160
_NEAREST = 30
_SHARPNESS = 20.0  # how much more a nearer sentence counts: of two that differ 0.05 in cosine, e times
_SAMPLE = 8  # every so manieth sentence is enough to choose the dimensions by


@dataclass(frozen=True)
class Neighbours:
    """The sentences as places, and the kind of each."""

    centre: np.ndarray  # (dimensions of a vector,)
    axes: np.ndarray  # (dimensions of a vector, _DIMENSIONS at most)
    places: np.ndarray  # (sentences, _DIMENSIONS at most), rows of unit length
    kinds: np.ndarray  # (sentences,)

    @classmethod
    def learn(cls, vectors: np.ndarray, kinds: Sequence[str]) -> "Neighbours":
        """Remember sentence vectors and what kind each is; takes a second."""
        centre = vectors.mean(axis=0)
        axes = np.linalg.svd(vectors[::_SAMPLE] - centre, full_matrices=False)[2][:_DIMENSIONS].T
        return cls(centre, axes, _placed(vectors, centre, axes), np.asarray(kinds))

    def opinions(self, vectors: np.ndarray, kinds: Sequence[str]) -> Dict[str, np.ndarray]:
        """Return for each of these kinds and each vector from -1 (no sentence near it is of this kind) to 1 (all are)."""
        near = _placed(vectors, self.centre, self.axes) @ self.places.T
        nearest = np.argpartition(-near, min(_NEAREST, near.shape[1] - 1), axis=1)[:, :_NEAREST]
        weights = np.exp(_SHARPNESS * np.take_along_axis(near, nearest, axis=1))
        weights /= weights.sum(axis=1, keepdims=True)
        return {kind: (weights * np.where(self.kinds[nearest] == kind, 1.0, -1.0)).sum(axis=1) for kind in kinds}


def _placed(vectors: np.ndarray, centre: np.ndarray, axes: np.ndarray) -> np.ndarray:
    rows = (vectors - centre) @ axes
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)
