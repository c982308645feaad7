"""A table of figures in words: the cells that a question asks for, the highest or lowest first, with what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.nlu.normalize import fold
from knowledge.facts import FigureTable

MOST_ROWS = 6
BY_REGION, BY_SECTOR = "by_region", "by_sector"
RANKED = 3  # cells shown when the question asks for the most or the least
NOTE = 230  # characters
NO_PLACES = ("totaal", "buiten", "onze", "optelling", "regio", "oost", "west")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_Cell = Tuple[str, Optional[int]]


@dataclass(frozen=True)
class Figures:
    """The bullets of a table, and the line above them."""

    heading: str
    items: str
    note: str
    total: str  # the bullet with the total; "" when none has it


def figures(context: Context, table: FigureTable, asked: str) -> Figures:
    """The cells of `table` that a folded question asks for."""
    cells = _cells(table, _rows(table, asked), _columns(table, asked))
    totals = [c for c in cells if _is_total(c[0])]
    rank = _rank(context, asked) if len(cells) - len(totals) > RANKED else None
    if rank:
        known = [c for c in cells if c[1] is not None and c not in totals]
        cells = sorted(known, key=lambda c: -c[1] if rank == "most" else c[1])[:RANKED]
    elif len(cells) > len(totals):
        cells = totals + [c for c in cells if c not in totals]
    missing = context.wording["missing_value"]
    lines = [context.say("row_item", label=label, value=missing if value is None else value) for label, value in cells]
    counts = table.counts[0].upper() + table.counts[1:]
    said = _first_sentences(_of_years(table.note, YEAR.findall(asked)))
    note = context.say("figures_note", note=said) if said else ""
    return Figures(
        heading=_other_year(context, table, asked) + context.say(f"figures_{rank or 'all'}", counts=counts),
        items="\n".join(f"- {line}" for line in lines),
        note=note,
        total=next((f"- {line}" for line in lines if _is_total(line)), ""),
    )


def place_words(column: str) -> List[str]:
    """The words of a column that name a place."""
    words = re.split(r"[^a-z]+", fold(column))
    return [w for w in words if len(w) > 3 and w not in NO_PLACES]


def named_places(columns: Sequence[str], words: Sequence[str]) -> List[int]:
    """The columns with a place that the words name, also as an adjective ("Antwerpse")."""
    outside = [] if "buiten" in words else ["vlaanderen"]
    stems = [[p[: max(4, len(p) - 2)] for p in place_words(c) if p not in outside] for c in columns]
    return [i for i, places in enumerate(stems) if any(w.startswith(p) for p in places for w in words)]


def _of_years(note: str, years: Sequence[str]) -> str:
    """The sentences of a note that are about no year, or about one of those asked for; all of them when none was."""
    sentences = re.split(r"(?<=\.) ", note)
    return " ".join(s for s in sentences if not years or not YEAR.search(s) or set(YEAR.findall(s)) & set(years))


def _first_sentences(note: str) -> str:
    """As many whole sentences as fit in a reply, at least one."""
    sentences = re.split(r"(?<=\.) ", note)
    lengths = accumulate(len(sentence) + 1 for sentence in sentences)
    return " ".join(s for i, (s, length) in enumerate(zip(sentences, lengths)) if not i or length <= NOTE)


def _rank(context: Context, asked: str) -> Optional[str]:
    ranks: Dict[str, Any] = context.wording["figure_ranks"]
    words = re.findall(r"[a-z]+", asked)
    return next((rank for rank, marks in ranks.items() if any(m in words for m in marks)), None)


def _is_total(label: str) -> bool:
    return fold(label).startswith(("totaal", "som "))


def _other_year(context: Context, table: FigureTable, asked: str) -> str:
    """What is said when a question names a year that the table has no figure of."""
    years = YEAR.findall(asked)
    told = YEAR.findall(" ".join((*table.columns, table.counts)))
    if not years or set(years) <= set(told):
        return ""
    lacking = next(y for y in years if y not in told)
    return context.say("figures_other_year", year=lacking)


def _rows(table: FigureTable, asked: str) -> Sequence[Any]:
    """The totals where a table has them in a row; every row of a table of one column; of sectors those that were named."""
    if table.topic.endswith(BY_SECTOR):
        return _sectors(table, asked)
    words = [w[:6] for w in re.findall(r"[a-z]+", asked) if len(w) > 5]
    named = [r for r in table.rows if any(fold(r.label).startswith(w) for w in words)]
    if named:
        return named[:MOST_ROWS]  # "uitzendopdrachten"
    totals = [r for r in table.rows if fold(r.label) == "totaal"]
    return (table.rows if len(table.columns) == 1 else totals or table.rows)[:MOST_ROWS]


def _sectors(table: FigureTable, asked: str) -> Sequence[Any]:
    """The rows of the sectors that the question names, else those with a figure; the total last."""
    words = re.findall(r"[a-z]+", asked)
    sectors = [r for r in table.rows if not fold(r.label).startswith("totaal")]
    named = [r for r in sectors if any(w[:6] in words_of(r.label) for w in words if len(w) > 5)]
    return [*(named or [r for r in sectors if r.values[-1]]), table.rows[-1]]


def words_of(label: str) -> List[str]:
    """The beginnings of the words of a row."""
    return [w[:6] for w in re.findall(r"[a-z]+", fold(label)) if len(w) > 5]


def _columns(table: FigureTable, asked: str) -> List[int]:
    """The columns that the question names, else all."""
    years = YEAR.findall(asked)
    words = [w for w in re.findall(r"[a-z]+", asked) if not w.startswith("maand")]
    places = named_places(table.columns, words) if table.topic.endswith((BY_REGION, BY_SECTOR)) else []
    named = [i for i, c in enumerate(table.columns) if c in years or i in places]
    if not named and table.topic.endswith(BY_SECTOR):
        return [len(table.columns) - 1]
    if not named and table.topic.endswith("by_month"):
        named = [i for i, c in enumerate(table.columns) if any(w.startswith(fold(c)[:3]) for w in words if len(w) > 2)]
    return named or list(range(len(table.columns)))


def _cells(table: FigureTable, rows: Sequence[Any], columns: List[int]) -> List[_Cell]:
    cells = []
    for row in rows:
        for i in columns:
            label = row.label if len(columns) == 1 and len(rows) > 1 or len(table.columns) == 1 else table.columns[i]
            if len(rows) > 1 and len(columns) > 1:
                label = f"{table.columns[i]}, {row.label}"
            cells.append((label, row.values[i]))
    return cells
