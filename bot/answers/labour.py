"""The labour market: which table or which statements a question is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.figures import YEAR, figures, named_places
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from bot.nlu.wordlists import wordlist
from knowledge.facts import FigureTable

PER_YEAR = "topic:vacancies_by_year"  # the one table that tells years apart
SHORT = 4  # words of a question that only asks for all together
# Questions that are about something else than figures, whatever place or year they name.
CAPABLE = (
    "find_profession compare ask_learning_path ask_definition ask_level ask_competencies ask_competency ask_knowledge ask_skills "
    "ask_conditions ask_term list_professions ask_opinion ask_ranking ask_pay ask_source ask_why make_simpler make_shorter"
).split()


def labour_market(context: Context, request: Request, memory: Memory, profession: str) -> Optional[Answer]:
    """The figure or the statements that a question about the labour market asks for; None when there are none."""
    tables = context.kb.tables(profession)
    asked = _asked(request)
    if tables:
        chosen = _chosen(context, asked, tables) or _dated(context, tables, asked)
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


def goes_on(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """A question right after figures that changes the year, the month or the place: the last one with that in its place."""
    last = memory.request or {}
    named = request.professions or request.candidates or request.terms
    if last.get("intent") != "ask_labour_market" or not last.get("professions") or named:
        return None
    profession, asked = last["professions"][0], _asked(request)
    told = f"{last.get('text', '')} {last.get('query', '')}"
    words = re.findall(r"[a-z]+", asked)
    years = YEAR.findall(asked) or _relative_year(context, words, told)
    unsaid = any(w in (*context.wording["year_steps"], *context.wording["this_year"]) for w in words)
    if not years and "jaar" in words and unsaid:
        return replace(request, intent="ask_labour_market", text=PER_YEAR, query="", professions=(profession,))
    places = _places(context, words, profession)
    whole = any(w in context.wording["whole_words"] for w in words)
    months = any(w.startswith(_months(context)) for w in words)
    rank_words = [w for marks in context.wording["figure_ranks"].values() for w in marks]
    bare = request.intent in ("follow_up", "make_shorter") and not names_table(context, request, profession)
    ranks = (request.intent in ("ask_ranking", "ask_labour_market") or bare) and any(
        w in rank_words for w in words
    )  # "en het minst?"
    of_table = words[:1] == ["en"] and names_table(context, request, profession)  # "en op de loonlijst?"
    sums = whole and len(words) <= SHORT
    loose = request.intent not in CAPABLE or request.intent == "ask_labour_market" or ranks or sums or of_table
    if not loose or not (years or places or whole or months or ranks or of_table):
        return None
    subject = any(w.startswith(tuple(context.wording["figure_subjects"])) for w in words)
    if subject and names_table(context, request, profession):
        return replace(request, intent="ask_labour_market", professions=(profession,))
    kept = [w for w in re.findall(r"[a-z0-9]+", fold(told)) if not w.startswith(_months(context))]
    if years or places or ranks and names_table(context, request, profession):
        dated = {"jaar", *context.wording["year_steps"]}
        kept = [w for w in kept if not YEAR.search(w) and w not in dated]
    if ranks:
        kept = [w for w in kept if w not in rank_words]
    if places or whole:
        kept = [w for w in kept if not _places(context, [w], profession)]
    text = " ".join([*kept, request.text, request.query, *years])
    return replace(request, intent="ask_labour_market", text=text, query="", professions=(profession,))


def _months(context: Context) -> Tuple[str, ...]:
    return tuple(context.wording["months"])


def _relative_year(context: Context, words: Sequence[str], told: str) -> List[str]:
    """The year before or after the one that was asked last ("en het jaar daarna?")."""
    last = YEAR.findall(told)
    steps = [step for word, step in context.wording["year_steps"].items() if word in words]
    years = next((count for word, count in wordlist("cardinals").items() if word in words), 1)  # "twee jaar later"
    return [str(int(last[-1]) + years * steps[0])] if last and steps and "jaar" in words else []


def _places(context: Context, words: Sequence[str], profession: str) -> List[str]:
    """The columns of the tables by region that words name."""
    tables = [t for t in context.kb.tables(profession) if t.topic.endswith("by_region")]
    return [t.columns[i] for t in tables for i in named_places(t.columns, words)]


def _asked(request: Request) -> str:
    """The question as it was typed and with its spelling repaired."""
    return fold(f"{request.text} {request.query}")


def told_of(context: Context, request: Request) -> Tuple[str, ...]:
    """The one profession with figures, when a question without a name says which figures it wants; else ()."""
    having = [c.id for c in context.kb.professions() if context.kb.tables(c.id)]
    return (having[0],) if len(having) == 1 and names_table(context, request, having[0]) else ()


def names_table(context: Context, request: Request, profession: str) -> bool:
    """Whether a question says by itself which figures it wants."""
    return _chosen(context, _asked(request), context.kb.tables(profession)) is not None


def _offers(context: Context, tables: Sequence[FigureTable]) -> List[Tuple[str, str]]:
    there = [t.topic for t in tables]
    return [(k, v["button"]) for k, v in context.wording["labour_topics"].items() if k in there and v.get("button")][:3]


def _chosen(context: Context, asked: str, tables: Sequence[FigureTable]) -> Optional[FigureTable]:
    """The table that has most of the words of the question; a topic given by a button counts as its words."""
    best: Tuple[int, Optional[FigureTable]] = (0, None)
    words = re.findall(r"[a-z]+", asked)
    by_topic = {t.topic: t for t in tables}
    for name, topic in context.wording["labour_topics"].items():
        table = by_topic.get(name)
        if table is None:
            continue
        score = sum(2 for w in topic["words"] if w in asked) + (10 if f"topic:{table.topic}" in asked else 0)
        score += _bonus(context, table, words, YEAR.findall(asked)) if score else 0
        if score > best[0]:
            best = (score, table)
    return best[1]


def _dated(context: Context, tables: Sequence[FigureTable], asked: str) -> Optional[FigureTable]:
    """The first table that has the place or the year of a question that names nothing else ("en in Antwerpen?")."""
    words, years = re.findall(r"[a-z]+", asked), YEAR.findall(asked)
    there = [t for t in tables if not t.topic.endswith("by_month") and _bonus(context, t, words, years)]
    return max(there, key=lambda table: _bonus(context, table, words, years), default=None)


def _bonus(context: Context, table: FigureTable, words: Sequence[str], years: Sequence[str]) -> int:
    """What a place, a month or a year in the question counts for the table that tells them apart."""
    if table.topic.endswith("by_region"):
        return 7 if named_places(table.columns, words) else 0
    if table.topic.endswith("by_month"):
        return 6 if any(w.startswith((*_months(context), "maand")) for w in words) else 0
    return 3 if any(year in table.columns for year in years) else 0


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
        total=told.total,
        cite=table.cite,
    )
