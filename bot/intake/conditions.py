"""When a question is asked: the one condition form of the YAML, and the named functions behind `is`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Callable, Dict, Mapping, Optional

from bot.intake.answer import GIVEN, Answer
from bot.intake.dates import find_date
from bot.intake.text import normalise, vocabulary

if TYPE_CHECKING:
    from bot.intake.questionnaire import Question, When


def lacks_measure(answer: Answer) -> bool:
    """Neither a quantity in the words nor a deed that is either done or not ("ik schrijf me in")."""
    words = normalise(answer.text)
    numbers = vocabulary()["numbers"]
    telling = [*(name for name, number in numbers.items() if number > 1), *vocabulary()["deeds"]]
    return not (re.search(r"\b\d+\b", words) or any(f" {phrase} " in f" {words} " for phrase in telling))


def lacks_deadline(answer: Answer) -> bool:
    """No day can be read from the words."""
    return find_date(answer.text, date.fromisoformat(answer.day), strict=True) is None


PREDICATES: Dict[str, Callable[[Answer], bool]] = {
    function.__name__: function for function in (lacks_measure, lacks_deadline)
}


def holds(condition: "When", answers: Mapping[str, Answer]) -> Optional[bool]:
    """Whether the condition holds; None while the question it looks at has no answer."""
    answer = answers.get(condition.question)
    if answer is None:
        return None
    if condition.not_in is not None:
        return not answer.tokens & set(condition.not_in)
    if condition.in_ is not None:
        return bool(answer.tokens & set(condition.in_))
    if answer.status != GIVEN:
        return False
    if condition.is_ is not None:
        return PREDICATES[condition.is_](answer)
    if condition.at_least is not None:
        return isinstance(answer.value, int) and answer.value >= condition.at_least
    return isinstance(answer.value, int) and answer.value <= (condition.at_most or 0)


def applies(question: "Question", answers: Mapping[str, Answer]) -> Optional[bool]:
    """Whether a question is asked; None when that is still open."""
    results = [holds(condition, answers) for condition in question.when]
    if False in results:
        return False
    return None if None in results else True
