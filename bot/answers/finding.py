"""Questions without a facet: search in the statements, which profession fits, and what to do when nothing is found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Callable, List, Optional, Sequence

from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import MOST_NEAREST, NEAREST, answer_found, remembered
from bot.answers.focus import CONVINCED, focus, near_best, seeks
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question
from bot.settings import load_settings
from knowledge.facts import Fact
from knowledge.search import CERTAIN, POSSIBLE, Fit

OF_ONE = re.compile(r" wie (?=\w+ (?:zijn|haar|hem|em|diens) )")  # "wie is zijn baas?" asks about somebody at work
CLAUSE = re.compile(r"[,.;:!?\n]+")
# The rest of a clause, or of it until it takes a turn.
UNTIL_TURN = r"[^,.;:!?\n]*?(?=[,.;:!?\n]|\b(?:maar|wel|en|liever|want|omdat)\b|$)"
BEFORE_UNWANTED = r"(?:\b(?:ik|k)\s+\w+\s+)?"  # "ik *spreek* niet graag voor een groep"
NEAREST_KEY = "search_nearest"  # of a reply with what only comes near
MEANT = 0.5  # confidence from which a question that found nothing is asked again of a profession that is named next
FITS, CANDIDATES = 3, 9  # professions shown, and looked at when something else than the fit decides
TELLING_WORDS = 7  # from here on somebody tells about themselves
TOLD_WORDS = 4
FIT_SURE = 0.8  # score from which the profession that fits best is surely one that was looked for


def answer_search(
    context: Context, request: Request, memory: Memory, sure: bool = False, facet: str = ""
) -> Optional[Answer]:
    """The statements that answer a question best, with their professions and sources; None below the threshold."""
    within = request.professions or None
    if not within and memory.recent and not asks_which(context, request):
        here = answer_search(context, replace(request, professions=memory.recent[:1]), memory, sure, facet)
        if here:
            return here
    general = "" if (within or sure) and not seeks(context, request) else request.query or request.text
    wanted = focus(context, request, facet) or general
    hits = context.search.ranked(wanted, professions=within, sentence=request.query or request.text) if wanted else ()
    if not within and asks_which(context, request):
        hits = [h for h in hits if h.fact.profession]
    found = near_best(hits, CERTAIN if sure else POSSIBLE)
    if found and not within and asks_which(context, request):
        found = _with_fitting(context, request, found)
    key = "search"
    if not found and not within and request.intent == "search" and request.confidence > CONVINCED:
        found, key = near_best(hits, NEAREST)[:MOST_NEAREST], NEAREST_KEY
    if not found:
        return None
    professions = list(dict.fromkeys(f.profession for f in found if f.profession))
    asked = replace(request, intent="search") if request.intent == "ask_term" else request
    memory = replace(memory.with_professions(*professions[:2]), request=remembered(asked, *professions[:1]))
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    if within and len(within) == 1:
        return answer_found(context, request, replace(memory, misses=0), hits, within[0])
    return listing(context, memory, key, [f.id for f in found], buttons, names=True)


def _with_fitting(context: Context, request: Request, found: List[Fact]) -> List[Fact]:
    """The statements found, with after the first what the profession is that surely fits ("wie helpt mij aan werk?")."""
    fits = context.search.fit(request.query or request.text, limit=1)
    sure = fits and fits[0].score >= FIT_SURE
    told = context.kb.facts(fits[0].profession, "definition")[:1] if sure else ()
    return list(dict.fromkeys([*found[:1], *told, *found[1:]]))


def asks_which(context: Context, request: Request) -> str:
    """The words by which a question looks for a profession ("wie …?", "in welk beroep …?"); "" when it goes on about one."""
    text = OF_ONE.sub(" ", f" {' '.join(WORD.findall(fold(request.text)))} ")
    for whom in (*context.wording["asks_target"], *context.wording["asks_whom"]):
        text = text.replace(f" {whom} ", " ")
    return next((opening for opening in context.wording["asks_which"] if f" {opening} " in text), "")


def answer_fit(
    context: Context, request: Request, memory: Memory, ranked: Optional[Callable[[Sequence[Fit]], List[Fit]]] = None
) -> Optional[Answer]:
    """A ranked few professions with the statements that made them fit; None when the text names no interest.

    `ranked` puts them in another order before the first few are taken.
    """
    telling = len(request.text.split()) >= TELLING_WORDS
    repaired = set(WORD.findall(fold(request.query))) - set(WORD.findall(fold(request.text)))
    told = interests(context, request.query if repaired else request.text)
    fits: Sequence[Fit] = context.search.fit(told, limit=CANDIDATES if ranked else FITS + 1, telling=telling)
    fits = [f for f in (ranked(fits) if ranked else fits) if f.profession != memory.own][:FITS]
    if not fits:
        return None
    professions = [f.profession for f in fits]
    lines = []
    for fit in fits:
        card = context.card(fit.profession)
        why = (
            context.say("fit_reason", text=shorten(fit.facts[0].text, 150), cite=fit.facts[0].cite) if fit.facts else ""
        )
        lines.append(context.say("fit_item", name=card.name, reason=why))
    memory = replace(
        memory.with_professions(*professions),
        request=remembered(replace(request, intent="find_profession")),
        listed=tuple(professions),
        shown=len(fits),
        layout=None,
        facts=tuple(f.facts[0].id for f in fits if f.facts),
        reasons=tuple(f.facts[0].id for f in fits if f.facts),
        pending=None,
        misses=0,
    )
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    if len(professions) > 1:
        buttons.append(Button(context.wording["compare_first_two"], "compare", {"profession": professions[:2]}))
    return said("fit", memory, buttons, items="\n".join(lines))


def interests(context: Context, text: str) -> str:
    """What a text tells of somebody's interests, without the question ("welk beroep past bij mij?") around it."""
    asking, vague = context.wording["asking_which_fits"], context.wording["vague_interests"]
    wished = _wished(context, text)
    clauses = [[w for w in clause.split() if fold(w) not in asking] for clause in CLAUSE.split(wished)]
    told = [" ".join(words) for words in clauses if any(_tells(context, w) for w in words if fold(w) not in vague)]
    return ", ".join(told) or (wished if wished == text else "")


