"""The dossier of a person, put together from what is stored."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from bot.intake.dossier import Run, dossier
from bot.intake.engine import state
from bot.intake.models import Intake
from bot.intake.plan import plan
from bot.intake.records import Records
from bot.intake.scan_result import ScanResult, result
from knowledge import KnowledgeBase


def dossier_of(records: Records, kb: KnowledgeBase, person_id: str) -> Optional[Dict[str, Any]]:
    """The dossier from the last finished intake and the last finished scan of each profession; None when nothing is finished."""
    closed = [run for run in records.intakes(person_id) if run.status == "closed"]
    base = next((run for run in closed if run.kind == "intake"), None) or next(
        (run for run in closed if run.kind == "scan"), None
    )
    if base is None:
        return None
    actions = plan(records, base) if base.kind == "intake" else []
    return dossier(kb, _run(records, base), actions, _scans(records, kb, closed), records.signals(person_id))


def _run(records: Records, intake: Intake) -> Run:
    questionnaire = records.questionnaire(intake)
    return Run(questionnaire, state(questionnaire, records.steps(intake.id)).answers)


def _scans(records: Records, kb: KnowledgeBase, closed: List[Intake]) -> List[ScanResult]:
    """One result per profession that still is in the knowledge base, the newest scan of each."""
    known = {card.id for card in kb.professions()}
    newest: Dict[str, Intake] = {}
    for run in closed:
        if run.kind == "scan" and run.profession in known:
            newest.setdefault(run.profession, run)
    return [result(kb, name, _run(records, newest[name]).answers) for name in sorted(newest)]
