"""Questions without a facet: search in the statements, which profession fits, and what to do when nothing is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, List, Optional, Sequence

from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import CONVINCED, MOST_NEAREST, NEAREST, answer_found, remembered
from bot.answers.focus import focus, near_best
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.search import CERTAIN, POSSIBLE, Fit

FITS, CANDIDATES = 3, 9  # professions shown, and looked at when something else than the fit decides
TELLING_WORDS = 7  # from here on somebody tells about themselves
MISSES_BEFORE_TOPICS, MISSES_BEFORE_HUMAN = 2, 3


def answer_search(
    context: Context, request: Request, memory: Memory, sure: bool = False, facet: str = ""
) -> Optional[Answer]:
    """The statements that answer a question best, with their professions and sources; None below the threshold."""
    within = request.professions or None
    if not within and memory.recent and not asks_which(context, request):
        here = answer_search(context, replace(request, professions=memory.recent[:1]), memory, sure, facet)
        if here:
            return here
    wanted = focus(context, request, facet) or ("" if within or sure else request.query or request.text)
    hits = context.search.ranked(wanted, professions=within) if wanted else ()
    found = near_best(hits, CERTAIN if sure else POSSIBLE)
    key = "search"
    if not found and not within and request.intent == "search" and request.confidence > CONVINCED:
        found, key = near_best(hits, NEAREST)[:MOST_NEAREST], "search_nearest"
    if not found:
        return None
    professions = list(dict.fromkeys(f.profession for f in found if f.profession))
    memory = replace(memory.with_professions(*professions[:2]), request=remembered(request, *professions[:1]))
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    if within and len(within) == 1:
        return answer_found(context, request, replace(memory, misses=0), hits, within[0])
    return listing(context, memory, key, [f.id for f in found], buttons, names=True)


def asks_which(context: Context, request: Request) -> bool:
    """Whether a question looks for a profession ("wie …?", "in welk beroep …?") instead of going on about one."""
    text = f" {fold(request.text)} "
    return any(f" {opening} " in text for opening in context.wording["asks_which"])


def answer_fit(
    context: Context, request: Request, memory: Memory, ranked: Optional[Callable[[Sequence[Fit]], List[Fit]]] = None
) -> Optional[Answer]:
    """A ranked few professions with the statements that made them fit; None when the text names no interest.

    `ranked` puts them in another order before the first few are taken.
    """
    telling = len(request.text.split()) >= TELLING_WORDS
    fits: Sequence[Fit] = context.search.fit(request.text, limit=CANDIDATES if ranked else FITS, telling=telling)
    fits = (ranked(fits) if ranked else fits)[:FITS]
    if not fits:
        return None
    professions = [f.profession for f in fits]
    lines = []
    for fit in fits:
        card = context.card(fit.profession)
        why = (
            context.say("fit_reason", text=shorten(fit.facts[0].text, 150), cite=fit.facts[0].cite) if fit.facts else ""
        )
        lines.append(context.say("fit_item", name=card.name, reason=why))
    memory = replace(
        memory.with_professions(*professions),
        request=remembered(request),
        listed=tuple(professions),
        shown=len(fits),
        layout=None,
        facts=tuple(f.facts[0].id for f in fits if f.facts),
        pending=None,
        misses=0,
    )
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    if len(professions) > 1:
        buttons.append(Button(context.wording["compare_first_two"], "compare", {"profession": professions[:2]}))
    return said("fit", memory, buttons, items="\n".join(lines))


def answer_unknown(context: Context, request: Request, memory: Memory) -> Answer:
    """Friendly: not known, and what the bot can do; the list of topics after two misses, a person after three."""
    misses = memory.misses + 1
    key = "unknown"
    if misses >= MISSES_BEFORE_HUMAN:
        key = "unknown_human"
    elif misses >= MISSES_BEFORE_TOPICS:
        key = "unknown_topics"
    return said(key, replace(memory, misses=misses, listed=(), facts=()), list_buttons(context))
