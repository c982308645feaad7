"""How to become something: what a dossier says about conditions and level, and how much there is to learn."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Sequence

from bot.answers.context import Context, cite
from bot.answers.facets import remembered
from bot.answers.lists import shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold

FROM_ANOTHER = "from_another"  # topic of the quick reply that asks from which other profession somebody comes
SHOWN = 3  # conditions


def becomes(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question is how to become one profession, without a word of where somebody comes from."""
    text = fold(request.text)
    told = fold(str((memory.request or {}).get("text", "")))
    switching = any(word in text for word in context.wording["switching_words"])
    tells = any(word in told for word in context.wording["being_words"])
    tells = tells or memory.own is not None and memory.own not in request.professions
    return len(request.professions) < 2 and FROM_ANOTHER not in text and not switching and not tells


def answer_becoming(context: Context, request: Request, memory: Memory, profession: str) -> Answer:
    """Conditions and level of the profession, what there is to learn, and the way from another profession."""
    card = context.card(profession)
    conditions = context.kb.facts(profession, "conditions")
    levels = context.kb.facts(profession, "level")
    items = "\n".join(f"- {shorten(f.text, 200)}" for f in conditions[:SHOWN])
    said_conditions = context.say("becoming_conditions", items=items) if items else _absent(context, "conditions")
    level = card.vks or card.eqf
    said_level = context.say("becoming_level", level=level) if level else _absent(context, "level")
    if not items and not level:
        said_conditions, said_level = context.wording["becoming_nothing"], ""
    known = replace(
        memory.with_professions(profession), request=remembered(request, profession), pending=None, misses=0, listed=()
    )
    facts = tuple(f.id for f in (*conditions[:SHOWN], *levels))
    sources = cite([*conditions[:SHOWN], *levels]) or card.cite
    counts = {
        "count": len(context.kb.competencies(profession)),
        "unit": context.wording["unit_plural"][card.unit],
        "knowledge": len(context.kb.facts(profession, "knowledge")),
    }
    learn = "becoming_knowledge" if counts["knowledge"] else "becoming_doing"
    return said(
        "becoming",
        replace(known, facts=facts),
        _buttons(context, profession, memory.recent),
        name=card.name,
        conditions=said_conditions,
        level=said_level,
        learn=context.say(learn, **counts),
        cite=sources,
    )


def _absent(context: Context, facet: str) -> str:
    return context.say("becoming_absent", what=context.facets[facet]["label"])


def _buttons(context: Context, profession: str, recent: Sequence[str]) -> List[Button]:
    there = context.kb.facets(profession)
    offered = [context.facet_button(f, profession) for f in ("competencies", "knowledge") if f in there]
    other = next((p for p in recent if p != profession), None)
    if other:
        title = context.say("learn_from", source=context.card(other).name, target=context.card(profession).name)
        return [*offered, Button(title, "ask_learning_path", {"profession": [other, profession]})]
    title = context.wording["from_another"]
    return [*offered, Button(title, "ask_learning_path", {"profession": profession, "topic": FROM_ANOTHER})]
