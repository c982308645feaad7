"""The dossier: what a coach and the client read, made by pure functions from the answers.

The result is plain data (see docs/schema/dossier.schema.json). The same answers, knowledge base and plan give the same dossier.
What the person said stands in it as `told`; what was concluded from it as `derived`, with the questions it rests on.
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

from bot.intake.answer import GIVEN
from bot.intake.coach import follow_up_questions
from bot.intake.findings import gaps, strengths
from bot.intake.plan import Action
from bot.intake.render import shown
from bot.intake.runs import Run
from bot.intake.scan_result import ScanResult
from bot.intake.text import content, shorten
from knowledge import KnowledgeBase

SCHEMA = 1
ACTIVE = ("employee", "self_employed", "both", "away")


def words() -> Dict[str, Any]:
    """dossier.yml."""
    return content("dossier")


def dossier(
    kb: KnowledgeBase,
    intake: Run,
    actions: Sequence[Action],
    scans: Sequence[ScanResult] = (),
    signals: Sequence[str] = (),
) -> Dict[str, Any]:
    """The dossier of an intake. `actions`: the plan as it stands; `signals`: needs noted with consent outside the intake."""
    career = career_scores(intake)
    return {
        "schema": SCHEMA,
        "questionnaire": {"id": intake.questionnaire.id, "version": intake.questionnaire.version},
        "day": max((answer.day for answer in intake.answers.values()), default=""),
        "sources": list(intake.questionnaire.sources),
        "request": request(intake),
        "triage": triage(intake),
        "summary": summary(intake),
        "career": career,
        "strengths": strengths(intake, career, scans),
        "gaps": gaps(intake, career, scans),
        "obstacles": obstacles(intake),
        "referral_signals": referral_signals(intake, signals),
        "plan": {"kind": _value(intake, "pop_kind"), "actions": [plan_line(action) for action in actions]},
        "professions": professions(kb, intake, scans),
        "scans": [scan(result) for result in scans],
        "follow_up_questions": follow_up_questions(kb, intake),
    }


def _value(run: Run, name: str) -> Any:
    answer = run.answers.get(name)
    return answer.value if answer and answer.status == GIVEN else None


def request(run: Run) -> Dict[str, Any]:
    """The loopbaanvraag in the person's words: the last wording counts."""
    name = "request_reworded" if _value(run, "request_reworded") else "request"
    return {
        "text": _value(run, name),
        "kind": _value(run, "request_kind"),
        "why_now": _value(run, "why_now"),
        "good_result": _value(run, "good_result"),
        "urgency": _value(run, "urgency"),
        "confirmed": name == "request_reworded" or _value(run, "request_confirmed") == "yes",
        "rests_on": [n for n in ("request_kind", name, "why_now", "good_result", "urgency") if n in run.answers],
    }


def triage(run: Run) -> Dict[str, Any]:
    """The entry conditions of the dossier of the loopbaanbegeleider: met, not met, or not known."""
    employment, other = _value(run, "employment"), _value(run, "other_guidance")
    active = None if employment is None else employment in ACTIVE
    separate = None if other is None else other == "no"
    texts = words()["conditions"]
    conditions = [
        {"id": "active", "met": active, **texts["active"], "rests_on": ["employment"]},
        {"id": "separate", "met": separate, **texts["separate"], "rests_on": ["other_guidance"]},
    ]
    return {"employment": employment, "conditions": conditions}


def summary(run: Run) -> List[Dict[str, Any]]:
    """All answers under the titles of their phases, in the order of the questionnaire."""
    result = []
    for phase in run.questionnaire.phases:
        asked = [q for q in run.questionnaire.questions if q.phase == phase.id and q.id in run.answers and q.in_summary]
        lines = [
            {
                "question": question.id,
                "label": question.label,
                "status": run.answers[question.id].status,
                "value": run.answers[question.id].value,
                "shown": shown(question, run.answers[question.id], 5000),
            }
            for question in asked
        ]
        if lines:
            result.append({"phase": phase.id, "title": phase.title, "answers": lines})
    return result


