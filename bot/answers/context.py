"""What every capability needs: the knowledge base, its search, and our short phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Sequence

from bot.answers.lookup import Lookup
from bot.answers.model import Button, Part
from knowledge import open_knowledge
from knowledge.facts import Fact, ProfessionCard
from knowledge.queries import KnowledgeBase
from knowledge.yamlfile import load

HERE = Path(__file__).resolve().parent
LEXICON = HERE.parents[1] / "knowledge" / "lexicon"
FACETS, OCCUPATIONS = LEXICON / "facets.yml", LEXICON / "occupations.yml"
PHRASES, SMALL_TALK, ABOUT_US = (HERE / "wording" / f"{name}.yml" for name in ("phrases", "small_talk", "about_us"))
RESPONSES = (HERE / "wording" / "facets.yml", HERE / "wording" / "answers.yml", SMALL_TALK)


_yaml = lru_cache(maxsize=None)(load)


@lru_cache(maxsize=1)
def _responses() -> Dict[str, Any]:
    return {key: text for path in RESPONSES for key, text in _yaml(path).items()}


@dataclass(frozen=True)
class Context:
    """Access to facts and phrases."""

    kb: KnowledgeBase
    search: Lookup

    @property
    def wording(self) -> Dict[str, Any]:
        """Short phrases by key."""
        return _yaml(PHRASES)

    @property
    def facets(self) -> Dict[str, Dict[str, Any]]:
        """Facet id -> label, button, words, next."""
        return _yaml(FACETS)

    @property
    def occupations(self) -> List[str]:
        """Occupations that people ask about and that there is no dossier of."""
        return list(_yaml(OCCUPATIONS)["known_elsewhere"])

    def say(self, key: str, **values: Any) -> str:
        """A short phrase with its values filled in."""
        return str(self.wording[key]).format(**values)

    @property
    def small_talk(self) -> Dict[str, str]:
        """Intent -> what is said to it."""
        return _yaml(SMALL_TALK)

    @property
    def about_us(self) -> Dict[str, Dict[str, Any]]:
        """Intent -> `text` about ourselves or to small talk, and the `buttons` under it."""
        return _yaml(ABOUT_US)

    def render(self, part: Part) -> str:
        """The text of a part: its response with the values filled in."""
        return str(_responses()[part.key]).format(**part.values).strip()

    def card(self, profession: str) -> ProfessionCard:
        """The card of a profession."""
        return self.kb.profession(profession)

    def names(self, professions: Sequence[str], joint: str = "and") -> str:
        """ "a, b en c" """
        names = [self.card(p).name for p in professions]
        return self.wording[joint].join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def facet_button(self, facet: str, profession: str) -> Button:
        """The quick reply that asks for a facet of a profession."""
        title = self.facets[facet]["button"].format(name=self.card(profession).name, unit="", number="")
        return Button(title, f"ask_{facet}", {"profession": profession})

    def next_buttons(self, facet: str, profession: str, most: int = 3) -> List[Button]:
        """Sensible next questions after a facet, only those that the dossier has an answer to."""
        there = self.kb.facets(profession)
        wanted = [*self.facets[facet]["next"], "competencies", "definition", "sectors", "related", "organisations"]
        chosen = [f for f in dict.fromkeys(wanted) if f in there and f != facet]
        return [self.facet_button(f, profession) for f in chosen[:most]]


def cite(facts: Sequence[Fact]) -> str:
    """The sources of several facts in one line: "BK-0540-2, competentie 1, 3 en 4"."""
    sources = list(dict.fromkeys(f.cite for f in facts if f.cite))
    if len(sources) < 2:
        return "".join(sources)
    heads = list(dict.fromkeys(s.rsplit(" ", 1)[0] for s in sources))
    tails = [s.rsplit(" ", 1)[1] for s in sources]
    if len(heads) == 1 and all(t.isdigit() for t in tails):
        return f"{heads[0]} {', '.join(tails)}"
    return "; ".join(sources[:3])


@lru_cache(maxsize=1)
def context() -> Context:
    """The context of this process."""
    kb = open_knowledge()
    return Context(kb, Lookup(kb))
