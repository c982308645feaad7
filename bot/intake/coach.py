"""Questions that a coach can go on with, by competency of the dossier of the loopbaanbegeleider."""

from __future__ import annotations

from typing import Any, Dict, List

from bot.intake.render import tokens
from bot.intake.runs import Run
from knowledge import KnowledgeBase


def follow_up_questions(kb: KnowledgeBase, run: Run) -> List[Dict[str, Any]]:
    """Per competency, in the order of the dossier, the questions that the answers call for, each once."""
    found: Dict[str, Dict[str, List[str]]] = {}
    for question in run.questionnaire.questions:
        answer = run.answers.get(question.id)
        if answer is None:
            continue
        for follow_up in question.follow_ups:
            said = tokens(question, answer)
            if said & set(follow_up.if_) and not said & set(follow_up.unless):
                found.setdefault(follow_up.competency, {}).setdefault(follow_up.text, []).append(question.id)
    cards = {card.id: card for profession in kb.professions() for card in kb.competencies(profession.id)}
    ordered = sorted(found, key=lambda name: (name not in cards, cards[name].number if name in cards else 0, name))
    return [
        {
            "competency": name,
            "title": cards[name].title if name in cards else name,
            "cite": cards[name].cite if name in cards else "",
            "questions": [{"text": text, "rests_on": rests_on} for text, rests_on in found[name].items()],
        }
        for name in ordered
    ]
