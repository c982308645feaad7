"""A card of each person for the list of a coach, made again only when something that it shows may have changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import List

from bot.intake.documents import base_of, dossier_and_run, finished
from bot.intake.models import Card, Intake
from bot.intake.plan import OPEN, plan
from bot.intake.records import RUNNING, Records
from knowledge import KnowledgeBase

STATUSES = ("done", "changing", "running")
PHASES = ("intake", "scan", "plan", "aftercare", "completed")


def refresh(records: Records, kb: KnowledgeBase, person_id: str, now: datetime) -> None:
    """Make the card of a person again when a run or a signal came, went or changed its status."""
    runs = records.intakes(person_id)
    made_of = _made_of(runs, len(records.signals(person_id)))
    card = records.session.get(Card, person_id)
    if card is not None and card.made_of == made_of:
        return
    if card is None:
        card = Card(person_id=person_id)
    _fill(records, kb, card, runs)
    card.made_of = made_of
    card.changed_at = max((run.changed_at for run in runs), default=now)
    records.session.add(card)
    records.session.flush()


def _made_of(runs: List[Intake], signals: int) -> str:
    parts = sorted(f"{run.id}:{run.status}" for run in runs)
    return hashlib.sha256(f"{parts}:{signals}".encode()).hexdigest()


def _fill(records: Records, kb: KnowledgeBase, card: Card, runs: List[Intake]) -> None:
    closed = finished(records, card.person_id)
    if any(run.status in RUNNING for run in runs):
        card.status = "changing" if any(run.closed_at for run in runs) else "running"
    else:
        card.status = "done"
    base = base_of(closed)
    if base is None and card.phase:
        return  # the client changes the only finished run: what was known stays until it is finished again
    found = dossier_and_run(records, kb, card.person_id)
    card.signals = len(found[0]["referral_signals"]) if found else len(records.signals(card.person_id))
    if found is None or base is None or base.kind != "intake":
        card.phase, card.due = ("intake" if base is None else "scan"), None
        return
    actions = plan(records, base, answers=found[1].answers)
    waiting = [action for action in actions if action.status in OPEN]
    card.due = min((action.deadline for action in waiting if action.deadline), default=None)
    rounds = any(run.kind == "followup" for run in closed)
    card.phase = "completed" if actions and not waiting else "aftercare" if rounds else "plan"
