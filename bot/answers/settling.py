"""Reads a request in the light of the last one: what its number, its name or its few words mean here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional

from bot.answers.competencies import under_heading
from bot.answers.context import Context
from bot.answers.focus import CONVINCED, focus, is_particular
from bot.answers.lists import RUNNING_TEXT
from bot.answers.model import Memory, Request
from bot.nlu.normalize import fold
from bot.nlu.questions import is_question

FEW_WORDS, MORE_WORDS = 5, 8
NUMBERS = re.compile(r"\b\d{1,2}(?:\s*(?:,|en|&|\+)\s*\d{1,2})+\b")
SOME_OF = (
    r" (?:noem|geef|toon|zeg) (?:me |mij |maar |eens )*er (?:maar |eens |nog )*(?:\d+|een|twee|drie|vier|vijf|zes) $"
)
BY_NUMBER = "ask_competency"
OF_COMPETENCY = ("ask_knowledge", "ask_skills")  # asked of one competency too
AGAIN = ("search", "ask_definition", "ask_competencies", "ask_extra")  # asked of what was said before by "daarmee"
# Lists that tell how many there are.
COUNTED = ("ask_competencies", "ask_knowledge", "ask_skills", "ask_responsibility")


def each_number(request: Request) -> List[Request]:
    """A request for each of several competencies ("competentie 2 en 10"); the request itself when it names no more than one."""
    found = NUMBERS.search(fold(request.text)) if request.intent == BY_NUMBER else None
    numbers = dict.fromkeys(int(n) for n in re.findall(r"\d+", found.group())) if found else {}
    return [replace(request, number=n, text="") for n in numbers] or [request]


def each_facet(context: Context, request: Request) -> List[Request]:
    """A request for each of several facets that one question names side by side ("taken en kennis van een X")."""
    words = request.words
    places = {
        facet: [i for i, w in enumerate(words) if _is_word_of(context, w, facet)]
        for facet in request.facets
        if facet in context.facets
    }
    named = sorted((at[0], facet) for facet, at in places.items() if at)
    pairs = [(a, b) for (a, _), (b, _) in zip(named, named[1:])]
    joined = any("en" in words[a:b] for a, b in pairs) and all("en" in words[a:b] or b - a == 1 for a, b in pairs)
    compared = request.intent == "compare"
    if not joined or not compared and request.intent[4:] not in places:
        return [request]
    return [replace(request, intent="compare" if compared else f"ask_{f}", facets=(f,)) for _, f in named]


def _is_word_of(context: Context, word: str, facet: str) -> bool:
    return any(word.startswith(w[:-1]) if w.endswith("*") else word == w for w in context.facets[facet]["words"])


def same_competency(context: Context, request: Request, memory: Memory) -> Request:
    """ "Welke kennis (of welke vaardigheden) is daarvoor nodig?" and "welke competentie is dat?" after one competency, or after
    statements of one, are about that competency."""
    last = memory.request or {}
    by_id = context.kb.snapshot().by_id
    facts = [by_id[f] for f in memory.facts if f in by_id]
    whose = request.intent == BY_NUMBER and not focus(context, request, "competency")
    suggested = last.get("intent") == "find_profession" or request.says(*context.wording["option_words"])
    if suggested and not whose:
        return request  # "wat moet ik kennen voor die job?"
    of = ("competency", "competencies", "knowledge") if whose else ("competency", "competencies")
    numbers = {f.number for f in facts if f.facet in of} if len(facts) == len(memory.facts) else set()
    last_number = last.get("number") if last.get("intent") in (BY_NUMBER, *OF_COMPETENCY) else None
    whole = last.get("intent") not in OF_COMPETENCY or memory.shown >= len(memory.listed) or len(memory.facts) == 1
    number = last_number or (numbers.pop() if len(numbers) == 1 and whole else None)
    words = request.words
    somebody = [] if last_number else context.wording["person_pronouns"]  # "en wat moet die kennen?"
    pointing = any(w in context.wording["pointing_at_competency"] and w not in somebody for w in words)
    going_on = last_number and words[:1] == ["en"]
    asks = request.intent in OF_COMPETENCY and (pointing or going_on) or whose and request.number is None
    if asks and not request.professions and number:
        return replace(request, number=request.number or number)
    told = last.get("query") if whose and request.number is None and not request.professions else ""
    return replace(request, query=told) if told else request  # "welke competentie gaat daarover?"


def _part_of_competency(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """ "En het resultaat?" after a work process is about that part of it."""
    last = memory.request or {}
    named = any(word in fold(request.text) for word in context.wording["roles"])
    free = not request.professions and request.number is None
    if last.get("intent") != BY_NUMBER or not last.get("number") or not (named and free):
        return None
    return replace(request, intent=BY_NUMBER, number=last["number"])


def _same_there(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """ "Bestaat die competentie bij de jobcoach ook?" and "wat doet een X daarmee?" ask the last question again, of another profession."""
    last = memory.request or {}
    other = len(request.professions) == 1 and request.professions[0] not in last.get("professions", ())[:1]
    asked = bool(last.get("query")) or last.get("intent") == BY_NUMBER
    also, back = (request.says(*context.wording[key]) for key in ("also_words", "pointing_back"))
    loose = request.intent in ("search", BY_NUMBER, "ask_competencies", "ask_names") and request.number in (None, -1)
    doubted = request.confidence < CONVINCED
    loose = loose or request.intent in AGAIN and is_particular(context, request)  # "doet een X dat ook?"
    again = loose and also or back and (doubted or request.intent in (*AGAIN, BY_NUMBER))
    pointing = {w for key in ("pointing_back", "handling_words") for w in context.wording[key]}
    if not (other and asked and again) or set(focus(context, request, request.intent[4:]).split()) - pointing:
        return None
    return replace(request, intent="follow_up", query="", number=None)


def _step(context: Context, request: Request, memory: Memory) -> Optional[int]:
    """The number of the competency before or after the last one ("en de vorige?")."""
    last = memory.request or {}
    words = request.text.lower().strip(" ?!.").split()
    steps = [step for word, step in context.wording["steps"].items() if word in words]
    rest = last.get("intent") in OF_COMPETENCY and memory.shown < len(memory.listed)
    stepping = last.get("intent") in (BY_NUMBER, *OF_COMPETENCY) and last.get("number") and not rest
    if request.number or set(words) & {*context.wording["list_words"], "alle"}:
        return None  # "terug naar de vierde", "terug naar het begin van de lijst"
    most = MORE_WORDS if request.intent == "repeat" else FEW_WORDS  # "ga nog eens terug naar de vorige"
    if not stepping or not steps or len(words) > most or request.professions:
        return None
    return max(1, last["number"] + steps[0])


def _of_listed(context: Context, request: Request, memory: Memory) -> Request:
    """A question about a profession by its place in the list that was shown ("het niveau van de tweede")."""
    snapshot, place = context.kb.snapshot(), memory.shown if request.number == -1 else request.number or 0
    if not 1 <= place <= len(memory.listed):
        return request
    item = memory.listed[place - 1]
    statement = snapshot.by_id.get(item)
    if statement and statement.number and request.intent in OF_COMPETENCY and "competency" not in request.facets:
        whose = (statement.profession,) if statement.profession else ()
        return replace(request, professions=whose, number=statement.number)  # "welke kennis hoort bij de eerste?"
    found: Optional[str] = item if item in snapshot.professions else None
    if not found and (memory.layout or {}).get("names") and item in snapshot.by_id:
        found = snapshot.by_id[item].profession
    return replace(request, professions=(found,), number=None) if found else request


def resolved(context: Context, request: Request, memory: Memory) -> Request:
    """A request whose bare number or name is read in the light of the conversation."""
    found = _part_of_competency(context, request, memory) or _of_last(context, request, memory)
    found = found or _same_there(context, request, memory)
    if found:
        return found
    if _answers_back(request, memory):
        return replace(request, intent="mention_profession")
    step = _step(context, request, memory)
    if step:
        return replace(request, intent=BY_NUMBER, number=step)
    if request.number and not request.professions and request.intent[4:] in context.facets:
        request = _of_listed(context, request, memory)
    return _picked(context, request, memory) if request.intent == "pick_option" else request


def _of_last(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """The last question again, or one heading of its list, when the words ask for no more than that."""
    last = memory.request or {}
    words = set(request.words)  # none in a quick reply
    listing = context.wording["listing_words"]
    listed = len(memory.listed) > 1 and (memory.layout or {}).get("key") not in RUNNING_TEXT
    counted = listed and last.get("intent") != "ask_labour_market" or last.get("intent") in COUNTED
    figures = request.intent == "ask_labour_market" and last.get("intent") not in (*COUNTED, BY_NUMBER)
    figures = figures and request.confidence >= CONVINCED and bool(memory.recent)
    figures = figures and "labour_market" in context.kb.facets(memory.recent[0])
    if counted and not figures and {"hoeveel", "veel"} & words and words <= set(context.wording["counting_words"]):
        if last.get("intent") == BY_NUMBER:
            return Request("ask_competencies", professions=tuple(last["professions"]))
        query = "" if last.get("intent") in COUNTED else last.get("query", "")
        return replace(Request.of(last), text="", query=query)  # "hoeveel zijn er?" after a list
    some = request.intent == "pick_option" and re.search(SOME_OF, request.spoken)
    if some and last.get("intent") in COUNTED:
        return replace(Request.of(last), text="", query="")  # "noem er 3"
    if {"en", "dan"} == words and memory.recent:
        return replace(request, intent="more", confidence=1.0)  # "en dan?"
    if "hoe" in words and words <= set(context.wording["elliptic_words"]) and memory.facts:
        return replace(request, intent="ask_example", confidence=1.0)  # "hoe dan?"
    if words and last.get("intent") in ("search", BY_NUMBER) and words <= set(context.wording["elliptic_words"]):
        return replace(Request.of(last), text="")  # "naar wie dan?"
    whole = words & set(listing["asking"]) and words <= set(sum(listing.values(), []))
    if str(last.get("intent"))[4:] in context.facets and whole:
        return replace(Request.of(last), query="", confidence=1.0)  # "welke precies, som eens op"
    parts = context.wording["narrowed"].get(str(last.get("intent"))[4:], {})
    narrows = 0 < len(words) < FEW_WORDS and any(w.startswith(part.strip()) for w in words for part in parts)
    if narrows and not request.professions:
        return replace(request, intent=str(last["intent"]), query="", confidence=1.0)  # "alleen de grondige"
    shown = last.get("intent") == "ask_competencies" and not request.professions and 0 < len(words) <= FEW_WORDS
    if shown and under_heading(context, context.kb.competencies(memory.recent[0]), sorted(words)):
        return replace(request, intent="ask_competencies")  # "en de oriëntatiefase?"
    return None


def _answers_back(request: Request, memory: Memory) -> bool:
    """Whether a name is the answer to our question which profession is meant."""
    if not memory.pending or not request.professions:
        return False
    short = len(request.text.split()) <= 4 and "wat" not in f"{request.query} {request.text}".lower()
    bare = request.intent == "follow_up" or request.intent == "ask_definition" and short
    offered = set(request.professions) & set(memory.pending.get("candidates") or ())
    return bare or bool(offered and request.text) and not is_question(request.text)  # "die van de sociale economie"


def _picked(context: Context, request: Request, memory: Memory) -> Request:
    """What a place in a list points at: a year of figures, a profession, a competency; else an item of the list."""
    last = memory.request or {}
    if request.says(*context.wording["telling_of_age"]):
        return replace(request, intent="search", number=None)  # "ik ben wel al 50"
    if last.get("intent") == "ask_labour_market":
        return replace(request, intent="follow_up")
    numbered = "competencies" in request.facets and request.number and request.number > 0 and bool(memory.recent)
    if numbered and last.get("intent") != "ask_competencies":
        return replace(request, intent=BY_NUMBER)  # "de tweede van hun taken"
    among = memory.choices if not memory.listed else ()
    if 1 <= (request.number or 0) <= len(among):
        return replace(request, intent="follow_up", professions=(among[request.number - 1],), number=None, query="")
    if request.number == -1 and not memory.listed and request.says(*context.wording["explaining_words"]):
        return replace(request, intent="make_simpler", number=None)  # "wat bedoel je met dat laatste?"
    if request.number is not None and memory.recent:
        among_competencies = last.get("intent") == BY_NUMBER
        listed = (memory.overview or {}).get("intent") == "ask_competencies"  # of which one was shown
        goes_on = listed or request.text.lower().startswith("en ")
        of_item = request.says(*context.wording["item_words"])
        going_on = among_competencies and goes_on and request.number > 0 and not of_item
        if not memory.listed or going_on or among_competencies and request.number > memory.shown:
            return replace(request, intent=BY_NUMBER)
    return request
