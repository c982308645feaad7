"""The guided choice: what somebody likes, with whom, on what level; in a few steps that may be clicked or typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.answers import finding, path
from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import remembered
from bot.answers.focus import CONVINCED, focus, speaks_of_somebody
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import WORD, fold
from bot.nlu.questions import is_question
from knowledge.search import Fit

CHOOSING = "find_profession"
OPTION = "option:"  # what the text of a quick reply of the choice begins with
BACK, AGAIN = "back", "again"  # options of every step: one question back, and from the start
GUESSED = 0.3  # confidence up to which the form of an order proves nothing
MEANT = 0.5  # confidence from which what looks like no answer is none
POINTING = 3  # words at most that only give the number of an option
TYPED = (CHOOSING, "search", "out_of_scope", "follow_up", "pick_option", "affirm", "deny", "ask_other_profession")
# What is no answer to a step, although it is no question by its form.
NO_ANSWER = (
    "list_professions compare more repeat not_meant make_simpler make_shorter ask_source ask_why ask_example ask_opinion ask_pay"
).split()


def answer_choice(context: Context, request: Request, memory: Memory) -> Answer:
    """The next step of the choice, or the professions that fit when enough was told."""
    step = _waiting_step(memory)
    if request.text.startswith(OPTION):
        return _after(context, request.text[len(OPTION) :], memory)
    if step is not None:
        return _typed(context, request, memory, step) if request.text else _asked_again(context, memory, step)
    if len(request.professions) == 2:
        return path.between_two(context, request, memory)
    told = answer_told(context, request, memory) if tells(context, request) else None
    asked = _ask(context, memory, 0, ())
    if told or not context.search.is_personal(request.text):
        return told or asked
    return Answer((*said("for_everybody", memory).parts, *asked.parts), asked.memory)


def answer_told(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The professions that fit what was told, those of a level that was named first."""
    named = request.number and "level" in request.facets
    ranked = _by_level(context, (request.number, request.number)) if named else None
    return finding.answer_fit(context, request, memory, ranked)


def about_one(context: Context, request: Request, memory: Memory) -> bool:
    """Whether what seems to look for a profession is about the one that it names ("past campagnewerker bij mij?")."""
    text = request.spoken
    looks = finding.asks_which(context, request) or any(f" {p} " in text for p in context.wording["open_choice"])
    return len(request.professions) == 1 and _waiting_step(memory) is None and bool(request.text) and not looks


def chosen(context: Context, request: Request, memory: Memory) -> Request:
    """What was typed while a step of the choice waits, as an answer to it; other requests as they are."""
    step = _waiting_step(memory)
    free = not (request.professions or request.candidates or request.terms)
    turn = _turns_back(context, request, memory)
    if turn:
        return replace(request, intent=CHOOSING, text=f"{OPTION}{turn}")
    if step is not None and free and _answers(context, request, step):
        return replace(request, intent=CHOOSING)
    told = (memory.request or {}).get("intent") == CHOOSING
    more = request.intent in ("out_of_scope", "follow_up", "search", "ask_other_profession")
    asks = is_question(request.text) and speaks_of_somebody(context, request)  # "moet die veel verslagen maken?"
    likes = finding.told_oneself(context, request) and not request.says("niet", "geen")
    more = more or likes and request.confidence < CONVINCED
    if told and free and more and not asks and not request.facets and tells(context, request):
        return replace(request, intent=CHOOSING)  # "en als ik liever schrijf?"
    return request


def _turns_back(context: Context, request: Request, memory: Memory) -> Optional[str]:
    """BACK or AGAIN, when no more than that is said while the choice goes on, or right after it ("vorige")."""
    words = request.words
    if not words or not (_waiting_step(memory) is not None or (memory.request or {}).get("before")):
        return None
    around = context.wording["choice_turns"]["around"]
    said_words = [w for w in words if w not in around]
    return next(
        (k for k in (BACK, AGAIN) if said_words and set(said_words) <= set(context.wording["choice_turns"][k])), None
    )


