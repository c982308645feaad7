"""What in a dossier answers a question better than the facet that its words seem to ask for."""

from __future__ import annotations

from typing import Sequence

from bot.answers.context import Context
from bot.answers.focus import (
    CONVINCED,
    focus,
    heading,
    is_particular,
    named_competency,
    names_facet,
    near_best,
)
from bot.answers.model import Request
from knowledge.facts import Fact
from knowledge.search import CERTAIN, POSSIBLE, Hit

BEYOND_DOUBT = 0.6  # score from which a statement answers better than the facet that the words clearly seem to ask for
# Facets whose questions always mean the whole facet.
UNFOCUSED = (
    "conditions",
    "sectors",
    "reference_frames",
    "competency",
    "level",
    "year",
    "code",
    "status",
    "organisations",
    "related",
    "labour_market",
    "names",
)
# What a dossier says in a line or two, and that people ask about in words that mean more ("welke eisen stelt het beroep?").
FORMAL = ("conditions", "study")
# What a question for a yes or a no hardly asks the whole of ("moet je kunnen koken?").
LISTS = ("definition", "competencies", "skills", "knowledge", "autonomy", "responsibility")
# Long lists of which a question wants what is about its topic.
BY_TOPIC = ("competencies", "knowledge")


def found_elsewhere(
    context: Context, request: Request, facet: str, profession: str, facts: Sequence[Fact], hits: Sequence[Hit]
) -> Sequence[Hit]:
    """The hits, when they answer the question better than the facet that the words seem to ask for."""
    particular = is_particular(context, request)
    convinced = request.confidence >= CONVINCED
    other = particular and bool(focus(context, request, facet)) or not convinced  # more is asked than the facet
    doubtful = other and (not facts or particular and not (convinced and facet in (*UNFOCUSED, "complexity")))
    asked_as_such = len(focus(context, request, facet).split()) < 2  # "hoeveel uren?"
    sure = convinced and (facet not in FORMAL or asked_as_such)
    found = (
        []
        if sure and not doubtful
        else near_best(hits, POSSIBLE if doubtful else BEYOND_DOUBT if convinced else CERTAIN)
    )
    there = {f.text.casefold() for f in facts}
    asks_list = names_facet(context, request, facet)
    asks_which = set(request.words) & set(context.wording["listing_words"]["asking"])
    of_one = (named_competency if asks_list and asks_which else heading)(context, hits, profession)
    listed = facet == "knowledge" and (any(f.text.casefold() in there for f in found) or of_one)
    if facet in BY_TOPIC and near_best(hits, CERTAIN if asks_list or convinced else POSSIBLE) and not listed:
        return hits  # "wat moet je weten van burn-out?", which no point of knowledge names but a competency does
    inside = any(f.text.casefold() in there for f in found[:1] if particular) or any(
        f.text.casefold() in there for f in found if not particular
    )
    return hits if found and not names_facet(context, request, facet) and not inside else ()
