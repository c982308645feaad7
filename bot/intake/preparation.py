"""What a coach takes into a first conversation: what stands out, what is missing, and a few questions to go on with."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence

from bot.intake.answer import GIVEN
from bot.intake.runs import Run

FEWEST, MOST = 5, 8
SHOWN = 5  # lines of what stands out


def preparation(data: Mapping[str, Any], run: Run) -> Dict[str, Any]:
    """Made from a dossier and the run it rests on: `strong`, `weak` (findings), `missing` (labels of questions without an
    answer), `conditions` (of entry, not met or not known), and `questions` (five to eight, with their competency)."""
    return {
        "strong": data["strengths"][:SHOWN],
        "weak": data["gaps"][:SHOWN],
        "missing": missing(run),
        "conditions": [one for one in data["triage"]["conditions"] if one["met"] is not True],
        "questions": questions(data["follow_up_questions"], run),
    }


def missing(run: Run) -> List[Dict[str, str]]:
    """The questions that were put and got no answer, with how: unknown or declined."""
    asked = [question for question in run.questionnaire.questions if question.id in run.answers and question.in_summary]
    return [
        {"question": question.id, "label": question.label, "status": run.answers[question.id].status}
        for question in asked
        if run.answers[question.id].status != GIVEN
    ]


def questions(groups: Sequence[Mapping[str, Any]], run: Run) -> List[Dict[str, Any]]:
    """Five to eight questions to go on with (fewer when there are not so many), in the order of the competencies.

    Those that this very answer calls for come before those that any answer gets, and every competency before a second one
    of the same.
    """
    special = {f.text for question in run.questionnaire.questions for f in question.follow_ups if f.if_ != [GIVEN]}
    ranked = []
    for place, group in enumerate(groups):
        own = sorted(group["questions"], key=lambda one: one["text"] not in special)
        for number, one in enumerate(own):
            line = {**one, **{key: group[key] for key in ("competency", "title", "cite")}}
            ranked.append((one["text"] not in special, number, place, line))
    ranked.sort(key=lambda entry: entry[:3])
    called_for = sum(1 for entry in ranked if not entry[0])
    chosen = ranked[: min(MOST, max(FEWEST, called_for))]
    return [line for *_, line in sorted(chosen, key=lambda entry: (entry[2], entry[1]))]