def _answers(context: Context, request: Request, step: int) -> bool:
    """Whether what was typed is an answer to the step that waits: anything that is no question of its own."""
    if request.intent in TYPED or _named(context, step, request):
        return True
    if request.confidence < GUESSED and not request.facets and not request.text.rstrip().endswith("?"):
        return bool(request.text)  # "geef toch maar iets"
    asks = is_question(request.text) and (request.text.rstrip().endswith("?") or len(request.text.split()) > POINTING)
    other = request.intent in NO_ANSWER and request.confidence >= MEANT
    return bool(request.text) and not other and not asks


def tells(context: Context, request: Request) -> bool:
    """Whether a text says more about an interest than that it is with people, or something social."""
    vague = context.wording["vague_interests"]
    telling = any(w not in vague for w in focus(context, request).split())
    return telling or context.search.has_phrase(request.text)


def _steps(context: Context) -> List[Dict[str, Any]]:
    return list(context.wording["choice"])


def _waiting_step(memory: Memory) -> Optional[int]:
    pending = memory.pending or {}
    return pending.get("step") if pending.get("intent") == CHOOSING else None


def _told(memory: Memory) -> Tuple[str, ...]:
    return tuple((memory.pending or {}).get("told", ()))


def _before(memory: Memory) -> List[List[Any]]:
    """The questions that were answered, each with what had been told when it was put, the one that waits last."""
    pending = memory.pending or {}
    step = _waiting_step(memory)
    if step is None:
        return list((memory.request or {}).get("before", ()))
    return [*pending.get("before", ()), [step, list(_told(memory))]]


def _ask(context: Context, memory: Memory, step: int, told: Sequence[str], before: Sequence[List[Any]] = ()) -> Answer:
    """One step: its question, its options as quick replies; `before`: the questions that one may go back to."""
    options = _steps(context)[step]["options"]
    buttons = [Button(o["title"], CHOOSING, {"interest": key}) for key, o in options.items()]
    buttons += [Button(context.wording["choice_turns"]["title"], CHOOSING, {"interest": BACK})] if before else []
    waiting = {**remembered(Request(CHOOSING)), "step": step, "told": list(told), "before": list(before)}
    return said(
        _steps(context)[step]["response"],
        replace(memory, pending=waiting, request=remembered(Request(CHOOSING)), listed=(), facts=(), misses=0),
        buttons,
    )


def _asked_again(context: Context, memory: Memory, step: int) -> Answer:
    """The step that waits once more."""
    return _ask(context, memory, step, _told(memory), _before(memory)[:-1])


def _after(context: Context, key: str, memory: Memory) -> Answer:
    """The step after an option was chosen; the option may be of an earlier step, then the choice goes on from there."""
    steps = _steps(context)
    step = next((i for i, s in enumerate(steps) if key in s["options"]), None)
    before = _before(memory)[: -1 if _waiting_step(memory) is not None else None]
    if key == BACK and before:
        return _ask(context, memory, *before[-1], before[:-1])
    if step is None:
        return _ask(context, memory, 0, ())
    told = [t for t in _told(memory) if _step_of(steps, t) < step] if _waiting_step(memory) is not None else []
    return _next(context, memory, step, [*told, key])


def _step_of(steps: Sequence[Dict[str, Any]], told: str) -> int:
    """The step of an option; what was typed belongs to the steps before."""
    return next((i for i, s in enumerate(steps) if told in s["options"]), -1)


def _next(context: Context, memory: Memory, step: int, told: Sequence[str]) -> Answer:
    before = [one for one in _before(memory) if one[0] <= step]
    if step + 1 < len(_steps(context)):
        return _ask(context, memory, step + 1, told, before)
    found = _concluded(context, memory, told) or _undecided(context, memory)
    asked = {**remembered(Request(CHOOSING)), **(found.memory.request or {}), "before": before}
    return replace(found, memory=replace(found.memory, request=asked))


