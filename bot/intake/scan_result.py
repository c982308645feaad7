"""What a competency scan shows: strengths, points to develop, what to learn first, the distance to other professions, EVC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Sequence, Tuple

from bot.intake.answer import GIVEN, Answer
from bot.intake.scan import MARK, wording
from knowledge import CompetencyCard, Fact, KnowledgeBase
from knowledge.compare import compare

HALF = 0.5  # what a competency counts that one does with help
MOST_FIRST = 3
EVC_SHARE, PORTFOLIO_SHARE = 0.6, 0.3  # share of strong competencies from which EVC, or a portfolio, makes sense
FEWEST = 3  # answers, below which nothing is advised


@dataclass(frozen=True)
class Level:
    """The level somebody gives for one competency; `words` say it, `evidence` is theirs."""

    competency: CompetencyCard
    level: int
    words: str
    evidence: Optional[str] = None


@dataclass(frozen=True)
class Distance:
    """How many statements and pieces of knowledge of another profession are shared with competencies that are strong (`shared`,
    half a point for those done with help), out of `total`."""

    profession: str
    name: str
    shared: float
    total: int


@dataclass(frozen=True)
class ScanResult:
    """Derived from a person's own estimate; nothing in here was measured. `learn_first` are the lowest levels, in dossier order,
    each with the knowledge that the dossier puts with it. `advice`: evc, portfolio, learn or unknown."""

    profession: str
    name: str
    total: int
    levels: Tuple[Level, ...]
    strengths: Tuple[Level, ...]
    developing: Tuple[Level, ...]
    gaps: Tuple[Level, ...]
    learn_first: Tuple[Tuple[Level, Tuple[Fact, ...]], ...]
    distances: Tuple[Distance, ...]
    advice: str
    recognition_wanted: Optional[bool]


def result(kb: KnowledgeBase, profession: str, answers: Mapping[str, Answer]) -> ScanResult:
    """The result of a scan. Pure: the same knowledge base and answers give the same result."""
    cards = kb.competencies(profession)
    levels = tuple(level for level in (_level(card, answers) for card in cards) if level)
    strong, low = wording()["strong_from"], wording()["gap_to"]
    strengths = tuple(level for level in levels if level.level >= strong)
    gaps = tuple(level for level in levels if level.level <= low)
    wanted = answers.get("recognition_wanted")
    return ScanResult(
        profession=profession,
        name=kb.profession(profession).name,
        total=len(cards),
        levels=levels,
        strengths=strengths,
        developing=tuple(level for level in levels if low < level.level < strong),
        gaps=gaps,
        learn_first=_learn_first(kb, gaps or tuple(level for level in levels if level.level < strong)),
        distances=_distances(kb, profession, levels),
        advice=_advice(levels, strengths),
        recognition_wanted=wanted.value == "yes" if wanted and wanted.status == GIVEN else None,
    )


def _level(card: CompetencyCard, answers: Mapping[str, Answer]) -> Optional[Level]:
    answer, evidence = answers.get(card.id), answers.get(MARK + card.id)
    if answer is None or not isinstance(answer.value, int):
        return None
    words = wording()["levels"][answer.value - 1]
    return Level(card, answer.value, words, evidence.text if evidence and evidence.status == GIVEN else None)


def _learn_first(kb: KnowledgeBase, gaps: Sequence[Level]) -> Tuple[Tuple[Level, Tuple[Fact, ...]], ...]:
    lowest = sorted(gaps, key=lambda level: level.level)[:MOST_FIRST]  # sorted is stable: dossier order within a level
    return tuple((level, knowledge_of(kb, level.competency)) for level in lowest)


def knowledge_of(kb: KnowledgeBase, card: CompetencyCard) -> Tuple[Fact, ...]:
    """The knowledge that the dossier puts with a competency."""
    return kb.facts(card.profession, "knowledge", number=card.number)


def _distances(kb: KnowledgeBase, profession: str, levels: Sequence[Level]) -> Tuple[Distance, ...]:
    """The other professions, the nearest first."""
    strong, low = wording()["strong_from"], wording()["gap_to"]
    weights = {x.competency.number: 1.0 if x.level >= strong else HALF if x.level > low else 0.0 for x in levels}
    found = [
        _distance(kb, profession, other.id, other.name, weights) for other in kb.professions() if other.id != profession
    ]
    return tuple(sorted(found, key=lambda d: (-(d.shared / d.total if d.total else 0), d.profession)))


def _distance(kb: KnowledgeBase, profession: str, other: str, name: str, weights: Dict[int, float]) -> Distance:
    shared, total = 0.0, 0
    for facet in ("competency", "knowledge"):
        comparison = compare(kb, profession, other, facet)
        total += len(comparison.shared) + len(comparison.only_b)
        shared += sum(max((weights.get(n, 0.0) for n in _numbers(own)), default=0.0) for own, _ in comparison.shared)
    return Distance(other, name, shared, total)


def _numbers(fact: Fact) -> Tuple[int, ...]:
    """The competencies that a statement or piece of knowledge belongs to."""
    return fact.numbers or ((fact.number,) if fact.number else ())


def _advice(levels: Sequence[Level], strengths: Sequence[Level]) -> str:
    if len(levels) < FEWEST:
        return "unknown"
    share = len(strengths) / len(levels)
    return "evc" if share >= EVC_SHARE else "portfolio" if share >= PORTFOLIO_SHARE else "learn"
