"""What a person sees beside the conversation: how far the questionnaire is, the answers by phase, and what can be done with it.

Reads only; the words of an answer and the numbering are those of the conversation ("wijzig vraag 3").
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, List, Optional, Sequence

from bot.intake import codes
from bot.intake.engine import State, state
from bot.intake.models import Intake
from bot.intake.names import chosen_name
from bot.intake.plan import OPEN, plan
from bot.intake.questionnaire import Heading, Question, Questionnaire
from bot.intake.records import Records
from bot.intake.render import asides, buttons, shown
from bot.intake.store import Store
from bot.intake.zone import ZONE

LONGEST = 280  # characters of an answer
DOCUMENTED = ("intake", "scan")  # kinds of run that make a dossier
FIXED = ("consent", "summary")  # roles of questions that "wijzig" does not open


def progress(store: Store, sender: str, now: datetime) -> Dict[str, Any]:
    """How it stands with the person behind `sender`: {"run": None} without consent, else

    `run`: `title`, `status` (active, paused, closed, ended), `percent` answered, `phases` and, while it is active, the open
    `question`; `document` and `calendar`: whether there is a dossier, and whether its plan has dates; `shares`: valid share codes;
    `name`: what the person wants a coach to call them, or an empty text.
    """
    with store.reading() as records:
        person = records.person(sender)
        runs = records.intakes(person.id) if person else []
        run = next((run for run in runs if run.status in ("active", "paused")), runs[0] if runs else None)
        if person is None or run is None:
            return {"run": None}
        return {
            "run": _run(records, run, now.astimezone(ZONE).date()),
            "document": any(other.status == "closed" and other.kind in DOCUMENTED for other in runs),
            "calendar": _has_dates(records, runs),
            "shares": len(codes.valid_share_codes(records, person.id, now)),
            "name": chosen_name(records, person),
        }


def _run(records: Records, intake: Intake, today: date) -> Dict[str, Any]:
    questionnaire = records.questionnaire(intake)
    now = state(questionnaire, records.steps(intake.id))
    answered = sum(name in now.answers for name in now.path)
    return {
        "kind": intake.kind,
        "title": questionnaire.title,
        "status": intake.status,
        "percent": 100 if now.complete else round(100 * answered / max(now.total, 1)),
        "phases": [_phase(questionnaire, now, phase) for phase in questionnaire.phases],
        "question": question_form(now, today) if intake.status == "active" else None,
    }


def _phase(questionnaire: Questionnaire, now: State, phase: Heading) -> Dict[str, Any]:
    """A phase with its answers; `state`: current, done (nothing open in it) or later."""
    questions = [questionnaire.by_id[name] for name in now.path if questionnaire.by_id[name].phase == phase.id]
    answers = [_answer(now, question) for question in questions if question.id in now.answers]
    current = now.current is not None and now.current.phase == phase.id
    done = bool(answers) and len(answers) == len(questions)
    return {
        "id": phase.id,
        "title": phase.title,
        "state": "current" if current else "done" if done else "later",
        "answers": answers,
    }


def _answer(now: State, question: Question) -> Dict[str, Any]:
    answer = now.answers[question.id]
    return {
        "number": now.path.index(question.id) + 1,
        "label": question.label,
        "status": answer.status,
        "shown": shown(question, answer, LONGEST),
        "changeable": question.role not in FIXED,
    }


def question_form(now: State, today: date) -> Optional[Dict[str, Any]]:
    """The open question for who wants to show more than quick replies: its `id`, `kind` and `label`, its `choices` (`number`,
    `label`, `text` of the quick reply, `only`), and the texts of all quick replies that go with it (`offered`) and of those that
    are no answer (`aside`). A date has a `first` day."""
    question = now.current
    if question is None:
        return None
    texts = [button.text for button in buttons(now)]
    labels = question.scale or [option.label for option in question.options]
    only = [option.only for option in question.options] or [False] * len(labels)
    choices = [
        {"number": number, "label": label, "text": text, "only": alone}
        for number, (label, text, alone) in enumerate(zip(labels, texts, only), 1)
    ]
    pressed = {"offered": texts, "aside": [button.text for button in asides(question)]}
    form = {"id": question.id, "kind": question.kind, "label": question.label, "choices": choices, **pressed}
    return {**form, "first": today.isoformat()} if question.kind == "date" else form


def _has_dates(records: Records, runs: Sequence[Intake]) -> bool:
    closed: List[Intake] = [run for run in runs if run.status == "closed" and run.kind == "intake"]
    return any(action.deadline and action.status in OPEN for action in (plan(records, closed[0]) if closed else ()))