def _undecided(context: Context, memory: Memory) -> Answer:
    """Nothing was preferred in any step: other ways to find out."""
    buttons = [list_buttons(context)[0], Button(context.wording["start_intake"], "start_intake")]
    return said("choice_undecided", replace(memory, pending=None, listed=(), facts=(), misses=0), buttons)


def _typed(context: Context, request: Request, memory: Memory, step: int) -> Answer:
    """An answer in own words, the number of an option, or no preference."""
    options = list(_steps(context)[step]["options"])
    number = len(options) if request.number == -1 else request.number
    if number and 1 <= number <= len(options) and len(request.text.split()) <= POINTING:
        return _next(context, memory, step, [*_told(memory), options[number - 1]])
    named = _named(context, step, request)
    own = [request.text] if _says_more(context, request, step, named) else []
    if _agrees(context, request):
        return _asked_again(context, memory, step)  # "ja graag" to "wat doe je het liefst?"
    if not named and not tells(context, request):
        open_option = next((k for k in options if not _steps(context)[step]["options"][k].get("text")), None)
        return _next(context, memory, step, [*_told(memory), *([open_option] if open_option else [])])
    told = [*_told(memory), *named, *own]
    while step + 1 < len(_steps(context)) and _named(context, step + 1, request):
        step += 1  # "met jongeren in de buurt" also says with whom
        told += _named(context, step, request)
    return _next(context, memory, step, told)


def _agrees(context: Context, request: Request) -> bool:
    """Whether an answer is a mere yes."""
    words = request.words
    return bool(words) and words[0] in context.wording["eager_words"] and not tells(context, request)


def _named(context: Context, step: int, request: Request) -> List[str]:
    """The options whose own words an answer has."""
    text = f" {' '.join(WORD.findall(fold(f'{request.text} | {request.query}')))} "
    options = _steps(context)[step]["options"]
    return [k for k, o in options.items() if any(f" {fold(str(w))} " in text for w in o.get("words", ()))]


def _says_more(context: Context, request: Request, step: int, named: Sequence[str]) -> bool:
    """Whether an answer tells of an interest beside the words that name its options."""
    options = _steps(context)[step]["options"]
    known = {w for k in named for words in options[k].get("words", ()) for w in fold(str(words)).split()}
    vague = context.wording["vague_interests"]
    return any(w not in known and w not in vague for w in focus(context, request).split())


def _concluded(context: Context, memory: Memory, told: Sequence[str]) -> Optional[Answer]:
    """The professions that fit what was told in all steps."""
    options = {k: o for s in _steps(context) for k, o in s["options"].items()}
    texts = [options[t].get("text", "") if t in options else t for t in told]
    level = next((options[t]["level"] for t in told if t in options and "level" in options[t]), None)
    text = ". ".join(t for t in texts if t)
    if not text:
        return None
    ranked = _by_level(context, level) if level else None
    return finding.answer_fit(context, Request(CHOOSING, text=text, query=text), memory, ranked)


class _by_level:
    """Puts the professions of another level than the one that was chosen last."""

    def __init__(self, context: Context, level: Sequence[int]) -> None:
        self._context, self._level = context, level

    def __call__(self, fits: Sequence[Fit]) -> List[Fit]:
        """Of the first few, those that are known to have the level come first; those of another level come last."""
        places = {fit.profession: i for i, fit in enumerate(fits)}
        return sorted(fits, key=lambda fit: self._misses(fit.profession, places[fit.profession]))

    def _misses(self, profession: str, place: int) -> int:
        card = self._context.card(profession)
        known = card.vks or card.eqf
        if known is None:
            return 1
        fits = self._level[0] <= known <= self._level[1]
        return (0 if place < finding.FITS else 1) if fits else 2
