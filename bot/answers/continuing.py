"""Goes on with the last question: for another profession, or with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

from bot.answers import finding, followup, labour, limits, staying
from bot.answers.context import Context
from bot.answers.focus import focus, is_particular
from bot.answers.model import Answer, Memory, Request
from bot.answers.settling import OF_COMPETENCY
from bot.nlu.questions import is_question

# What another name that follows asks again, and after what it is a new question.
REPEATED = ("ask_example", "compare", "ask_learning_path", "ask_opinion", "ask_pay", "ask_ranking")
UNREPEATED = (
    "list_professions find_profession follow_up mention_profession ask_term ask_structure repeat affirm deny not_meant"
).split()
Again = Callable[[Context, Request, Memory], Answer]


def continued(context: Context, request: Request, memory: Memory, again: Again) -> Optional[Answer]:
    """The last (or waiting) question again, for another profession; a bare name asks for the definition."""
    last = memory.pending or memory.request
    if request.candidates:
        again_for = last["intent"] if last and last["intent"][4:] in context.facets else "ask_definition"
        asked = replace(request, intent=again_for, number=None)
        return limits.ask_which(context, asked, memory, request.candidates)
    professions = request.professions or (memory.recent[1:2] if _other(context, request) else ())
    if _other(context, request) and request.says(*context.wording["option_words"]) and professions:
        return again(context, Request("ask_definition", professions=_next_choice(memory) or professions), memory)
    if not professions:
        return _which_other(context, request, memory, last) or _narrowed(context, request, memory, again)
    known = {
        *context.wording["measure_words"],
        *context.wording["countries"],
    }  # "zit de X even hoog?", "bij die Nederlandse"
    more = set(focus(context, request).split()) - known
    asks = request.intent == "mention_profession" and is_question(request.text)  # "bij X ik kan veilig praten?"
    told = (request.intent == "follow_up" or asks) and request.professions and not memory.pending and more
    found = finding.answer_search(context, request, memory, sure=asks or bool(last)) if told else None
    if found:
        return found  # "en het budget bij de programmator?"
    if told and is_particular(context, request) and not request.says(*context.wording["also_words"]):
        return None  # "blijft de coach dan helpen?"
    if not last or not _repeatable(context, last):
        return again(context, Request("ask_definition", professions=professions), memory)
    earlier = Request.of(last)
    if earlier.intent in OF_COMPETENCY:
        earlier = replace(earlier, number=None)  # a number means something else in another dossier
    topic = _topic(context, request, memory, earlier) if not memory.pending else ""
    if topic:
        earlier = replace(earlier, intent="search", number=None, text=topic, query=topic)
    found = again(context, earlier.about(*_beside(context, request, memory, earlier, professions)), memory)
    corrects = request.says(*context.wording["correcting_words"]) and found.parts[0].key in ("not_there", "nearest")
    if corrects:  # "nee, ik bedoelde de X": what was searched for was a name
        return again(context, Request("ask_definition", professions=professions), memory)
    return found


def _beside(
    context: Context, request: Request, memory: Memory, earlier: Request, professions: Sequence[str]
) -> Sequence[str]:
    """The professions with those of a comparison or a way that goes on for them, in their order."""
    if earlier.intent == "ask_learning_path" and memory.pending:
        both = (*professions, *earlier.professions[:1])
        return tuple(dict.fromkeys(reversed(both) if memory.own in earlier.professions else both))
    words = request.words
    adds = set(words[:-1]) - {"bij"} | set(words[-1:])  # "doe er de X bij", but not "en bij de X?"
    if earlier.intent == "compare" and adds & set(context.wording["adding_words"]):
        return tuple(dict.fromkeys((*earlier.professions, *professions)))
    if earlier.intent == "compare" or earlier.intent == "ask_learning_path" and len(earlier.professions) > 1:
        return tuple(dict.fromkeys((*earlier.professions[:1], *professions)))
    return professions


def _topic(context: Context, request: Request, memory: Memory, last: Request) -> str:
    """The words by which a competency was found, or its heading when the same is looked for in another dossier; "" to go on by number."""
    if last.intent != "ask_competency" or last.query or not memory.recent:
        return last.query if last.intent == "ask_competency" else ""
    cards = context.kb.competencies(memory.recent[0])
    title = next((c.title for c in cards if c.number == last.number), "")
    return title if request.says(*context.wording["also_words"]) else ""


def _repeatable(context: Context, last: Dict[str, Any]) -> bool:
    """Whether the last question can be asked about another profession."""
    intent = last["intent"]
    asked = intent in REPEATED or intent[4:] in context.facets or bool(last.get("query"))
    return asked and intent not in UNREPEATED


def _other(context: Context, request: Request) -> bool:
    reverses = request.says(*context.wording["reversing_words"])
    return request.intent == "follow_up" and "ander" in request.text.lower() and not reverses


def _next_choice(memory: Memory) -> Tuple[str, ...]:
    """The suggestion after the one under discussion ("en een andere optie?")."""
    known = memory.recent[0] in memory.choices
    return memory.choices[memory.choices.index(memory.recent[0]) + 1 :][:1] if known else ()


def _which_other(
    context: Context, request: Request, memory: Memory, last: Optional[Dict[str, Any]]
) -> Optional[Answer]:
    """Asks which other profession is meant, when only one was talked about ("en bij die andere?")."""
    facet = last["intent"][4:] if last else ""
    if not last or not _other(context, request) or facet not in context.facets:
        return None
    return limits.ask_profession(context, Request.of(last).about(), memory, facet)


def _narrowed(context: Context, request: Request, memory: Memory, again: Again) -> Optional[Answer]:
    """The last question again with what is new: another year, place or number ("en in 2014?", "en 13?")."""
    if not memory.request or request.intent != "follow_up":
        return None
    last = Request.of(memory.request)
    if request.says(*context.wording["reversing_words"]) and len(last.professions) == 2:
        return again(context, replace(last, text="", professions=last.professions[::-1]), memory)
    if last.intent == "ask_labour_market" and memory.recent and labour.names_table(context, request, memory.recent[0]):
        return again(context, replace(last, query="", text=request.text), memory)
    opening = finding.asks_which(context, last) if last.intent == "search" else ""
    if opening and any(
        told.startswith("search") for told in memory.told
    ):  # "wie werkt met vrijwilligers?", "en met jongeren?"
        asked = replace(request, intent="search", text=f"{opening} {request.text}", confidence=1.0)
        return again(context, asked, memory)
    if last.intent == "compare":
        return again(context, replace(last, text=request.text, query=request.query), memory)
    if request.number and last.intent in ("ask_competency", "ask_knowledge"):
        return again(context, replace(last, number=request.number, text=request.text, query=request.query), memory)
    if request.number and memory.listed and not focus(context, request):  # not "en in de laatste fase?"
        return followup.answer_pick(context, request, memory)
    return staying.answer_here(context, request, memory)
