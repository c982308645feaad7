"""One facet over all dossiers: "welke beroepen zijn van niveau 6?", "bij welk beroep heb je een attest nodig?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Optional

from bot.answers.context import Context
from bot.answers.facets import remembered
from bot.answers.finding import asks_which
from bot.answers.focus import CONVINCED, names_facet
from bot.answers.lists import shorten
from bot.answers.model import Answer, Memory, Request, said

LEVEL = "level"
SHORT_FACETS = (LEVEL, "conditions", "year")  # short enough to stand side by side
LONGEST = 130  # characters of what one dossier says


def answer_across(context: Context, request: Request, memory: Memory, facet: str) -> Optional[Answer]:
    """What each dossier says on a facet, and which say nothing; None when the question does not look for professions."""
    if facet not in SHORT_FACETS or request.professions or not _of_several(context, request, memory, facet):
        return None
    told = {c.id: text for c in context.kb.professions() for text in [_told(context, c.id, facet)] if text}
    if facet == LEVEL:
        told = dict(
            sorted(told.items(), key=lambda item: item[1], reverse=True)
        )  # "welke job heeft het hoogste niveau?"
    asked = _of_level(context, told, request.number) if facet == LEVEL and request.number else told
    silent = [c.id for c in context.kb.professions() if c.id not in told]
    lines = [context.say("across_item", name=context.card(p).name, text=text) for p, text in asked.items()]
    known = replace(
        memory.with_professions(*list(asked)[:2]), request=remembered(request), listed=tuple(asked), misses=0
    )
    sources = [fact.cite for p in asked for fact in context.kb.facts(p, facet)[:1]] or [
        context.card(p).cite for p in told
    ]
    return said(
        "across" if asked else "across_none",
        replace(known, shown=len(asked), layout=None, facts=(), pending=None),
        [context.facet_button("definition", p) for p in list(asked)[:3]],
        facet=context.facets[facet]["label"],
        number=request.number,
        items="\n".join(lines),
        silent=context.say("across_silent", names=context.names(silent)) if silent else "",
        cite="; ".join(dict.fromkeys(sources)),
    )


def _of_several(context: Context, request: Request, memory: Memory, facet: str) -> bool:
    """Whether a question is about a facet of all professions, or goes on with one that was ("en op niveau 4?")."""
    last = memory.request or {}
    same = last.get("intent") == request.intent or facet in last.get("facets", ())
    again = same and not last.get("professions") and bool(memory.listed)
    highest = facet == LEVEL and request.says(
        *context.wording["higher_words"]
    )  # "het hoogste niveau van alle beroepen?"
    looks = asks_which(context, request) or highest or request.says("alle")
    of_several = bool(request.says(*context.wording["across_words"]) and looks)
    of_several = of_several or again and (bool(request.number) or highest)
    return of_several and (request.confidence >= CONVINCED or names_facet(context, request, facet) or again)


def answer_of_all(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The levels, the highest first, for somebody who seems to compare or to rank ("welke job heeft het hoogste niveau?")."""
    last = memory.request or {}
    goes_on = LEVEL in last.get("facets", ()) and not last.get("professions")
    ranks = goes_on and request.says(*context.wording["higher_words"])
    return answer_across(context, request, memory, LEVEL) if LEVEL in request.facets or ranks else None


def _told(context: Context, profession: str, facet: str) -> str:
    """What one dossier says on the facet in a few words; "" when it says nothing."""
    card = context.card(profession)
    if facet == LEVEL:
        level = card.vks or card.eqf
        return context.say("across_level", level=level) if level else ""
    if facet == "year":
        return str(card.year or "")
    return "; ".join(shorten(fact.text, LONGEST) for fact in context.kb.facts(profession, facet)[:2])


def _of_level(context: Context, told: Dict[str, str], level: int) -> Dict[str, str]:
    cards: List[str] = [p for p in told if level in (context.card(p).vks, context.card(p).eqf)]
    return {p: told[p] for p in cards}
