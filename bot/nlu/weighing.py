"""Counted words as numbers: what is rare weighs more, and a long text no more than a short one.

The same numbers as scikit-learn's TfidfVectorizer(sublinear_tf=True) gives, of which one message would take most of its time in
checks of what it is given.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix


def rarity(counts: csr_matrix) -> np.ndarray:
    """How rare each column of `counts` (a row a text) is: the logarithm of the share of texts that hold it, turned round."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    return (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)


def weighed(counts: csr_matrix, rare: np.ndarray) -> csr_matrix:
    """Rows of unit length (or empty): one plus the logarithm of each count, times the rarity of its column. Changes `counts`."""
    counts.data = (1 + np.log(counts.data)) * rare[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=counts.data**2, minlength=counts.shape[0]))
    counts.data = (counts.data / lengths[rows]).astype(np.float32)
    return counts
