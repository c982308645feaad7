"""Logging in and out, and the second factor. Passwords are checked outside a transaction: that takes a tenth of a second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional, Tuple

from sqlalchemy import select

from bot.accounts import attempts, passwords, sessions, two_factor
from bot.accounts.models import Account, AccountEvent
from bot.accounts.sessions import Limits, Session
from bot.intake.records import Records
from bot.intake.store import Store

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")


@dataclass(frozen=True)
class Entry:
    """What came of an attempt to enter: a `token` of a session, or `wait` seconds before the next attempt; neither is a no."""

    token: Optional[str] = None
    wait: int = 0


@dataclass(frozen=True)
class Enrolment:
    """What somebody needs to link an authenticator app: the secret to type over, and a QR code of it as SVG."""

    secret: str
    qr: str


class Accounts:
    """The accounts in `store`."""

    def __init__(self, store: Store, limits: Limits = Limits()) -> None:  # noqa: B008 (a frozen value)
        self.store, self.limits = store, limits

    def sign_in(self, name: str, password: str, now: datetime) -> Entry:
        """Check name and password. The session that it opens still waits for the second factor."""
        door = f"login:{tidy(name)}"
        with self.store.writing() as records:
            wait = attempts.claim(records, door, now)
        if wait:
            return Entry(wait=wait)
        with self.store.reading() as records:
            account = by_name(records, name)
            known = account.id if account and account.active else None
            stored = account.password if account and known else None
        if not passwords.is_right(stored, password) or known is None or stored is None:
            return Entry()
        fresh = passwords.hash_password(password) if passwords.is_outdated(stored) else stored
        with self.store.writing() as records:
            attempts.succeeded(records, door)
            return Entry(self._admit(records, known, fresh, now))

    def _admit(self, records: Records, known: str, password: str, now: datetime) -> str:
        account = records.session.get(Account, known)
        account.password = password
        if account.confirmed_at is None and account.secret is None:
            account.secret = records.cipher.encrypt(two_factor.new_secret())
        sessions.sweep(records, self.limits, now)
        note(records, known, "password", now)
        return sessions.start(records, known, complete=False, now=now)

    def second_factor(self, token: str, code: str, now: datetime) -> Entry:
        """Check a code of the authenticator app; a right one replaces the session by a complete one, and confirms the app."""
        with self.store.writing() as records:
            found = sessions.find(records, token, self.limits, now)
            if found is None or found.complete:
                return Entry()
            door = f"code:{found.account}"
            wait = attempts.claim(records, door, now)
            if wait:
                return Entry(wait=wait)
            account = records.session.get(Account, found.account)
            period = two_factor.period_of(records.cipher.decrypt(account.secret), code, now, account.last_code)
            if period is None:
                note(records, account.id, "wrong_code", now)
                return Entry()
            attempts.succeeded(records, door)
            account.last_code = period
            account.confirmed_at = account.confirmed_at or now
            note(records, account.id, "login", now)
            sessions.end(records, token)
            return Entry(sessions.start(records, account.id, complete=True, now=now))

    def enrolment(self, token: str, now: datetime) -> Optional[Enrolment]:
        """How to link an authenticator app; None for who has linked one, so that it cannot be read later."""
        with self.store.reading() as records:
            found = sessions.find(records, token, self.limits, now)
            if found is None or found.enrolled:
                return None
            secret = records.cipher.decrypt(records.session.get(Account, found.account).secret)
            return Enrolment(secret, two_factor.qr(secret, found.name))

    def session(self, token: str, now: datetime) -> Optional[Session]:
        """Who is logged in with this token, if anybody; using it keeps the session alive."""
        if not token:
            return None
        with self.store.reading() as records:
            found = sessions.find(records, token, self.limits, now)
            stale = found is not None and sessions.is_to_note(records, token, self.limits, now)
        if stale:
            with self.store.writing() as records:
                sessions.note(records, token, self.limits, now)
        return found

    def claim(self, door: str, now: datetime) -> int:
        """Count an attempt at another door than the login's (a share code): 0, or the seconds to wait."""
        with self.store.writing() as records:
            return attempts.claim(records, door, now)

    def succeeded(self, door: str) -> None:
        """Forget the failures at a door."""
        with self.store.writing() as records:
            attempts.succeeded(records, door)

    def sign_out(self, token: str, now: datetime) -> None:
        """End a session."""
        with self.store.writing() as records:
            found = sessions.find(records, token, self.limits, now)
            sessions.end(records, token)
            if found:
                note(records, found.account, "logout", now)

    def change_password(self, token: str, old: str, new: str, now: datetime) -> Optional[str]:
        """Change the password of who is logged in and end all their other sessions.

        Returns why not ("wrong", "wait", or a weakness), None when it is done.
        """
        with self.store.writing() as records:
            found = sessions.find(records, token, self.limits, now)
            if found is None or attempts.claim(records, f"change:{found.account}", now):
                return "wait"
            stored = records.session.get(Account, found.account).password
        if not passwords.is_right(stored, old):
            return "wrong"
        weak = "same" if old == new else passwords.weakness(new, found.name, found.shown)
        fresh = None if weak else passwords.hash_password(new)
        with self.store.writing() as records:
            attempts.succeeded(records, f"change:{found.account}")
            if fresh is None:
                return weak
            account = records.session.get(Account, found.account)
            account.password, account.must_change = fresh, False
            sessions.end_others(records, account.id, token)
            note(records, account.id, "password_changed", now)
        return None

    def events(self, most: int) -> List[Tuple[datetime, str, str]]:
        """What happened with accounts, the newest first: when, the name of the account, and what."""
        query = select(AccountEvent, Account.shown).join(Account, Account.id == AccountEvent.account_id)
        query = query.order_by(AccountEvent.at.desc(), AccountEvent.id.desc()).limit(most)
        with self.store.reading() as records:
            return [(event.at, shown, event.action) for event, shown in records.session.execute(query)]


def tidy(name: str) -> str:
    """A login name as it is stored: no spaces around it, no capitals."""
    return name.strip().lower()


def by_name(records: Records, name: str) -> Optional[Account]:
    """The account with a login name, if such a name can be."""
    if not NAME.fullmatch(tidy(name)):  # PostgreSQL refuses some signs with an error
        return None
    return records.session.scalars(select(Account).where(Account.name == tidy(name))).first()


def note(records: Records, account: str, action: str, now: datetime) -> None:
    """Write down what happened with an account."""
    records.session.add(AccountEvent(account_id=account, action=action, at=now))
