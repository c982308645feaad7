"""Questions without a facet: search in the statements, which profession fits, and what to do when nothing is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import answer_found, remembered
from bot.answers.focus import focus
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said

TELLING_WORDS = 7  # from here on somebody tells about themselves
MISSES_BEFORE_TOPICS, MISSES_BEFORE_HUMAN = 2, 3


def answer_search(
    context: Context, request: Request, memory: Memory, sure: bool = False, facet: str = ""
) -> Optional[Answer]:
    """The statements that answer a question best, with their professions and sources; None below the threshold."""
    within = request.professions or None
    wanted = focus(context, request, facet) if within or sure else request.query or request.text
    hits = context.search.find(wanted, professions=within, sure=sure) if wanted else []
    if not hits:
        return None
    professions = list(dict.fromkeys(f.profession for f in hits if f.profession))
    memory = replace(memory.with_professions(*professions[:2]), request=remembered(request, *professions[:1]))
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    if within and len(within) == 1:
        return answer_found(context, request, replace(memory, misses=0), hits, within[0])
    return listing(context, memory, "search", [f.id for f in hits], buttons, names=True)


def answer_fit(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """A ranked few professions with the statements that made them fit; None when the text names no interest."""
    fits = context.search.fit(request.text, limit=3, telling=len(request.text.split()) >= TELLING_WORDS)
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


def answer_fit_start(context: Context, request: Request, memory: Memory) -> Answer:
    """Asks what somebody likes, when they want to choose but did not say."""
    buttons = [
        Button(choice["title"], "find_profession", {"interest": key})
        for key, choice in context.wording["interests"].items()
    ]
    return said("fit_start", replace(memory, pending=remembered(request), misses=0), buttons)


def answer_unknown(context: Context, request: Request, memory: Memory) -> Answer:
    """Friendly: not known, and what the bot can do; the list of topics after two misses, a person after three."""
    misses = memory.misses + 1
    key = "unknown"
    if misses >= MISSES_BEFORE_HUMAN:
        key = "unknown_human"
    elif misses >= MISSES_BEFORE_TOPICS:
        key = "unknown_topics"
    return said(key, replace(memory, misses=misses, listed=(), facts=()), list_buttons(context))
