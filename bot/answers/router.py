"""From requests to answers: which capability takes a request, and about which profession it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from bot.answers import (
    across,
    chatting,
    choosing,
    comparing,
    finding,
    followup,
    judging,
    labour,
    limits,
    path,
    returning,
    rewording,
    staying,
    storied,
    terms,
    unsure,
    weighing,
)
from bot.answers.context import Context
from bot.answers.continuing import continued
from bot.answers.facets import answer_facet, nearest, not_there, remembered
from bot.answers.focus import CONVINCED, focus, is_particular
from bot.answers.meant import meant
from bot.answers.model import Answer, Button, Memory, Part, Request, said
from bot.answers.pointing import pointed
from bot.answers.settling import each_facet, each_number, resolved, same_competency
from bot.answers.talk import STEERING, SURE
from bot.answers.telling import own_occupation, own_profession, tells_interests, whole, without_denied

LABOUR = "labour_market"
DEFINITION = "ask_definition"
STUDY = "study"  # asked of every profession, and answered by few dossiers
NAMED_CLEARLY = ("ask_opinion", "ask_learning_path", "ask_ranking")  # questions about one profession
MOST_PARTS, MOST_NAMED = 3, 6  # parts of a reply, and professions of which the order is remembered
BELIEVED = 0.95  # confidence from which even a yes or no is about what it was taken for
FEW_WORDS, LONG = 3, 5
# For a yes or a no about a profession.
DOUBTED = (
    "ask_pay ask_opinion ask_unsaid out_of_scope ask_learning_path find_profession ask_ranking mention_profession ask_example ask_why compare"
).split()
Capability = Callable[[Context, Request, Memory], Optional[Answer]]

CAPABILITIES: Dict[str, Capability] = {
    "ask_term": lambda *asked: terms.answer_term(*asked) or terms.answer_word(*asked),
    "ask_structure": terms.answer_structure,
    "list_professions": limits.answer_list,
    "compare": lambda *asked: (
        across.answer_of_all(*asked) or weighing.answer_subject(*asked) or comparing.answer_compare(*asked)
    ),
    "ask_learning_path": path.answer_learning_path,
    "find_profession": lambda *asked: _about_one(*asked) or choosing.answer_choice(*asked),
    "search": lambda *asked: (
        terms.answer_word(*asked) or weighing.answer_weighed(*asked) or staying.answer_searched(*asked)
    ),
    "more": followup.answer_more,
    "pick_option": followup.answer_pick,
    "ask_why": followup.answer_why,
    "ask_example": followup.answer_example,
    "make_simpler": rewording.answer_simpler,
    "make_shorter": rewording.answer_shorter,
    "ask_source": followup.answer_source,
    "ask_opinion": judging.answer_opinion,
    "ask_ranking": lambda *asked: across.answer_of_all(*asked) or judging.answer_ranking(*asked),
    "affirm": chatting.answer_yes,
    "deny": chatting.answer_no,
    "not_meant": chatting.answer_not_meant,
    "ask_pay": limits.answer_pay,
    "ask_unsaid": limits.answer_unsaid,
    "ask_other_profession": limits.answer_other_profession,
    "out_of_scope": limits.answer_out_of_scope,
}
# Replies that bring nothing new when they are given twice.
TELLING = (
    "absent not_there opinion opinion_about ranking source nearest found_in_profession unknown_profession"
).split()
NAMING = ("follow_up", "mention_profession", "search")
CLEAR = 0.35  # confidence above which an intent is believed without further proof
UNCLEAR = 0.5  # the same of a part of a dossier, when the whole of it can be searched


def answer(context: Context, requests: Sequence[Request], memory: Memory) -> Answer:
    """The reply to a message: one part per request, at most three."""
    parts: List[Part] = []
    named: List[str] = []
    before = memory
    single = [one for request in requests for each in each_number(request) for one in each_facet(context, each)]
    for asked in single[:MOST_PARTS]:
        memory = replace(memory, own=own_profession(context, asked) or memory.own)
        asked = without_denied(context, asked)
        request = choosing.chosen(context, pointed(context, asked, memory), memory)
        found = answer_one(context, resolved(context, request, memory), memory)
        parts += [p for p in found.parts if p not in parts]
        memory = returning.with_overview(context, request, memory, found.memory)
        listed = _professions(context, memory.listed)
        choices = listed or (() if asked.professions else before.choices)
        memory = replace(memory, choices=choices)
        fits = listed if len(listed) <= MOST_PARTS else ()
        named += [*request.professions, *(memory.request or {}).get("professions", ()), *fits]
    begin = () if len(set(named)) > 1 else memory.named
    told = _once_each(parts[:MOST_PARTS])
    marks = tuple(part.mark for part in told)
    memory = replace(memory, named=tuple(dict.fromkeys((*begin, *named)))[-MOST_NAMED:], told=marks)
    again = marks == before.told and requests[0].text and requests[0].intent != "repeat" and told[0].key in TELLING
    key = "neither" if told[0].key == "not_there" else "same_again"
    return Answer((Part(key), *told) if again else told, memory)


def _professions(context: Context, listed: Sequence[str]) -> Tuple[str, ...]:
    """The professions of a list, when it is one of professions."""
    return tuple(listed) if listed and listed[0] in context.kb.snapshot().professions else ()


def _once_each(parts: Sequence[Part]) -> Tuple[Part, ...]:
    """The parts with each quick reply where it was offered last: they are shown together."""
    seen: List[Button] = []
    told: List[Part] = []
    for part in reversed(parts):
        buttons = tuple(b for b in part.buttons if b not in seen)
        seen += buttons
        told.insert(0, replace(part, buttons=buttons))
    return tuple(told)


def answer_one(context: Context, request: Request, memory: Memory) -> Answer:
    """The answer to one request."""
    request = meant(context, request, memory)
    facet = request.intent[4:] if request.intent.startswith("ask_") else ""
    found = followup.answer_whose(context, request, memory) or staying.answer_country(context, request, memory)
    found = found or storied.answer_storied(context, request, memory)
    guessed = (facet in context.facets or request.intent in NAMING) and request.confidence < CONVINCED
    guessed = guessed and is_particular(context, request) or request.intent == "ask_opinion"
    if not found and guessed and _suits(context, request):
        found = judging.answer_opinion(context, request, memory)
    asked = len(request.professions) == 1 and is_particular(context, request)
    if not found and asked and request.intent in DOUBTED and request.confidence < BELIEVED:
        found = finding.answer_search(context, request, memory, sure=request.confidence >= CONVINCED)
    if found:
        return found
    unnamed = request.number and "competency" in request.facets and not (request.professions or memory.recent)
    if unnamed and not request.candidates:
        found = limits.ask_profession(context, replace(request, intent="ask_competency"), memory, "competency")
    elif tells_interests(context, request, memory):
        found = choosing.answer_told(context, whole(request), memory)
    elif request.occupation and not request.professions and (facet in context.facets or request.intent == "search"):
        looks = finding.asks_which(context, request) and own_occupation(request)
        found = finding.answer_search(context, request, memory) if looks else None
        found = found or limits.answer_other_profession(context, request, memory)
    elif request.intent in NAMED_CLEARLY and request.candidates:
        found = limits.ask_which(context, request, memory, request.candidates)
    elif request.intent == "search" and _only_facet(context, request):
        found = finding.answer_search(context, request, memory, sure=True) if asked else None
        found = found or _facet(context, request, memory, request.facets[0])
    elif request.intent in staying.LIMITS and _doubtful(context, request, memory):
        found = _perhaps_ours(context, request, memory) or CAPABILITIES[request.intent](context, request, memory)
    elif request.intent in CAPABILITIES:
        found = CAPABILITIES[request.intent](context, request, memory)
    elif facet in context.facets:
        found = _facet(context, request, memory, facet)
    elif request.intent == "repeat":
        found = returning.answer_repeat(context, request, memory, answer_one)
    elif request.intent in ("follow_up", "mention_profession"):
        found = continued(context, request, memory, answer_one)
    return found or _otherwise(context, request, memory)


def _about_one(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What a profession is, for somebody who asks whether it suits them or what it can do for them; None for no such question."""
    if not choosing.about_one(context, request, memory):
        return None
    if _suits(context, request):
        return judging.answer_opinion(context, request, memory)
    return answer_facet(
        context, replace(request, intent="ask_definition"), memory, "definition", request.professions[0]
    )


