"""What a question is about beyond its facet: "moet je iets weten over *wetgeving*?" asks for more than the list."""

from __future__ import annotations

from typing import List, Sequence

from bot.answers.context import Context
from bot.answers.model import Request
from bot.nlu.normalize import WORD, fold
from knowledge.facts import Fact


def focus(context: Context, request: Request, facet: str = "") -> str:
    """The words of a question that are neither names, nor words of its facet, nor general; "" when none is left."""
    words = [w for w in WORD.findall(fold(request.query))]
    exact, prefixes = _facet_words(context, facet)
    general = context.wording["general_words"]
    kept = [
        w
        for w in words
        if w not in general
        and w not in exact
        and not w.startswith(prefixes or ("\0",))
        and len(w) > 2
        and not w.isdigit()
    ]
    return " ".join(kept)


def _facet_words(context: Context, facet: str) -> "tuple[frozenset[str], tuple[str, ...]]":
    words = context.facets.get(facet, {}).get("words", [])
    exact = frozenset(p for w in words if not w.endswith("*") for p in w.split())
    return exact, tuple(w[:-1] for w in words if w.endswith("*"))


def about(context: Context, request: Request, facet: str, profession: str, sure: bool) -> List[Fact]:
    """The statements of a profession's dossier on what the question is about; [] when it is about nothing in particular."""
    wanted = focus(context, request, facet)
    return context.search.find(wanted, 12, (profession,), sure) if wanted else []


def in_front(facts: Sequence[Fact], wanted: Sequence[Fact]) -> List[Fact]:
    """The facts with those that are wanted first; the same wording in another place counts too."""
    texts = {f.text.casefold(): i for i, f in enumerate(reversed(wanted))}
    first = sorted((f for f in facts if f.text.casefold() in texts), key=lambda f: -texts[f.text.casefold()])
    return [*first, *(f for f in facts if f.text.casefold() not in texts)]
