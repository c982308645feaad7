"""What an administrator does with accounts, by command: make, reset, change the role, close, open again and erase."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Dict, List

from sqlalchemy import delete, select

from bot.accounts import passwords, sessions
from bot.accounts.arguments import ROLES, AccountError
from bot.accounts.models import Account, AccountEvent, AccountSession
from bot.accounts.service import NAME, by_name, note, tidy
from bot.intake.codes import join_organisation
from bot.intake.models import Member
from bot.intake.records import Records
from bot.intake.store import Store

LONGEST = 80  # signs of the name of an organisation


class Administration:
    """Changes accounts in `store`. Raises AccountError when a name is wrong, taken or unknown."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def create(
        self, name: str, shown: str, role: str, now: datetime, must_change: bool = True, organisation: str = ""
    ) -> str:
        """Make an account and return its password, which can be read only now."""
        if not NAME.fullmatch(tidy(name)):
            raise AccountError(
                "A login name has 2 to 64 letters, digits or . _ @ + - and starts with a letter or digit."
            )
        if not 1 <= len(shown.strip()) <= 80:
            raise AccountError("The name that others see has 1 to 80 signs.")
        password = passwords.new_password()
        made = dict(id=uuid.uuid4().hex, name=tidy(name), shown=shown.strip(), role=_role(role), created_at=now)
        hashed = passwords.hash_password(password)
        with self.store.writing() as records:
            if by_name(records, name) is not None:
                raise AccountError(f"There is an account {tidy(name)} already.")
            records.session.add(Account(**made, password=hashed, must_change=must_change, active=True))
            records.session.flush()
            join_organisation(records, made["id"], _organisation(organisation))
            note(records, made["id"], "created", now)
        return password

    def reset(self, name: str, now: datetime) -> str:
        """Give a new password, to be changed at the next login, and unlink the authenticator app; all sessions end."""
        password = passwords.new_password()
        hashed = passwords.hash_password(password)
        with self.store.writing() as records:
            account = _known(records, name)
            account.password, account.must_change = hashed, True
            account.secret = account.confirmed_at = account.last_code = None
            sessions.end_all(records, account.id)
            note(records, account.id, "reset", now)
        return password

    def set_role(self, name: str, role: str, now: datetime) -> None:
        """Give an account another role; all sessions end."""
        with self.store.writing() as records:
            account = _known(records, name)
            account.role = _role(role)
            sessions.end_all(records, account.id)
            note(records, account.id, "role_changed", now)

    def set_organisation(self, name: str, organisation: str, now: datetime) -> None:
        """Let somebody work for an organisation, or for none when it is empty; all sessions end."""
        with self.store.writing() as records:
            account = _known(records, name)
            join_organisation(records, account.id, _organisation(organisation))
            sessions.end_all(records, account.id)
            note(records, account.id, "organisation_changed", now)

    def organisations(self) -> Dict[str, str]:
        """Id of an account and its organisation, for those that have one."""
        with self.store.reading() as records:
            return {member.coach: member.organisation for member in records.session.scalars(select(Member))}

    def set_active(self, name: str, active: bool, now: datetime) -> None:
        """Close an account (all its sessions end) or open it again."""
        with self.store.writing() as records:
            account = _known(records, name)
            account.active = active
            sessions.end_all(records, account.id)
            note(records, account.id, "opened" if active else "closed", now)

    def remove(self, name: str) -> None:
        """Erase a closed account with its sessions and events. What its coach did with a dossier stays, with their name, for the client.

        Raises AccountError when it is not closed: who still works here is not to vanish by a slip.
        """
        with self.store.writing() as records:
            account = _known(records, name)
            if account.active:
                raise AccountError(f"Close {account.name} first: python -m bot.cli account deactivate {account.name}")
            join_organisation(records, account.id, "")
            for table in (AccountSession, AccountEvent):
                records.session.execute(delete(table).where(table.account_id == account.id))
            records.session.execute(delete(Account).where(Account.id == account.id))
        self.store.scrub()

    def all(self) -> List[Account]:
        """Every account, by name; to be read only."""
        with self.store.reading() as records:
            found = list(records.session.scalars(select(Account).order_by(Account.name)))
            records.session.expunge_all()
            return found


def _known(records: Records, name: str) -> Account:
    account = by_name(records, name)
    if account is None:
        raise AccountError(f"There is no account {tidy(name)}.")
    return account


def _organisation(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise AccountError(f"The name of an organisation has at most {LONGEST} signs.")
    return name


def _role(role: str) -> str:
    if role not in ROLES:
        raise AccountError(f"A role is one of: {', '.join(ROLES)}.")
    return role
