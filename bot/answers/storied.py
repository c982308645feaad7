"""A question that only points at what was told before it: "… Kan een loopbaanbegeleider daarbij helpen?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Collection, Iterator, Optional

from bot.answers import finding, staying
from bot.answers.context import Context
from bot.answers.elsewhere import LISTS
from bot.answers.facets import nearest, remembered
from bot.answers.focus import CONVINCED, focus, is_particular, names_facet
from bot.answers.model import Answer, Memory, Request
from bot.nlu.normalize import WORD, fold
from knowledge.search import CERTAIN

# What a question may be taken for that says by itself no more than a name.
OPEN = (
    "search follow_up mention_profession find_profession ask_action_context ask_opinion ask_learning_path ask_pay out_of_scope"
).split() + [f"ask_{facet}" for facet in LISTS]
WINDOW, STEP, LATEST = 14, 8, 40  # words of the story that are searched together, from one to the next, and in all
LIKELY = 0.6  # confidence from which a definition is asked ("… Wat is dat voor vak?")
SURE = 0.95  # confidence from which a question is not about the story, unless a word points at it


def answer_storied(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the dossier says, or comes near to, about the part of a story that it answers best; None when the question says what it
    is about, or nothing in the dossier is near."""
    if not _points(context, request):
        return None
    profession = request.professions[0]
    names = {word for name in context.card(profession).names for word in WORD.findall(fold(name))}
    asked = [replace(request, intent="search", text=p, query=p, story="") for p in _parts(request, names)]
    scores = [_best(context, one, profession) for one in asked]
    best = max(range(len(asked)), key=scores.__getitem__)
    if request.intent[4:] in LISTS and request.confidence >= CONVINCED and scores[best] < CERTAIN:
        return None  # "… Wat doet een X dan?" asks what it is, unless the dossier surely speaks of it
    known = replace(memory.with_professions(profession), request=remembered(asked[best], profession), misses=0)
    return finding.answer_search(context, asked[best], memory) or nearest(
        context, asked[best], known, "definition", profession
    )


def _points(context: Context, request: Request) -> bool:
    """Whether a question about one profession holds nothing to search for, and a story stands before it."""
    told = len(request.story.split()) > len(request.query.split()) + 2
    points = request.says(*context.wording["pointing_back"])
    pointing = set(context.wording["handling_words"]) | {
        word for phrase in context.wording["pointing_back"] for word in phrase.split()
    }
    own = set(focus(context, request).split()) - pointing
    sure = SURE if is_particular(context, request) else LIKELY
    defines = request.intent == "ask_definition" and request.confidence >= sure
    paid = request.intent == "ask_pay" and staying.of_pay(context, request)
    if not told or paid or defines or len(request.professions) != 1 or request.intent not in OPEN or len(own) > points:
        return False
    convinced = request.intent[4:] in LISTS and request.confidence >= CONVINCED
    whole = names_facet(context, request, request.intent[4:]) and not is_particular(context, request)
    return (points or not convinced and request.confidence < SURE) and not whole


def _parts(request: Request, names: Collection[str]) -> Iterator[str]:
    """The story in parts that overlap, without words of the profession's names and the question at its end."""
    own = len(request.query.split()) if request.story.endswith(request.query) else 0
    words = request.story.split()
    words = [word for word in words[: len(words) - own] if word not in names][-LATEST:]
    for start in range(0, max(1, len(words) - STEP), STEP):
        yield " ".join(words[start : start + WINDOW])


def _best(context: Context, asked: Request, profession: str) -> float:
    hits = context.search.ranked(focus(context, asked), 1, (profession,), asked.query)
    return hits[0].score if hits else 0.0