def _suits(context: Context, request: Request) -> bool:
    """Whether somebody asks if the one profession that is named suits them."""
    named = len(request.professions) == 1 and not request.facets
    key = "fits_words" if request.intent in NAMING else "suits_words"
    return named and request.says(*context.wording[key]) and request.says(*context.wording["self_words"])


def _doubtful(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question that seems none of ours may be about our professions after all."""
    paid = request.intent == "ask_pay" and staying.of_pay(context, request)
    if paid and staying.only_of_pay(context, request):
        return False  # "ik moet betalen?"
    short = len(request.text.split()) < FEW_WORDS and not paid
    unpaid = request.intent == "ask_pay" and bool(request.text) and not paid
    return request.confidence < SURE or short or unpaid or staying.points(context, request, memory)


def _perhaps_ours(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the dossier under discussion, or any, says to a question that seems none of ours."""
    unpaid = request.intent == "ask_pay" and not staying.of_pay(context, request)
    found = staying.answer_here(context, replace(request, intent="search") if unpaid else request, memory)
    return found or finding.answer_search(context, request, memory, sure=True)


def _only_facet(context: Context, request: Request) -> bool:
    """Whether a question names a facet and nothing else to search for ("wat is het niveau?")."""
    named = [f for f in request.facets if f in context.facets]
    return bool(named) and not focus(context, request, named[0])


def _facet(context: Context, request: Request, memory: Memory, facet: str) -> Optional[Answer]:
    unclear = request.confidence < (UNCLEAR if request.professions else CLEAR) and not request.facets
    told = request.intent == DEFINITION and not (request.confidence < CLEAR and len(request.query.split()) > LONG)
    if unclear and not told:
        found = unsure.answer_unclear(context, request, memory)
        if found:
            return found
        if request.alternative == DEFINITION and not focus(context, request):
            facet = "definition"
    if request.candidates:
        return limits.ask_which(context, request, memory, request.candidates)
    overview = across.answer_across(context, request, memory, facet)
    if overview:
        return overview
    if facet == LABOUR and unsure.looks_for_one(context, request):
        return staying.answer_anywhere(context, replace(request, intent="search", confidence=1.0), memory)
    if facet == LABOUR and memory.recent and unsure.counts_else(context, request, memory):
        found = staying.answer_anywhere(context, replace(request, intent="search"), memory)
        return found or not_there(context, memory, memory.recent[0])
    professions = request.professions or memory.recent[:1]
    professions = professions or (labour.told_of(context, request) if facet == LABOUR else ())
    if not professions and facet in request.facets and len(limits.having_facet(context, facet)) == 1:
        return limits.ask_profession(context, request, memory, facet)
    whose = finding.asks_which(context, request) in ("", "wie")
    pointed_at = request.says(*context.wording["pronouns"]) and whose
    if not professions and pointed_at and request.facets:
        return limits.ask_profession(context, request, memory, facet)  # "wie draagt daar de verantwoordelijkheid?"
    if not professions:
        found = unsure.answer_unnamed(context, request, memory, facet)
        return found or limits.ask_profession(context, request, memory, facet)
    if facet == STUDY and facet not in request.facets and len(professions) == 1:
        found = unsure.answer_studies(context, request, memory, professions[0])
        if found:
            return found
    request = same_competency(context, request, memory)
    answers = []
    for profession in professions[:MOST_PARTS]:
        answers.append(answer_facet(context, request, memory, facet, profession))
        memory = answers[-1].memory
    return Answer(tuple(p for a in answers for p in a.parts), memory)


def _otherwise(context: Context, request: Request, memory: Memory) -> Answer:
    """Nothing fitted: the term that was named, what the search finds, a profession that was named, or not known."""
    about = request.intent == "ask_example" and focus(context, request)  # "geef een voorbeeld van netwerken"
    steering = request.intent in STEERING and not about and (request.confidence >= SURE or not focus(context, request))
    if steering and not request.professions and set(request.story.split()) & set(context.wording["all_words"]):
        return limits.answer_list(
            context, Request("list_professions"), memory
        )  # "… sociale beroepen. Noem er eens drie"
    if steering and not request.professions:
        return said("nothing_before", replace(memory, misses=0), chatting.next_steps(context, memory))
    named = request.intent == "search" and request.professions  # then its term is only a part of the question
    for attempt in (staying.answer_anywhere,) if named else (terms.answer_term, staying.answer_searched):
        found = attempt(context, request, memory)
        if found:
            return found
    if len(request.professions) > 1:
        found = comparing.neither(context, request, memory) or comparing.answer_compare(context, request, memory)
        return found or finding.answer_unknown(context, request, memory)
    if request.candidates:
        return limits.ask_which(context, replace(request, intent="ask_definition"), memory, request.candidates)
    particular = request.intent == "search" or is_particular(context, request)
    if request.professions and particular:
        profession = request.professions[0]
        known = replace(memory.with_professions(profession), request=remembered(request, profession), misses=0)
        found = nearest(context, request, known, "definition", profession)
        if found or focus(context, request):
            return found or not_there(context, known, profession)
    named = [f for f in request.facets if f in context.facets]
    likely = (request.alternative or "")[4:]
    facet = named[0] if named else likely if likely in context.facets else None
    if request.professions and facet:
        return answer_facet(context, replace(request, intent=f"ask_{facet}"), memory, facet, request.professions[0])
    if request.professions:
        card = context.card(request.professions[0])
        remembering = replace(memory.with_professions(card.id), request=remembered(request, card.id))
        buttons: List[Button] = context.next_buttons("level", card.id)
        return said("what_about", remembering, buttons, name=card.name)
    return staying.nothing_here(context, request, memory) or finding.answer_unknown(context, request, memory)
