"""Definitions of terms (POP, SMART, empowerment …), and what a note says about a whole structure."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from bot.answers.context import Context
from bot.answers.facets import remembered
from bot.answers.focus import focus
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from knowledge.facts import Term


def answer_term(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The definition of the term that was named; None when no known term was named."""
    chosen = _chosen(context, request, memory)
    if not chosen:
        return None
    text = shorten(chosen.text + "".join(f"\n- {item.text}" for item in chosen.items))
    others = [t for t in context.kb.terms() if t.id in request.terms and t.term.casefold() != chosen.term.casefold()]
    buttons = [Button(t.term, "ask_term", {"term": t.id}) for t in others[:1]]
    if chosen.profession:
        buttons.append(context.facet_button("definition", chosen.profession))
    remembering = replace(memory, request=remembered(request), facts=(), listed=(), pending=None, misses=0)
    return said("term", remembering, buttons, term=chosen.term, text=text, cite=chosen.cite)


def _chosen(context: Context, request: Request, memory: Memory) -> Optional[Term]:
    """The named term, as the profession under discussion defines it if it does."""
    by_id = {t.id: t for t in context.kb.terms()}
    named = [by_id[t] for t in request.terms if t in by_id]
    if not named:
        return None
    for profession in (*request.professions, *memory.recent[:1]):
        same = [t for t in context.kb.terms(profession) if t.term.casefold() == named[0].term.casefold()]
        if same:
            return same[0]
    return named[0]


def answer_structure(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What a document about several professions says: the statements nearest to the question, else from the start."""
    documents = context.kb.documents()
    if not documents:
        return None
    document = documents[0]
    found = context.search.in_document(
        focus(context, replace(request, query=request.text)) or request.text, document.id
    )
    rest = [f for f in document.facts if f.facet == "extra"]
    places = {f.id: i for i, f in enumerate(rest)}
    start = min((places[f.id] for f in found if f.id in places), default=0)
    ids: List[str] = list(dict.fromkeys([*(f.id for f in found), *(f.id for f in rest[start:]), *(f.id for f in rest)]))
    buttons = [context.facet_button("definition", p) for p in document.professions[:2]]
    remembering = replace(memory, request=remembered(request))
    return listing(context, remembering, "structure", ids, buttons, title=document.title)
