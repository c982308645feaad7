"""Two professions side by side; found by comparing statements."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import List, Optional, Sequence, Tuple

from bot.answers.context import Context, cite
from bot.answers.facets import absent, answer_facet, remembered
from bot.answers.focus import focus
from bot.answers.lists import AFTER_COMPARING, listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.answers.namesakes import answer_same, names_of_one
from bot.nlu.normalize import fold
from knowledge.compare import Comparison, common, compare
from knowledge.facts import Fact

BELIEVED = 0.5  # confidence from which a comparison is meant although only one profession is known
FEW_WORDS = 4  # of a question that, when all are general, asks nothing ("wie van de twee?")
SHOWN = 2  # statements of each side
MOST_PARTS = 3  # professions of which one part of the dossier is shown side by side
COMPARED = ("knowledge", "autonomy", "environment", "action_context", "responsibility", "conditions", "sectors")


def two(request: Request, memory: Memory) -> Tuple[str, ...]:
    """The two professions that a question is about: named ones first, then those talked about."""
    return tuple(dict.fromkeys((*request.professions, *memory.recent)))[:2]


def _side(request: Request, memory: Memory, profession: str) -> int:
    """On which side of a comparison a profession stands when none was named with it: as before, so that "die eerste" stays the same."""
    unordered = request.professions or profession not in memory.named
    return 0 if unordered else memory.named.index(profession) - len(memory.named)


def answer_compare(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What two professions share and what each has of its own, on the facet that was asked (default competencies)."""
    pair = tuple(sorted(two(request, memory), key=lambda profession: _side(request, memory, profession)))
    if names_of_one(context, request):
        return answer_same(context, request, memory)
    if len(pair) < 2:
        meant = request.confidence >= BELIEVED and compares(context, request)
        return _which_other(context, request, memory, pair) if meant else None
    last = memory.request or {}
    if not request.professions and last.get("intent") == "compare" and len(last["professions"]) > 2:
        request = request.about(*last["professions"])
    higher, knows = (request.says(*context.wording[key]) for key in ("higher_words", "knowing_words"))
    goes_on = not (request.professions or higher or knows) and last.get("intent") == "compare"
    facets = request.facets or (last.get("facets", ()) if goes_on else ())  # "alleen wat verschilt"
    named = [f for f in facets if f in (*COMPARED, "level", "competencies")]
    facet = named[0] if named else "level" if higher else "knowledge" if knows else "competencies"
    if len(request.professions) > 2:
        return _many(context, request, memory, facet)
    memory = replace(memory.with_professions(*pair), request=remembered(request, *pair), pending=None, misses=0)
    if facet == "level":
        return _levels(context, memory, pair)
    found = compare(context.kb, pair[0], pair[1], facet)
    if facet != "competencies" and not (found.shared or found.only_a or found.only_b):
        answers = [absent(context, memory, facet, profession) for profession in pair]
        return Answer(tuple(part for answer in answers for part in answer.parts), answers[-1].memory)
    if found.shared and _asks_shared(context, request):
        return _shared(context, memory, facet, pair, found)
    return _side_by_side(context, memory, facet, pair, found)


