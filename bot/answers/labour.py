"""Labour-market figures: which table a question is about, and the figures it asks for, with what they count."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.facts import FigureTable

MOST_ROWS = 6
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def labour_market(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """The figure or the statements that a question about the labour market asks for; None when there are none."""
    tables = context.kb.tables(profession)
    asked = fold(request.text)
    if tables:
        chosen = _chosen(context, asked, tables)
        if chosen:
            return _figures(context, memory, profession, chosen, asked)
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


def _offers(context: Context, tables: Sequence[FigureTable]) -> List[Tuple[str, str]]:
    there = [t.topic for t in tables]
    return [(k, v["button"]) for k, v in context.wording["labour_topics"].items() if k in there and v.get("button")][:3]


def _chosen(context: Context, asked: str, tables: Sequence[FigureTable]) -> Optional[FigureTable]:
    """The table that has most of the words of the question; a topic given by a button counts as its words."""
    best: Tuple[int, Optional[FigureTable]] = (0, None)
    places = {w for t in tables for c in t.columns for w in _place_words(c)}
    region = any(f" {p}" in f" {asked}" for p in places)
    for table in tables:
        topic = context.wording["labour_topics"].get(table.topic)
        if not topic:
            continue
        score = sum(2 for w in topic["words"] if w in asked) + (10 if f"topic:{table.topic}" in asked else 0)
        score += 3 if score and region and table.topic.endswith("by_region") else 0
        score += 3 if score and any(year in table.columns for year in YEAR.findall(asked)) else 0
        if score > best[0]:
            best = (score, table)
    return best[1]


def _place_words(column: str) -> List[str]:
    return [
        w for w in re.split(r"[^a-z]+", fold(column)) if len(w) > 4 and w not in ("totaal", "buiten", "onze", "som")
    ]


def _figures(context: Context, memory: Memory, profession: str, table: FigureTable, asked: str) -> Answer:
    columns = _columns(table, asked)
    single = len(table.columns) == 1
    rows = (
        [r for r in table.rows if fold(r.label) == "totaal"] if table.topic != "employed" and not single else table.rows
    )
    rows = (rows or table.rows)[:MOST_ROWS]
    lines = [
        f"- {context.say('row_item', label=label, value=value)}"
        for label, value in _cells(context, table, rows, columns)
    ]
    card = context.card(profession)
    buttons = [
        Button(t, "ask_labour_market", {"profession": profession, "topic": k})
        for k, t in _offers(context, context.kb.tables(profession))
        if k != table.topic
    ]
    return said(
        "figures",
        replace(memory, listed=(), facts=()),
        buttons[:3],
        name=card.name,
        counts=table.counts,
        items="\n".join(lines),
        cite=table.cite,
    )


def _columns(table: FigureTable, asked: str) -> List[int]:
    """The columns that the question names, else all."""
    years = YEAR.findall(asked)
    words = re.findall(r"[a-z]+", asked)
    named = [i for i, c in enumerate(table.columns) if c in years or any(w in words for w in _place_words(c))]
    if not named and table.topic.endswith("by_month"):
        named = [i for i, c in enumerate(table.columns) if any(w.startswith(fold(c)[:3]) for w in words if len(w) > 2)]
    return named or list(range(len(table.columns)))


def _cells(context: Context, table: FigureTable, rows: Sequence[Any], columns: List[int]) -> List[Tuple[str, Any]]:
    missing = context.wording["missing_value"]
    cells = []
    for row in rows:
        for i in columns:
            label = row.label if len(table.columns) == 1 else table.columns[i]
            if len(rows) > 1 and len(table.columns) > 1:
                label = f"{table.columns[i]}, {row.label}"
            cells.append((label, missing if row.values[i] is None else row.values[i]))
    return cells
