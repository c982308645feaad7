"""What a person sees: a question with its buttons, an answer in words, the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from bot.intake.answer import DECLINED, GIVEN, STATUSES, UNKNOWN, Answer
from bot.intake.engine import State
from bot.intake.messages import day, fill, lookup, message
from bot.intake.questionnaire import Question, Questionnaire
from bot.intake.text import shorten

LONGEST = 900  # characters of one reply
QUOTE = 280  # characters of an earlier answer inside a question
EXPLANATION = 600
ECHO = 120  # characters of an answer in a reaction to it
LINE = 60  # characters of an answer in the overview


@dataclass(frozen=True)
class Button:
    """A button; pressing it is the same as typing `text`."""

    title: str
    text: str


def shown(question: Question, answer: Optional[Answer], limit: int = LONGEST) -> str:
    """An answer in words: labels instead of ids, "3 – soms wel en soms niet", a full date."""
    if answer is None:
        return message("shown.not_asked")
    if answer.status != GIVEN:
        return message(f"shown.{answer.status}")
    return shorten(_value(question, answer), limit)


def _value(question: Question, answer: Answer) -> str:
    if question.kind == "yes_no":
        return message(f"shown.{answer.value}")
    if question.kind == "scale":
        return message("buttons.scale", number=answer.value, words=question.scale[int(str(answer.value)) - 1])
    if question.kind == "date":
        return day(date.fromisoformat(str(answer.value)), weekday=True)
    labels = {option.id: option.label for option in question.options}
    if question.kind == "choice":
        return labels.get(str(answer.value), str(answer.value))
    if question.kind == "multi_choice" and isinstance(answer.value, list):
        return ", ".join(labels.get(value, value) for value in answer.value)
    return str(answer.value)


def values(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Dict[str, str]:
    """Earlier answers by question id, for the placeholders of a question."""
    return {name: shown(questionnaire.by_id[name], answer, QUOTE) for name, answer in answers.items()}


def ask(questionnaire: Questionnaire, now: State, again: bool = False) -> str:
    """The current question with its place and, for a list, its options; `again` leaves out what was said the first time.

    Needs `now.current`.
    """
    question = now.current
    assert question is not None
    parts = [message("progress", phase=questionnaire.phase(question).title, number=now.number, total=now.total)]
    if _starts_phase(questionnaire, now) and not again:
        parts.append(questionnaire.phase(question).plain or "")
    asked = question.ask.rsplit("\n\n", 1)[-1] if again else question.ask
    parts.append(fill(asked, values(questionnaire, now.answers)))
    parts.append(_hint(question))
    return "\n\n".join(part for part in parts if part)


def _starts_phase(questionnaire: Questionnaire, now: State) -> bool:
    first = next(q.id for q in questionnaire.questions if now.current and q.phase == now.current.phase)
    return now.current is not None and now.current.id == first and not now.reopened


def _hint(question: Question) -> str:
    if question.kind in ("choice", "multi_choice"):
        lines = [f"{number}. {option.label}" for number, option in enumerate(question.options, 1)]
        hint = [message("hints.multi_choice")] if question.kind == "multi_choice" else []
        return "\n".join(lines) + "".join(f"\n\n{line}" for line in hint)
    if question.kind == "scale":
        return ", ".join(
            message("hints.point", number=number, words=words) for number, words in enumerate(question.scale, 1)
        )
    return ""


def buttons(now: State) -> Tuple[Button, ...]:
    """The answers that can be pressed for the current question, and a way out where one is offered."""
    question = now.current
    if question is None:
        return ()
    result: List[Button] = []
    if question.kind == "yes_no":
        result = [same("yes"), same("no")]
    elif question.kind == "scale":
        titles = [message("buttons.scale", number=n, words=words) for n, words in enumerate(question.scale, 1)]
        result = [Button(title, title) for title in titles]
    else:
        result = [Button(option.label, option.label) for option in question.options]
    if now.reopened:
        result.append(same("keep"))
    return (*result, *asides(question))


def asides(question: Question) -> Tuple[Button, ...]:
    """What can be pressed that is no answer."""
    return () if question.required else (same("explain"), same("unknown"), same("skip"))


def same(key: str, **filled: object) -> Button:
    """A button that says what it shows."""
    title = message(f"buttons.{key}", **filled)
    return Button(title, title)


def acknowledgement(question: Question, answer: Answer, turn: int) -> str:
    """A short reaction: the question's own for this answer, or a neutral one that varies with `turn`."""
    own = question.acknowledge
    if isinstance(own, str) and answer.status == GIVEN:
        return fill(own, {"answer": shown(question, answer, ECHO)})
    if isinstance(own, dict):
        for token in sorted(tokens(question, answer), key=lambda token: (token in STATUSES, token)):
            if token in own:
                return fill(own[token], {"answer": shown(question, answer, ECHO)})
    if answer.status in (UNKNOWN, DECLINED):
        return message(f"{answer.status}_noted")
    neutral: Sequence[str] = lookup("noted")
    return neutral[turn % len(neutral)]


def tokens(question: Question, answer: Answer) -> frozenset:
    """The answer's tokens, with `low` (1-2) or `high` (the top two) for a scale."""
    if question.kind != "scale" or not isinstance(answer.value, int):
        return answer.tokens
    band = {"low"} if answer.value <= 2 else {"high"} if answer.value >= len(question.scale) - 1 else set()
    return answer.tokens | band


def explanation(question: Question, page: int) -> Tuple[str, bool]:
    """One page of what a question means, and whether there is more. A list keeps its first line, with the source, on each page."""
    first, *rest = question.explain.split("\n")
    pages = paged(rest, EXPLANATION)
    page = min(max(page, 1), len(pages) or 1)
    return "\n".join([first, *pages[page - 1 : page]]), page < len(pages)


def overview(questionnaire: Questionnaire, now: State, page: int) -> Tuple[str, bool]:
    """The numbered answers, at most LONGEST characters a page, and whether there is another page."""
    lines = [
        message(
            "overview.line",
            number=number,
            label=questionnaire.by_id[name].label,
            answer=shown(questionnaire.by_id[name], now.answers[name], LINE),
        )
        for number, name in enumerate(now.path, 1)
        if name in now.answers
    ]
    if not lines:
        return message("overview.empty"), False
    pages = paged(lines, LONGEST - 200)
    page = min(max(page, 1), len(pages))
    heading = message("overview.heading", title=questionnaire.title, part=part(page, len(pages)))
    return "\n\n".join([heading, pages[page - 1], message("overview.footer")]), page < len(pages)


def part(page: int, pages: int) -> str:
    """Which page of how many, when there is more than one."""
    return message("part", page=page, pages=pages) if pages > 1 else ""


def paged(lines: Sequence[str], limit: int, between: str = "\n") -> List[str]:
    """Lines put together into pages of at most `limit` characters each (a longer line has a page of its own)."""
    pages: List[str] = []
    for line in lines:
        if pages and len(pages[-1]) + len(line) + len(between) <= limit:
            pages[-1] += between + line
        else:
            pages.append(line)
    return pages
