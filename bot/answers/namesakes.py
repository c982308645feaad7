"""A comparison of a profession with itself, under two of its names."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from bot.answers.context import Context
from bot.answers.facets import remembered
from bot.answers.model import Answer, Memory, Request, said
from bot.nlu.normalize import fold


def names_of_one(context: Context, request: Request) -> List[str]:
    """The names of one profession that a question sets side by side ("een buurtwerker en een opbouwwerker"); [] otherwise."""
    if len(request.professions) != 1 or request.candidates or request.occupation:
        return []
    card, text = context.card(request.professions[0]), request.spoken
    found: List[str] = []
    for name in sorted({card.name, card.plural, *card.names}, key=len, reverse=True):
        if f" {fold(name)} " in text:
            found.append(name)
            text = text.replace(f" {fold(name)} ", " | ")
    return sorted(found, key=lambda name: fold(request.text).find(fold(name))) if len(found) > 1 else []


def same_as(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """The comparison that "is dat hetzelfde als een jobcoach?" asks for, with what was talked about; None for another question."""
    text = request.spoken
    same = any(f" {phrase} " in text for phrase in context.wording["same_as"])
    if not same or not memory.recent or len(request.professions) != 1 or names_of_one(context, request):
        return None
    if request.professions[0] != memory.recent[0]:
        return replace(request, intent="compare", query="", professions=(memory.recent[0], *request.professions))
    told = replace(request, intent="compare", text=f"{(memory.request or {}).get('text', '')} {request.text}")
    return told if names_of_one(context, told) else None


def answer_same(context: Context, request: Request, memory: Memory) -> Answer:
    """That both names mean the same profession in the dossiers."""
    (profession,) = request.professions
    names = context.wording["and"].join(names_of_one(context, request))
    known = replace(
        memory.with_professions(profession), request=remembered(request, profession), pending=None, misses=0
    )
    buttons = context.next_buttons("names", profession)
    return said("compare_same", known, buttons, names=names, name=context.card(profession).name)
