"""The plan: the person's actions, made SMART, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Dict, List, Mapping, Optional, Sequence

from bot.intake.answer import GIVEN, Answer
from bot.intake.conditions import lacks_measure
from bot.intake.dates import find_date
from bot.intake.engine import state
from bot.intake.models import Intake
from bot.intake.records import Records

OPEN = ("planned", "not_yet", "changed")


@dataclass(frozen=True)
class Action:
    """One action in the person's own words. `measure` and `deadline` come from the words themselves or from an answer of their
    own (`rests_on` names the questions). `status`: planned, done, not_yet, changed or dropped. `day`: when it was said."""

    number: int
    text: str
    day: str
    measure: Optional[str] = None
    deadline: Optional[date] = None
    fit: Optional[str] = None
    adjust: Optional[str] = None
    status: str = "planned"
    note: Optional[str] = None
    learned: Optional[str] = None
    rests_on: Sequence[str] = ()

    @property
    def missing(self) -> Sequence[str]:
        """What keeps the action from being SMART: measure, fit, deadline."""
        ok = {"measure": self.measure, "fit": self.fit in ("good", "hard") or self.adjust, "deadline": self.deadline}
        return [name for name, value in ok.items() if not value]


def planned(answers: Mapping[str, Answer], action: str = "action") -> List[Action]:
    """The actions in an intake's answers."""
    result = []
    for number in range(1, 10):
        answer = answers.get(f"{action}.{number}")
        if answer is None or answer.status != GIVEN:
            continue
        result.append(_action(len(result) + 1, number, answer, answers, action))
    return result


def _action(place: int, number: int, answer: Answer, answers: Mapping[str, Answer], action: str) -> Action:
    own_deadline = find_date(answer.text, date.fromisoformat(answer.day), strict=True)
    measure, fit, adjust = (_given(answers, f"{name}.{number}") for name in ("measure", "fit", "adjust"))
    named = "deadline" if action == "action" else f"{action}_deadline"
    asked = _given(answers, f"{named}.{number}")
    names = (f"{action}.{number}", *(f"{name}.{number}" for name in ("measure", named, "fit", "adjust")))
    return Action(
        number=place,
        text=answer.text,
        day=answer.day,
        measure=measure or (None if lacks_measure(answer) else answer.text),
        deadline=date.fromisoformat(asked) if asked else own_deadline,
        fit=fit,
        adjust=adjust,
        rests_on=tuple(name for name in names if name in answers),
    )


def _given(answers: Mapping[str, Answer], name: str) -> Optional[str]:
    answer = answers.get(name)
    return str(answer.value) if answer and answer.status == GIVEN else None


def followed(actions: Sequence[Action], answers: Mapping[str, Answer]) -> List[Action]:
    """The plan after one round of aftercare: what became of each open action, and the new ones."""
    carried = [action for action in actions if action.status in OPEN][:5]
    places: Dict[int, Action] = {}
    for number, action in enumerate(carried, 1):
        places[action.number] = _followed(action, number, answers)
    result = [places.get(action.number, action) for action in actions]
    for new in planned(answers, "new_action"):
        result.append(replace(new, number=len(result) + 1))
    return result


def _followed(action: Action, number: int, answers: Mapping[str, Answer]) -> Action:
    outcome = _given(answers, f"outcome.{number}")
    if outcome is None:
        return action
    wording, moved = _given(answers, f"new_wording.{number}"), _given(answers, f"new_deadline.{number}")
    return replace(
        action,
        status=outcome,
        text=wording or action.text,
        deadline=date.fromisoformat(moved) if moved else action.deadline,
        note=_given(answers, f"reason.{number}"),
        learned=_given(answers, f"learned.{number}"),
    )


def plan(
    records: Records,
    intake: Intake,
    until: Optional[datetime] = None,
    answers: Optional[Mapping[str, Answer]] = None,
) -> List[Action]:
    """The plan of an intake as it stands today (with `until`: as it stood then), after every finished round of aftercare.

    `answers` are those of the intake, for a caller who has replayed them already.
    """
    if answers is None:
        answers = state(records.questionnaire(intake), records.steps(intake.id, until)).answers
    actions = planned(answers)
    rounds = [run for run in records.intakes(intake.person_id, "followup") if run.based_on == intake.id]
    done = [run for run in rounds if run.status == "closed" and (until is None or run.closed_at <= until)]
    for run in sorted(done, key=lambda run: (run.closed_at, run.id)):
        actions = followed(actions, state(records.questionnaire(run), records.steps(run.id, until)).answers)
    return actions


def open_actions(records: Records, intake: Intake) -> List[Action]:
    """The actions that still have to be done."""
    return [action for action in plan(records, intake) if action.status in OPEN]
