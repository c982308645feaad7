"""What a person chose on the page with all professions, read from the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, Mapping, Tuple

from bot.web.professions.library import slug
from knowledge import ProfessionCard

NAMES = ("niveau", "sector", "werk", "land", "soort")
NOT_SAID = "geen"  # the dossier says nothing about it
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
        return all(value in own[name] for name, value in self.filters)


def traits(card: ProfessionCard) -> Dict[str, Tuple[str, ...]]:
    """Return the values of a profession for each filter."""
    return {
        "niveau": (str(card.vks or NOT_SAID),),
        "sector": tuple(map(slug, card.sectors)) or (NOT_SAID,),
        "werk": tuple(map(slug, card.work)) or (NOT_SAID,),
        "land": (card.country,),
        "soort": (slug(card.kind),),
    }


def words(cards: Iterable[ProfessionCard]) -> Dict[str, str]:
    """Return the words behind the values that stand in an address."""
    return {slug(name): name for card in cards for name in (*card.sectors, *card.work, card.kind)}


def options(cards: Iterable[ProfessionCard]) -> Dict[str, Tuple[str, ...]]:
    """Return for each filter the values that some profession has."""
    found = [traits(card) for card in cards]
    return {name: tuple(sorted({value for own in found for value in own[name]}, key=_last)) for name in NAMES}


def _last(value: str) -> Tuple[bool, str]:
    return value == NOT_SAID, value


def read_choices(query: Mapping[str, str], known: Mapping[str, Tuple[str, ...]]) -> Choices:
    """Read the choices from an address. A value that no profession has is left out."""
    given = {name: query.get(name, "").strip() for name in NAMES}
    filters = tuple((name, value) for name, value in given.items() if value in known[name])
    text = " ".join(query.get("zoek", "").split())[:QUERY_LENGTH]
    return Choices(text, filters, len(filters) < sum(map(bool, given.values())))
