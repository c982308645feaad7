"""What a question means in this conversation, when it was taken for one about us, about the talk or about the person who asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.answers import choosing, comparing, labour, limits, namesakes, staying, terms
from bot.answers.context import Context
from bot.answers.focus import CONVINCED, is_particular
from bot.answers.model import Answer, Memory, Request
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question

# What our own replies are about, and not the dossiers.
OF_US = ("help", "privacy", "human_handoff", "ask_free", "ask_intake", "ask_bot", "ask_maker")
# What only steers the conversation: its words are never searched for.
STEERING = ("more", "pick_option", "ask_why", "ask_example", "make_simpler", "make_shorter", "ask_source", "repeat")
WISHES = ("ask_opinion", "ask_conditions", "mention_profession", "find_profession", "search", "ask_definition")
SURE = 0.6  # confidence from which a question is what it was taken for
STUDIES = (
    "ask_conditions",
    "ask_study",
    "ask_level",
    "ask_learning_path",
)  # for what a question what to study is taken
NOTHING = "not_there"  # the key of a reply that finds nothing in the dossier


def meant(context: Context, request: Request, memory: Memory) -> Request:
    """A request that goes on with a comparison, with figures or about the profession under discussion, as the question that it is;
    any other as it is."""
    request = terms.of_last_term(context, request, memory) or request
    request = namesakes.same_as(context, request, memory) or request
    request = comparing.continues(context, request, memory) or labour.goes_on(context, request, memory) or request
    if terms.goes_on_about_document(request, memory):
        request = replace(request, intent="ask_structure", facets=(request.intent[4:],))
    if request.intent == "ask_unsaid" and request.confidence < SURE:
        request = replace(request, intent="search")
    if taken_amiss(context, request, memory):
        query = f"{request.query} {request.occupation or ''}".strip()
        request = replace(request, intent="search", query=query, occupation=None)
    if _wants_to_become(context, request, memory):
        request = replace(request, intent="ask_learning_path")
    if _asks_the_way(context, request):
        request = replace(request, intent="ask_learning_path", facets=())
    return _no_ranking(context, request)


def _wants_to_become(context: Context, request: Request, memory: Memory) -> bool:
    """Whether somebody says to want one profession ("ik zou graag jobcoach worden"), which is taken for many things."""
    one = len(request.professions) == 1 and request.professions[0] != memory.own
    says = request.says("worden", "word") and request.says(*context.wording["self_words"])
    asks = is_question(request.text)
    told = not asks or memory.own is not None and request.confidence < CONVINCED
    return one and says and told and request.intent in WISHES


def _asks_the_way(context: Context, request: Request) -> bool:
    """Whether a question what to study is how to become one profession ("wat moet ik studeren om X te worden?")."""
    studies = request.intent in STUDIES and request.says(*context.wording["study_words"])
    return len(request.professions) == 1 and studies and request.says("worden", "word", "wordt")


def taken_amiss(context: Context, request: Request, memory: Memory) -> bool:
    """Whether what seems to look for a profession, to steer the talk or to be about us asks about the profession under discussion."""
    if request.intent in (choosing.CHOOSING, *OF_US):
        return staying.asks_of_somebody(context, request, memory)
    if request.intent == "ask_other_profession":  # "praat die dan met de minister?"
        return request.says(*context.wording["person_pronouns"]) and staying.asks_of_somebody(context, request, memory)
    return request.intent in STEERING and request.confidence < SURE and is_particular(context, request)


def answer_aside(context: Context, requests: Sequence[Request], memory: Memory) -> Optional[Answer]:
    """What the dossier under discussion says to a question that was taken for one about us ("en blijft dat geheim?"); None when it is
    about us."""
    request = requests[0] if requests else Request("")
    if len(requests) > 1 or not request.text or not staying.asks_of_somebody(context, request, memory):
        return None
    if request.intent == "ask_free":
        return limits.answer_pay(context, request, memory)
    found = staying.answer_here(context, replace(request, intent="search"), memory)
    sure = staying.speaks_of_somebody(context, request) or request.confidence < CONVINCED
    if not found or found.parts[0].key == NOTHING and not sure:
        return None
    return replace(found, memory=replace(found.memory, told=tuple(part.mark for part in found.parts)))


def _no_ranking(context: Context, request: Request) -> Request:
    """A question that seems to ask for an order without a word for it, as what it may be instead ("wat doet die allemaal?")."""
    words = WORD.findall(fold(f"{request.text} {request.query}"))
    ranks = not words or any(w.startswith(tuple(context.wording["rank_words"])) for w in words)
    if request.intent != "ask_ranking" or ranks:
        return request
    likely = (request.alternative or "")[4:] in context.facets
    return replace(request, intent=request.alternative if likely else "ask_definition", alternative=None)
