"""Answers a questionnaire in every way that makes a difference."""

from __future__ import annotations

from typing import Dict, Iterator, List, Optional, Tuple

from bot.intake.answer import DECLINED, GIVEN, UNKNOWN, Answer
from bot.intake.conditions import holds
from bot.intake.engine import ANSWER, Event, State, state
from bot.intake.questionnaire import Question, Questionnaire

DAY = "2026-11-23"
BARE, FULL = "Ik lees over dit werk", "Ik bel 3 mensen voor 15 januari"  # without and with measure and deadline


def variants(question: Question) -> Iterator[Answer]:
    """One answer for every outcome that a condition can see."""
    if question.kind == "open":
        yield from (Answer(GIVEN, text, text, DAY) for text in (BARE, FULL))
    elif question.kind == "date":
        yield Answer(GIVEN, "2027-01-15", "15 januari", DAY)
    elif question.kind == "multi_choice":
        yield from (Answer(GIVEN, [option.id], option.label, DAY) for option in question.options)
    elif question.kind == "scale":
        yield from (Answer(GIVEN, n + 1, str(n + 1), DAY) for n in range(len(question.scale)))
    else:
        yield from (Answer(GIVEN, token, token, DAY) for token in question.tokens)
    if not question.required:
        yield from (Answer(status, None, "", DAY) for status in (UNKNOWN, DECLINED))


def usual(question: Question) -> Answer:
    """An answer that leads on: yes, the first option, the middle."""
    first = next(variants(question))
    return Answer(GIVEN, "no", "nee", DAY) if question.id.startswith("another") else first


def straight(questionnaire: Questionnaire, chosen: Optional[Dict[str, Answer]] = None) -> Tuple[List[Event], State]:
    """Answer to the end, with `chosen` where given; the events and the last state."""
    events: List[Event] = []
    for _ in range(len(questionnaire.questions) + 1):
        now = state(questionnaire, events)
        if now.current is None:
            return events, now
        answer = (chosen or {}).get(now.current.id) or usual(now.current)
        events.append(Event(ANSWER, now.current.id, answer))
    raise AssertionError("no end")


def leading_to(questionnaire: Questionnaire, question: Question) -> Dict[str, Answer]:
    """Answers that make `question` be asked: for each condition, on the way, an answer that passes it."""
    chosen: Dict[str, Answer] = {}
    for condition in question.when:
        target = questionnaire.by_id[condition.question]
        chosen.update(leading_to(questionnaire, target))
        passing = (answer for answer in variants(target) if holds(condition, {target.id: answer}))
        chosen[target.id] = next(passing)
    return chosen
