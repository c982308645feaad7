"""Answers on one facet of one profession, word for word from its dossier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional, Sequence

from bot.answers.competencies import competencies, competency
from bot.answers.context import Context, cite
from bot.answers.focus import about, in_front
from bot.answers.labour import labour_market
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.facts import FACETS, Fact

# Words in a question that narrow a facet: to a depth of knowledge, a kind of skill, or a heading of the autonomy.
NARROWED = {
    "knowledge": {"grondig": "grondige kennis", "basis": "basiskennis"},
    "skills": {"cognitie": "cognitief", "probleem": "probleemoplossend", "motori": "motorisch", "handig": "motorisch"},
    "autonomy": {
        "gebonden": "bound",
        "regels": "bound",
        "beroep op": "relies_on",
        "hulp": "relies_on",
        "helpt": "relies_on",
        "terugvallen": "relies_on",
        "op wie": "relies_on",
        "zelfstandig": "independent",
        "zelf ": "independent",
    },
}


def answer_facet(context: Context, request: Request, memory: Memory, facet: str, profession: str) -> Answer:
    """The answer to a request for a facet of a profession, or that the dossier does not have it."""
    memory = replace(
        memory.with_professions(profession), request=remembered(request, profession), pending=None, misses=0
    )
    facts = _chosen(context, request, facet, profession)
    if facet not in UNFOCUSED:
        sought = about(context, request, facet, profession, sure=False)
        sure = sought and about(context, request, facet, profession, sure=True)
        there = {f.text.casefold() for f in facts}
        doubtful = facet not in request.facets and (not facts or request.confidence < CONVINCED)
        if sure and doubtful and not any(f.text.casefold() in there for f in sought):
            return answer_found(context, request, memory, sought, profession)
        facts = in_front(facts, sought)
    special = SPECIAL.get(facet)
    found = special(context, request, memory, profession) if special else None
    if found:
        return found
    if not facts:
        return absent(context, memory, facet, profession)
    card = context.card(profession)
    buttons = context.next_buttons(facet, profession)
    return listing(context, memory, f"facet_{facet}", [f.id for f in facts], buttons, name=card.name, title=card.title)


def answer_found(context: Context, request: Request, memory: Memory, found: Sequence[Fact], profession: str) -> Answer:
    """Statements of one profession that answer a question better than a facet as a whole."""
    buttons = context.next_buttons("definition", profession, 2)
    name = context.card(profession).name
    return listing(context, memory, "found_in_profession", [f.id for f in found], buttons, name=name)


def remembered(request: Request, *professions: str) -> Dict[str, Any]:
    """What later questions need of a request."""
    return {
        "intent": request.intent,
        "professions": list(professions),
        "number": request.number,
        "text": request.text[:200],
        "facets": list(request.facets),
    }


def absent(context: Context, memory: Memory, facet: str, profession: str) -> Answer:
    """Honest: the dossier does not say it; what it does say is offered."""
    card = context.card(profession)
    return said(
        "absent",
        replace(memory, listed=(), facts=()),
        context.next_buttons(facet, profession),
        facet=context.facets[facet]["label"],
        name=card.name,
        cite=card.cite,
    )


def _plain(key: str, context: Context, memory: Memory, facet: str, profession: str, **values: Any) -> Answer:
    facts = context.kb.facts(profession, facet) if facet in FACETS else ()
    card = context.card(profession)
    values = {"name": card.name, "cite": cite(facts) or card.cite, **values}
    remembering = replace(memory, facts=tuple(f.id for f in facts), listed=())
    return said(key, remembering, context.next_buttons(facet, profession), **values)


def level(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """The level with the frame it is counted in."""
    card = context.card(profession)
    if card.vks is None and card.eqf is None:
        return None
    key = "level_both" if card.vks == card.eqf else "level_vks" if card.vks else "level_eqf"
    said_level = context.say(key, vks=card.vks, eqf=card.eqf)
    return _plain("facet_level", context, memory, "level", profession, level=said_level)


def year(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Year and version of the dossier."""
    card = context.card(profession)
    if not card.year:
        return None
    when = context.say("version", version=card.version, year=card.year) if card.version else card.date or str(card.year)
    return _plain("facet_year", context, memory, "year", profession, when=when)


def code(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Code and kind of document."""
    card = context.card(profession)
    key = "facet_code" if card.code else "no_code"
    return _plain(key, context, memory, "code", profession, code=card.code, kind=card.kind, title=card.title)


def status(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Kind of document, and what the dossier says about its own status."""
    card = context.card(profession)
    facts = context.kb.facts(profession, "status")
    items = shorten("\n".join(f"- {f.text}" for f in facts))
    key = "facet_status" if facts else "kind_of_document"
    return _plain(key, context, memory, "status", profession, kind=card.kind, title=card.title, items=items)


def organisations(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Who made the dossier, with the role of each."""
    facts = context.kb.facts(profession, "organisations")
    if not facts:
        return None
    items = "\n".join("- " + context.say("organisation", name=f.text, role=f.group) for f in facts)
    return _plain("facet_organisations", context, memory, "organisations", profession, items=shorten(items))


def related(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Related professions that the dossier names (not the profession itself)."""
    facts = [f for f in context.kb.facts(profession, "related") if f.related != profession]
    if not facts:
        return None
    others = [f.related for f in facts if f.related][:2]
    buttons = [context.facet_button("definition", p) for p in others]
    name = context.card(profession).name
    return listing(context, memory, "facet_related", [f.id for f in facts], buttons, name=name)


def _chosen(context: Context, request: Request, facet: str, profession: str) -> Sequence[Fact]:
    """The facts of a facet, narrowed to what the question names."""
    asked = f" {fold(request.text)} "
    wanted = next((v for word, v in NARROWED.get(facet, {}).items() if f" {word}" in asked), None)
    number = request.number if facet == "knowledge" and request.number and request.number > 0 else None
    facts: Sequence[Fact] = context.kb.facts(profession, facet, number=number) if facet in FACETS else ()
    if wanted:
        narrowed: List[Fact] = [f for f in facts if wanted in (f.depth, f.skill, f.part)]
        facts = narrowed if facet == "skills" else narrowed or facts
    return facts


# Facets whose questions always mean the whole facet.
CONVINCED = 0.8  # confidence from which a question means its facet, whatever else the dossier says about its words
UNFOCUSED = (
    "conditions",
    "sectors",
    "study",
    "reference_frames",
    "extra",
    "competency",
    "level",
    "year",
    "code",
    "status",
    "organisations",
    "related",
    "labour_market",
    "names",
)
SPECIAL: Dict[str, Callable[..., Optional[Answer]]] = {
    "competency": competency,
    "competencies": competencies,
    "level": level,
    "year": year,
    "code": code,
    "status": status,
    "organisations": organisations,
    "related": related,
    "labour_market": labour_market,
}
