"""What a question is about beyond its facet: "moet je iets weten over *wetgeving*?" asks for more than the list."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import List, Optional, Sequence

from bot.answers.context import Context
from bot.answers.model import Request
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_empty
from knowledge.facts import CompetencyCard, Fact
from knowledge.search import CERTAIN, Hit
from knowledge.text import lemma

CLAUSE = re.compile(r"[,;:]\s+")
MOST_HITS = 12
CONVINCED = (
    0.8  # confidence from which a question means what it was taken for, whatever else the dossier says about its words
)
NEAR_BEST = 0.6  # share of the best score from which a statement belongs to the answer
HEADING = 0.75  # share of the best score from which the heading of a competency stands for the whole competency
HEADINGS = 1.3  # what the heading of a competency counts against one of its statements
FITTING = 0.24  # score from which a statement is put before the others of its list
OF_ONE = 3  # statements of one competency among the first five that make it the answer


def focus(context: Context, request: Request, facet: str = "") -> str:
    """The words of a question that are neither names, nor words of its facet, nor general; "" when none is left."""
    exact, prefixes = _facet_words(context, facet)
    general = context.wording["general_words"]
    bound = context.search.bound_words(request.query, general)
    kept = [
        w
        for w in WORD.findall(fold(request.query))
        if (w in bound or w not in general and lemma(w) not in general)
        and w not in exact
        and not w.startswith(prefixes or ("\0",))
        and len(w) > 1
        and not w.isdigit()
        and not (context.search.is_general(w) and w not in bound)
    ]
    return " ".join(kept)


def _facet_words(context: Context, facet: str) -> "tuple[frozenset[str], tuple[str, ...]]":
    words = context.facets.get(facet, {}).get("words", [])
    exact = frozenset(p for w in words if not w.endswith("*") for p in w.split())
    return exact, tuple(w[:-1] for w in words if w.endswith("*"))


def names_facet(context: Context, request: Request, facet: str) -> bool:
    """Whether a question has a word that names the facet itself ("vaardigheden"), not only one that it may be about."""
    text = f" {' '.join(WORD.findall(fold(f'{request.text} {request.query}')))} "
    words = context.facets.get(facet, {}).get("words", [])
    return any(f" {w[:-1]}" in text if w.endswith("*") else f" {w} " in text for w in words)


def seeks(context: Context, request: Request) -> bool:
    """Whether a question is about something in particular, even when all its words are general ("als iemand te laat komt",
    "mag die over mij vertellen?")."""
    sure = request.confidence >= CONVINCED
    return (
        request.intent == "search"
        and sure
        or not sure
        and (is_particular(context, request) or of_a_case(context, request))
    )


def of_a_case(context: Context, request: Request) -> bool:
    """Whether a question that may be about a whole facet tells of a case ("wat doe je met iemand die nergens zin in heeft?")."""
    return request.confidence < CONVINCED and request.says(*context.wording["case_words"])


def speaks_of_somebody(context: Context, request: Request) -> bool:
    """Whether a question speaks of somebody at work ("wat doet zo iemand?")."""
    return context.wording["somebody"] in fold(request.text) or request.says(*context.wording["person_pronouns"])


def is_particular(context: Context, request: Request) -> bool:
    """Whether a question asks for a yes or a no ("moet je kunnen rekenen?"): then the statements on it say more than a list."""
    clauses = (c for c in CLAUSE.split(request.text) if not is_empty(c))  # "…, staat dat ergens?" asks nothing
    return any(_asks_yes_or_no(context, clause) for clause in (request.query or request.text, *clauses))


def _asks_yes_or_no(context: Context, clause: str) -> bool:
    opening = (*context.wording["openings"], *context.wording["before_names"])
    words = list(dropwhile(lambda w: w in opening, WORD.findall(fold(clause))))
    asks_what = (
        words[1:2] != [] and words[1] in context.wording["question_words"]
    )  # "X heeft welke verantwoordelijkheid?"
    if not words or asks_what or words[0] in context.wording["aside_verbs"] or _orders(context, words):
        return False
    if words[0] in context.wording["yes_no"]:
        return True
    verb = lemma(words[0]).endswith("en") and lemma(words[0]) != words[0]  # "overtuigt een …", "krijg je …"
    return verb and (words[0].endswith("t") or words[1:2] != [] and words[1] in context.wording["subjects"])


def _orders(context: Context, words: Sequence[str]) -> bool:
    """Whether a question only asks us to tell ("kun je kort schetsen wat die doet?")."""
    return (
        words[1:2] != []
        and words[1] in context.wording["told_to"]
        and bool(set(words) & set(context.wording["telling_verbs"]))
    )


def about(context: Context, request: Request, facet: str, profession: str) -> List[Hit]:
    """The statements of a profession's dossier on what the question is about, best first; [] when it is about nothing else."""
    card = context.card(profession)
    own = {
        w for name in (card.name, *card.names) for w in WORD.findall(fold(name))
    }  # what is left of a name with a typo
    wanted = " ".join(w for w in focus(context, request, facet).split() if w not in own)
    wanted = wanted or (request.query if seeks(context, request) else "")
    return context.search.ranked(wanted, MOST_HITS, (profession,), request.query or request.text) if wanted else []


def near_best(hits: Sequence[Hit], least: float) -> List[Fact]:
    """The statements that belong to the answer; [] when even the best is below `least`."""
    if not hits or hits[0].score < least:
        return []
    return [h.fact for h in hits if h.score >= hits[0].score * NEAR_BEST]


def in_front(facts: Sequence[Fact], hits: Sequence[Hit]) -> List[Fact]:
    """The facts with those that are wanted first; the same wording in another place counts too, what hardly fits does not."""
    texts = {h.fact.text.casefold(): i for i, h in enumerate(reversed(hits)) if h.score >= FITTING}
    first = sorted((f for f in facts if f.text.casefold() in texts), key=lambda f: -texts[f.text.casefold()])
    return [*first, *(f for f in facts if f.text.casefold() not in texts)]


def heading(context: Context, hits: Sequence[Hit], profession: str) -> Optional[CompetencyCard]:
    """The competency that a question is about: its heading is among the best hits, or most hits are of it; but no other than
    that of the statement which answers best."""
    if not hits:
        return None
    best, first = hits[0].score, hits[0].fact
    near = (h.fact.number for h in hits if h.fact.facet == "competencies" and h.score >= best * HEADING)
    number = next((n for n in near if first.facet != "competency" or n == first.number), None)
    if number is None:
        numbers = [h.fact.number for h in hits[:5] if h.fact.facet == "competency" and h.score >= best * NEAR_BEST]
        number = next((n for n in numbers if n and numbers.count(n) >= OF_ONE), None)
    return next((c for c in context.kb.competencies(profession) if c.number == number), None)


def named_competency(context: Context, hits: Sequence[Hit], profession: str) -> Optional[CompetencyCard]:
    """The competency that best covers what was asked, headings counting more; None when nothing is sure enough."""
    scores: "dict[int, float]" = {}
    for hit in hits:
        if hit.fact.number and hit.fact.facet in ("competencies", "competency"):
            weight = HEADINGS if hit.fact.facet == "competencies" else 1
            scores[hit.fact.number] = max(scores.get(hit.fact.number, 0), weight * hit.score) + 0.1 * hit.score
    number = max(scores, key=lambda n: (scores[n], -n)) if scores else None
    return next((c for c in context.kb.competencies(profession) if c.number == number), None)


def is_certain(hits: Sequence[Hit]) -> bool:
    """Whether the best statement answers by itself."""
    return bool(hits) and hits[0].score >= CERTAIN
