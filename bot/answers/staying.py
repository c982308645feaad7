"""Stays with the profession under discussion: what its dossier says about a question that names none."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from bot.answers import finding
from bot.answers.context import Context
from bot.answers.facets import nearest, not_there, remembered
from bot.answers.focus import CONVINCED, focus, is_particular, speaks_of_somebody
from bot.answers.followup import facts_of
from bot.answers.model import Answer, Memory, Part, Request, said
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question
from knowledge.search import POSSIBLE

SHORT = 6  # words of a question that goes on about what is talked about
HERE = 0.85  # share of the best score anywhere from which the dossier under discussion answers "wie …?"
KEPT = 2  # statements found among which the profession under discussion stays the one that is talked about
LIMITS = ("out_of_scope", "ask_pay")
SURE = 0.95  # confidence from which what somebody gets is a question about pay
LOOSE = ("search", "follow_up")  # questions that say by nothing but their words what they are about


def of_pay(context: Context, request: Request) -> bool:
    """Whether a question has a word about pay, or one about money that somebody gets."""
    words = request.words
    money = any(w.startswith(tuple(context.wording["money_words"])) for w in words)
    surely = request.intent == "ask_pay" and request.confidence >= SURE
    gets = (money or surely) and request.says(*context.wording["getting_words"])
    return gets or any(w.startswith(tuple(context.wording["pay_words"])) for w in words)


def only_of_pay(context: Context, request: Request) -> bool:
    """Whether a question about pay has no word for anything else."""
    pay = tuple(context.wording["pay_words"])
    return not any(not w.startswith(pay) for w in focus(context, request).split())


def points(context: Context, request: Request, memory: Memory) -> bool:
    """Whether a question speaks of the profession under discussion as "die" or "hij"."""
    paid = request.intent == "ask_pay" and of_pay(context, request)
    open_question = request.intent in (*LIMITS, *LOOSE) and not paid
    return bool(memory.recent) and open_question and request.says(*context.wording["pronouns"])


def asks_of_somebody(context: Context, request: Request, memory: Memory) -> bool:
    """Whether what seems to look for a profession or to be about us asks about the one under discussion: it speaks of somebody ("en hoe
    gaat die om met boze mensen?"), or goes on ("en als de buren niet meewillen?")."""
    named = request.professions or request.candidates
    seeks, doubted = request.intent == "find_profession", request.confidence < CONVINCED
    of_others = request.says(*context.wording["our_words"]) or seeks and request.says(*context.wording["seeking_words"])
    supposes = _goes_on(context, request) and "als" in request.words[1:3]  # "en als ik ruzie heb met iemand?"
    choosing = (memory.request or {}).get("intent") == "find_profession"  # "en als ik liever schrijf?"
    tells_of_self = request.says(*context.wording["self_words"]) and (choosing or not supposes)
    tells = seeks and (tells_of_self or not doubted and not supposes)
    if not memory.recent or memory.pending or named:
        return False
    if _asks_whether_somebody(context, request):
        return True
    spoken_of = request.says(*context.wording["person_pronouns"]) and is_question(request.text)
    if of_others or tells and not spoken_of:
        return False
    asks = seeks and is_question(request.text) and not supposes
    return spoken_of or _goes_on(context, request) or asks or doubted and is_particular(context, request)


def _asks_whether_somebody(context: Context, request: Request) -> bool:
    """Whether a question begins with what somebody at work does or may do ("mag die mij een job geven?")."""
    verb, whom = (*request.words[:2], "", "")[:2]
    return verb in context.wording["yes_no"] and whom in context.wording["person_pronouns"]


def _goes_on(context: Context, request: Request) -> bool:
    return request.words[:1] in ([w] for w in context.wording["going_on_words"])


def asks_of_work(context: Context, text: str) -> bool:
    """Whether a question is what a kind of work takes or what its dossier says, with no word of the speaker beside that."""
    words = f" {' '.join(WORD.findall(fold(text)))} "
    rest = words
    for phrase in context.wording["asking_of_work"]:
        rest = rest.replace(f" {phrase} ", " ")
    return rest != words and not set(rest.split()) & set(context.wording["speaker_words"])


def _stays(context: Context, request: Request) -> bool:
    """Whether the form of a question shows that it goes on about the same ("moet je ook rekenen?", "en als iemand ziek is?")."""
    return request.intent in LOOSE and (
        _goes_on(context, request) or is_particular(context, request) or request.words[:1] == ["als"]
    )


def answer_here(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the dossier of the profession under discussion says, comes near to, or does not say; None for a question of another kind."""
    pointing, staying = points(context, request, memory), _stays(context, request)
    if not memory.recent or request.professions or not (pointing or staying):
        return None
    if finding.asks_which(context, request):
        return None
    profession = memory.recent[0]
    asked = replace(request.about(profession), intent="search", confidence=1.0 if staying else request.confidence)
    found = finding.answer_search(context, asked, memory)
    if found:
        return found
    known = replace(memory, request=remembered(asked, profession), misses=0)
    near = nearest(context, asked, known, "definition", profession)
    sure = staying and focus(context, request) or speaks_of_somebody(context, request)
    return near or (not_there(context, known, profession) if sure else None)


def nothing_here(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """That the dossier under discussion does not say what was surely asked in few words ("iets over ehbo?")."""
    asks = request.intent == "search" and request.text.rstrip().endswith("?") and bool(focus(context, request))
    short = len(request.words) <= SHORT and not finding.asks_which(context, request)
    if not memory.recent or not (asks and short):
        return None
    known = replace(memory, request=remembered(request, memory.recent[0]), misses=0)
    return not_there(context, known, memory.recent[0])


def answer_searched(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the search finds: in the dossier under discussion when the question goes on about it, else in all."""
    return answer_here(context, request, memory) or answer_anywhere(context, request, memory)


def answer_anywhere(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the search finds; hits in several other dossiers do not change which profession is talked about, unless that was asked."""
    here = _who_here(context, request, memory)
    found = here or finding.answer_search(context, request, memory)
    if found and memory.recent and _keeps(context, memory, found):
        return replace(found, memory=found.memory.with_professions(memory.recent[0]))
    moving = request.professions or finding.asks_which(context, request) or not memory.recent
    if moving or not found or finding.NEAREST_KEY in [part.key for part in found.parts]:
        return found
    name = context.card(memory.recent[0]).name
    kept = replace(found.memory, recent=memory.recent)
    return Answer((Part("elsewhere", {"name": name}), *found.parts), kept)


def _who_here(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the dossier under discussion says to a question that asks who or where, when no other answers it much better ("wie houdt dat
    in de gaten?"); None for one that looks for a profession."""
    looks = finding.asks_which(context, request)
    if not looks or not memory.recent or request.professions or request.says(*context.wording["all_words"]):
        return None
    wanted, sentence = focus(context, request), request.query or request.text
    own = context.search.ranked(wanted, 1, memory.recent[:1], sentence) if wanted else ()
    best = context.search.ranked(wanted, 1, None, sentence) if own else ()
    here = own and own[0].score >= max(POSSIBLE, HERE * best[0].score)
    return finding.answer_search(context, request.about(memory.recent[0]), memory) if here else None


def _keeps(context: Context, memory: Memory, found: Answer) -> bool:
    """Whether the profession under discussion is among the first that "wie …?" finds."""
    return memory.recent[0] in [f.profession for f in facts_of(context, found.memory)[:KEPT]]


def answer_country(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """From which country the dossier is, and whom it knows in the other, when no more is asked ("en in Nederland?")."""
    countries = context.wording["countries"]
    words = [*request.words, *WORD.findall(fold(request.query))]  # also with a typing error
    asked = {countries[w] for w in words if w in countries}
    professions = (*request.professions, *memory.recent)[:1]
    goes_on = request.intent == "follow_up" and request.professions  # "en bij dat Nederlandse keuzedeel?"
    open_question = request.intent in (*LOOSE, "out_of_scope")
    figures = (memory.request or {}).get("intent") == "ask_labour_market"
    rest = [w for w in focus(context, request).split() if w not in countries]
    if not asked or not professions or rest or request.facets or goes_on or not open_question:
        return None
    card = context.card(professions[0])
    if figures and asked == {card.country}:
        return None
    known = replace(memory.with_professions(card.id), misses=0)
    names = context.wording["country_names"]
    if asked == {card.country}:
        return said(
            "country_own", known, _next(context, card.id), name=card.name, own=names[card.country], cite=card.cite
        )
    other = next(country for country in sorted(asked) if country != card.country)
    there = [c.id for c in context.kb.professions() if c.country == other]
    buttons = [context.facet_button("definition", p) for p in there[:2]]
    return said(
        "country_other",
        known,
        buttons,
        name=card.name,
        own=names[card.country],
        other=names[other],
        names=context.names(there),
        cite=card.cite,
    )


def _next(context: Context, profession: str) -> List:
    return context.next_buttons("definition", profession)
