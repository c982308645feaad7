"""A card of each person for the list of a coach, made again only when something that it shows may have changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Iterable, List, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.sql import Select

from bot.intake.documents import base_of, dossier_and_run, finished
from bot.intake.models import Card, Intake, Person, Sender, Signal
from bot.intake.plan import OPEN, plan
from bot.intake.records import RUNNING, Records
from knowledge import KnowledgeBase

STATUSES = ("done", "changing", "running")
PHASES = ("intake", "scan", "plan", "aftercare", "completed")


def _look(person_id: Any) -> Select:
    """What the card of a person was made of, and what it would be made of now: a row for each run."""
    signals = select(func.count(Signal.id)).where(Signal.person_id == Person.id).scalar_subquery()
    return (
        select(Person.id, Intake.id, Intake.status, Card.made_of, signals)
        .select_from(Person)
        .outerjoin(Intake, Intake.person_id == Person.id)
        .outerjoin(Card, Card.person_id == Person.id)
        .where(Person.id == person_id)
    )


_OF_PERSON = _look(bindparam("who"))
_OF_SENDER = _look(select(Sender.person_id).where(Sender.sender == bindparam("who")).scalar_subquery())


def refresh(records: Records, kb: KnowledgeBase, person_id: str, now: datetime) -> None:
    """Make the card of a person again when a run or a signal came, went or changed its status."""
    _refresh(records, kb, records.session.execute(_OF_PERSON, {"who": person_id}).all(), now)


def refresh_of_sender(records: Records, kb: KnowledgeBase, sender: str, now: datetime) -> None:
    """The same for the person behind a conversation, if there is one: at every message, so it takes one query."""
    _refresh(records, kb, records.session.execute(_OF_SENDER, {"who": sender}).all(), now)


def _refresh(records: Records, kb: KnowledgeBase, rows: Sequence[Any], now: datetime) -> None:
    if not rows:
        return
    person_id, _, _, before, signals = rows[0]
    made_of = _made_of([f"{run}:{status}" for _, run, status, _, _ in rows if run], signals)
    if before == made_of:
        return
    card = records.session.get(Card, person_id) or Card(person_id=person_id)
    runs = records.intakes(person_id)
    _fill(records, kb, card, runs)
    card.made_of = made_of
    card.changed_at = max((run.changed_at for run in runs), default=now)
    records.session.add(card)
    records.session.flush()


def _made_of(runs: Iterable[str], signals: int) -> str:
    return hashlib.sha256(f"{sorted(runs)}:{signals}".encode()).hexdigest()


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
