"""Decides about one message: is somebody in danger, and which other help is needed? Patterns and likeness together.

Each sentence gets a score: its likeness to our examples of danger, more when a pattern knows it, less when a known false alarm
stands in it. So a pattern that catches a figure of speech is overruled, and a sentence that no pattern knows is heard. Needs for
other help are scored alike. `docs/evaluation.md` tells how the numbers below were chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import List, Optional

import numpy as np

from bot.nlu.likeness import DANGER, REFERRAL, Likeness, Seen
from bot.nlu.questions import is_question
from bot.safety import (
    Finding,
    about_other,
    detect,
    in_general,
    is_no_need,
    looks_like_it,
    of_oneself,
    plain_needs,
    referral,
    whose,
)
from knowledge.referrals import PRACTICAL
from knowledge.vectors import sentence_model

KNOWN = {"certain": 4.5, "doubt": 2.0}  # what a pattern adds to the score
SPARED = 2.0  # what a known false alarm takes off
LEAST = -0.15  # score from which we ask: a question too many is better than a danger that is not heard
MILD = 3.5  # score below which a doubt that no pattern knows is a mild one
SURE = 6.0  # score from which we do not ask but help, as after a pattern that is certain
WARY = 1.0  # how much more it takes in a question about professions or people in general
WARY_IN_STORY = 1.5  # how much more for a sentence among others that no pattern knows: each may be mistaken
WARY_IN_NEED = 1.5  # and when a pattern knows another need, and none knows danger
KNOWN_NEED = 1.5  # what a pattern adds to the score of a need for other help, unless it is enough by itself
TOLD_NEED = 1.0  # and what it adds more when somebody tells it of themselves: "ik ben zelf opgebrand door mijn werk als jobcoach"
LEAST_NEED = -1.25  # score from which we refer
WARY_PRACTICAL = 1.5  # how much more it takes for a practical need without a question: many speak of work and courses
UNKNOWN_PRACTICAL = 0.5  # and when no pattern knows it
SURE_NEED = 2.5  # score from which a need is plain whether or not a pattern knows it
FAR = 1.5  # how much less likely a need that a pattern knows may be than the likeliest, when that one is plain
WARY_NEED = 1.3  # how much more it takes in such a question
_MOST_SENTENCES, _FEWEST_WORDS = 12, 2
_STORY = 3  # two sentences, and both together
_FEWEST_WORDS_NEED = 4  # "geld" or "mijn rug" is an answer to a question of ours
_CLAUSE_END = re.compile(r"[.,;!?\n]+|\b(?:en|maar|want|dus|omdat)\b")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Verdict:
    """What a message shows: danger or None, and the needs for other help than ours, those that a pattern knows first
    and of those the likeliest. `known`
    when a pattern knows one, `sure` when the likeness says so too, or says it loudly."""

    finding: Optional[Finding]
    needs: List[str]
    known: bool = False
    sure: bool = False


class Judge:
    """Judges messages with what was learnt; without it, by the patterns alone."""

    def __init__(self, likeness: Optional[Likeness] = None) -> None:
        """Load the patterns, so that the first message does not wait for them."""
        detect("")
        self._likeness = likeness

    def verdict(self, text: str, about_professions: bool = False, asks_ours: bool = False) -> Verdict:
        """Judge a message; one that names a profession needs more to alarm, and one that asks something of us more to refer."""
        known = referral(text)
        if self._likeness is None or not text.strip():
            return Verdict(detect(text), known, bool(known), bool(known))
        parts = sentences(text)
        seen = self._likeness.see(parts, sentence_model())
        asks = about_professions or is_question(text) and in_general(text)
        finding = self._finding(text, parts, seen, asks, bool(known))
        verdict = self._with_needs(finding, parts, seen, known, asks or asks_ours)
        told = (
            told_before(text) if len(parts) == 1 and not verdict.needs else []
        )  # a story tells enough in its sentences
        if told:
            parts = list(dict.fromkeys([*told, text]))
            apart = self._with_needs(
                finding, parts, self._likeness.see(parts, sentence_model()), known, asks or asks_ours
            )
            return verdict if set(apart.needs) <= set(PRACTICAL) else apart
        return verdict

    def _finding(self, text: str, parts: List[str], seen: Seen, asks: bool, in_need: bool) -> Optional[Finding]:
        assert self._likeness is not None
        known = [detect(part) for part in parts]
        scores = self._likeness.scores(seen, DANGER) + np.array([_evidence(*pair) for pair in zip(parts, known)])
        worst = int(np.argmax(scores))
        plain = known[worst] is not None and known[worst].level == "certain"  # type: ignore[union-attr]
        wary = (
            WARY_IN_NEED if in_need and not plain else WARY if asks and not (plain and not is_question(text)) else 0.0
        )
        wary += WARY_IN_STORY if known[worst] is None and len(parts) >= _STORY else 0.0
        if scores[worst] < LEAST + wary:
            return None
        found = detect(text) or known[worst]
        need, *second = self._likeness.needs(seen, worst, DANGER)
        if found is None:
            level = "certain" if scores[worst] >= SURE else "doubt"
            about = "other" if about_other(parts[worst]) else "self"
            mild = bool(scores[worst] < MILD)
            language = self._likeness.language(seen, worst)
            return Finding(need, level, about, language, *whose(text), also=tuple(second), mild=mild)
        return found if need in (found.need, *found.also) else replace(found, also=(*found.also, need))

    def _with_needs(
        self, finding: Optional[Finding], parts: List[str], seen: Seen, known: List[str], asks: bool
    ) -> Verdict:
        assert self._likeness is not None
        scores = self._likeness.scores(seen, REFERRAL)
        best = max(scores.max(), self._plainest(parts[-1])) if known else scores.max()
        plain = plain_needs(parts[-1])
        # Less than that: the words of a need, and nothing else of it.
        needs = [need for need in known if need in plain or best + _believed(parts[-1]) >= _least(need, parts[-1])]
        more = self._likely(parts, seen, scores, needs, WARY_NEED if asks else 0.0)
        if more:
            needs = [need for need in needs if need in (*plain, *more) or not self._outdone(need, seen, scores)]
        found = list(dict.fromkeys([*(need for need in more if need in needs), *needs, *more]))
        sure = bool(found) and best >= (LEAST_NEED if needs else SURE_NEED)
        return Verdict(finding, found, bool(needs), sure)

    def _likely(self, parts: List[str], seen: Seen, scores: np.ndarray, known: List[str], wary: float) -> List[str]:
        """The need that some sentence is most like, if it is like one enough; of two as likely the one that a pattern knows."""
        assert self._likeness is not None
        telling = [place for place, part in enumerate(parts) if len(part.split()) >= _FEWEST_WORDS_NEED]
        if not telling:
            return []
        first = max(telling, key=lambda place: scores[place])
        like = self._likeness.needs(seen, first, REFERRAL)
        like = [need for need in like if need in known][:1] or like[:1]
        like = [need for need in like if not is_no_need(need, parts[first])]
        more = {need: UNKNOWN_PRACTICAL if need in PRACTICAL and need not in known else 0.0 for need in like}
        return [need for need in like if scores[first] >= _least(need, parts[-1]) + wary + more[need]]

    def _outdone(self, need: str, seen: Seen, scores: np.ndarray) -> bool:
        """Whether another need is plain wherever this one may be told: "door de chemo kan ik maar enkele uren werken"."""
        assert self._likeness is not None
        behind = [self._likeness.behind(seen, place, REFERRAL)[need] for place in range(len(scores))]
        return scores[int(np.argmin(behind))] >= SURE_NEED and min(behind) > FAR

    def _plainest(self, text: str) -> float:
        """The highest score of a clause: a need is often told beside what somebody wants to know."""
        assert self._likeness is not None
        clauses = [clause for clause in _CLAUSE_END.split(text) if len(clause.split()) >= _FEWEST_WORDS]
        seen = self._likeness.see(clauses or [text], sentence_model())
        return float(self._likeness.scores(seen, REFERRAL).max())


def _believed(text: str) -> float:
    """What a pattern adds to the score of a need."""
    return KNOWN_NEED + (TOLD_NEED if of_oneself(text) and not is_question(text) else 0.0)


def _least(need: str, text: str) -> float:
    """The score from which we refer for a need told in this text."""
    return LEAST_NEED + (WARY_PRACTICAL if need in PRACTICAL and not is_question(text) else 0.0)


def sentences(text: str) -> List[str]:
    """Split a message into sentences and itself: what is said in one sentence may stand in many, and the other way round."""
    parts = [part for part in _SENTENCE_END.split(text.strip()) if len(part.split()) >= _FEWEST_WORDS]
    return list(dict.fromkeys([*parts[-_MOST_SENTENCES:], text]))


def told_before(text: str) -> List[str]:
    """What somebody tells of themselves before a question in the same sentence: "ik ben zelf uitgevallen, is het daar ook zwaar?"."""
    clauses = [clause.strip() for clause in _CLAUSE_END.split(text)] if is_question(text) else []
    long_enough = [clause for clause in clauses if len(clause.split()) >= _FEWEST_WORDS_NEED]
    return [clause for clause in long_enough if of_oneself(clause) and not is_question(clause)]


def _evidence(part: str, known: Optional[Finding]) -> float:
    if known:
        return KNOWN[known.level]
    return -SPARED if looks_like_it(part) else 0.0
