"""From requests to answers: which capability takes a request, and about which profession it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, List, Optional, Sequence

from bot.answers import comparing, finding, followup, labour, limits, terms
from bot.answers.context import Context
from bot.answers.facets import answer_facet, nearest, not_there, remembered
from bot.answers.focus import focus, is_particular
from bot.answers.model import Answer, Button, Memory, Part, Request, said
from bot.nlu.normalize import WORD, fold

MOST_PARTS = 3
LIMITS = ("out_of_scope", "ask_pay")
SURE = 0.6  # confidence from which a question is believed to be none of ours
FEW_WORDS = 5
DOUBTED = ("ask_pay", "out_of_scope", "ask_learning_path", "find_profession")  # for a yes or no about a profession
TOLD_IN_STORIES = (
    "ask_other_profession search find_profession compare ask_learning_path ask_term ask_environment ask_level ask_competencies "
    "mention_profession follow_up ask_definition out_of_scope"
).split()
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
        found = answer_one(context, _resolved(context, request, memory), memory)
        parts += [p for p in found.parts if p not in parts]
        memory = found.memory
    return Answer(tuple(parts[:MOST_PARTS]), memory)


def answer_one(context: Context, request: Request, memory: Memory) -> Answer:
    """The answer to one request."""
    facet = request.intent[4:] if request.intent.startswith("ask_") else ""
    found: Optional[Answer] = None
    request = comparing.continues(request, memory) or request
    if request.professions and request.intent in DOUBTED and is_particular(context, request):
        found = finding.answer_search(context, request, memory, sure=True)
    if found:
        return found
    if _tells_interests(context, request, memory):
        found = finding.answer_fit(context, _whole(request), memory)
    elif request.occupation and not request.professions and (facet in context.facets or request.intent == "search"):
        looks = finding.asks_which(context, request) and _own_occupation(request)
        found = finding.answer_search(context, request, memory, sure=True) if looks else None
        found = found or limits.answer_other_profession(context, request, memory)
    elif request.intent == "search" and _only_facet(context, request):
        found = _facet(context, request, memory, request.facets[0])
    elif request.intent in LIMITS and (request.confidence < SURE or len(request.text.split()) < FEW_WORDS - 2):
        found = finding.answer_search(context, request, memory, sure=True)
        found = found or CAPABILITIES[request.intent](context, request, memory)
    elif request.intent in CAPABILITIES:
        found = CAPABILITIES[request.intent](context, request, memory)
    elif facet in context.facets:
        found = _facet(context, request, memory, facet)
    elif request.intent in ("follow_up", "mention_profession"):
        found = _continued(context, request, memory)
    return found or _otherwise(context, request, memory)


def _tells_interests(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a long text without a name is about somebody who looks for what fits."""
    long = len(f"{request.text} {request.story}".split()) > STORY
    named = request.professions or request.candidates or request.document or memory.recent or request.terms
    told = request.intent in TOLD_IN_STORIES and not _own_occupation(request)
    seeks = set(WORD.findall(fold(request.text))) & set(context.wording["seeking_words"])
    return long and told and bool(seeks) and not named and bool(focus(context, _whole(request)))


def _own_occupation(request: Request) -> bool:
    """Whether the question itself, and not the story around it, is about another occupation."""
    return bool(request.occupation) and request.occupation in fold(request.text)


def _whole(request: Request) -> Request:
    """The request with all that was told, not the last question alone."""
    return replace(request, text=request.story, query=request.story) if request.story else request


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
    if not professions and facet in request.facets and len(limits.having_facet(context, facet)) == 1:
        return limits.ask_profession(context, request, memory, facet)
    if not professions:
        found = terms.answer_term(context, request, memory) if request.terms else None
        found = found or finding.answer_search(context, request, memory, sure=True, facet=facet)
        found = found or finding.answer_search(context, _whole(request), memory, sure=True, facet=facet)
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
    found = finding.answer_search(context, request, memory, sure=bool(last)) if request.professions else None
    if found:
        return found
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


def _resolved(context: Context, request: Request, memory: Memory) -> Request:
    """A request whose bare number or name is read in the light of the conversation."""
    if memory.pending and request.intent in ("ask_definition", "follow_up") and request.professions:
        words = request.text.split()
        if request.intent == "follow_up" or len(words) <= 4 and "wat" not in request.text.lower():
            return replace(request, intent="mention_profession")
    step = _step(context, request, memory)
    if step:
        return replace(request, intent="ask_competency", number=step)
    if request.number and not request.professions and request.intent[4:] in context.facets:
        request = _of_listed(context, request, memory)
    if request.intent == "pick_option" and (memory.request or {}).get("intent") == "ask_labour_market":
        return replace(request, intent="follow_up")
    if request.intent == "pick_option" and request.number is not None and memory.recent:
        among_competencies = bool(memory.request) and memory.request["intent"] == "ask_competency"
        if not memory.listed or among_competencies and request.number > memory.shown:
            return replace(request, intent="ask_competency")
    return request


def _step(context: Context, request: Request, memory: Memory) -> Optional[int]:
    """The number of the competency before or after the last one ("en de vorige?")."""
    last = memory.request or {}
    words = request.text.lower().strip(" ?!.").split()
    steps = [step for word, step in context.wording["steps"].items() if word in words]
    if last.get("intent") != "ask_competency" or not last.get("number") or not steps or len(words) > FEW_WORDS:
        return None
    return max(1, last["number"] + steps[0])


def _of_listed(context: Context, request: Request, memory: Memory) -> Request:
    """A question about a profession by its place in the list that was shown ("het niveau van de tweede")."""
    known = context.kb.snapshot().professions
    place = memory.shown if request.number == -1 else request.number or 0
    if memory.listed and memory.listed[0] in known and 1 <= place <= len(memory.listed):
        return replace(request, professions=(memory.listed[place - 1],), number=None)
    return request


def _otherwise(context: Context, request: Request, memory: Memory) -> Answer:
    """Nothing fitted: the term that was named, what the search finds, a profession that was named, or not known."""
    for attempt in (terms.answer_term, finding.answer_search):
        found = attempt(context, request, memory)
        if found:
            return found
    if request.candidates:
        return limits.ask_which(context, replace(request, intent="ask_definition"), memory, request.candidates)
    if (
        request.professions
        and (request.intent == "search" or is_particular(context, request))
        and focus(context, request)
    ):
        profession = request.professions[0]
        remembering = replace(memory.with_professions(profession), request=remembered(request, profession), misses=0)
        return nearest(context, request, remembering, "definition", profession) or not_there(
            context, remembering, profession
        )
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
