"""Reads a request in the light of the last one: what its number, its name or its few words mean here."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers.context import Context
from bot.answers.model import Memory, Request
from bot.nlu.normalize import WORD, fold

FEW_WORDS = 5
# Lists that tell how many there are.
COUNTED = ("ask_competencies", "ask_knowledge", "ask_skills", "ask_responsibility")


def same_competency(request: Request, memory: Memory) -> Request:
    """ "Welke kennis is daarvoor nodig?" after one competency is about that competency."""
    last = memory.request or {}
    words = WORD.findall(fold(request.text))
    pointing = any(w in words for w in ("daarvoor", "dat", "daarbij", "die", "hiervoor", "ervoor", "erbij", "hierbij"))
    if (
        request.intent == "ask_knowledge"
        and not request.professions
        and last.get("intent") == "ask_competency"
        and pointing
    ):
        return replace(request, number=request.number or last.get("number"))
    return request


def _part_of_competency(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """ "En het resultaat?" after a work process is about that part of it."""
    last = memory.request or {}
    named = any(word in fold(request.text) for word in context.wording["roles"])
    free = not request.professions and request.number is None
    if last.get("intent") != "ask_competency" or not last.get("number") or not (named and free):
        return None
    return replace(request, intent="ask_competency", number=last["number"])


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


def resolved(context: Context, request: Request, memory: Memory) -> Request:
    """A request whose bare number or name is read in the light of the conversation."""
    part = _part_of_competency(context, request, memory)
    if part:
        return part
    last = memory.request or {}
    words = set(WORD.findall(fold(request.text)))  # none in a quick reply
    if words and last.get("intent") in COUNTED and words <= set(context.wording["counting_words"]):
        return replace(Request.of(last), text="", query="")  # "hoeveel zijn er?" after a list
    listing = context.wording["listing_words"]
    if (
        str(last.get("intent"))[4:] in context.facets
        and words & set(listing["asking"])
        and words <= set(sum(listing.values(), []))
    ):
        return replace(Request.of(last), text="", query="")  # "welke precies, som eens op"
    if memory.pending and request.intent in ("ask_definition", "follow_up") and request.professions:
        words = request.text.split()
        if request.intent == "follow_up" or len(words) <= 4 and "wat" not in f"{request.query} {request.text}".lower():
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
        going_on = among_competencies and request.text.lower().startswith("en ") and request.number > 0
        if not memory.listed or going_on or among_competencies and request.number > memory.shown:
            return replace(request, intent="ask_competency")
    return request
