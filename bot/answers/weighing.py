"""What the dossiers of professions that are compared say on one subject: "wie van de twee werkt meer met werkgevers?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Optional, Sequence

from bot.answers.comparing import two
from bot.answers.context import Context
from bot.answers.facets import MOST_NEAREST, NEAREST, remembered
from bot.answers.finding import NEAREST_KEY
from bot.answers.focus import NEAR_BEST, focus, near_best
from bot.answers.lists import AMONG, EACH, listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import WORD, fold
from knowledge.facts import Fact
from knowledge.search import POSSIBLE

SIDE, ALONE = 2, 4  # statements that are shown of each profession, and of the only one that says something
CLEARLY = 2  # times as many statements as any other dossier has the one that says most
LONGEST = 200  # characters of a statement
MOST = 40  # statements that are counted

Sides = Dict[str, List[Fact]]


def answer_subject(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The same for a comparison that names a subject which is no part of the dossiers ("… op vlak van wetgeving"), else None."""
    pair, wanted = two(request, memory), ""
    text = f" {' '.join(WORD.findall(fold(request.query)))} "
    for opening in context.wording["subject_openings"]:
        _, there, rest = text.partition(f" {opening} ")
        if there:
            facet = request.facets[0] if request.facets else ""
            wanted = focus(context, replace(request, query=rest), facet)
            break
    return answer_weighed(context, replace(request, professions=pair, query=wanted), memory) if wanted else None


def answer_weighed(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What each dossier says on what is asked, first that which answers best; None for fewer than two professions, or when nothing is
    found."""
    if len(request.professions) < 2:
        return None
    sentence = request.query or request.text
    wanted = focus(context, request) or request.query
    sides = _sides(context, request.professions, wanted, sentence)
    told = remembered(replace(request, intent="compare"), *request.professions)
    doing = [p for p, facts in sides.items() if facts]
    first = doing if len(doing) == 1 else []  # the only one that does it is meant by "die"
    known = replace(memory.with_professions(*first, *request.professions), request=told, pending=None, misses=0)
    if doing:
        return _each(context, request, known, sides)
    near = near_best(context.search.ranked(wanted, professions=request.professions, sentence=sentence), NEAREST)
    buttons = [context.facet_button("definition", p) for p in request.professions[:2]]
    ids = [f.id for f in near[:MOST_NEAREST]]
    return listing(context, known, NEAREST_KEY, ids, buttons, names=True) if ids else None


def _sides(context: Context, professions: Sequence[str], wanted: str, sentence: str) -> Sides:
    """The statements of each profession that come near the best of all, that profession first whose statement it is."""
    ranked = {p: context.search.ranked(wanted, MOST, (p,), sentence) for p in professions}
    best = {p: hits[0].score if hits else 0.0 for p, hits in ranked.items()}
    least = max(POSSIBLE, NEAR_BEST * max(best.values()))
    order = sorted(professions, key=lambda p: -best[p])
    return {p: [h.fact for h in ranked[p] if h.score >= least] for p in order}


def _each(context: Context, request: Request, memory: Memory, sides: Sides) -> Answer:
    most = SIDE if sum(map(bool, sides.values())) > 1 else ALONE
    shown = [f for facts in sides.values() for f in facts[:most]]
    rest = [f for facts in sides.values() for f in facts[most:]]
    buttons = [Button(context.wording["more_title"], "more")] if rest else []
    buttons += [context.facet_button("definition", p) for p in list(sides)[:2]]
    layout = {
        "key": AMONG,
        "values": {},
        "names": True,
        "buttons": [[b.title, b.intent, b.entities] for b in buttons[-2:]],
    }
    listed = tuple(f.id for f in (*shown, *rest))
    known = replace(memory, listed=listed, shown=len(shown), layout=layout, facts=tuple(f.id for f in shown))
    lines = [_side(context, profession, facts, most) for profession, facts in sides.items()]
    return said(
        EACH,
        known,
        buttons,
        lead=_lead(context, request, sides),
        sides="\n\n".join(lines),
        cite=_sources(context, sides),
    )


def _sources(context: Context, sides: Sides) -> str:
    return "; ".join(dict.fromkeys(context.card(profession).cite for profession in sides))


def _lead(context: Context, request: Request, sides: Sides) -> str:
    """Which dossier clearly says most, for somebody who asks who does more of it."""
    if not request.says(*context.wording["more_of_it"]):
        return context.wording["weighed"]
    counts = sorted(((len(facts), p) for p, facts in sides.items()), reverse=True)
    clear = counts[0][0] >= CLEARLY * max(counts[1][0], 1)
    return (
        context.say("weighed_most", name=context.card(counts[0][1]).name) if clear else context.wording["weighed_equal"]
    )


def _side(context: Context, profession: str, facts: Sequence[Fact], most: int) -> str:
    name = context.card(profession).name
    if not facts:
        return context.say("weighed_nothing", name=name)
    found = ((shorten(f.text, LONGEST), f.cite.replace(f", {name}", "")) for f in facts[:most])
    lines = [context.say("weighed_item", text=text, cite=source) for text, source in found]
    return "\n".join([context.say("weighed_side", name=name, count=len(facts)), *lines])
