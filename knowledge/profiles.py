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
        ends = np.cumsum([len(_texts(card)) for card in cards])
        self._places = [slice(end - len(_texts(card)), end) for card, end in zip(cards, ends)]

    def scores(self, text: str, cosines: Optional[np.ndarray]) -> np.ndarray:
        """One score per profession, from 0 to 1. `cosines`: of the text with each of `profile_texts`; None without vectors."""
        lexical = self._lexical.scores(text)
        share = WORDS_SHARE if cosines is not None else 1.0
        near = share * lexical + (1 - share) * (np.maximum(cosines, 0) if cosines is not None else 0)
        best = [np.sort(near[place])[-BEST:].mean() for place in self._places]
        return np.array(best, dtype=np.float32)


def _texts(card: ProfessionCard) -> List[str]:
    return [card.plain, *card.suits]
