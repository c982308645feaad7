"""Goes back to what was said before: the last question once more, or the last list to choose from ("terug naar de lijst")."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable

from bot.answers import chatting, limits
from bot.answers.context import Context
from bot.answers.facets import remembered
from bot.answers.model import Answer, Memory, Request, said

CHOOSING, REPEAT = "find_profession", "repeat"
# What goes on with a list and is none of its own.
WITHIN = ("more", "pick_option", REPEAT)
Again = Callable[[Context, Request, Memory], Answer]


def with_overview(context: Context, request: Request, before: Memory, memory: Memory) -> Memory:
    """Memory after an answer that knows the request again that was answered with a list of professions, competencies or statements of several."""
    snapshot = context.kb.snapshot()
    cards = {c.id for cards in snapshot.competencies.values() for c in cards}
    to_choose = any(memory.listed and set(memory.listed) <= set(kind) for kind in (snapshot.professions, cards))
    to_choose = to_choose or bool(memory.listed and (memory.layout or {}).get("names"))
    if not to_choose or memory.listed == before.listed or request.intent in WITHIN:
        return memory
    told = memory.request if request.intent == CHOOSING else None  # of which the request is only the last option
    return replace(memory, overview=told or remembered(request, *request.professions))


def answer_repeat(context: Context, request: Request, memory: Memory, again: Again) -> Answer:
    """The list to choose from when it is asked for, else the last question once more."""
    fresh = replace(memory, pending=None)
    if set(request.words) & set(context.wording["list_words"]):
        if memory.overview:
            return again(context, Request.of(memory.overview), fresh)
        return limits.answer_list(context, Request("list_professions"), fresh)
    if memory.request and memory.request.get("intent") != REPEAT:
        return again(context, Request.of(memory.request), memory)
    return said("repeat", memory, chatting.next_steps(context, memory))
