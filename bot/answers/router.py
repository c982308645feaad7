"""From requests to answers: which capability takes a request, and about which profession it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, List, Optional, Sequence

from bot.answers import comparing, finding, followup, labour, limits, terms
from bot.answers.context import Context
from bot.answers.facets import answer_facet, remembered
from bot.answers.focus import focus
from bot.answers.model import Answer, Button, Memory, Part, Request, said

MOST_PARTS = 3
LIMITS = ("out_of_scope", "ask_pay")
SURE = 0.6  # confidence from which a question is believed to be none of ours
STORY = 16  # words from which a text tells about somebody rather than asks for an occupation
Capability = Callable[[Context, Request, Memory], Optional[Answer]]

CAPABILITIES: Dict[str, Capability] = {
    "ask_term": terms.answer_term,
    "ask_structure": terms.answer_structure,
    "list_professions": limits.answer_list,
    "compare": comparing.answer_compare,
    "ask_learning_path": comparing.answer_learning_path,
    "find_profession": limits.answer_choice,
    "search": finding.answer_search,
    "more": followup.answer_more,
    "pick_option": followup.answer_pick,
    "ask_why": followup.answer_why,
    "ask_example": followup.answer_example,
    "make_simpler": followup.answer_simpler,
    "make_shorter": followup.answer_shorter,
    "ask_source": followup.answer_source,
    "ask_pay": limits.answer_pay,
    "ask_other_profession": limits.answer_other_profession,
    "out_of_scope": limits.answer_out_of_scope,
}
CLEAR = 0.35  # confidence above which an intent is believed without further proof


def answer(context: Context, requests: Sequence[Request], memory: Memory) -> Answer:
    """The reply to a message: one part per request, at most three."""
    parts: List[Part] = []
    for request in requests[:MOST_PARTS]:
        found = answer_one(context, _resolved(request, memory), memory)
        parts += [p for p in found.parts if p not in parts]
        memory = found.memory
    return Answer(tuple(parts[:MOST_PARTS]), memory)


def answer_one(context: Context, request: Request, memory: Memory) -> Answer:
    """The answer to one request."""
    facet = request.intent[4:] if request.intent.startswith("ask_") else ""
    found: Optional[Answer] = None
    request = comparing.continues(request, memory) or request
    story = len(request.text.split()) > STORY
    if story and request.intent in ("ask_other_profession", "search") and not request.professions:
        found = finding.answer_fit(context, request, memory)
    elif request.occupation and not request.professions and (facet in context.facets or request.intent == "search"):
        found = limits.answer_other_profession(context, request, memory)
    elif request.intent == "search" and _only_facet(context, request):
        found = _facet(context, request, memory, request.facets[0])
    elif request.intent in LIMITS and request.confidence < SURE:
        found = finding.answer_search(context, request, memory, sure=True)
        found = found or CAPABILITIES[request.intent](context, request, memory)
    elif request.intent in CAPABILITIES:
        found = CAPABILITIES[request.intent](context, request, memory)
    elif facet in context.facets:
        found = _facet(context, request, memory, facet)
    elif request.intent in ("follow_up", "mention_profession"):
        found = _continued(context, request, memory)
    return found or _otherwise(context, request, memory)


def _only_facet(context: Context, request: Request) -> bool:
    """Whether a question names a facet and nothing else to search for ("wat is het niveau?")."""
    named = [f for f in request.facets if f in context.facets]
    return bool(named) and not focus(context, request, named[0])


def _facet(context: Context, request: Request, memory: Memory, facet: str) -> Optional[Answer]:
    if request.confidence < CLEAR and request.intent not in ("ask_definition",) and not request.facets:
        found = finding.answer_search(context, request, memory)
        if found:
            return found
    if request.candidates:
        return limits.ask_which(context, request, memory, request.candidates)
    professions = request.professions or memory.recent[:1]
    if not professions:
        found = terms.answer_term(context, request, memory) if request.terms else None
        found = found or finding.answer_search(context, request, memory, sure=True, facet=facet)
        return found or limits.ask_profession(context, request, memory, facet)
    request = _same_competency(request, memory)
    answers = []
    for profession in professions[:2]:
        answers.append(answer_facet(context, request, memory, facet, profession))
        memory = answers[-1].memory
    return Answer(tuple(p for a in answers for p in a.parts), memory)


def _same_competency(request: Request, memory: Memory) -> Request:
    """ "Welke kennis is daarvoor nodig?" after one competency is about that competency."""
    last = memory.request or {}
    pointing = any(
        word in request.text.lower().split() for word in ("daarvoor", "dat", "daarbij", "die", "hiervoor", "ervoor")
    )
    if (
        request.intent == "ask_knowledge"
        and not request.professions
        and last.get("intent") == "ask_competency"
        and pointing
    ):
        return replace(request, number=request.number or last.get("number"))
    return request


def _continued(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The last (or waiting) question again, for another profession; a bare name asks for the definition."""
    if request.candidates:
        return limits.ask_which(context, replace(request, intent="ask_definition"), memory, request.candidates)
    last = memory.pending or (memory.request if request.intent == "follow_up" else None)
    professions = request.professions or (memory.recent[1:2] if _other(request) else ())
    if not professions:
        return _narrowed(context, request, memory)
    if not last or last["intent"] in ("list_professions", "find_profession", "search", "follow_up"):
        return _facet(context, Request("ask_definition", professions=professions), memory, "definition")
    earlier = Request.of(last)
    if earlier.intent in ("compare", "ask_learning_path"):
        professions = tuple(dict.fromkeys((*earlier.professions[:1], *professions)))
    return answer_one(context, earlier.about(*professions), memory)


