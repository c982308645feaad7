"""What was just said in other words: simpler, shorter."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence

from bot.answers import terms
from bot.answers.context import Context, cite
from bot.answers.facets import answer_facet
from bot.answers.followup import facts_of, last_request, says_nowhere
from bot.answers.labour import labour_market
from bot.answers.lists import shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from knowledge.facts import Fact

SHORT, MOST_PLAIN = 2, 4  # items of a short answer, and of one in plain words
NUMBERED = ("ask_competency", "ask_competencies")
LENGTH = 140  # characters of an item of a short answer
OF_FIGURES = (
    "figures",
    "simpler_figures",
    "no_measure",
)  # keys of replies with figures, or about those that were shown
MOST_OF_OTHERS = 2  # competencies whose plain wording stands for statements without one


def answer_simpler(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Our plain wording of what was last said, marked as ours; what has none is cut down to what matters most."""
    brief = set(request.words) & set(context.wording["brief_words"])
    if request.professions and brief:
        return answer_facet(context, request, memory, "definition", request.professions[0])
    if request.professions:
        card = context.card(request.professions[0])
        asked = {"intent": "ask_definition", "professions": [card.id]}
        known = replace(memory.with_professions(card.id), request=asked, misses=0)
        return said("simpler", known, context.next_buttons("definition", card.id, 2), text=card.plain, cite=card.cite)
    numbered = _numbered(context, request, memory)
    if numbered:
        return numbered
    word = terms.asked_word(context, request)
    if word:
        return terms.answer_unexplained(context, memory, word)
    figures = _figures(context, memory, "simpler_figures")
    if figures or says_nowhere(memory):
        return figures or said("simpler_nowhere", memory, _next(context, memory))
    facts = facts_of(context, memory)
    texts = _plain(context, memory, facts)
    if not texts and facts:
        return _cut(context, memory, facts, "simpler_cut")
    if not texts and memory.recent:
        texts = [context.card(memory.recent[0]).plain]
    if not texts:
        return None
    sources = cite(facts) or (context.card(memory.recent[0]).cite if memory.recent else "")
    text = "\n".join(f"- {t}" for t in texts[:MOST_PLAIN]) if len(texts) > 1 else texts[0]
    return said("simpler", memory, _next(context, memory), text=text, cite=sources)


def _numbered(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Our plain wording of the competency at a place that was named ("en nummer 2 in simpele taal?"); None for another question."""
    last = last_request(memory)
    if not (memory.recent and request.number and last and last.intent in NUMBERED):
        return None
    card = next((c for c in context.kb.competencies(memory.recent[0]) if c.number == request.number), None)
    if card is None or not card.plain:
        return None
    known = replace(memory, facts=(card.id,), misses=0)
    return said("simpler", known, _next(context, memory), text=card.plain, cite=card.cite)


def answer_shorter(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The last answer in its shortest form."""
    if any(told.startswith(("shorter", "simpler ")) for told in memory.told):
        return said("shortest", memory, _next(context, memory))
    figures = _figures(context, memory, "shorter")
    if figures:
        return figures
    facts = facts_of(context, memory)
    if not facts:
        return answer_simpler(context, request, memory)
    if facts[0].facet == "definition" and facts[0].profession:
        text = context.card(facts[0].profession).plain
        return said("simpler", memory, _next(context, memory), text=text, cite=cite(facts))
    return _cut(context, memory, facts, "shorter")


def _plain(context: Context, memory: Memory, facts: Sequence[Fact]) -> List[str]:
    """Our plain wording of the facts, or of the competencies that they are of; [] when there is none."""
    last = last_request(memory)
    number = last.number if last and last.intent == "ask_competency" else None
    texts = [f.plain for f in facts if f.plain] if not number else []
    wanted = {(f.profession, f.number) for f in facts if f.profession and f.number}
    cards = [c for p in dict.fromkeys(p for p, _ in wanted) for c in context.kb.competencies(p)]
    return texts or [c.plain for c in cards if (c.profession, c.number) in wanted and c.plain][:MOST_OF_OTHERS]


def _cut(context: Context, memory: Memory, facts: Sequence[Fact], key: str) -> Answer:
    """The first facts, each in its first words."""
    items = "\n".join(f"- {shorten(f.text, LENGTH)}" for f in facts[:SHORT])
    return said(key, memory, _next(context, memory), items=items, cite=cite(facts[:SHORT]))


def _figures(context: Context, memory: Memory, key: str) -> Optional[Answer]:
    """The total of the figures that were last shown, else all of them, without what is to be noted; None after another answer."""
    last = last_request(memory)
    told_figures = any(told.startswith(OF_FIGURES) for told in memory.told)
    if not (last and last.intent == "ask_labour_market" and told_figures):
        return None
    shown = labour_market(context, last, memory, last.professions[0])
    if not shown or shown.parts[0].key != "figures":
        return None
    told = shown.parts[0].values
    return said(key, memory, _next(context, memory), **{**told, "items": told["total"] or told["items"]})


def _next(context: Context, memory: Memory) -> List[Button]:
    return context.next_buttons("definition", memory.recent[0], 2) if memory.recent else []
