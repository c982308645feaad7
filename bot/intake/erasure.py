"""Erasing a person everywhere, and what has been kept long enough.

First a tombstone is committed: from then on nobody finds the person, and whatever interrupts the work, it is finished at the next
start. Then everything outside this database (`outside`: the conversation, files), then the rows, then the receipt.
"""

from __future__ import annotations

import json
import logging
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence

from sqlalchemy import delete, select
from sqlalchemy.sql import Delete

from bot.intake.counts import count_stopped
from bot.intake.models import Audit, Card, Code, Consent, Erasure, Intake, Note, Person, Sender, Signal, Step
from bot.intake.records import Records
from bot.intake.store import Store

_logger = logging.getLogger(__name__)

Outside = Callable[[Sequence[str]], None]  # erases what stands elsewhere for these conversation ids; may run twice
TABLES = (Signal, Code, Audit, Card, Note, Consent, Sender)


@dataclass(frozen=True)
class Periods:
    """How long things are kept after the last change."""

    dossier: timedelta = timedelta(days=365)
    unfinished: timedelta = timedelta(days=30)


def request(records: Records, sender: str, now: datetime) -> str:
    """Write the tombstone for the person behind `sender` (or for the bare conversation) and return its receipt."""
    person = records.person(sender, lock=True)
    senders = records.senders(person.id) if person else [sender]
    return bury(records, person.id if person else None, senders, now)


def bury(records: Records, person_id: Optional[str], senders: Sequence[str], now: datetime) -> str:
    """Write a tombstone. The conversation ids leave the person, so that a new message starts with nothing."""
    receipt = uuid.uuid4().hex[:12].upper()
    tombstone = dict(receipt=receipt, person_id=person_id, requested_at=now)
    records.session.add(Erasure(**tombstone, senders=records.cipher.encrypt(json.dumps(list(senders)))))
    if person_id:
        records.session.execute(delete(Sender).where(Sender.person_id == person_id))
    records.session.flush()
    return receipt


def finish(store: Store, now: datetime, outside: Sequence[Outside] = (), folder: Optional[Path] = None) -> List[str]:
    """Work off every tombstone; returns the receipts of those done. `folder` holds a folder with exports per person."""
    with store.reading() as records:
        query = select(Erasure).where(Erasure.finished_at.is_(None)).order_by(Erasure.requested_at, Erasure.receipt)
        work = [
            (e.receipt, e.person_id, json.loads(store.cipher.decrypt(e.senders)))
            for e in records.session.scalars(query)
        ]
    for receipt, person_id, senders in work:
        for erase in outside:
            erase(senders)
        if folder and person_id:
            shutil.rmtree(folder / person_id, ignore_errors=True)
        with store.writing() as records:
            _remove(records, receipt, person_id, now)
    if work and not store.scrub():
        _logger.warning("the write-ahead log is in use: what was erased leaves it at the next erasure or expiry")
    return [receipt for receipt, _, _ in work]


def _remove(records: Records, receipt: str, person_id: Optional[str], now: datetime) -> None:
    counts: Dict[str, int] = {}
    session = records.session
    if person_id:
        count_stopped(records, records.intakes(person_id), now)
        own = select(Intake.id).where(Intake.person_id == person_id)
        session.execute(Intake.__table__.update().where(Intake.person_id == person_id).values(based_on=None))
        counts["answers"] = _delete(records, delete(Step).where(Step.intake_id.in_(own)))
        for table in (Intake, *TABLES):
            counts[table.__tablename__] = _delete(records, delete(table).where(table.person_id == person_id))
        counts["people"] = _delete(records, delete(Person).where(Person.id == person_id))
    stone = session.get(Erasure, receipt)
    stone.person_id, stone.senders, stone.finished_at, stone.erased = (
        None,
        None,
        now,
        json.dumps(counts, sort_keys=True),
    )


def _delete(records: Records, statement: Delete) -> int:
    return records.session.execute(statement.execution_options(synchronize_session=False)).rowcount


def receipt(records: Records, number: str) -> Optional[Dict[str, object]]:
    """What a receipt says: when it was asked and done, and how many rows of each kind went."""
    found = records.session.get(Erasure, number)
    if found is None:
        return None
    done = found.finished_at.isoformat() if found.finished_at else None
    return {
        "receipt": number,
        "requested_at": found.requested_at.isoformat(),
        "finished_at": done,
        "erased": json.loads(found.erased or "{}"),
    }


def expire(store: Store, now: datetime, periods: Periods = Periods()) -> int:  # noqa: B008 (a frozen value)
    """Delete runs that were kept long enough and bury people of whom nothing is left; `finish` does the rest.

    Returns how many runs and people were taken out.
    """
    with store.writing() as records:
        old = _too_old(records, now, periods)
        count_stopped(records, old, now)
        for intake in old:
            records.remove_intake(intake)
        people = _without_intakes(records, now - periods.unfinished)
        for person in people:
            bury(records, person.id, records.senders(person.id), now)
    return len(old) + len(people)


def _too_old(records: Records, now: datetime, periods: Periods) -> List[Intake]:
    closed = Intake.status == "closed"
    too_old = (closed & (Intake.changed_at < now - periods.dossier)) | (
        ~closed & (Intake.changed_at < now - periods.unfinished)
    )
    return list(records.session.scalars(select(Intake).where(too_old).order_by(Intake.id)))


def _without_intakes(records: Records, before: datetime) -> List[Person]:
    buried = select(Erasure.person_id).where(Erasure.person_id.is_not(None))
    some = select(Intake.id).where(Intake.person_id == Person.id).exists()
    query = select(Person).where(Person.id.not_in(buried), Person.seen_at < before, ~some)
    return list(records.session.scalars(query.order_by(Person.id)))
