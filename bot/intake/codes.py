"""Resume codes (go on at another device) and share codes (let a coach, or every coach of an organisation, read the dossier)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, List, Optional

from sqlalchemy import and_, or_, select

from bot.intake.crypto import ALPHABET, new_code
from bot.intake.models import Code, Member, Person
from bot.intake.records import Records

RESUME, SHARE = "resume", "share"
VALID = {RESUME: timedelta(days=30), SHARE: timedelta(days=90)}
_CODE = re.compile(rf"\b([{ALPHABET}]{{4}})[- ]?([{ALPHABET}]{{4}})[- ]?([{ALPHABET}]{{4}})\b")
_TYPED = re.compile(rf"(?:\w+\s+){{0,3}}[{ALPHABET}]{{4}}[- ]?[{ALPHABET}]{{4}}[- ]?[{ALPHABET}]{{4}}[.!]?")


def typed_code(text: str) -> Optional[str]:
    """The code in a message that holds little else ("verder K7PM-4WQX-9T3D"); None otherwise."""
    upper = text.strip().upper()
    found = _CODE.search(upper)
    if not found or not _TYPED.fullmatch(upper) or not re.search(r"[-\d]", found[0]):
        return None
    return "-".join(found.groups())


def issue(records: Records, person: Person, purpose: str, now: datetime, for_team: bool = False) -> str:
    """A new code; the older unused resume codes of the person stop working. Returned once, stored as a digest only.

    `for_team`: a share code that opens the dossier for every coach of an organisation.
    """
    if purpose == RESUME:
        for old in _valid(records, person.id, RESUME, now):
            old.revoked_at = now
    code = new_code()
    records.session.add(
        Code(
            person_id=person.id,
            purpose=purpose,
            digest=records.cipher.digest(code),
            created_at=now,
            expires_at=now + VALID[purpose],
            shared_by_team=for_team,
        )
    )
    records.audit(person.id, "client", f"{purpose}_code", now)
    return code


def redeem(records: Records, code: str, now: datetime) -> Optional[Person]:
    """The person of a resume code, which then has been used; None when it is unknown, used, revoked or too old."""
    found = _find(records, code, RESUME, now)
    if found is None or found.used_at is not None:
        return None
    found.used_at = now
    records.audit(found.person_id, "client", "resumed", now)
    return records.session.get(Person, found.person_id)


def open_share(records: Records, code: str, coach: str, now: datetime, shown: Optional[str] = None) -> Optional[int]:
    """The id of the share that a code opens for `coach`, its only holder unless it is for a team; None when it opens nothing.

    A newer code of the same client takes the place of the one that the coach held. `shown`: the name of the coach.
    """
    found = _find(records, code, SHARE, now)
    if found is None:
        return None
    if found.holder is None:
        _take(records, found, coach, now)
    elif shared_person(records, found.id, coach, now) is None:
        return None
    records.audit(found.person_id, coach_actor(coach), "share_opened", now, shown)
    return found.id


def _take(records: Records, code: Code, coach: str, now: datetime) -> None:
    for older in _valid(records, code.person_id, SHARE, now):
        if older.holder == coach:
            older.revoked_at, code.label = now, code.label or older.label
    code.holder, code.used_at = coach, now
    member = records.session.get(Member, coach) if code.shared_by_team else None
    code.organisation = member.organisation if member else None


def coach_actor(coach: str) -> str:
    """How a coach is named in the audit."""
    return f"coach:{coach}"[:64]


def held(coach: str, now: datetime) -> Any:
    """The condition on codes: a valid share that `coach` may read, as its holder or with their organisation.

    Who leaves an organisation leaves behind what was shared with it.
    """
    organisation = select(Member.organisation).where(Member.coach == coach).scalar_subquery()
    own = and_(Code.holder == coach, Code.organisation.is_(None))
    valid = and_(Code.purpose == SHARE, Code.revoked_at.is_(None), Code.expires_at >= now)
    return and_(valid, or_(own, Code.organisation == organisation))


def shared_person(records: Records, share: int, coach: str, now: datetime) -> Optional[str]:
    """The person of a share that `coach` may read; None otherwise."""
    return records.session.scalar(select(Code.person_id).where(Code.id == share, held(coach, now)))


def shares_of(records: Records, coach: str, now: datetime) -> List[Code]:
    """The valid shares that a coach may read, the newest first."""
    return list(records.session.scalars(select(Code).where(held(coach, now)).order_by(Code.used_at.desc(), Code.id)))


def join_organisation(records: Records, coach: str, organisation: str) -> None:
    """Let a coach work for an organisation, or for none when it is empty."""
    member = records.session.get(Member, coach)
    if not organisation:
        if member:
            records.session.delete(member)
    elif member:
        member.organisation = organisation
    else:
        records.session.add(Member(coach=coach, organisation=organisation))


def revoke_shares(records: Records, person_id: str, now: datetime) -> int:
    """Make every share code of a person worthless; returns how many were valid."""
    valid = _valid(records, person_id, SHARE, now)
    for code in valid:
        code.revoked_at = now
    records.audit(person_id, "client", "shares_revoked", now)
    return len(valid)


def all_codes(records: Records, person_id: str) -> List[Code]:
    """Every code of a person that is kept, the oldest first."""
    return list(records.session.scalars(select(Code).where(Code.person_id == person_id).order_by(Code.id)))


def valid_codes(records: Records, person_id: str, now: datetime) -> int:
    """How many codes of a person still open something."""
    return sum(len(_valid(records, person_id, purpose, now)) for purpose in (RESUME, SHARE))


def valid_share_codes(records: Records, person_id: str, now: datetime) -> List[Code]:
    """The share codes of a person that still open something."""
    return _valid(records, person_id, SHARE, now)


def _find(records: Records, code: str, purpose: str, now: datetime) -> Optional[Code]:
    query = select(Code).where(Code.digest == records.cipher.digest(code), Code.purpose == purpose)
    found = records.session.scalars(query.with_for_update()).first()
    return None if found is None or found.revoked_at or found.expires_at < now else found


def _valid(records: Records, person_id: str, purpose: str, now: datetime) -> List[Code]:
    query = select(Code).where(Code.person_id == person_id, Code.purpose == purpose, Code.revoked_at.is_(None))
    query = query.where(Code.expires_at >= now)
    if purpose == RESUME:
        query = query.where(Code.used_at.is_(None))
    return list(records.session.scalars(query.order_by(Code.id)))