def career_scores(run: Run) -> List[Dict[str, Any]]:
    """The five loopbaancompetenties: the mean of the statements that got a figure (one decimal), and the example."""
    result = []
    for heading in run.questionnaire.career:
        own = [question for question in run.questionnaire.questions if question.career == heading.id]
        statements = [q for q in own if q.kind == "scale" and isinstance(_value(run, q.id), int)]
        figures = [_value(run, question.id) for question in statements]
        example = next((q.id for q in own if q.kind == "open" and _value(run, q.id)), None)
        result.append(
            {
                "id": heading.id,
                "title": heading.title,
                "plain": heading.plain,
                "score": round(sum(figures) / len(figures), 1) if figures else None,
                "statements": [{"question": q.id, "label": q.label, "value": _value(run, q.id)} for q in statements],
                "example": _value(run, example) if example else None,
                "rests_on": [question.id for question in own if question.id in run.answers],
            }
        )
    return result


def obstacles(run: Run) -> Dict[str, Any]:
    """What makes a next step hard, and what the person says about it."""
    question = run.questionnaire.by_id.get("obstacles")
    chosen = _value(run, "obstacles") or []
    options = [option for option in question.options if option.id in chosen and not option.only] if question else []
    return {
        "items": [{"id": option.id, "label": option.label} for option in options],
        "story": _value(run, "obstacle_story"),
        "support": _value(run, "networking_example"),
        "rests_on": [n for n in ("obstacles", "obstacle_story", "networking_example") if n in run.answers],
    }


def referral_signals(run: Run, noted: Sequence[str]) -> List[Dict[str, Any]]:
    """Needs that the person agreed to have mentioned; nothing without that."""
    found: Dict[str, List[str]] = {}
    if _value(run, "signals_agreed") == "yes":
        for option in run.questionnaire.by_id["obstacles"].options:
            if option.referral and option.id in (_value(run, "obstacles") or []):
                found.setdefault(option.referral, []).append("obstacles")
    for need in noted:
        found.setdefault(need, [])
    names = words()["needs"]
    return [{"need": need, "title": names.get(need, need), "rests_on": why} for need, why in found.items()]


def plan_line(action: Action) -> Dict[str, Any]:
    """An action of the plan, with what is still missing to be SMART."""
    return {
        "number": action.number,
        "text": action.text,
        "measure": action.measure,
        "deadline": action.deadline.isoformat() if action.deadline else None,
        "fit": action.fit,
        "adjust": action.adjust,
        "missing": list(action.missing),
        "status": action.status,
        "note": action.note,
        "learned": action.learned,
        "rests_on": list(action.rests_on),
    }


def professions(kb: KnowledgeBase, run: Run, scans: Sequence[ScanResult]) -> List[Dict[str, Any]]:
    """The professions of interest; where one was scanned, how the person's profile matches it."""
    chosen = [name for name in (_value(run, "professions") or []) if name != "none"]
    done = {scan.profession: scan for scan in scans}
    names = {card.id: card.name for card in kb.professions()}
    return [
        {"id": one, "name": names.get(one, one), "match": match(done[one]) if one in done else None} for one in chosen
    ]


def match(result: ScanResult) -> Dict[str, Any]:
    """How many competencies of a profession are strong, developing or a gap."""
    figures = {"strengths": result.strengths, "developing": result.developing, "gaps": result.gaps}
    return {
        "total": result.total,
        "answered": len(result.levels),
        **{key: len(found) for key, found in figures.items()},
    }


def scan(result: ScanResult) -> Dict[str, Any]:
    """A scan, with the source of every competency and piece of knowledge."""
    return {
        "profession": result.profession,
        "name": result.name,
        "match": match(result),
        "levels": [
            {
                "competency": level.competency.id,
                "title": level.competency.title,
                "cite": level.competency.cite,
                "level": level.level,
                "words": level.words,
                "evidence": level.evidence,
            }
            for level in result.levels
        ],
        "learn_first": [
            {
                "competency": level.competency.id,
                "title": level.competency.title,
                "cite": level.competency.cite,
                "knowledge": [{"id": fact.id, "text": fact.text, "cite": fact.cite} for fact in facts],
            }
            for level, facts in result.learn_first
        ],
        "distances": [
            {"profession": d.profession, "name": d.name, "shared": d.shared, "total": d.total} for d in result.distances
        ],
        "advice": result.advice,
        "recognition_wanted": result.recognition_wanted,
    }


def headline(data: Mapping[str, Any]) -> Optional[str]:
    """The loopbaanvraag in one line, for a list."""
    text = data["request"]["text"]
    return shorten(text, 120) if text else None
