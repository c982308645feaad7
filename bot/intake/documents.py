"""The dossier of a person, put together from what is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Optional, Tuple

from bot.intake.dossier import dossier
from bot.intake.engine import state
from bot.intake.models import Intake
from bot.intake.plan import plan
from bot.intake.records import Records
from bot.intake.runs import Run
from bot.intake.scan_result import ScanResult, result
from knowledge import KnowledgeBase


def dossier_of(
    records: Records, kb: KnowledgeBase, person_id: str, until: Optional[datetime] = None
) -> Optional[Dict[str, Any]]:
    """The dossier from the last finished intake and the last finished scan of each profession; None when nothing is finished.

    With `until` as it stood at that moment.
    """
    found = dossier_and_run(records, kb, person_id, until)
    return found[0] if found else None


def dossier_and_run(
    records: Records, kb: KnowledgeBase, person_id: str, until: Optional[datetime] = None
) -> Optional[Tuple[Dict[str, Any], Run]]:
    """The dossier and the run that it rests on."""
    closed = finished(records, person_id, until)
    base = base_of(closed)
    if base is None:
        return None
    run = run_of(records, base, until)
    actions = plan(records, base, until, run.answers) if base.kind == "intake" else []
    scans = _scans(records, kb, closed, until)
    return dossier(kb, run, actions, scans, records.signals(person_id)), run


def finished(records: Records, person_id: str, until: Optional[datetime] = None) -> List[Intake]:
    """The finished runs of a person, the last one first; with `until` those that were finished then."""
    runs = records.intakes(person_id)
    if until is None:
        return [run for run in runs if run.status == "closed"]
    then = [run for run in runs if run.closed_at is not None and run.closed_at <= until]
    return sorted(then, key=lambda run: (run.closed_at, run.id), reverse=True)


def base_of(closed: List[Intake]) -> Optional[Intake]:
    """The run that a dossier is made from: the last intake, or without one the last scan."""
    return next((run for run in closed if run.kind == "intake"), None) or next(
        (run for run in closed if run.kind == "scan"), None
    )


def run_of(records: Records, intake: Intake, until: Optional[datetime] = None) -> Run:
    """A run with the answers that count."""
    questionnaire = records.questionnaire(intake)
    return Run(questionnaire, state(questionnaire, records.steps(intake.id, until)).answers)


def _scans(records: Records, kb: KnowledgeBase, closed: List[Intake], until: Optional[datetime]) -> List[ScanResult]:
    """One result per profession that still is in the knowledge base, the newest scan of each."""
    known = {card.id for card in kb.professions()}
    newest: Dict[str, Intake] = {}
    for run in closed:
        if run.kind == "scan" and run.profession in known:
            newest.setdefault(run.profession, run)
    return [result(kb, name, run_of(records, newest[name], until).answers) for name in sorted(newest)]
