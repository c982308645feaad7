"""Counted words weigh what scikit-learn makes of them."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bot.nlu.weighing import rarity, weighed

TEXTS = ["wat doet een coach", "wat wat wat", "hoe word ik coach", "een coach is een coach"]
SAID = ["wat doet die coach", "coach coach een", "onbekend", ""]


def test_weights_are_those_of_scikit_learn_also_for_texts_without_a_known_word() -> None:
    stock, counter = TfidfVectorizer(sublinear_tf=True).fit(TEXTS), CountVectorizer(dtype=np.float32)
    rare = rarity(counter.fit_transform(TEXTS))
    ours = weighed(counter.transform(SAID), rare).toarray()
    assert np.allclose(ours, stock.transform(SAID).toarray(), atol=1e-6)
    assert not ours[2:].any() and ours[:2].any(axis=1).all()
