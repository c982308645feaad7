"""What a person chose on the page with all professions, read from the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, Mapping, Tuple

from bot.web.professions.library import slug
from knowledge import ProfessionCard

NAMES = ("niveau", "land", "soort")
NO_LEVEL = "geen"
QUERY_LENGTH = 200  # characters of a search that are looked at


@dataclass(frozen=True)
class Choices:
    """The filters in force by name; `unknown` tells that the address holds a value that no profession has."""

    text: str
    filters: Tuple[Tuple[str, str], ...]
    unknown: bool

    @property
    def chosen(self) -> Dict[str, str]:
        """The filters as a mapping."""
        return dict(self.filters)

    def admits(self, card: ProfessionCard) -> bool:
        """Return whether a profession passes the filters."""
        own = traits(card)
        return all(own[name] == value for name, value in self.filters)


def traits(card: ProfessionCard) -> Dict[str, str]:
    """Return the value of a profession for each filter."""
    return {"niveau": str(card.vks or NO_LEVEL), "land": card.country, "soort": slug(card.kind)}


def options(cards: Iterable[ProfessionCard]) -> Dict[str, Tuple[str, ...]]:
    """Return for each filter the values that some profession has."""
    found = [traits(card) for card in cards]
    return {name: tuple(sorted({own[name] for own in found})) for name in NAMES}


def read_choices(query: Mapping[str, str], known: Mapping[str, Tuple[str, ...]]) -> Choices:
    """Read the choices from an address. A value that no profession has is left out."""
    given = {name: query.get(name, "").strip() for name in NAMES}
    filters = tuple((name, value) for name, value in given.items() if value in known[name])
    text = " ".join(query.get("zoek", "").split())[:QUERY_LENGTH]
    return Choices(text, filters, len(filters) < sum(map(bool, given.values())))
