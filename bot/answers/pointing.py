"""What a message points at in the conversation: "die twee", "de laatste", "die andere", "zo'n begeleider", "die voor werkzoekenden"."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Optional, Sequence, Tuple

from bot.answers.context import Context
from bot.answers.focus import focus
from bot.answers.lists import AFTER_COMPARING, AMONG, RUNNING_TEXT
from bot.answers.model import Memory, Request
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question

SURE = 0.6  # confidence from which a question is what it was taken for
STEM = 6  # letters by which two words are taken for the same
DESCRIBING = 10  # words at most of an answer to "bedoel je … of …?"
GUESSES = (
    "ask_environment",
    "ask_autonomy",
    "ask_action_context",
)  # for what "bij welke werk je met groepen?" is taken
PICKING = ("pick_option", "more")
TWOSOME = ("compare", "ask_learning_path")
NUMBERED = ("competency", "competencies", "knowledge", "skills")  # of which a place in a list is no profession
CHOOSING_OF = ("compare", "find_profession", "ask_ranking")  # what "welke van de twee …?" may be taken for
SOME = ("iemand", "iets", "ergens", "niemand")  # before "anders" they are no word of a comparison
GLUE = ("is", "zijn", "het", "van", "er", "dan", "nu", "dus", "ook", "wel")
OF_QUESTIONS = ("search", "pick_option")
OF_LISTS = (*PICKING, "ask_competency", "ask_knowledge", "search", "ask_source", "ask_example", "make_simpler")


def pointed(context: Context, request: Request, memory: Memory) -> Request:
    """The request with the professions that its words point at; the same request when it points at none."""
    words = request.words
    if request.professions:
        several = len(request.professions) > 1 and request.intent == "compare" and is_question(request.text)
        one_thing = several and not set(words) & set(context.wording["compare_words"])
        return replace(request, intent="search") if one_thing and _asks_one_thing(context, request, words) else request
    answered = _chosen(context, request, memory, words)
    if answered:
        return answered
    other = _related(context, request, memory)
    if other:
        return request.about(other)
    if request.candidates and any(w in context.wording["pointing_other"] for w in words):
        others = tuple(p for p in request.candidates if p not in memory.recent[:1])
        return request.about(*others) if len(others) == 1 else replace(request, candidates=others)
    if request.candidates:
        known = [p for p in (*memory.recent[:1], *_of_term(context, memory)) if p in request.candidates][:1]
        return request.about(*known) if known else request
    described = _by_description(context, request, words)
    if described:
        return replace(request, intent="follow_up", professions=(described,), query="")
    order = mentioned(context, memory)
    both = _both(context, words, order, memory) or _compared(request, memory, words)
    if both:
        return _about(context, request, memory, words, both)
    elsewhere = any(f" {phrase} " in f" {' '.join(words)} " for phrase in context.wording["pointing_elsewhere"])
    place = _places(context, words, order, memory) or _next_to(context, memory, words)
    if not place and request.told:  # "ik neem de eerste, wat zijn de taken?"
        place = _places(context, WORD.findall(fold(request.told)), order, memory)
    elsewhere = elsewhere or len(place) > 1  # "wat moet de tweede leren om de eerste te worden?"
    compared = (memory.request or {}).get("intent") in TWOSOME and bool(focus(context, request))
    elsewhere = (
        elsewhere or compared and request.intent in OF_QUESTIONS
    )  # "die laatste, moet die met een budget werken?"
    if request.intent in OF_LISTS and not elsewhere and _shows_items(context, memory, request.intent):
        return _whose_item(context, request, memory, words) or request
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
    return _listed(context, memory) or memory.choices or memory.named


def _listed(context: Context, memory: Memory) -> Tuple[str, ...]:
    """The professions of the last list, also those that it named as related."""
    snapshot = context.kb.snapshot()
    related = [item if item in snapshot.professions else _related_to(context, item) for item in memory.listed]
    statements = (memory.layout or {}).get("names")  # that a search found, one of which may name a related profession
    return () if statements else tuple(p for p in related if p)


def _related_to(context: Context, item: str) -> Optional[str]:
    fact = context.kb.snapshot().by_id.get(item)
    return fact.related if fact else None


def _shows_items(context: Context, memory: Memory, intent: str) -> bool:
    """Whether the last answer was a list of statements that a place or "de andere" may point at."""
    running = (memory.layout or {}).get("key") in (*RUNNING_TEXT, AFTER_COMPARING, AMONG)
    of_professions = bool(_listed(context, memory))
    there = len(memory.listed) > memory.shown if intent == "more" else len(memory.listed) > 1
    return there and not running and not of_professions


def _whose_item(context: Context, request: Request, memory: Memory, words: Sequence[str]) -> Optional[Request]:
    """A question about the profession of one of the statements that a search found ("wat doet die tweede?")."""
    asked = _question(context, request, words)
    place = memory.shown if request.number == -1 else request.number or 0
    if not asked or not (memory.layout or {}).get("names") or not 1 <= place <= len(memory.listed):
        return None
    fact = context.kb.snapshot().by_id.get(memory.listed[place - 1])
    found = fact is not None and fact.profession
    return replace(request, intent=asked, professions=(found,), number=None) if found else None


def _about(
    context: Context, request: Request, memory: Memory, words: Sequence[str], professions: Sequence[str]
) -> Request:
    """The request about these professions; what only points becomes the last question again, or the one that its words ask."""
    intent = request.intent
    if len(professions) > 1:
        intent = "compare" if intent in (*PICKING, "follow_up", "search", "ask_competency") else intent
        if intent == "compare" and set(words) & set(context.wording["becoming_verbs"]):
            intent = "ask_learning_path"
        elif intent == "make_shorter":
            intent = "ask_ranking"  # "welk van de twee is het kortst?"
        elif (intent in CHOOSING_OF or _guessed(context, request, words)) and _asks_one_thing(context, request, words):
            intent = "search"
    elif intent == "ask_competency":
        intent = "ask_competencies"
    elif intent in (*PICKING, "follow_up", "search"):
        intent = _question(context, request, words) or intent
        again = (memory.request or {}).get("intent") not in TWOSOME
        intent = ("follow_up" if again else "ask_definition") if intent in (*PICKING, "follow_up") else intent
    return replace(request, intent=intent, professions=tuple(professions), candidates=(), number=None)


def _guessed(context: Context, request: Request, words: Sequence[str]) -> bool:
    """Whether a question which of several does something was taken for a part of a dossier that it does not name."""
    asks_who = bool({"wie", "welk", "welke"} & set(words))
    return asks_who and request.intent[4:] in context.facets and not request.facets


def _asks_one_thing(context: Context, request: Request, words: Sequence[str]) -> bool:
    """Whether a question about several is who of them does something, not how they differ ("wie van beide schrijft rapporten?")."""
    asks_who = bool({"wie", "welk", "welke"} & set(words))
    comparing = tuple(context.wording["shared_words"] + context.wording["different_words"])
    compares = any(w.startswith(comparing) and last not in SOME for last, w in zip(["", *words], words))
    ranks, names = (bool(set(words) & set(context.wording[key])) for key in ("higher_words", "compare_words"))
    says = bool(focus(context, request)) or asks_who and len(_content(context, words)) > 1 and not names
    named = request.facets and request.intent != "find_profession"
    knows = request.says(*context.wording["knowing_words"])  # "wie van hen moet meer weten?" compares the knowledge
    return not (named or compares or ranks or knows) and says


def _content(context: Context, words: Sequence[str]) -> List[str]:
    """The words of a question without those that ask, point at several or go on."""
    counts = " ".join(context.wording["pointing_together"]).split()
    around = {*counts, *context.wording["question_words"], *context.wording["openings"], *context.wording["pronouns"]}
    return [w for w in words if w not in around and w not in GLUE]


def _question(context: Context, request: Request, words: Sequence[str]) -> Optional[str]:
    """What a text that points asks by its own words: a facet that it names, or one of the usual short questions."""
    facet = next((f for f in request.facets if f in context.facets and f != "competency"), None)
    text = f" {' '.join(words)} "
    tells = set(words) & set(context.wording["telling_more"]) and set(words) & {
        "vertel",
        "uitleg",
        "info",
        "informatie",
    }
    asked = facet or ("definition" if tells else None)
    asked = asked or next(
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


def _compared(request: Request, memory: Memory, words: Sequence[str]) -> Tuple[str, ...]:
    """The professions that were just compared, when the question is who of them does something ("en wie schrijft rapporten?")."""
    last = memory.request or {}
    guessed = request.confidence < SURE or request.intent in ("search", "ask_ranking", *GUESSES) and not request.facets
    asks_who = guessed and bool(set(words[:3]) & {"wie", "welke"})
    again = words[:1] == ["en"] and request.intent in ("search", "follow_up")  # "en vrijwilligers?"
    again = again and any(told.startswith((AMONG, "search_nearest", "not_there_either")) for told in memory.told)
    return tuple(last["professions"]) if (asks_who or again) and last.get("intent") == "compare" else ()


def _places(context: Context, words: List[str], order: Sequence[str], memory: Memory) -> Tuple[str, ...]:
    """The professions at the places that words name ("die laatste"), or the other one of two."""
    things, before = (tuple(context.wording[key]) for key in ("pointing_things", "pointing_before"))
    found: List[str] = []
    recent = memory.recent
    of_list = str((memory.request or {}).get("intent"))[4:] in NUMBERED
    for last, word, after in zip(["", *words], words, [*words[1:], ""]):
        place: Optional[int] = context.wording["pointing_places"].get(word)
        thing = of_list and last in context.wording["pointing_neuter"]  # "en het eerste?"
        if after.startswith(things) or last not in before or thing:
            continue
        if word in (*context.wording["pointing_other"], *context.wording["pointing_previous"]) and len(recent) > 1:
            found.append(recent[1])
        elif place is not None and 1 < len(order) and -len(order) <= place < len(order):
            found.append(order[place])
    return tuple(dict.fromkeys(found))


def _next_to(context: Context, memory: Memory, words: Sequence[str]) -> Tuple[str, ...]:
    """The profession before or after the one that was picked from a list, when no more than that is said ("de vorige")."""
    steps = [step for word, step in context.wording["steps"].items() if word in words]
    here = memory.listed.index(memory.recent[0]) if memory.recent and memory.recent[0] in memory.listed else None
    if len(steps) != 1 or here is None or len(words) > 3 or not 0 <= here + steps[0] < len(memory.listed):
        return ()
    return (memory.listed[here + steps[0]],)


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