def _other(request: Request) -> bool:
    return request.intent == "follow_up" and "ander" in request.text.lower()


def _narrowed(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The last question again with what is new: another year, place or number ("en in 2014?", "en 13?")."""
    if not memory.request or request.intent != "follow_up":
        return None
    last = Request.of(memory.request)
    if "omgekeerd" in request.text.lower() and len(last.professions) == 2:
        return answer_one(context, replace(last, text="", professions=last.professions[::-1]), memory)
    if last.intent == "ask_labour_market":
        alone = labour.names_table(context, request.text, memory.recent[0]) if memory.recent else False
        return answer_one(context, replace(last, text=request.text if alone else f"{request.text} {last.text}"), memory)
    if request.number and last.intent in ("ask_competency", "ask_knowledge"):
        return answer_one(context, replace(last, number=request.number, text=request.text, query=request.query), memory)
    if request.number and memory.listed:
        return followup.answer_pick(context, request, memory)
    return finding.answer_search(context, replace(request, professions=memory.recent[:1]), memory)


def _resolved(request: Request, memory: Memory) -> Request:
    """A request whose bare number or name is read in the light of the conversation."""
    if memory.pending and request.intent in ("ask_definition", "follow_up") and request.professions:
        words = request.text.split()
        if request.intent == "follow_up" or len(words) <= 4 and "wat" not in request.text.lower():
            return replace(request, intent="mention_profession")
    if request.intent == "pick_option" and (memory.request or {}).get("intent") == "ask_labour_market":
        return replace(request, intent="follow_up")
    if request.intent == "pick_option" and request.number is not None and memory.recent:
        among_competencies = bool(memory.request) and memory.request["intent"] == "ask_competency"
        if not memory.listed or among_competencies and request.number > memory.shown:
            return replace(request, intent="ask_competency")
    return request


def _otherwise(context: Context, request: Request, memory: Memory) -> Answer:
    """Nothing fitted: the term that was named, what the search finds, a profession that was named, or not known."""
    for attempt in (terms.answer_term, finding.answer_search):
        found = attempt(context, request, memory)
        if found:
            return found
    if request.candidates:
        return limits.ask_which(context, replace(request, intent="ask_definition"), memory, request.candidates)
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
    return finding.answer_unknown(context, request, memory)
