"""Asking back, the list of professions, and the honest limits of what the bot knows."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence

from bot.answers import finding
from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import answer_facet, remembered
from bot.answers.focus import focus
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said


def ask_which(context: Context, request: Request, memory: Memory, candidates: Sequence[str]) -> Answer:
    """ "Bedoel je … of …?" with the candidates as quick replies."""
    shown = list(candidates)[:4]
    intent = request.intent if request.intent.startswith("ask_") else "ask_definition"
    extra = {"number": request.number} if request.number else {}
    buttons = [Button(context.card(p).name, intent, {"profession": p, **extra}) for p in shown]
    waiting = replace(memory, pending=remembered(replace(request, intent=intent)), misses=0)
    return said("which_one", waiting, buttons, names=context.names(shown, "or"))


def having_facet(context: Context, facet: str) -> List[str]:
    """The professions whose dossier has a facet."""
    return [c.id for c in context.kb.professions() if facet in context.kb.facets(c.id)]


def ask_profession(context: Context, request: Request, memory: Memory, facet: str) -> Answer:
    """Which profession is it about? The question waits for the answer; when one dossier alone has the facet, it is that one."""
    waiting = replace(memory, pending=remembered(request), misses=0)
    having = having_facet(context, facet)
    if len(having) == 1:
        return answer_facet(context, request, memory, facet, having[0])
    examples = having[:: max(1, len(having) // 3)][:3] or [c.id for c in context.kb.professions()][:3]
    buttons = [Button(context.card(p).name, f"ask_{facet}", {"profession": p}) for p in examples]
    buttons.append(list_buttons(context)[0])
    return said(
        "ask_profession", waiting, buttons, facet=context.facets[facet]["label"], examples=context.names(examples, "or")
    )


def answer_list(context: Context, request: Request, memory: Memory) -> Answer:
    """The professions, each in one line, in parts."""
    ids = [c.id for c in context.kb.professions()]
    buttons = [Button(context.wording["choose_help"], "find_profession")]
    remembering = replace(memory, request=remembered(request))
    return listing(context, remembering, "list_professions", ids, buttons, total=len(ids))


def answer_choice(context: Context, request: Request, memory: Memory) -> Answer:
    """Which profession fits: from what was told, else by asking."""
    told = request.text if focus(context, request) or context.search.has_phrase(request.text) else ""
    found = finding.answer_fit(context, request, memory) if told else None
    return found or finding.answer_fit_start(context, request, memory)


def answer_pay(context: Context, request: Request, memory: Memory) -> Answer:
    """Pay and costs are in no dossier."""
    professions = request.professions or memory.recent[:1]
    buttons = context.next_buttons("definition", professions[0]) if professions else list_buttons(context)
    return said("pay", replace(memory, misses=0), buttons)


def answer_other_profession(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """An occupation of which there is no dossier; None when one of ours was named after all."""
    if request.professions:
        return None
    buttons: List[Button] = list_buttons(context)
    key = "other_profession" if request.occupation else "unknown_profession"
    return said(key, replace(memory, misses=0), buttons, occupation=request.occupation)


def answer_out_of_scope(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Not ours; but when a profession of ours was named the dossiers are searched first."""
    if request.professions:
        return None
    return finding.answer_unknown(context, request, memory)
