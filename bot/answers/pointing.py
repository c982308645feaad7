"""What a message points at in the conversation: "die twee", "de laatste", "die andere", "zo'n begeleider", "die voor werkzoekenden"."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.lists import AFTER_COMPARING, RUNNING_TEXT
from bot.answers.model import Memory, Request
from bot.nlu.normalize import WORD, fold

STEM = 6  # letters by which two words are taken for the same
DESCRIBING = 10  # words at most of an answer to "bedoel je … of …?"
PICKING = ("pick_option", "more")
TWOSOME = ("compare", "ask_learning_path")
OF_LISTS = (*PICKING, "ask_competency", "ask_knowledge", "search", "ask_source", "ask_example", "make_simpler")


def pointed(context: Context, request: Request, memory: Memory) -> Request:
    """The request with the professions that its words point at; the same request when it points at none."""
    if request.professions:
        return request
    words = WORD.findall(fold(request.text))
    answered = _chosen(context, request, memory, words)
    if answered:
        return answered
    other = _related(context, request, memory)
    if other:
        return request.about(other)
    if request.candidates:
        known = [p for p in (*memory.recent[:1], *_of_term(context, memory)) if p in request.candidates][:1]
        return request.about(*known) if known else request
    described = _by_description(context, request, words)
    if described:
        return replace(request, intent="follow_up", professions=(described,), query="")
    order = mentioned(context, memory)
    both = _both(context, words, order, memory)
    if both:
        return _about(context, request, memory, words, both)
    elsewhere = any(f" {phrase} " in f" {' '.join(words)} " for phrase in context.wording["pointing_elsewhere"])
    if request.intent in OF_LISTS and not elsewhere and _shows_items(context, memory, request.intent):
        return request
    place = _places(context, words, order, memory.recent)
    return _about(context, request, memory, words, place) if place else request


def _of_term(context: Context, memory: Memory) -> Tuple[str, ...]:
    """The profession whose term was explained last."""
    terms = (memory.request or {}).get("terms", ()) if (memory.request or {}).get("intent") == "ask_term" else ()
    return tuple(t.profession for t in context.kb.terms() if t.id in terms and t.profession)


def _by_description(context: Context, request: Request, words: List[str]) -> Optional[str]:
    """The one profession that "die van het maatwerkbedrijf" describes by a word of its names."""
    starts = [
        i
        for i, pair in enumerate(zip(words, words[1:]))
        if pair[0] == "die" and pair[1] in context.wording["describing_words"]
    ]
    if not starts or len(words) > DESCRIBING or request.facets:
        return None
    cards = list(context.kb.professions())
    return _described(context, words[starts[0] + 2 :], [c.id for c in cards], told=False)


def _related(context: Context, request: Request, memory: Memory) -> Optional[str]:
    """The profession that the last answer named as related, when the question is what that one does."""
    asks = request.intent == "ask_definition" and (memory.request or {}).get("intent") == "ask_related"
    if not (asks and memory.recent) or request.candidates:
        return None
    facts = context.kb.facts(memory.recent[0], "related")
    return next((f.related for f in facts if f.related and f.related != memory.recent[0]), None)


def mentioned(context: Context, memory: Memory) -> Tuple[str, ...]:
    """The professions that an ordinal may point at, the first one first: those of the last list or message, else all so far in the order of the conversation."""
    listed = [p for p in memory.listed if p in context.kb.snapshot().professions]
    return tuple(listed) or memory.choices or memory.named


def _shows_items(context: Context, memory: Memory, intent: str) -> bool:
    """Whether the last answer was a list of statements that a place or "de andere" may point at."""
    running = (memory.layout or {}).get("key") in (*RUNNING_TEXT, AFTER_COMPARING)
    of_professions = memory.listed and memory.listed[0] in context.kb.snapshot().professions
    there = len(memory.listed) > memory.shown if intent == "more" else len(memory.listed) > 1
    return there and not running and not of_professions


def _about(
    context: Context, request: Request, memory: Memory, words: Sequence[str], professions: Sequence[str]
) -> Request:
    """The request about these professions; what only points becomes the last question again, or the one that its words ask."""
    intent = request.intent
    if len(professions) > 1:
        intent = "compare" if intent in (*PICKING, "follow_up", "search", "ask_competency") else intent
    elif intent == "ask_competency":
        intent = "ask_competencies"
    elif intent in (*PICKING, "follow_up", "search"):
        intent = _question(context, request, words) or intent
        again = (memory.request or {}).get("intent") not in TWOSOME
        intent = ("follow_up" if again else "ask_definition") if intent in (*PICKING, "follow_up") else intent
    return replace(request, intent=intent, professions=tuple(professions), candidates=(), number=None)


def _question(context: Context, request: Request, words: Sequence[str]) -> Optional[str]:
    """What a text that points asks by its own words: a facet that it names, or one of the usual short questions."""
    facet = next((f for f in request.facets if f in context.facets and f != "competency"), None)
    text = f" {' '.join(words)} "
    asked = facet or next(
        (f for phrase, f in context.wording["short_questions"].items() if f" {phrase} " in text), None
    )
    return f"ask_{asked}" if asked else None


def _both(context: Context, words: List[str], order: Sequence[str], memory: Memory) -> Tuple[str, ...]:
    """Two (or three) professions that are pointed at together."""
    text = f" {' '.join(words)} "
    counts: Dict[str, int] = context.wording["pointing_together"]
    wanted = max((count for phrase, count in counts.items() if f" {phrase} " in text), default=0)
    order = order if wanted <= len(order) else tuple(reversed(memory.recent))
    if not 1 < wanted <= len(order):
        return ()
    latest = [p for p in order if p in memory.recent[:wanted]]
    if " laatste " in text:
        return tuple(order[-wanted:])
    if " eerste " in text or len(latest) < wanted:
        return tuple(order[:wanted])
    return tuple(latest)


def _places(context: Context, words: List[str], order: Sequence[str], recent: Sequence[str]) -> Tuple[str, ...]:
    """The professions at the places that words name ("die laatste"), or the other one of two."""
    things, before = (tuple(context.wording[key]) for key in ("pointing_things", "pointing_before"))
    found: List[str] = []
    for last, word, after in zip(["", *words], words, [*words[1:], ""]):
        place: Optional[int] = context.wording["pointing_places"].get(word)
        if after.startswith(things) or last not in before:
            continue
        if word in context.wording["pointing_other"] and len(recent) > 1:
            found.append(recent[1])
        elif place is not None and 1 < len(order) and -len(order) <= place < len(order):
            found.append(order[place])
    return tuple(dict.fromkeys(found))


def _chosen(context: Context, request: Request, memory: Memory, words: List[str]) -> Optional[Request]:
    """The waiting question about the one of the offered professions that an answer picks or describes."""
    pending = memory.pending or {}
    offered = [p for p in pending.get("candidates") or () if p in context.kb.snapshot().professions]
    if len(offered) < 2 or len(words) > DESCRIBING:
        return None
    chosen = None
    if request.number and 1 <= request.number <= len(offered):
        chosen = offered[request.number - 1]
    elif request.number == -1:
        chosen = offered[-1]
    elif request.intent not in ("ask_opinion", "list_professions", "find_profession"):
        chosen = _described(context, words, offered)
    return replace(request, intent="mention_profession", professions=(chosen,), candidates=()) if chosen else None


def _described(context: Context, words: List[str], offered: Sequence[str], told: bool = True) -> Optional[str]:
    """The one of the offered professions whose names (and description, if `told`) share most words with the answer; None when two tie."""
    general = context.wording["general_words"]
    said = {w[:STEM] for w in words if w not in general and len(w) > 2}
    scores = {}
    for profession in offered:
        card = context.card(profession)
        definition = " ".join(f.text for f in context.kb.facts(profession, "definition"))
        names = {w[:STEM] for w in WORD.findall(fold(" ".join((card.name, *card.names)).replace("-", " ")))}
        text = {w[:STEM] for w in WORD.findall(fold(f"{definition} {card.plain}"))} if told else set()
        scores[profession] = 3 * len(said & names) + len(said & text)
    ranked = sorted(offered, key=lambda p: -scores[p])
    return ranked[0] if scores[ranked[0]] > scores[ranked[1]] else None
