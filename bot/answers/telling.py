"""What people tell of themselves: what they like, which profession they have, and what of a story belongs to the question."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answers.context import Context
from bot.answers.focus import focus
from bot.answers.model import Memory, Request
from bot.nlu.normalize import WORD, fold
from bot.nlu.wordlists import wordlist
from knowledge.facts import ProfessionCard

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
    between, own = {*context.wording["own_fillers"], *wordlist("cardinals")}, context.wording["own_words"]
    text = _spoken(request.told or request.text)
    if not any(f" {words} " in text for words in own):
        return None
    for card in context.kb.professions():
        words = before_name(text, card).split()
        while words and (words[-1] in between or words[-1].isdigit()):
            words.pop()
        if f" {' '.join(words[-2:])}".endswith(tuple(f" {w}" for w in own)):
            return card.id
    return None


def before_name(text: str, card: ProfessionCard) -> str:
    """What stands in a text (folded words with a space at both ends) before a name of a profession; "" when it has none."""
    names = (
        f" {' '.join(WORD.findall(fold(name)))} " for name in sorted((card.name, *card.names), key=len, reverse=True)
    )
    return next((text.partition(name)[0] for name in names if name in text), "")


def without_denied(context: Context, request: Request) -> Request:
    """The request without what is said not to be meant, when another is named ("niet de X, ik wil weten wat een Y doet")."""
    cards = [context.card(p) for p in request.professions] if len(request.professions) > 1 else []
    denying, articles = context.wording["denying_words"], context.wording["before_names"]
    kept = []
    for card in cards:
        words = [w for w in before_name(_spoken(request.text), card).split() if w not in articles]
        kept += [] if words[-1:] != [] and words[-1] in denying else [card.id]
    return request.about(*kept) if 0 < len(kept) < len(cards) else request


def _spoken(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "
