"""Searching all dossiers: by words alone, so that every letter typed can be answered at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Collection, Dict, List, Optional, Tuple

from bot.web.professions.library import Shelf, slug
from knowledge import Fact, ProfessionCard
from knowledge.search import Search
from knowledge.text import fold
from knowledge.units import wording

LIMIT = 20
WEAK = 0.4  # of the best score: what comes below holds a side word of the question only
SHORTEST = 3  # letters before an unfinished word is looked for


@dataclass(frozen=True)
class Found:
    """A statement that fits a search, the profession whose page shows it, and the others that say the same."""

    fact: Fact
    card: Optional[ProfessionCard]
    slug: str
    others: Tuple[ProfessionCard, ...]


@dataclass(frozen=True)
class Findings:
    """What a search gives: professions that are called so (with the name that fits), and statements, best first."""

    named: Tuple[Tuple[ProfessionCard, str], ...]
    statements: Tuple[Found, ...]


def find(shelf: Shelf, text: str, cards: Collection[ProfessionCard]) -> Findings:
    """Return what fits `text` among some professions; LIMIT statements at most."""
    ids = {card.id for card in cards}
    everything = len(ids) == len(shelf.professions)
    search = shelf.keep("search", lambda: Search(shelf.kb))
    hits = [hit for hit in search.find(text, LIMIT, None if everything else ids) if hit.score]
    groups = [(hit.fact, *hit.others) for hit in hits if hit.score >= hits[0].score * WEAK]
    if len(groups) < LIMIT:
        seen = {fact.id for group in groups for fact in group}
        more = _starting_with(shelf, text, None if everything else ids)
        groups += [group for group in more if not any(fact.id in seen for fact in group)]
    return Findings(tuple(_named(text, cards)), tuple(_found(shelf, group) for group in groups[:LIMIT]))


def _named(text: str, cards: Collection[ProfessionCard]) -> List[Tuple[ProfessionCard, str]]:
    wanted = slug(text)
    if len(wanted) < SHORTEST:
        return []
    names = (
        (card, next((name for name in (card.name, *card.names) if slug(name).startswith(wanted)), "")) for card in cards
    )
    return [(card, name) for card, name in names if name]


def _starting_with(shelf: Shelf, text: str, ids: Optional[Collection[str]]) -> List[Tuple[Fact, ...]]:
    """Statements that hold `text` from the start of a word: what somebody still types is found before the word is whole."""
    if len(slug(text)) < SHORTEST:
        return []
    pattern = re.compile(r"\b" + re.escape(fold(text)))
    groups: Dict[str, List[Fact]] = {}
    statements = shelf.keep("folded", lambda: [(fold(fact.text), fact) for fact in shelf.kb.statements()])
    for folded, fact in statements:
        if (ids is None or fact.profession in ids) and pattern.search(folded):
            groups.setdefault(wording(fact.text), []).append(fact)
    return [tuple(group) for group in groups.values()]


def _found(shelf: Shelf, facts: Tuple[Fact, ...]) -> Found:
    cards = {card.id: card for card in shelf.professions.values()}
    shown = next((fact for fact in facts if fact.profession in cards), facts[0])
    card = cards.get(shown.profession or "")
    others = {fact.profession: cards[fact.profession] for fact in facts if fact.profession in cards}
    others.pop(shown.profession, None)
    return Found(shown, card, slug(card.id) if card else "", tuple(others.values()))
