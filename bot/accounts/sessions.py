"""Sessions of the coach portal: they end after a while without a click, and at the latest some hours after the login."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Optional

from sqlalchemy import delete

from bot.accounts.models import Account, AccountSession
from bot.intake.records import Records

NOTED = timedelta(seconds=60)  # how exact the last click is kept


@dataclass(frozen=True)
class Limits:
    """How long a session lasts: `idle` after the last click, `longest` after the login."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=10)


@dataclass(frozen=True)
class Session:
    """Who is logged in. Not `complete`: the second factor is still to come. `enrolled`: an authenticator app is linked."""

    account: str
    name: str
    shown: str
    role: str
    complete: bool
    enrolled: bool
    must_change: bool


def start(records: Records, account: str, complete: bool, now: datetime) -> str:
    """Open a session and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    times = dict(created_at=now, seen_at=now)
    records.session.add(AccountSession(digest=_digest(records, token), account_id=account, complete=complete, **times))
    return token


def find(records: Records, token: str, limits: Limits, now: datetime) -> Optional[Session]:
    """The session of a token; None when there is none, it ended or the account was closed."""
    row = _live(records, token, limits, now)
    account = records.session.get(Account, row.account_id) if row else None
    if row is None or account is None or not account.active:
        return None
    return Session(
        account=account.id,
        name=account.name,
        shown=account.shown,
        role=account.role,
        complete=row.complete,
        enrolled=account.confirmed_at is not None,
        must_change=account.must_change,
    )


def is_to_note(records: Records, token: str, limits: Limits, now: datetime) -> bool:
    """Whether the click of now is worth writing down."""
    row = _live(records, token, limits, now)
    return row is not None and now - row.seen_at >= NOTED


def note(records: Records, token: str, limits: Limits, now: datetime) -> None:
    """Write down that the session was used."""
    row = _live(records, token, limits, now)
    if row is not None:
        row.seen_at = now


def end(records: Records, token: str) -> None:
    """Close one session."""
    records.session.execute(delete(AccountSession).where(AccountSession.digest == _digest(records, token)))


def end_all(records: Records, account: str) -> None:
    """Close every session of an account."""
    records.session.execute(delete(AccountSession).where(AccountSession.account_id == account))


def end_others(records: Records, account: str, token: str) -> None:
    """Close every session of an account but this one."""
    others = AccountSession.account_id == account, AccountSession.digest != _digest(records, token)
    records.session.execute(delete(AccountSession).where(*others))


def sweep(records: Records, limits: Limits, now: datetime) -> None:
    """Remove sessions that ended by themselves."""
    old = (AccountSession.created_at < now - limits.longest) | (AccountSession.seen_at < now - limits.idle)
    records.session.execute(delete(AccountSession).where(old))


def _live(records: Records, token: str, limits: Limits, now: datetime) -> Optional[AccountSession]:
    row = records.session.get(AccountSession, _digest(records, token))
    if row is None or now - row.created_at >= limits.longest or now - row.seen_at >= limits.idle:
        return None
    return row


def _digest(records: Records, token: str) -> str:
    return records.cipher.digest(f"session:{token}")
