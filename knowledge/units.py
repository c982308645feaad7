"""What search looks through: each statement once, however many dossiers hold it, with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, List, Mapping, Sequence, Tuple

from knowledge.facts import Fact, ProfessionCard
from knowledge.snapshot import Snapshot

# How much a facet counts as an answer to an open question. What only names things is no answer by itself.
FACET_WEIGHTS: Mapping[str, float] = {
    "related": 0.7, "organisations": 0.8, "reference_frames": 0.7, "status": 0.5, "sectors": 0.8, "responsibility": 0.9,
}  # fmt: skip
DOCUMENT_WEIGHT = 0.8  # a document says more about a whole field than about a profession
NOT_SEARCHED = frozenset({"level", "year", "names"})
PLAIN_WEIGHT, EVERYDAY_WEIGHT, TITLE_WEIGHT, NAME_WEIGHT = 0.7, 0.5, 0.2, 0.5
PHRASE_NEARNESS = (
    0.9  # how much of its cosine a single everyday phrase keeps: the nearest of many is near by chance more often
)


@dataclass(frozen=True)
class Unit:
    """One wording: the facts that have it (the most telling first), its fields with weights, and its texts for vectors."""

    facts: Tuple[Fact, ...]
    fields: Tuple[Tuple[str, float], ...]
    texts: Tuple[str, ...]
    nearness: Tuple[float, ...]  # for each of `texts`
    weight: float


def units_of(snapshot: Snapshot) -> Tuple[Unit, ...]:
    """The units of a build, in the order of the files."""
    same: Dict[str, List[Fact]] = {}
    for fact in snapshot.statements:
        if fact.facet not in NOT_SEARCHED:
            same.setdefault(wording(fact.text), []).append(fact)
    return tuple(_unit(facts, snapshot.professions) for facts in same.values())


def wording(text: str) -> str:
    """What two statements share when only capitals and punctuation differ."""
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _unit(facts: Sequence[Fact], professions: Mapping[str, ProfessionCard]) -> Unit:
    facts = sorted(facts, key=lambda fact: -_weight(fact))
    plain = [fact.plain for fact in facts if fact.plain]
    everyday = [fact.everyday for fact in facts if fact.everyday]
    titles = [fact.title for fact in facts if fact.title and fact.title != fact.text]
    heads = [fact.group for fact in facts if fact.group and fact.facet in ("terms", "organisations", "autonomy")]
    for card in (professions[fact.profession] for fact in facts if fact.profession and fact.facet == "definition"):
        plain.append(card.plain)
        heads += [card.name, *card.names]
    fields = [(facts[0].text, 1.0)]
    for texts, weight in (
        (plain, PLAIN_WEIGHT),
        (everyday, EVERYDAY_WEIGHT),
        (titles, TITLE_WEIGHT),
        (heads, NAME_WEIGHT),
    ):
        fields += [(text, weight) for text in dict.fromkeys(texts)]
    phrases = [phrase for text in everyday for phrase in text.split("; ")]
    texts = tuple(dict.fromkeys([facts[0].text, *plain, *everyday, *phrases]))
    nearness = tuple(PHRASE_NEARNESS if text in phrases and text not in everyday else 1.0 for text in texts)
    return Unit(tuple(facts), tuple(fields), texts, nearness, _weight(facts[0]))


def _weight(fact: Fact) -> float:
    return DOCUMENT_WEIGHT if fact.document and fact.facet == "extra" else FACET_WEIGHTS.get(fact.facet, 1.0)
