"""What a question means in this conversation, when it was taken for one about us, about the talk or about the person who asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.answers import comparing, labour, limits, namesakes, staying, talk, terms
from bot.answers.context import Context
from bot.answers.focus import CONVINCED, is_particular, speaks_of_somebody
from bot.answers.model import Answer, Memory, Request
from bot.answers.talk import SURE
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question

WISHES = ("ask_opinion", "ask_conditions", "mention_profession", "find_profession", "search", "ask_definition")
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
    may = request.says(*context.wording["may_words"]) and request.says(*context.wording["done_to_me"])
    if request.intent == "ask_unsaid" and (request.confidence < SURE or may):  # "mag een X over mij praten?"
        request = replace(request, intent="search")
    request = talk.searched_here(context, request, memory) or request
    if _wants_to_become(context, request, memory):
        request = replace(request, intent="ask_learning_path")
    if request.intent == "ask_names" and request.says("document", "dossier", "tekst"):
        request = replace(request, intent="ask_code", facets=())  # "hoe heet dat document?"
    if _asks_the_way(context, request, memory):
        request = replace(request, intent="ask_learning_path", facets=())
    if _asks_for_one(context, request, memory):
        request = replace(request, intent="find_profession")
    return _no_ranking(context, request, memory)


def _asks_for_one(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question looks for a profession, and not for the way to one ("wat kan ik nog worden?")."""
    named = request.professions or request.candidates or memory.own
    becomes = request.words[:1] == ["wat"] and request.says("worden")
    learns = any(w.endswith(("leren", "studeren", "doen")) for w in request.words)
    return request.intent == "ask_learning_path" and not named and becomes and not learns


def _wants_to_become(context: Context, request: Request, memory: Memory) -> bool:
    """Whether somebody says to want one profession ("ik zou graag jobcoach worden"), which is taken for many things."""
    one = len(request.professions) == 1 and request.professions[0] != memory.own
    says = request.says("worden", "word") and request.says(*context.wording["self_words"])
    asks = is_question(request.text)
    told = not asks or memory.own is not None and request.confidence < CONVINCED
    return one and says and told and request.intent in WISHES


def _asks_the_way(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question what to study is how to become one profession ("wat moet ik studeren om X te worden?")."""
    studies = request.intent in STUDIES and request.says(*context.wording["study_words"])
    here = memory.recent and not request.professions and request.confidence < CONVINCED and request.says("daarvoor")
    becomes = len(request.professions) == 1 and request.says("worden", "word", "wordt")
    return studies and bool(becomes or here)  # "wat moet je daarvoor doen op school?"


def answer_aside(context: Context, requests: Sequence[Request], memory: Memory) -> Optional[Answer]:
    """What the dossier under discussion says to a question that was taken for one about us ("en blijft dat geheim?"); None when it is
    about us."""
    request = requests[0] if requests else Request("")
    if len(requests) > 1 or not request.text:
        return None
    if request.intent == "ask_free" and _costs_there(context, request, memory):
        return limits.answer_pay(context, request, memory)
    if not staying.asks_of_somebody(context, request, memory):
        return None
    found = staying.answer_here(context, replace(request, intent="search"), memory)
    sure = speaks_of_somebody(context, request) or request.confidence < CONVINCED
    if not found or found.parts[0].key == NOTHING and not sure:
        return None
    return replace(found, memory=replace(found.memory, told=tuple(part.mark for part in found.parts)))


def _costs_there(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question what something costs is about the profession under discussion ("kost dat iets?"), and not about us."""
    points = f" {request.query} ".replace(" da ", " dat ")
    back = any(f" {word} " in points for word in context.wording["pointing_back"])
    of_us = request.says(*context.wording["our_words"])
    return bool(memory.recent) and not of_us and (back or staying.asks_of_somebody(context, request, memory))


def _no_ranking(context: Context, request: Request, memory: Memory) -> Request:
    """A question that seems to ask for an order without a word for it, as what it may be instead ("wat doet die allemaal?")."""
    words = WORD.findall(fold(f"{request.text} {request.query}"))
    ranks = not words or any(w.startswith(tuple(context.wording["rank_words"])) for w in words)
    if request.intent != "ask_ranking" or ranks:
        return request
    if memory.recent and is_particular(context, request):
        return replace(request, intent="search")  # "is dat allemaal verplicht?"
    likely = (request.alternative or "")[4:] in context.facets
    return replace(request, intent=request.alternative if likely else "ask_definition", alternative=None)
