"""Whom a profession suits, in words of ours: compared with what somebody tells of their interests."""

from __future__ import annotations

from typing import Iterable, List, Mapping, Optional, Sequence

import numpy as np

from knowledge.facts import ProfessionCard
from knowledge.lexical import LexicalIndex

WORDS_SHARE = 0.5  # what words count; sentence vectors count the rest
BEST = 2  # phrases about one profession that count


def profile_texts(cards: Iterable[ProfessionCard]) -> List[str]:
    """Every text about whom a profession suits, profession by profession."""
    return [text for card in cards for text in _texts(card)]


class Profiles:
    """Scores professions by how near our words about them are to a text."""

    def __init__(
        self, cards: Sequence[ProfessionCard], stop_words: Sequence[str], synonyms: Mapping[str, Sequence[str]]
    ):
        self._lexical = LexicalIndex([[(text, 1.0)] for text in profile_texts(cards)], stop_words, synonyms)
        counts = np.array([len(_texts(card)) for card in cards], dtype=int)
        longest, total = max(counts.max(initial=0), BEST), counts.sum()
        places = (np.cumsum(counts) - counts)[:, None] + np.arange(longest)
        # One row of places of texts per profession; what a shorter one lacks points at a score of 0 after the last.
        self._places = np.where(np.arange(longest) < counts[:, None], places, total)
        self._counted = np.minimum(counts, BEST)

    def scores(self, text: str, cosines: Optional[np.ndarray]) -> np.ndarray:
        """One score per profession, from 0 to 1. `cosines`: of the text with each of `profile_texts`; None without vectors."""
        lexical = self._lexical.scores(text)
        share = WORDS_SHARE if cosines is not None else 1.0
        near = share * lexical + (1 - share) * (np.maximum(cosines, 0) if cosines is not None else 0)
        best = np.partition(np.append(near, 0)[self._places], -BEST, axis=1)[:, -BEST:]
        return (best.sum(axis=1) / self._counted).astype(np.float32)


def _texts(card: ProfessionCard) -> List[str]:
    return [card.plain, *card.suits]
