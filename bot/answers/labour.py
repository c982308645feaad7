"""The labour market: which table or which statements a question is about."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.figures import YEAR, figures, place_words
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.facts import FigureTable


def labour_market(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """The figure or the statements that a question about the labour market asks for; None when there are none."""
    tables = context.kb.tables(profession)
    asked = fold(request.text)
    if tables:
        chosen = _chosen(context, asked, tables)
        if chosen:
            return _shown(context, memory, profession, chosen, asked)
    facts = context.kb.facts(profession, "labour_market")
    if not facts:
        return None
    words = context.wording["labour_statements"]
    named = [f for f in facts if any(w in asked and stem in fold(f.text) for w, stem in words.items())]
    card = context.card(profession)
    buttons = [
        Button(t, "ask_labour_market", {"profession": profession, "topic": k}) for k, t in _offers(context, tables)
    ]
    ids = [f.id for f in named or facts]
    return listing(
        context,
        memory,
        "facet_labour_market",
        ids,
        buttons or context.next_buttons("labour_market", profession),
        name=card.name,
    )


def names_table(context: Context, text: str, profession: str) -> bool:
    """Whether a question says by itself which figures it wants."""
    return _chosen(context, fold(text), context.kb.tables(profession)) is not None


def _offers(context: Context, tables: Sequence[FigureTable]) -> List[Tuple[str, str]]:
    there = [t.topic for t in tables]
    return [(k, v["button"]) for k, v in context.wording["labour_topics"].items() if k in there and v.get("button")][:3]


def _chosen(context: Context, asked: str, tables: Sequence[FigureTable]) -> Optional[FigureTable]:
    """The table that has most of the words of the question; a topic given by a button counts as its words."""
    best: Tuple[int, Optional[FigureTable]] = (0, None)
    places = {w for t in tables if t.topic.endswith("by_region") for c in t.columns for w in place_words(c)}
    region = any(f" {p}" in f" {asked}" for p in places)
    by_topic = {t.topic: t for t in tables}
    for name, topic in context.wording["labour_topics"].items():
        table = by_topic.get(name)
        if table is None:
            continue
        score = sum(2 for w in topic["words"] if w in asked) + (10 if f"topic:{table.topic}" in asked else 0)
        score += 3 if score and region and table.topic.endswith("by_region") else 0
        score += 3 if score and any(year in table.columns for year in YEAR.findall(asked)) else 0
        if score > best[0]:
            best = (score, table)
    return best[1]


def _shown(context: Context, memory: Memory, profession: str, table: FigureTable, asked: str) -> Answer:
    told = figures(context, table, asked)
    buttons = [
        Button(t, "ask_labour_market", {"profession": profession, "topic": k})
        for k, t in _offers(context, context.kb.tables(profession))
        if k != table.topic
    ]
    return said(
        "figures",
        replace(memory, listed=(), facts=()),
        buttons[:3],
        heading=told.heading,
        items=told.items,
        note=told.note,
        cite=table.cite,
    )
