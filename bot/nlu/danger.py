"""Decides about one message: is somebody in danger, and which other help is needed? Patterns and likeness together.

Each sentence gets a score: its likeness to our examples of danger, more when a pattern knows it, less when a known false alarm
stands in it. So a pattern that catches a figure of speech is overruled, and a sentence that no pattern knows is heard.
`docs/evaluation.md` tells how the numbers below were chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import List, Optional

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.likeness import Likeness
from bot.safety import Finding, about_other, detect, looks_like_it, referral

KNOWN = {"certain": 2.0, "doubt": 1.0}  # what a pattern adds to the score
SPARED = 0.7  # what a known false alarm takes off
LEAST = 0.5  # score from which we ask
SURE = 3.5  # score from which we do not ask but help, as after a pattern that is certain
WARY = 1.0  # how much more it takes in a message that asks about professions or for other help
LEAST_REFERRAL = -0.6  # likeness from which we refer
_MOST_SENTENCES, _FEWEST_WORDS = 12, 2
_FEWEST_WORDS_REFERRAL = 4  # "geld" or "mijn rug" is an answer to a question of ours
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Verdict:
    """What a message shows: danger or None, and the needs for other help than ours, those that a pattern knows first."""

    finding: Optional[Finding]
    needs: List[str]


class Judge:
    """Judges messages with what was learnt; without it, by the patterns alone."""

    def __init__(self, likeness: Optional[Likeness] = None) -> None:
        """Load the patterns, so that the first message does not wait for them."""
        detect("")
        self._likeness = likeness

    def verdict(self, text: str, about_professions: bool = False) -> Verdict:
        """Judge a message; one that asks about professions needs more to alarm."""
        needs = referral(text)
        if self._likeness is None or not text.strip():
            return Verdict(detect(text), needs)
        parts = _parts(text)
        rows = self._likeness.rows(parts)
        wary = about_professions or bool(needs)
        finding = self._finding(text, parts, rows, LEAST + (WARY if wary else 0.0))
        telling = [place for place, part in enumerate(parts) if len(part.split()) >= _FEWEST_WORDS_REFERRAL]
        like = self._likeness.referral(rows[telling], LEAST_REFERRAL) if telling else None
        return Verdict(finding, needs if like is None or like in needs else [*needs, like])

    def _finding(self, text: str, parts: List[str], rows: csr_matrix, least: float) -> Optional[Finding]:
        assert self._likeness is not None
        known = [detect(part) for part in parts]
        scores = self._likeness.alarm(rows) + np.array([_evidence(*pair) for pair in zip(parts, known)])
        worst = int(np.argmax(scores))
        if scores[worst] < least:
            return None
        found = detect(text) or known[worst]
        need, language = self._likeness.danger(rows[worst])
        if found is None:
            level = "certain" if scores[worst] >= SURE else "doubt"
            return Finding(need, level, "other" if about_other(parts[worst]) else "self", language)
        return found if need in (found.need, *found.also) else replace(found, also=(*found.also, need))


def _parts(text: str) -> List[str]:
    """Split a message into sentences and itself: what is said in one sentence may stand in many, and the other way round."""
    parts = [part for part in _SENTENCE_END.split(text.strip()) if len(part.split()) >= _FEWEST_WORDS]
    return list(dict.fromkeys([*parts[-_MOST_SENTENCES:], text]))


def _evidence(part: str, known: Optional[Finding]) -> float:
    if known:
        return KNOWN[known.level]
    return -SPARED if looks_like_it(part) else 0.0
