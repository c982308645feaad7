"""Short words in a conversation: yes, no, once more, "that is not what I meant"; each leads on to something."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from bot.answers import finding
from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.followup import answer_more
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.settings import load_settings

MOST_OFFERED = 4


def answer_yes(context: Context, request: Request, memory: Memory) -> Answer:
    """A yes to what was offered last: the rest of a list, one of the professions that were named, or what comes next."""
    eager = request.says(*context.wording["eager_words"])
    if eager and not memory.pending and memory.layout and memory.shown < len(memory.listed):
        found = answer_more(context, request, memory)
        if found:
            return found
    offered = _offered(context, memory)
    return said(
        "which_of_these" if offered else "affirm", replace(memory, misses=0), offered or next_steps(context, memory)
    )


def answer_no(context: Context, request: Request, memory: Memory) -> Answer:
    """A no: other ways to go on."""
    choosing = (memory.request or {}).get("intent") == "find_profession" or memory.pending
    steps = list_buttons(context) if choosing else next_steps(context, memory)
    return said("deny", replace(memory, pending=None), steps)


def answer_not_meant(context: Context, request: Request, memory: Memory) -> Answer:
    """The last answer was not what was asked: sorry, and where else the question may go."""
    misses = memory.misses + 1
    if misses >= load_settings().misses_before_topics:
        return finding.answer_unknown(context, request, memory)
    return said("not_meant", replace(memory, misses=misses), next_steps(context, memory))


def next_steps(context: Context, memory: Memory) -> List[Button]:
    """Two or three sensible next questions: about the profession under discussion, else where to begin."""
    if not memory.recent:
        return list_buttons(context)
    last = str((memory.request or {}).get("intent", ""))[4:]
    facet = last if last in context.facets else "definition"
    return [*context.next_buttons(facet, memory.recent[0], 2), list_buttons(context)[0]]


def _offered(context: Context, memory: Memory) -> List[Button]:
    """The professions that the last answer offered: of a question that waits, or of a list."""
    known = context.kb.snapshot().professions
    pending = memory.pending or {}
    waiting = [p for p in pending.get("candidates") or () if p in known]
    intent: Optional[str] = pending.get("intent") if waiting else "ask_definition"
    names = waiting or [p for p in memory.listed[: memory.shown] if p in known]
    return [Button(context.card(p).name, str(intent), {"profession": p}) for p in names[:MOST_OFFERED]]
