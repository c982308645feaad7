"""The list of competencies (work processes, activities) of a profession, and one of them in full."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.focus import about, in_front, named_competency, near_best
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.facts import CompetencyCard
from knowledge.search import POSSIBLE, Hit


def competency(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """One competency, by number or by a heading that the question resembles; otherwise the list."""
    cards = context.kb.competencies(profession)
    number = cards[-1].number if request.number == -1 and cards else request.number
    chosen = next((c for c in cards if c.number == number), None)
    if chosen is not None:
        return one(context, memory, chosen, _role(context, request))
    found, hits = by_topic(context, request, profession) if number is None else (None, ())
    if found is not None:
        return one(context, memory, found, _role(context, request), hits, topic=request.query)
    if number is None or not cards:
        return competencies(context, request, memory, profession)
    card = context.card(profession)
    return said(
        "no_such_number",
        memory,
        [context.facet_button("competencies", profession)],
        name=card.name,
        number=number,
        last=cards[-1].number,
        unit=card.unit,
        units=context.wording["unit_plural"][card.unit],
        cite=card.cite,
    )


def _role(context: Context, request: Request) -> Optional[str]:
    """The part of a work process that a question names: its description, result, behaviour, underlying competencies."""
    asked = fold(request.text)
    return next((role for word, role in context.wording["roles"].items() if word in asked), None)


def one(
    context: Context,
    memory: Memory,
    chosen: CompetencyCard,
    role: Optional[str] = None,
    hits: Sequence[Hit] = (),
    topic: str = "",
) -> Answer:
    """The statements of one competency, `hits` first, with a button for the knowledge that goes with it. `topic`: the words by
    which it was found, which are asked again for another profession ("en de jobcoach?"), where a number means something else."""
    profession, card = chosen.profession, context.card(chosen.profession)
    facts = [f for f in context.kb.facts(profession, "competency", number=chosen.number) if f.role != "note"]
    facts = [f for f in facts if f.role == role] or facts if role else in_front(facts, hits)
    buttons: List[Button] = []
    if context.kb.facts(profession, "knowledge", number=chosen.number):
        title = context.facets["knowledge"]["button"]
        buttons.append(Button(title, "ask_knowledge", {"profession": profession, "number": chosen.number}))
    buttons += context.next_buttons("competency", profession, 2)
    request = {"intent": "ask_competency", "professions": [profession], "number": chosen.number, "query": topic}
    return listing(
        context,
        replace(memory.with_professions(profession), request=request),
        "facet_competency",
        [f.id for f in facts],
        buttons,
        name=card.name,
        number=chosen.number,
        unit=card.unit,
        heading=chosen.title,
        cite=chosen.cite,
    )


def by_topic(context: Context, request: Request, profession: str) -> Tuple[Optional[CompetencyCard], Sequence[Hit]]:
    """The competency that the words of a question are about, if one clearly is, with what was found."""
    for asked in (request, replace(request, query=request.story)):
        hits = about(context, asked, "competency", profession)
        if near_best(hits, POSSIBLE):
            return named_competency(context, hits, profession), hits
    return None, ()


def competencies(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """The numbered list of competencies; of one phase or cluster when the question names it."""
    cards = context.kb.competencies(profession)
    if not cards:
        return None
    asked = request.words
    named = under_heading(context, cards, asked)
    if (
        not named
        and any(c.cluster for c in cards)
        and any(w.startswith(tuple(context.wording["division_words"])) for w in asked)
    ):
        return _headings(context, memory, profession, cards)
    chosen = named if named and len(named) < len(cards) else cards
    card = context.card(profession)
    return listing(
        context,
        memory,
        "facet_competencies",
        [c.id for c in chosen],
        context.next_buttons("competencies", profession),
        name=card.name,
        total=len(chosen),
        units=context.wording["unit_plural"][card.unit],
    )


def under_heading(context: Context, cards: Sequence[CompetencyCard], asked: Sequence[str]) -> List[CompetencyCard]:
    """The competencies under the heading that words name; [] when they name none."""
    return [c for c in cards if c.cluster and any(w in asked for w in _telling_words(context, c.cluster))]


def _headings(context: Context, memory: Memory, profession: str, cards: Sequence[CompetencyCard]) -> Answer:
    """Under which headings the dossier puts its competencies, and what it says of the phases of the work."""
    groups = [(title, [c.number for c in group]) for title, group in groupby(cards, lambda card: card.cluster)]
    lines = [
        context.say("heading_item", title=title or context.wording["no_heading"], first=min(numbers), last=max(numbers))
        for title, numbers in groups
    ]
    wanted = context.wording["division_search"]
    hits = context.search.ranked(wanted, 3, (profession,))
    phases = [h.fact for h in hits if wanted.split()[0] in fold(h.fact.text)]
    extra = context.say("phases", text=phases[0].text, cite=phases[0].cite) if phases else ""
    card = context.card(profession)
    units = context.wording["unit_plural"][card.unit]
    known = replace(
        memory, listed=tuple(c.id for c in cards), shown=0, layout=None, facts=tuple(f.id for f in phases[:1])
    )
    buttons = context.next_buttons("definition", profession)
    return said(
        "headings", known, buttons, name=card.name, units=units, items="\n".join(lines), extra=extra, cite=card.cite
    )


def _telling_words(context: Context, cluster: str) -> List[str]:
    words = "".join(c if c.isalnum() else " " for c in fold(cluster)).split()
    return [w for w in words if len(w) > 5 and w not in context.wording["cluster_words"]]
