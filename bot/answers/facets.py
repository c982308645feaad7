"""Answers on one facet of one profession, word for word from its dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional, Sequence

from bot.answers.competencies import competencies, competency, one
from bot.answers.context import Context, cite
from bot.answers.elsewhere import LISTS, UNFOCUSED, found_elsewhere
from bot.answers.focus import (
    CONVINCED,
    MOST_HITS,
    about,
    focus,
    heading,
    in_front,
    is_certain,
    is_particular,
    named_competency,
    names_facet,
    near_best,
    of_a_case,
)
from bot.answers.labour import labour_market
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Memory, Request, said
from bot.nlu.normalize import WORD, fold
from knowledge.facts import FACETS, CompetencyCard, Fact
from knowledge.search import CERTAIN, POSSIBLE, Hit

SPOKEN_OF = 0.34  # score from which a statement stands in for a part that the dossier lacks
NEAREST, MOST_NEAREST = 0.26, 4  # score from which a statement is worth showing as the nearest, and how many are
BELIEVED = 0.95  # confidence from which a definition is wanted, whatever else is told around the question
UNLIKELY = 0.3  # confidence below which a yes or no is not answered with a part that was guessed
QUOTABLE = ("skills", "competencies", "competency", "definition")
QUOTED = re.compile(r"[\"“”„«‘](.{4,90}?)[\"“”»’]")


def answer_facet(context: Context, request: Request, memory: Memory, facet: str, profession: str) -> Answer:
    """The answer to a request for a facet of a profession, or that the dossier does not have it."""
    memory = replace(
        memory.with_professions(profession), request=remembered(request, profession), pending=None, misses=0
    )
    facts = _chosen(context, request, facet, profession)
    quoted = _quoted(context, request, profession) if facet in QUOTABLE else None
    if quoted:
        return one(context, memory, quoted, topic=request.text)
    named = facet in request.facets or names_facet(context, request, facet)
    guessed = request.confidence < CONVINCED and not names_facet(context, request, facet)
    yes_or_no = (guessed or facet in LISTS) and not named
    yes_or_no = yes_or_no and (is_particular(context, request) or of_a_case(context, request))
    narrowed = _narrowing(context, request, facet) is not None
    surely = facet == "definition" and request.confidence >= BELIEVED
    if (facet not in UNFOCUSED or not named and not request.number) and not narrowed and not surely:
        hits = about(context, request, facet, profession)
        found = found_elsewhere(context, request, facet, profession, facts, hits)
        searched = replace(memory, request=remembered(replace(request, intent="search"), profession))
        if found:
            return answer_found(context, request, searched, found, profession)
        counts = facet == "labour_market" and facts and not focus(context, request, facet)  # "zijn er veel van?"
        if yes_or_no and not counts:
            near = nearest(context, request, searched, facet, profession)
            says = bool(focus(context, request, facet)) or request.confidence < UNLIKELY
            defines = facet == "definition" and request.confidence >= CONVINCED  # "is een X zoiets als een dj?"
            if near or says and not (facts and (facet in UNFOCUSED or defines)):  # "moet je gecertificeerd zijn?"
                return near or not_there(context, searched, profession)
        facts = in_front(_of_competency(context, facet, profession, facts, hits), hits)
    special = SPECIAL.get(facet)
    found = special(context, request, memory, profession) if special else None
    if found:
        return found
    if not facts:
        return _without(context, request, memory, facet, profession, named)
    return _listed(context, memory, facet, profession, facts)


def _listed(context: Context, memory: Memory, facet: str, profession: str, facts: Sequence[Fact]) -> Answer:
    """The statements of a facet as they stand in the dossier; before a definition comes what it is in plain words."""
    card = context.card(profession)
    named = {"name": card.name, "title": card.title, "plain": card.plain}
    buttons = context.next_buttons(facet, profession)
    return listing(context, memory, f"facet_{facet}", [f.id for f in facts], buttons, **named)


def _without(context: Context, request: Request, memory: Memory, facet: str, profession: str, named: bool) -> Answer:
    """What else in the dossier answers a question about a part that it lacks, what comes near, or that it does not say it."""
    hits = _instead(context, request, facet, profession)
    if hits:
        return answer_found(context, request, memory, hits, profession)
    spoken_of = facet == "complexity" or facet not in request.facets and facet not in UNFOCUSED
    least = SPOKEN_OF if facet in request.facets else NEAREST
    near = nearest(context, request, memory, facet, profession, least) if spoken_of or whom(context, request) else None
    asks_more = is_particular(context, request) and not named and bool(focus(context, request, facet))
    return near or (not_there(context, memory, profession) if asks_more else absent(context, memory, facet, profession))


def _instead(context: Context, request: Request, facet: str, profession: str) -> Sequence[Hit]:
    """What certainly answers a question about a part that the dossier lacks, the words of that part included ("zoekt een X zelf
    vacatures?"); () when the part itself is wanted."""
    wants_part = facet in EXACT or bool(set(request.facets) & {facet}) and request.says(*context.wording["of_figures"])
    wants_part = wants_part or request.confidence >= CONVINCED and not is_particular(context, request)
    asked = "" if wants_part else focus(context, request)
    hits = context.search.ranked(asked, MOST_HITS, (profession,), request.query or request.text) if asked else ()
    least = POSSIBLE if is_particular(context, request) else CERTAIN
    return hits if near_best(hits, least) else ()


def whom(context: Context, request: Request) -> Optional[Request]:
    """A question with whom one works, in words that dossiers have for it; None for another question."""
    text = f" {' '.join(WORD.findall(fold(request.text)))} "
    if any(f" {phrase} " in text for phrase in context.wording["asks_target"]):
        return replace(request, query=context.wording["target_search"])
    asks = any(f" {phrase} " in text for phrase in context.wording["asks_whom"])
    return replace(request, query=context.wording["whom_search"]) if asks else None


def _quoted(context: Context, request: Request, profession: str) -> Optional[CompetencyCard]:
    """The competency whose heading stands between quotation marks in the question."""
    found = QUOTED.search(request.text)
    hits = context.search.ranked(found.group(1), 5, (profession,)) if found else ()
    return heading(context, hits, profession) if is_certain(hits) else None


def _of_competency(
    context: Context, facet: str, profession: str, facts: Sequence[Fact], hits: Sequence[Hit]
) -> Sequence[Fact]:
    """Knowledge with that of the competency that the question is about first ("welke kennis om door te verwijzen?")."""
    card = named_competency(context, hits, profession) if facet == "knowledge" and is_certain(hits) else None
    return sorted(facts, key=lambda f: card.number not in (f.numbers or (f.number,))) if card else facts


def answer_found(context: Context, request: Request, memory: Memory, hits: Sequence[Hit], profession: str) -> Answer:
    """Statements of one profession that answer a question better than a facet as a whole."""
    card = heading(context, hits, profession)
    if card:
        return one(context, memory, card, hits=hits, topic=request.query)
    buttons = context.next_buttons("definition", profession, 2)
    name = context.card(profession).name
    ids = [f.id for f in near_best(hits, 0)]
    return listing(context, memory, "found_in_profession", ids, buttons, name=name)


def nearest(
    context: Context, request: Request, memory: Memory, facet: str, profession: str, least: float = NEAREST
) -> Optional[Answer]:
    """What comes closest in the dossier, said as no more than that; None when nothing comes close."""
    asked = "definition" if facet == "complexity" else facet  # a dossier may speak of it without having the part
    request = whom(context, request) or request
    ids = [f.id for f in near_best(about(context, request, asked, profession), least)][:MOST_NEAREST]
    name = context.card(profession).name
    buttons = context.next_buttons("definition", profession, 2)
    return listing(context, memory, "nearest", ids, buttons, name=name) if ids else None


def not_there(context: Context, memory: Memory, profession: str) -> Answer:
    """Honest: the dossier says nothing about what was asked."""
    card = context.card(profession)
    buttons = context.next_buttons("definition", profession)
    return said("not_there", replace(memory, listed=(), facts=()), buttons, name=card.name, cite=card.cite)


def remembered(request: Request, *professions: str) -> Dict[str, Any]:
    """What later questions need of a request."""
    return {
        "intent": request.intent,
        "professions": list(professions),
        "number": request.number,
        "text": request.text[:200],
        "query": request.query[:200],
        "facets": list(request.facets),
        "terms": list(request.terms),
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
    dated = card.date and (card.date if " " in card.date else context.say("dated", year=card.year, date=card.date))
    when = context.say("version", version=card.version, year=card.year) if card.version else dated or str(card.year)
    return _plain("facet_year", context, memory, "year", profession, when=when)


def code(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """Code and kind of document."""
    if any(word in fold(request.text) for word in context.wording["conduct_words"]):
        hits = context.search.ranked(context.wording["conduct"], 5, (profession,))
        return answer_found(context, request, memory, hits, profession)
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


def _narrowing(context: Context, request: Request, facet: str) -> Optional[str]:
    """To which depth, kind or heading of a facet a question keeps ("de grondige kennis"); None for the whole facet."""
    asked = f" {fold(request.text)} "
    return next((v for word, v in context.wording["narrowed"].get(facet, {}).items() if f" {word}" in asked), None)


def _chosen(context: Context, request: Request, facet: str, profession: str) -> Sequence[Fact]:
    """The facts of a facet, narrowed to what the question names."""
    wanted = _narrowing(context, request, facet)
    number = request.number if facet in ("knowledge", "skills") and request.number and request.number > 0 else None
    facts: Sequence[Fact] = context.kb.facts(profession, facet, number=number) if facet in FACETS else ()
    if wanted:
        narrowed: List[Fact] = [f for f in facts if wanted in (f.depth, f.skill, f.part)]
        facts = narrowed if facet == "skills" else narrowed or facts
    return facts


# What a dossier says or does not say, and what no statement can stand in for.
EXACT = ("level", "year", "code", "status", "organisations", "names", "extra")
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
