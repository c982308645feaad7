"""Checks on a flat questionnaire that single fields cannot show, among them a walk over its graph."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Dict, Iterator, List, Optional, Set, Tuple

from bot.intake.answer import STATUSES

if TYPE_CHECKING:
    from bot.intake.questionnaire import Question, Questionnaire, When


class ContentError(ValueError):
    """Content that cannot be used; `problems` are lines of `file: field: what is wrong`."""

    def __init__(self, problems: List[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check(questionnaire: "Questionnaire", name: str) -> None:
    """Raise ContentError with every problem of `questionnaire`; `name` is its file."""
    problems = [f"{name}: {problem}" for problem in [*_fields(questionnaire), *_references(questionnaire)]]
    if not problems:
        problems = [f"{name}: {question}: can never be asked" for question in unreachable(questionnaire)]
    if problems:
        raise ContentError(problems)


def _fields(questionnaire: "Questionnaire") -> Iterator[str]:
    phases = [phase.id for phase in questionnaire.phases]
    career = {heading.id for heading in questionnaire.career}
    seen: Set[str] = set()
    position = 0
    for question in questionnaire.questions:
        if question.id in seen:
            yield f"{question.id}: id is used twice"
        seen.add(question.id)
        if question.phase not in phases:
            yield f"{question.id}.phase: unknown phase {question.phase!r}"
        elif phases.index(question.phase) < position:
            yield f"{question.id}.phase: stands after a later phase"
        else:
            position = phases.index(question.phase)
        if question.career and question.career not in career:
            yield f"{question.id}.career: unknown {question.career!r}"
        yield from _kind(question)


def _kind(question: "Question") -> Iterator[str]:
    choice = question.kind in ("choice", "multi_choice")
    if choice and len(question.options) < 2:
        yield f"{question.id}.options: a choice needs at least two"
    if not choice and question.options:
        yield f"{question.id}.options: only for a choice"
    if (question.kind == "scale") != bool(question.scale):
        yield f"{question.id}.scale: needed for a scale, and only there"
    ids = [option.id for option in question.options]
    for double in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"{question.id}.options: {double!r} is used twice"
    for token in question.ends_on:
        if token not in question.tokens:
            yield f"{question.id}.ends_on: unknown option {token!r}"
    if isinstance(question.acknowledge, dict):
        for token in question.acknowledge:
            if token not in (*question.tokens, *STATUSES, "low", "high"):
                yield f"{question.id}.acknowledge: unknown option {token!r}"
    for number, follow_up in enumerate(question.follow_ups):
        for token in (*follow_up.if_, *follow_up.unless):
            if token not in (*question.tokens, *STATUSES, "low", "high"):
                yield f"{question.id}.follow_ups.{number}.if: unknown option {token!r}"


def _references(questionnaire: "Questionnaire") -> Iterator[str]:
    earlier: Dict[str, "Question"] = {}
    for question in questionnaire.questions:
        for condition in question.when:
            target = earlier.get(condition.question)
            if target is None:
                yield f"{question.id}.when: {condition.question!r} is no earlier question"
                continue
            for token in (*(condition.in_ or ()), *(condition.not_in or ())):
                if token not in (*target.tokens, *STATUSES):
                    yield f"{question.id}.when: {condition.question!r} has no option {token!r}"
        for other in question.depends_on:
            if other not in earlier:
                yield f"{question.id}.depends_on: {other!r} is no earlier question"
        if question.refers and question.refers not in earlier:
            yield f"{question.id}.refers: {question.refers!r} is no earlier question"
        earlier[question.id] = question


def unreachable(questionnaire: "Questionnaire") -> List[str]:
    """Ids of the questions that no combination of answers leads to."""
    return [question.id for question in questionnaire.questions if not _reachable(questionnaire, question)]


def _reachable(questionnaire: "Questionnaire", question: "Question") -> bool:
    conditions = _all_conditions(questionnaire, question)
    asked = sorted({condition.question for condition in conditions})
    if any(_ending_only(questionnaire.by_id[other]) for other in asked):
        return False
    for outcome in product(*(_outcomes(questionnaire.by_id[other]) for other in asked)):
        given = dict(zip(asked, outcome, strict=True))
        if all(_possible(condition, given[condition.question]) for condition in conditions):
            return True
    return not conditions


def _all_conditions(questionnaire: "Questionnaire", question: "Question") -> List["When"]:
    """The conditions of a question and of every question these look at."""
    result: List["When"] = []
    todo = list(question.when)
    while todo:
        condition = todo.pop()
        if condition not in result:
            result.append(condition)
            todo.extend(questionnaire.by_id[condition.question].when)
    return result


def _ending_only(question: "Question") -> bool:
    return bool(question.ends_on) and set(question.ends_on) >= set(question.tokens)


def _outcomes(question: "Question") -> Tuple[Optional[str], ...]:
    """Answers that differ for a condition; an answer that ends the questionnaire leads nowhere."""
    tokens = [token for token in question.tokens if token not in question.ends_on]
    statuses = () if question.required else ("unknown", "declined")
    return (*(tokens or ["given"]), *statuses)


def _possible(condition: "When", outcome: Optional[str]) -> bool:
    if condition.in_ is not None:
        return outcome in condition.in_ or ("given" in condition.in_ and outcome not in ("unknown", "declined"))
    if condition.not_in is not None:
        return outcome not in condition.not_in and not ("given" in condition.not_in and outcome not in STATUSES)
    if outcome in ("unknown", "declined"):
        return False
    if condition.is_ is not None:
        return True
    number = int(outcome) if outcome and outcome.isdigit() else None
    if number is None:
        return False
    return number >= condition.at_least if condition.at_least is not None else number <= (condition.at_most or 0)
