"""The state of a questionnaire, derived by replaying what was stored; nothing here is kept or changed.

Stored is a list of events: an answer, going back to a question, keeping the old answer after all, or an attempt that
could not be read. The same list always gives the same state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Optional, Tuple

from bot.intake.answer import Answer
from bot.intake.conditions import applies
from bot.intake.questionnaire import Question, Questionnaire

ANSWER, REOPEN, KEEP, INVALID = "answer", "reopen", "keep", "invalid"
MISSES_BEFORE_SKIP = 2


@dataclass(frozen=True)
class Event:
    """One stored step; `answer` only for kind `answer`."""

    kind: str
    question: str
    answer: Optional[Answer] = None


@dataclass(frozen=True)
class State:
    """Where a person is.

    `answers`: those that count now, in the order of the questionnaire. `path`: ids of the questions answered or open now.
    `current` is None when nothing is open. `reopened`: the current question already has an answer. `misses`: unreadable
    attempts at the current question. `ended`: an answer closed the questionnaire before its end (`ends_on`).
    """

    current: Optional[Question]
    answers: Mapping[str, Answer]
    path: Tuple[str, ...]
    reopened: bool
    misses: int
    ended: bool
    total: int

    @property
    def complete(self) -> bool:
        """Every question that applies is answered."""
        return self.current is None and not self.ended

    @property
    def number(self) -> int:
        """The place of the current question, from 1."""
        return self.path.index(self.current.id) + 1 if self.current else len(self.path)

    @property
    def may_skip(self) -> bool:
        """Whether skipping is to be offered after unreadable attempts."""
        return self.misses >= MISSES_BEFORE_SKIP and self.current is not None and not self.current.required


@dataclass
class _Replay:
    """The last answer to each question, what it was based on, and where the person went back to."""

    latest: Dict[str, Answer]
    basis: Dict[str, Tuple[object, ...]]
    cursor: Optional[str] = None
    misses: int = 0


def state(questionnaire: Questionnaire, events: Iterable[Event]) -> State:
    """Replay `events` against `questionnaire`."""
    replay = _replay(questionnaire, events)
    answers, opened, ended = _walk(questionnaire, replay)
    cursor = replay.cursor if replay.cursor in answers else None
    first_open = opened[0] if opened else None
    current = questionnaire.by_id[cursor] if cursor else first_open
    asked = [q.id for q in questionnaire.questions if q.role != "carried" and (q.id in answers or q is first_open)]
    return State(
        current=current,
        answers=answers,
        path=tuple(asked),
        reopened=cursor is not None,
        misses=replay.misses,
        ended=ended and cursor is None,
        total=len(asked) + max(0, len(opened) - 1),
    )


def _replay(questionnaire: Questionnaire, events: Iterable[Event]) -> _Replay:
    replay = _Replay({}, {})
    for event in events:
        question = questionnaire.by_id.get(event.question)
        if event.kind == INVALID:
            replay.misses += 1
            continue
        replay.misses = 0
        replay.cursor = event.question if event.kind == REOPEN else None
        if event.kind == ANSWER and event.answer and question:
            replay.latest[question.id] = event.answer
            replay.basis[question.id] = _basis(question, replay.latest)
    return replay


def _basis(question: Question, answers: Mapping[str, Answer]) -> Tuple[object, ...]:
    """The values that an answer rests on; it counts as long as they are the same. A confirmed summary rests on all."""
    others = sorted(answers) if question.role == "summary" else question.depends_on
    return tuple(
        (other, answers[other].status, answers[other].value) if other in answers else None
        for other in others
        if other != question.id
    )


def _walk(questionnaire: Questionnaire, replay: _Replay) -> Tuple[Dict[str, Answer], List[Question], bool]:
    """Answers that count, questions still to be asked (the first is the open one), and whether an answer ended it."""
    answers: Dict[str, Answer] = {}
    opened: List[Question] = []
    for question in questionnaire.questions:
        asked = applies(question, answers)
        if asked is False or (asked is None and not (question.usual and opened)):
            continue
        answer = replay.latest.get(question.id)
        if asked and answer and replay.basis[question.id] == _basis(question, replay.latest):
            answers[question.id] = answer
            if answer.tokens & set(question.ends_on):
                return answers, [], True
        elif question.role != "carried":
            opened.append(question)
    return answers, opened, False


def previous(questionnaire: Questionnaire, now: State) -> Optional[Question]:
    """The question that `vorige` goes back to; None at the beginning or when only the consent lies behind."""
    before = [q for q in now.path[: now.path.index(now.current.id)]] if now.current else list(now.path)
    for question in reversed(before):
        if questionnaire.by_id[question].role != "consent":
            return questionnaire.by_id[question]
    return None


def changes(old: State, new: State, asked: str) -> Dict[str, List[str]]:
    """What answering `asked` again did: ids of answers that no longer count (`dropped`), that count again (`restored`)
    and of questions that have to be asked (`reopened`)."""
    dropped = [question for question in old.answers if question not in new.answers and question != asked]
    restored = [question for question in new.answers if question not in old.answers and question != asked]
    again = [new.current.id] if new.current and new.current.id in dropped else []
    return {"dropped": [q for q in dropped if q not in again], "restored": restored, "reopened": again}
