"""A part of a dossier seems to be asked for, but hardly that part, or of no profession that is named: what the search finds."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers import finding, staying, terms
from bot.answers.context import Context
from bot.answers.focus import focus
from bot.answers.model import Answer, Memory, Request
from bot.answers.telling import whole

NAMES = "names"
NOT_THERE = "not_there"  # then the part that was guessed says more


def answer_unclear(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the search finds for a question that was hardly understood; for one that says nothing by itself, for the story
    before it."""
    here = staying.answer_here(context, replace(request, intent="search"), memory)
    if here and here.parts[0].key != NOT_THERE:
        return here
    found = finding.answer_search(context, request, memory) if not here else None
    told = request.story and request.professions and not focus(context, request)
    return found or (finding.answer_search(context, whole(request), memory) if told else None)


def answer_unnamed(context: Context, request: Request, memory: Memory, facet: str) -> Optional[Answer]:
    """What surely answers a question that names no profession: a term and what is said about it, or statements."""
    if facet == NAMES and focus(context, whole(request), facet):  # "iemand die buurtfeesten doet, hoe heet dat beroep?"
        asked = replace(whole(request), intent="search", confidence=1.0)
        return finding.answer_search(context, asked, memory, facet=facet)
    if request.terms:
        found = terms.answer_beyond(context, request, memory) or terms.answer_term(context, request, memory)
        if found:
            return found
    found = finding.answer_search(context, request, memory, sure=True, facet=facet)
    found = found or finding.answer_search(context, whole(request), memory, sure=True, facet=facet)
    if found or not finding.asks_which(context, request):
        return found
    return finding.answer_search(context, replace(request, intent="search", confidence=1.0), memory)


def looks_for_one(context: Context, request: Request) -> bool:
    """Whether what seems to ask for figures asks which profession does something ("welke beroepen werken met werkzoekenden?")."""
    counts = any(w.startswith(tuple(context.wording["figure_words"])) for w in request.words)
    return bool(finding.asks_which(context, request)) and not counts and not request.professions
