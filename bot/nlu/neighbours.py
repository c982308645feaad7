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
_WHOLE = 32_767  # a length of one in whole numbers, which take half the memory: a cosine is off by less than 0.0001
_AT_ONCE = 4_096  # sentences that are compared in one go: what fits in the memory beside the processor is fastest


@dataclass(frozen=True)
class Neighbours:
    """The sentences as places, and the kind of each."""

    centre: np.ndarray  # (dimensions of a vector,)
    axes: np.ndarray  # (dimensions of a vector, _DIMENSIONS at most)
    places: np.ndarray  # (sentences, _DIMENSIONS at most), rows of unit length, in whole numbers
    kinds: np.ndarray  # (sentences,)

    @classmethod
    def learn(cls, vectors: np.ndarray, kinds: Sequence[str]) -> "Neighbours":
        """Remember sentence vectors and what kind each is; takes a second."""
        centre = vectors.mean(axis=0)
        axes = np.linalg.svd(vectors[::_SAMPLE] - centre, full_matrices=False)[2][:_DIMENSIONS].T
        places = np.round(_placed(vectors, centre, axes) * _WHOLE).astype(np.int16)
        return cls(centre, axes, places, np.asarray(kinds))

    def opinions(self, vectors: np.ndarray, kinds: Sequence[str]) -> Dict[str, np.ndarray]:
        """Return for each of these kinds and each vector from -1 (no sentence near it is of this kind) to 1 (all are)."""
        near = self._cosines(_placed(vectors, self.centre, self.axes))
        nearest = np.argpartition(-near, min(_NEAREST, near.shape[1] - 1), axis=1)[:, :_NEAREST]
        weights = np.exp(_SHARPNESS * np.take_along_axis(near, nearest, axis=1))
        weights /= weights.sum(axis=1, keepdims=True)
        return {kind: (weights * np.where(self.kinds[nearest] == kind, 1.0, -1.0)).sum(axis=1) for kind in kinds}

    def _cosines(self, rows: np.ndarray) -> np.ndarray:
        found = np.empty((len(rows), len(self.places)), dtype=np.float32)
        for start in range(0, len(self.places), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            np.matmul(rows / _WHOLE, self.places[some].astype(np.float32).T, out=found[:, some])
        return found


def _placed(vectors: np.ndarray, centre: np.ndarray, axes: np.ndarray) -> np.ndarray:
    rows = (vectors - centre) @ axes
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)
