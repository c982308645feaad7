"""What people tell of themselves: what they like, which profession they have, and what of a story belongs to the question."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers.context import Context
from bot.answers.focus import focus
from bot.answers.model import Memory, Request
from bot.nlu.normalize import WORD, fold
from bot.nlu.wordlists import wordlist

STORY = 16  # words from which a text tells about somebody rather than asks for an occupation
TOLD_IN_STORIES = (
    "ask_other_profession search find_profession compare ask_learning_path ask_term ask_environment ask_level ask_competencies "
    "mention_profession follow_up ask_definition out_of_scope ask_opinion"
).split()


def tells_interests(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a long text without a name is about somebody who looks for what fits."""
    long = len(f"{request.text} {request.story}".split()) > STORY
    named = request.professions or request.candidates or request.document or memory.recent or request.terms
    told = request.intent in TOLD_IN_STORIES and not own_occupation(request)
    seeks = set(request.words) & set(context.wording["seeking_words"])
    return long and told and bool(seeks) and not named and bool(focus(context, whole(request)))


def own_occupation(request: Request) -> bool:
    """Whether the question itself, and not the story around it, is about another occupation."""
    return bool(request.occupation) and request.occupation in fold(request.text)


def whole(request: Request) -> Request:
    """The request with all that was told, not the last question alone."""
    return replace(request, text=request.story, query=request.story) if request.story else request


def own_profession(context: Context, request: Request) -> Optional[str]:
    """The profession that somebody says to have ("ik werk al acht jaar als campagnewerker"); None when nobody says so."""
    between = {*context.wording["own_fillers"], *wordlist("cardinals")}
    for profession in request.professions:
        card = context.card(profession)
        for name in sorted((card.name, *card.names), key=len, reverse=True):
            before, found, _ = request.spoken.partition(f" {' '.join(WORD.findall(fold(name)))} ")
            words = before.split()
            while words and (words[-1] in between or words[-1].isdigit()):
                words.pop()
            if found and f" {' '.join(words[-2:])} ".endswith(tuple(f" {w} " for w in context.wording["own_words"])):
                return profession
    return None
