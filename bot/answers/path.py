"""What to learn to go from one profession to another; found by comparing statements."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.answers.becoming import FROM_ANOTHER, answer_becoming, becomes
from bot.answers.comparing import answer_compare, compares, list_buttons, neighbours, two
from bot.answers.context import Context
from bot.answers.facets import answer_facet, remembered
from bot.answers.lists import listing
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import fold
from knowledge.compare import to_learn
from knowledge.facts import Fact

FEW = 4  # competencies to learn of which the statements are shown too
BECOMING = "becoming"  # the key of a reply that tells how to become something
TO_LEARN = ("knowledge", "competencies")


def between_two(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What to learn to go from one of the two that were named to the other, or what they share, for somebody who hesitates."""
    comes_from = any(words in f"{fold(request.text)} " for words in context.wording["being_words"])
    moves = comes_from or compares(context, request, "change_words")
    return (answer_learning_path if moves else answer_compare)(context, request, memory)


def _moves(context: Context, request: Request) -> bool:
    """Whether the words tell of becoming something or going somewhere; a quick reply, which has none, does."""
    words, moving = fold(request.text).split(), tuple(context.wording["moving_words"])
    return not words or FROM_ANOTHER in request.text or any(w.startswith(moving) for w in words)


def answer_learning_path(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The competencies and the knowledge of the target that the source lacks."""
    pair = _direction(context, request, memory)
    if len(request.professions) == 1 and (not _moves(context, request) or "study" in request.facets):
        return None  # "blijft een X bijleren?"
    leaves = any(word in fold(request.text) for word in context.wording["leaving_words"])
    suggested = not request.professions and (memory.listed[:1] == pair[:1] or len(pair) == 1 and not leaves)
    if memory.own and request.professions == (memory.own,) and FROM_ANOTHER not in request.text:
        return _to_which(context, request, memory)
    if pair and (suggested or becomes(context, request, memory)):
        return _becoming(context, request, memory, (request.professions or pair)[0])
    if len(pair) < 2 or FROM_ANOTHER in request.text:
        return _from_which(context, request, memory, request.professions or pair)
    return _to_learn(context, request, memory, *pair)


def _to_learn(context: Context, request: Request, memory: Memory, source: str, target: str) -> Answer:
    memory = replace(
        memory.with_professions(target, source), request=remembered(request, source, target), pending=None, misses=0
    )
    plan = to_learn(context.kb, source, target)
    facts: List[Fact] = [*plan.competencies, *plan.knowledge]
    if len(facts) < FEW:
        facts += [f for c in plan.competencies for f in context.kb.facts(target, "competency", number=c.number)]
    a, b = context.card(source), context.card(target)
    both = {"profession": [target, source]}
    buttons = [Button(context.say("compare_with", name=a.name), "compare", both)]
    buttons += [context.facet_button("conditions", target)] if "conditions" in context.kb.facets(target) else []
    return listing(
        context,
        memory,
        "learning_path",
        [f.id for f in facts],
        buttons,
        a=a.name,
        b=b.name,
        amounts=_amounts(context, b.unit, len(plan.competencies), len(plan.knowledge)),
        cite=b.cite,
    )


def _becoming(context: Context, request: Request, memory: Memory, profession: str) -> Answer:
    """How to become something; what there is to learn, when that was said just now ("en wat moet ik dan leren?")."""
    told = any(mark.startswith(BECOMING) for mark in memory.told)
    if request.professions or not told:
        return answer_becoming(context, request, memory, profession)
    facet = next(f for f in TO_LEARN if context.kb.facts(profession, f))
    return answer_facet(context, Request(f"ask_{facet}"), memory, facet, profession)


def _to_which(context: Context, request: Request, memory: Memory) -> Answer:
    """To which profession somebody wants to go who only said which one they have; the question waits for the answer."""
    own = request.professions[0]
    waiting = replace(memory.with_professions(own), pending=remembered(replace(request, text=""), own), misses=0)
    near = [p for p in neighbours(context, own) if p != own][:3]
    buttons = [Button(context.card(p).name, "ask_learning_path", {"profession": [own, p]}) for p in near]
    return said("path_to", waiting, buttons, name=context.card(own).name)


def _from_which(context: Context, request: Request, memory: Memory, target: Sequence[str]) -> Answer:
    """From which profession somebody comes; the question waits for the answer."""
    waiting = replace(memory.with_professions(*target), pending=remembered(replace(request, text=""), *target))
    if not target:
        return said("path_which", waiting, list_buttons(context))
    near = [p for p in neighbours(context, target[0]) if p != target[0]][:3]
    buttons = [Button(context.card(p).name, "ask_learning_path", {"profession": [p, target[0]]}) for p in near]
    return said("path_from", waiting, buttons, name=context.card(target[0]).name)


def _amounts(context: Context, unit: str, competencies: int, knowledge: int) -> str:
    """ "9 activiteiten en 12 punten van kennis"; what is none is not counted."""
    counts = {context.wording["unit_plural"][unit]: competencies, context.wording["knowledge_points"]: knowledge}
    return context.wording["and"].join(f"{count} {name}" for name, count in counts.items() if count)


def _direction(context: Context, request: Request, memory: Memory) -> Tuple[str, ...]:
    """(from, to): "van X naar Y", "ik ben X en wil Y worden"; "Y worden als ik X ben" the other way round."""
    pair = two(request, memory)
    text = fold(request.text)
    last = memory.request or {}
    if not request.professions and last.get("intent") == "ask_learning_path" and len(last["professions"]) == 2:
        return tuple(last["professions"])  # "wat moet ik dan bijleren?" after "ik ben X en word Y"
    target = (*request.professions, *memory.recent)[:1]
    if len(request.professions) < 2 and memory.own and target and target[0] != memory.own:
        return memory.own, target[0]
    if not request.professions and not set(pair) <= set(last.get("professions", ())):
        return pair[:1]  # what was found or suggested is nowhere to come from
    if len(pair) == 2 and len(request.professions) == 1:
        leaves = " als " in f" {text}" and not any(m in text for m in context.wording["arriving_words"])
        return pair if leaves else (pair[1], pair[0])  # "hoe word ik X?" after talking about another
    become = [m for m in context.wording["target_words"] if m in text]
    being = [m for m in context.wording["source_words"] if m in f" {text}"]
    if len(pair) == 2 and become and being:
        target_first = min(text.find(m) for m in become) < min(f" {text}".find(m) for m in being)
        if target_first and " als ik " in f" {text}":
            return pair[1], pair[0]
    return pair
