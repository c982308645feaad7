"""A part of a dossier seems to be asked for, but hardly that part, or of no profession that is named: what the search finds."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers import finding, labour, staying, terms
from bot.answers.becoming import answer_becoming
from bot.answers.context import Context
from bot.answers.focus import focus
from bot.answers.model import Answer, Memory, Request
from bot.answers.telling import whole

NAMES = "names"
LEARNING = ("ask_learning_path", "ask_study", "ask_conditions", "ask_level")
NOT_THERE = "not_there"  # then the part that was guessed says more


def answer_unclear(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the search finds for a question that was hardly understood; for one that says nothing by itself, for the story
    before it."""
    here = staying.answer_here(context, replace(request, intent="search"), memory)
    if here and here.parts[0].key != NOT_THERE:
        return here
    found = staying.answer_anywhere(context, request, memory) if not here else None
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


def counts_else(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question how many, that was taken for one about figures, counts something else ("hoeveel fases zijn er?")."""
    figures = any(w.startswith(tuple(context.wording["figure_subjects"])) for w in request.words)
    named = request.professions or request.facets or labour.names_table(context, request, memory.recent[0])
    return request.says("hoeveel") and not figures and not named and bool(focus(context, request, "labour_market"))


def looks_for_one(context: Context, request: Request) -> bool:
    """Whether what seems to ask for figures asks which profession does something ("welke beroepen werken met werkzoekenden?")."""
    counts = any(w.startswith(tuple(context.wording["figure_words"])) for w in request.words)
    return bool(finding.asks_which(context, request)) and not counts and not request.professions


def answer_studies(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """How to become something for who asks what or where to study; how long the work itself lasts, when that may be meant ("hoe lang
    duurt dat?"); None when the dossier tells of a study."""
    if "study" in context.kb.facets(profession):
        return None
    learning = request.professions or _of_learning(context, request, memory)
    lasts = None if learning else staying.answer_here(context, replace(request, intent="search"), memory)
    return lasts or answer_becoming(context, request, memory, profession)


def _of_learning(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question is about learning, or goes on with one that was."""
    last = (memory.request or {}).get("intent")
    return last in LEARNING or request.says(*context.wording["study_words"])
