"""A coach's own words about a client. They hang on the client, so that erasing the client erases them too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import List, Optional

from sqlalchemy import select

from bot.intake.models import Note
from bot.intake.records import Records

NOTE, AGREEMENT, AFTERCARE = "note", "agreement", "aftercare"
KINDS = (NOTE, AGREEMENT, AFTERCARE)
LONGEST = 4000  # characters


@dataclass(frozen=True)
class OwnNote:
    """A note, an agreement or a moment of aftercare; the last two may have a day (`due`) and can be done."""

    id: int
    kind: str
    text: str
    due: Optional[date]
    at: datetime
    done_at: Optional[datetime]


def add(records: Records, person_id: str, coach: str, kind: str, text: str, due: Optional[date], now: datetime) -> bool:
    """Keep a note; False for an empty one or a kind that does not exist."""
    text = text.strip()[:LONGEST]
    if not text or kind not in KINDS:
        return False
    made = dict(person_id=person_id, coach=coach, kind=kind, content=records.cipher.encrypt(text), at=now)
    records.session.add(Note(**made, due=due if kind != NOTE else None))
    return True


def own(records: Records, person_id: str, coach: str) -> List[OwnNote]:
    """What a coach wrote about a client: what is still open by its day, then the rest, the newest first."""
    query = (
        select(Note).where(Note.person_id == person_id, Note.coach == coach).order_by(Note.at.desc(), Note.id.desc())
    )
    notes = [
        OwnNote(n.id, n.kind, records.cipher.decrypt(n.content), n.due, n.at, n.done_at)
        for n in records.session.scalars(query)
    ]
    return sorted(notes, key=lambda note: (note.done_at is not None, note.due is None, note.due or date.max))


def set_done(records: Records, note: int, person_id: str, coach: str, now: datetime) -> None:
    """Turn a note of this coach about this client from open to done, or back."""
    found = _found(records, note, person_id, coach)
    if found is not None:
        found.done_at = None if found.done_at else now


def remove(records: Records, note: int, person_id: str, coach: str) -> None:
    """Remove a note of this coach about this client."""
    found = _found(records, note, person_id, coach)
    if found is not None:
        records.session.delete(found)


def about(records: Records, person_id: str) -> List[Note]:
    """Every note about a person, by whoever, the oldest first."""
    return list(records.session.scalars(select(Note).where(Note.person_id == person_id).order_by(Note.id)))


def _found(records: Records, note: int, person_id: str, coach: str) -> Optional[Note]:
    own_note = select(Note).where(Note.id == note, Note.person_id == person_id, Note.coach == coach)
    return records.session.scalars(own_note).first()
