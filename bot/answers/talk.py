"""What a message that names nobody is in a talk about one profession: a search in its dossier when its form shows a case, somebody at
work or people in a role, whatever it was taken for by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile
from typing import Optional

from bot.answers import choosing, staying
from bot.answers.context import Context
from bot.answers.focus import CONVINCED, focus, is_particular, speaks_of_somebody
from bot.answers.lists import RUNNING_TEXT
from bot.answers.model import Memory, Request

# What our own replies are about, and not the dossiers.
OF_US = ("help", "privacy", "human_handoff", "ask_free", "ask_intake", "ask_bot", "ask_maker")
# What only steers the conversation: its words are never searched for.
STEERING = ("more", "pick_option", "ask_why", "ask_example", "make_simpler", "make_shorter", "ask_source", "repeat")
SURE = 0.6  # confidence from which a question is what it was taken for
GUESSED = 0.4  # confidence below which what a question was taken for proves nothing
OCCUPIED = "ask_other_profession"


def searched_here(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """The request as a search in the dossier under discussion; None when it is what it was taken for."""
    named = request.professions or request.candidates
    if named or not memory.recent or memory.pending or not request.text:
        return None
    if request.intent == "ask_source" and "wie" in request.words[:2]:
        return replace(request.about(memory.recent[0]), intent="search", confidence=1.0)  # "wie weet daarvan?"
    if _suits(context, request):
        return replace(request.about(memory.recent[0]), intent="ask_opinion")
    case = supposes(context, request) and not _asks_part(request) and not _of_oneself(context, request, memory)
    role = request.occupation and _goes_with(context, request)
    if case or role or _weighs(context, request, memory):
        return _as_search(request, 1.0)
    if not taken_amiss(context, request, memory):
        return None
    if request.intent == choosing.CHOOSING and not focus(context, request) and speaks_of_somebody(context, request):
        return replace(request, intent="ask_definition", confidence=1.0)  # "en wat gaat die voor mij doen?"
    return _as_search(request, request.confidence)


def _as_search(request: Request, confidence: float) -> Request:
    query = request.query if request.occupation and request.occupation in request.query else ""
    query = query or f"{request.query} {request.occupation or ''}".strip()
    return replace(request, intent="search", query=query, occupation=None, confidence=confidence)


def supposes(context: Context, request: Request) -> bool:
    """Whether a question puts a case ("en als niemand wil meedoen?", "wat als er iemand ziek is?")."""
    before = (*context.wording["going_on_words"], *context.wording["openings"], "wat", "zelfs")
    words = list(dropwhile(lambda w: w in before, request.words))
    return len(words) > 2 and words[0] in ("als", "indien")


def _asks_part(request: Request) -> bool:
    """Whether a question has a word for the part of a dossier that it was taken for, or is surely about pay or the talk."""
    sure = request.confidence >= CONVINCED and request.intent in (*STEERING, "ask_pay", "compare", "ask_learning_path")
    return sure or request.intent[4:] in request.facets


def _of_oneself(context: Context, request: Request, memory: Memory) -> bool:
    """Whether somebody goes on about what they like, after a suggestion of professions ("en als ik liever schrijf?")."""
    choosing_now = (memory.request or {}).get("intent") == choosing.CHOOSING
    return choosing_now and request.says(*context.wording["self_words"])


def _goes_with(context: Context, request: Request) -> bool:
    """Whether a question that goes on names an occupation as people to deal with ("en met journalisten?")."""
    return any(f" {word} {request.occupation} " in request.spoken for word in context.wording["dealing_words"])


def _suits(context: Context, request: Request) -> bool:
    """Whether somebody asks if the profession under discussion suits them ("past die bij mij")."""
    asks = request.intent in (choosing.CHOOSING, "search", "follow_up") and request.says(*context.wording["fits_words"])
    return asks and speaks_of_somebody(context, request) and request.says(*context.wording["self_words"])


def _weighs(context: Context, request: Request, memory: Memory) -> bool:
    """Whether somebody who asked if a profession suits them tells what they like or not ("ik hou niet van papierwerk")."""
    asked = (memory.request or {}).get("intent") == "ask_opinion"
    told = request.intent in (choosing.CHOOSING, "search", "out_of_scope", "follow_up")
    return asked and told and not request.says(*context.wording["seeking_words"])


def _lists(memory: Memory) -> bool:
    """Whether the last answer was a list that a place may point at."""
    return bool(memory.listed) and (memory.layout or {}).get("key") not in RUNNING_TEXT


def taken_amiss(context: Context, request: Request, memory: Memory) -> bool:
    """Whether what seems to look for a profession, to steer the talk or to be about us asks about the profession under discussion."""
    if request.intent in (choosing.CHOOSING, *OF_US):
        return staying.asks_of_somebody(context, request, memory)
    if request.intent == OCCUPIED and not request.occupation:
        return request.confidence < SURE  # "ook van wetten?"
    if request.intent == OCCUPIED:  # "praat die dan met de minister?"
        return request.says(*context.wording["person_pronouns"]) and staying.asks_of_somebody(context, request, memory)
    somebody = speaks_of_somebody(context, request)
    hardly = request.intent == "repeat" or request.confidence < GUESSED and request.intent != "pick_option"
    asks = is_particular(context, request) or somebody or hardly and bool(focus(context, request))
    no_place = request.intent == "pick_option" and somebody and not _lists(memory)  # "wat is het eerste dat die doet?"
    return request.intent in STEERING and (request.confidence < SURE and asks or no_place)
