"""What only a person can judge: opinions, what matters most, why one would choose a profession. The bot says so and shows what to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence

from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import answer_facet, remembered
from bot.answers.limits import answer_list
from bot.answers.model import Answer, Button, Memory, Request, said

TWOSOME = ("compare", "ask_learning_path")
MEASURED = (
    "labour_market",
    "level",
    "conditions",
    "study",
    "competencies",
    "knowledge",
    "skills",
    "learning_path",
)  # facets of which something can be much or high
RANKED = ("competencies", "knowledge", "skills", "responsibility")  # facets that are lists


def answer_opinion(context: Context, request: Request, memory: Memory) -> Answer:
    """No opinion; what somebody does in the profession that it is about, in plain words, to judge by."""
    professions = request.professions or memory.recent[:1]
    if len(request.professions) > 1:
        return _of_two(context, memory.with_professions(*request.professions), request.professions[:2])
    if _measures(context, request, memory):
        return said("no_measure", replace(memory, misses=0), context.next_buttons("definition", memory.recent[0]))
    if not professions:
        return said("opinion", replace(memory, misses=0), [*list_buttons(context), intake_button(context)])
    card = context.card(professions[0])
    remembering = replace(
        memory.with_professions(card.id), request=remembered(request, card.id), listed=(), facts=(), misses=0
    )
    buttons = [*context.next_buttons("definition", card.id, 2), list_buttons(context)[1]]
    return said("opinion_about", remembering, buttons, name=card.name, plain=card.plain, cite=card.cite)


def _measures(context: Context, request: Request, memory: Memory) -> bool:
    """Whether somebody asks if the figure, the level or the conditions of the last answer are much, high or good."""
    told = str((memory.request or {}).get("intent"))[4:] in MEASURED
    words = request.words
    return bool(
        told and memory.recent and not request.professions and set(words) & set(context.wording["measure_words"])
    )


def answer_ranking(context: Context, request: Request, memory: Memory) -> Answer:
    """That the dossier ranks nothing, with how much there is; the list itself when it was not shown yet."""
    if len(request.professions) > 1:
        return _of_two(context, memory.with_professions(*request.professions), request.professions[:2])
    if memory.listed and memory.listed[0] in context.kb.snapshot().professions:
        return _order_of_fits(context, request, memory)
    professions = request.professions or memory.recent[:1]
    if not professions:
        return answer_list(context, request, memory)
    last = memory.request or {}
    if last.get("intent") in TWOSOME and len(last.get("professions", ())) > 1 and not request.professions:
        return _of_two(context, memory, last["professions"])
    shown = str(last.get("intent", ""))[4:]
    facet = next((f for f in (*request.facets, shown) if f in RANKED), "competencies")
    there = context.kb.facts(professions[0], facet)
    if not there:
        return answer_facet(context, replace(request, text="", query=""), memory, facet, professions[0])
    card = context.card(professions[0])
    values = {"what": context.facets[facet]["label"], "name": card.name, "count": len(there), "cite": card.cite}
    if not request.professions and (facet == shown or not memory.facts and facet not in request.facets):
        first = _rest(context, memory) if facet == shown else [context.facet_button(facet, card.id)]
        buttons = first + context.next_buttons(facet, card.id, 2)
        return said("ranking", replace(memory, misses=0), buttons, **values)
    asked = Request(f"ask_{facet}", professions=(card.id,))
    found = answer_facet(context, asked, memory, facet, card.id)
    return Answer((*said("ranking", memory, [], **values).parts, *found.parts), found.memory)


def _of_two(context: Context, memory: Memory, pair: Sequence[str]) -> Answer:
    """That no dossier says which of two is better or harder, with what can be compared."""
    both = {"profession": list(pair)}
    buttons = [
        Button(context.wording["level_difference"], "compare", {**both, "facet": "level"}),
        Button(context.wording["competency_difference"], "compare", both),
        list_buttons(context)[1],
    ]
    known = replace(memory, request={"intent": "ask_ranking", "professions": list(pair)}, listed=(), facts=(), misses=0)
    return said("ranking_two", known, buttons, names=context.names(pair))


def _rest(context: Context, memory: Memory) -> List[Button]:
    return [Button(context.wording["more_title"], "more")] if memory.shown < len(memory.listed) else []


def _order_of_fits(context: Context, request: Request, memory: Memory) -> Answer:
    """Which of the professions that were shown came first, and that this is no judgement."""
    first: Optional[str] = memory.listed[0]
    if (memory.request or {}).get("intent") != "find_profession" or not first:
        return answer_opinion(context, request, memory)
    buttons = [context.facet_button("definition", first)]
    if len(memory.listed) > 1:
        buttons.append(Button(context.wording["compare_first_two"], "compare", {"profession": list(memory.listed[:2])}))
    return said("ranking_fit", replace(memory, misses=0), buttons, name=context.card(first).name)


def intake_button(context: Context) -> Button:
    """The quick reply that starts the intake."""
    return Button(context.wording["start_intake"], "start_intake")
