"""Asking back, the list of professions, and the honest limits of what the bot knows."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence

from bot.answers import choosing, finding
from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import answer_facet, not_there, remembered
from bot.answers.focus import CONVINCED, focus
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Part, Request, said

MOST_OFFERED = 4  # professions as quick replies


def ask_which(context: Context, request: Request, memory: Memory, candidates: Sequence[str]) -> Answer:
    """ "Bedoel je … of …?" with the candidates as quick replies."""
    candidates = _nearest_first(context, request, candidates)
    shown = candidates[:MOST_OFFERED]
    intent = request.intent if request.intent.startswith("ask_") else "ask_definition"
    extra = {"number": request.number} if request.number else {}
    buttons = [Button(context.card(p).name, intent, {"profession": p, **extra}) for p in shown]
    waiting = _waiting(memory, replace(request, intent=intent), candidates)
    return said("which_one", waiting, buttons, names=context.names(shown, "or"))


def having_facet(context: Context, facet: str) -> List[str]:
    """The professions whose dossier has a facet."""
    return [c.id for c in context.kb.professions() if facet in context.kb.facets(c.id)]


def _fitting(context: Context, request: Request, facet: str = "") -> List[str]:
    """The professions that fit what a question tells beside its facet; [] when it tells nothing."""
    told = focus(context, request, facet)
    return [fit.profession for fit in context.search.fit(told, limit=9, telling=True)] if told else []


def _nearest_first(context: Context, request: Request, candidates: Sequence[str]) -> List[str]:
    """The candidates, those first that fit what else the question tells ("een sociaal werker *in de wijk*")."""
    fitting = [p for p in _fitting(context, request) if p in candidates]
    return list(dict.fromkeys([*fitting, *candidates]))


def _waiting(memory: Memory, request: Request, offered: Sequence[str]) -> Memory:
    """Memory with the request that waits for one of the professions that are offered."""
    return replace(memory, pending={**remembered(request), "candidates": list(offered)}, misses=0)


def ask_profession(context: Context, request: Request, memory: Memory, facet: str) -> Answer:
    """Which profession is it about? The question waits for the answer; when one dossier alone has the facet, it is that one."""
    having = having_facet(context, facet)
    if len(having) == 1:
        return answer_facet(context, request, memory, facet, having[0])
    told = _fitting(context, request, facet)
    spread = having[:: max(1, len(having) // 3)][:3] or [c.id for c in context.kb.professions()][:3]
    examples = list(dict.fromkeys([*told, *spread]))[:3]
    buttons = [Button(context.card(p).name, f"ask_{facet}", {"profession": p}) for p in examples]
    buttons.append(list_buttons(context)[0])
    waiting = _waiting(memory, request, examples)
    return said(
        "ask_profession", waiting, buttons, facet=context.facets[facet]["label"], examples=context.names(examples, "or")
    )


def answer_list(context: Context, request: Request, memory: Memory) -> Answer:
    """The professions, each in one line, in parts; those that something in particular is asked of ("die met groepen werken")."""
    particular = request.confidence < CONVINCED and focus(context, request)
    found = finding.answer_search(context, request, memory) if particular else None
    if found:
        return found
    ids = [c.id for c in context.kb.professions()]
    buttons = [Button(context.wording["choose_help"], "find_profession")]
    remembering = replace(memory, request=remembered(request))
    told = listing(context, remembering, "list_professions", ids, buttons, total=len(ids))
    wanted = finding.asks_which(context, request).split()[-1:]
    unsorted = particular or set(wanted) & set(context.wording["relative_words"])
    return replace(told, parts=(Part("list_unsorted"), *told.parts)) if unsorted else told


def answer_pay(context: Context, request: Request, memory: Memory) -> Answer:
    """Pay is in no dossier, nor is what something costs and who pays for it."""
    professions = request.professions or memory.recent[:1]
    buttons = context.next_buttons("definition", professions[0]) if professions else list_buttons(context)
    known = replace(memory.with_professions(*professions), request=remembered(request, *professions), misses=0)
    costs = any(words in request.spoken for words in context.wording["cost_words"])
    return said("costs" if costs else "pay", replace(known, listed=(), facts=()), buttons)


def answer_unsaid(context: Context, request: Request, memory: Memory) -> Answer:
    """What no dossier tells of any profession: who does it best, how many men and women do it, whether a machine will."""
    professions = request.professions or memory.recent[:1]
    known = replace(memory.with_professions(*professions), request=remembered(request, *professions), misses=0)
    if len(professions) == 1:
        return not_there(context, known, professions[0])
    return said("unsaid", replace(known, listed=(), facts=()), list_buttons(context))


def answer_other_profession(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """An occupation of which there is no dossier; None when one of ours was named after all."""
    if request.professions:
        return None
    if request.occupation and finding.asks_which(context, request):  # "welk beroep praat met ministers?"
        found = finding.answer_search(context, replace(request, intent="search", query=request.text), memory)
        if found:
            return found
    if request.occupation and finding.told_oneself(context, request):
        choice = choosing.answer_choice(context, Request(choosing.CHOOSING), memory)
        own = said("own_occupation", memory, occupation=request.occupation)
        return Answer((*own.parts, *choice.parts), choice.memory)
    buttons: List[Button] = list_buttons(context)
    key = "other_profession" if request.occupation else "unknown_profession"
    return said(key, replace(memory, misses=0), buttons, occupation=request.occupation)


def answer_out_of_scope(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Not ours; but when a profession of ours was named the dossiers are searched first."""
    if request.professions:
        return None
    return finding.answer_unknown(context, request, memory)
