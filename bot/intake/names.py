"""The name that a client chose for the list of a coach, and what the coach makes of it."""

from __future__ import annotations

from datetime import datetime

from bot.intake import codes
from bot.intake.models import Code, Person
from bot.intake.records import Records

LONGEST = 80  # characters


def choose(records: Records, person: Person, name: str, now: datetime) -> None:
    """Keep the name that a person wants to be called by; an empty one takes it back.

    A dossier that the coach named stays called so.
    """
    before, chosen = chosen_name(records, person), _cleaned(name)
    person.name = records.cipher.encrypt(chosen) if chosen else None
    for code in codes.valid_share_codes(records, person.id, now):
        if code.holder and _called(records, code) in ("", before):
            code.label = person.name


def call(records: Records, code: Code, label: str) -> None:
    """Give a shared dossier the name that a coach typed, or else the one that the client chose, if there is none yet."""
    typed = _cleaned(label)
    if typed:
        code.label = records.cipher.encrypt(typed)
    elif code.label is None:
        code.label = records.session.get(Person, code.person_id).name


def chosen_name(records: Records, person: Person) -> str:
    """The name that a person chose; empty when they chose none."""
    return records.cipher.decrypt(person.name) if person.name else ""


def _called(records: Records, code: Code) -> str:
    return records.cipher.decrypt(code.label) if code.label else ""


def _cleaned(name: str) -> str:
    """A name without what nobody can see, on one line and not too long."""
    return " ".join("".join(sign for sign in name if sign.isprintable() or sign.isspace()).split())[:LONGEST]