def neither(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """That none of the dossiers says what was asked ("wie van de twee …?"); None for a question how they differ."""
    ranks = request.says(*context.wording["higher_words"], *context.wording["compare_words"])
    empty = not focus(context, request) and len(request.query.split()) < FEW_WORDS
    if request.intent != "search" or ranks or not request.says("wie", "welke", "welk") or empty:
        return None
    steps = [context.facet_button("definition", p) for p in request.professions[:2]]
    told = {**remembered(request, *request.professions), "intent": "compare"}
    known = replace(memory.with_professions(*request.professions), request=told, misses=0)
    return said("not_there_either", known, steps, names=context.names(request.professions))


def compares(context: Context, request: Request, key: str = "compare_words") -> bool:
    """Whether the words ask for a comparison (or a change); a quick reply, which has none, always does."""
    words = fold(request.text).split()
    return not words or any(w in context.wording[key] for w in words)


def continues(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """A question about one facet without a name, of the same professions: right after a comparison, or which of two has more."""
    last = memory.request or {}
    facet = request.intent[4:]
    higher = request.intent == "compare" and request.says(*context.wording["higher_words"])
    if higher and len(request.professions) == 1 and memory.recent:
        return replace(request, confidence=1.0, facets=("level",))  # "is dat hoger dan de jobcoach?"
    if request.professions or facet not in (*COMPARED, "level", "competencies"):
        return None
    compared = last.get("intent") in ("compare", "ask_ranking") and len(last.get("professions", ())) > 1
    of_all = compares(context, request, "all_words")
    which = facet == "level" and compares(context, request, "level_ranks") and bool(request.text) and not of_all
    pair = last["professions"] if compared else memory.recent[:2] if which else ()
    return replace(request, intent="compare", professions=tuple(pair), facets=(facet,)) if len(pair) > 1 else None


def _asks_shared(context: Context, request: Request) -> bool:
    """Whether a question is about what professions have in common, not about how they differ."""
    words = fold(request.query).split()
    shared, different = (
        any(w.startswith(tuple(context.wording[key])) for w in words) for key in ("shared_words", "different_words")
    )
    return shared and not different


def _shared(context: Context, memory: Memory, facet: str, pair: Sequence[str], found: Comparison) -> Answer:
    a, b = (context.card(p) for p in pair)
    buttons = [Button(context.wording["difference"], "compare", {"profession": list(pair), "facet": facet})]
    return listing(
        context,
        memory,
        "compare_shared",
        [one.id for one, _ in found.shared],
        buttons,
        a=a.name,
        b=b.name,
        facet=context.facets[facet]["label"],
        sources="; ".join(dict.fromkeys((a.cite, b.cite))),
    )


def _side_by_side(context: Context, memory: Memory, facet: str, pair: Sequence[str], found: Comparison) -> Answer:
    a, b = (context.card(p) for p in pair)
    shared = [one for one, _ in found.shared]
    shown = [*shared[:SHOWN], *found.only_a[:SHOWN], *found.only_b[:SHOWN]]
    key = "compare" if shared else "compare_nothing_shared"
    both = {"profession": list(pair)}
    others = [
        Button(context.wording[f"{other}_difference"], "compare", {**both, "facet": other})
        for other in ("level", "knowledge")
        if other != facet and any(other in context.kb.facets(p) for p in pair)
    ]
    path = Button(context.say("learn_from", source=a.name, target=b.name), "ask_learning_path", both)
    buttons = [path, *others]
    rest = [[button.title, button.intent, button.entities] for button in buttons[:2]]
    values = {"shared": shared, "only_a": found.only_a, "only_b": found.only_b}
    return said(
        key,
        replace(
            memory,
            listed=tuple(f.id for f in (*found.only_a, *found.only_b)),
            shown=0,
            layout={"key": AFTER_COMPARING, "values": {"a": a.name, "b": b.name}, "names": True, "buttons": rest},
            facts=tuple(f.id for f in shown),
        ),
        buttons,
        **{name: _bullets(context, facts) or context.wording["nothing_there"] for name, facts in values.items()},
        a=a.name,
        b=b.name,
        facet=context.facets[facet]["label"],
        shared_count=len(shared),
        a_count=len(found.only_a),
        b_count=len(found.only_b),
        levels=_level_line(context, pair),
        cite="; ".join(dict.fromkeys((a.cite, b.cite))),
    )


def _many(context: Context, request: Request, memory: Memory, facet: str) -> Answer:
    """What three or more professions all share, with the level of each; two of them are compared on request. Of one part of the
    dossiers: what each says."""
    chosen = request.professions[:4]
    if facet not in ("competencies", "level"):
        return _each(context, request, memory, facet)
    shared = common(context.kb, chosen)
    buttons = [
        Button(context.names((a, b)), "compare", {"profession": [a, b]}) for a, b in list(combinations(chosen, 2))[:3]
    ]
    remembering = replace(
        memory.with_professions(*chosen), request=remembered(request, *chosen), pending=None, misses=0
    )
    return said(
        "compare_many" if shared else "compare_many_nothing",
        replace(remembering, listed=(), facts=tuple(row[0].id for row in shared[:4])),
        buttons,
        names=context.names(chosen),
        levels=_level_line(context, chosen),
        count=len(shared),
        shared=_bullets(context, [row[0] for row in shared]),
        cite="; ".join(dict.fromkeys(context.card(p).cite for p in chosen)),
    )


def _each(context: Context, request: Request, memory: Memory, facet: str) -> Answer:
    answers = []
    for profession in request.professions[:MOST_PARTS]:
        asked = Request(f"ask_{facet}", professions=(profession,), facets=(facet,))
        answers.append(answer_facet(context, asked, memory, facet, profession))
        memory = answers[-1].memory
    return Answer(tuple(part for answer in answers for part in answer.parts), memory)


def _bullets(context: Context, facts: Sequence[Fact]) -> str:
    lines = []
    for fact in facts[:SHOWN]:
        numbered = fact.facet == "competencies" and fact.number is not None
        text = context.say("competency_item", number=fact.number, title=fact.text) if numbered else fact.text
        lines.append(f"- {shorten(text, 110)}")
    return "\n".join(lines)


def _level_line(context: Context, pair: Sequence[str]) -> str:
    cards = [context.card(p) for p in pair]
    if not any(c.vks or c.eqf for c in cards):
        return context.say("no_level_at_all")
    return " ".join(
        context.say("level_of", name=c.name, level=c.vks or c.eqf)
        if c.vks or c.eqf
        else context.say("no_level_of", name=c.name)
        for c in cards
    )


def _levels(context: Context, memory: Memory, pair: Sequence[str]) -> Answer:
    buttons = [Button(context.wording["competency_difference"], "compare", {"profession": list(pair)})]
    facts = [f for p in pair for f in context.kb.facts(p, "level")]
    sources = cite(facts) or "; ".join(dict.fromkeys(context.card(p).cite for p in pair))
    return said("compare_level", memory, buttons, levels=_level_line(context, pair), cite=sources)


def _which_other(context: Context, request: Request, memory: Memory, pair: Sequence[str]) -> Answer:
    waiting = replace(memory.with_professions(*pair), pending={**remembered(request, *pair)})
    if not pair:
        return said("compare_which", waiting, list_buttons(context))
    near = [p for p in neighbours(context, pair[0]) if p != pair[0]][:3]
    buttons = [Button(context.card(p).name, "compare", {"profession": [pair[0], p]}) for p in near]
    return said("compare_with_which", waiting, buttons, name=context.card(pair[0]).name)


def neighbours(context: Context, profession: str) -> List[str]:
    """The professions that a dossier names as related, then all others."""
    named = [f.related for f in context.kb.facts(profession, "related") if f.related]
    return list(dict.fromkeys([*named, *(c.id for c in context.kb.professions())]))


def list_buttons(context: Context) -> List[Button]:
    """Quick replies when no profession is known yet."""
    return [
        Button(context.wording["all_professions"], "list_professions"),
        Button(context.wording["choose_help"], "find_profession"),
    ]