def _wished(context: Context, text: str) -> str:
    """A text without what somebody does not want ("… maar niet met jongeren"); "niet bang om te spreken" is no such wish."""
    unwanted, fearless = ("|".join(context.wording[key]) for key in ("unwanted_words", "fearless_words"))
    return re.sub(rf"(?i){BEFORE_UNWANTED}\b(?:{unwanted})\b(?! (?:{fearless})\b){UNTIL_TURN}", ",", text)


def told_oneself(context: Context, request: Request) -> bool:
    """Whether somebody told something about themselves without asking anything ("ik was leerkracht in mijn land")."""
    words = WORD.findall(fold(request.text))
    first = next((w for w in words if w not in context.wording["openings"]), "")
    return len(words) >= TOLD_WORDS and first in context.wording["first_person"] and not is_question(request.text)


def _tells(context: Context, word: str) -> bool:
    folded = fold(word).strip("'\"()")
    return len(folded) > 1 and folded not in context.wording["general_words"] and not context.search.is_general(folded)


def answer_unknown(context: Context, request: Request, memory: Memory) -> Answer:
    """Friendly: not known, and what the bot can do; after some misses in a row the list of topics, after more a person."""
    if told_oneself(context, request):
        buttons = [list_buttons(context)[1], Button(context.wording["start_intake"], "start_intake")]
        return said("told_oneself", replace(memory, misses=0, listed=(), facts=()), buttons)
    misses, limits = memory.misses + 1, load_settings()
    key = "unknown"
    if misses >= limits.misses_before_human:
        key = "unknown_human"
    elif misses >= limits.misses_before_topics:
        key = "unknown_topics"
    asked = request.intent in ("search", "ask_term") and request.confidence >= MEANT and focus(context, request)
    if asked:  # "noem je het beroep erbij?"
        memory = replace(memory, request=remembered(replace(request, intent="search")))
    buttons = list_buttons(context)
    if key == "unknown_human":
        buttons.append(Button(context.wording["start_intake"], "start_intake"))
    return said(key, replace(memory, misses=misses, listed=(), facts=()), buttons)
