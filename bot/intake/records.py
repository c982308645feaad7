"""Reading and writing people, intakes and answers inside one transaction."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, List, Optional, Sequence

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.intake import counts
from bot.intake.answer import Answer
from bot.intake.crypto import Cipher
from bot.intake.engine import ANSWER, Event
from bot.intake.models import Audit, Card, Code, Consent, Intake, Note, Person, Sender, Signal, Step, Version
from bot.intake.questionnaire import Questionnaire, parse_definition

RUNNING = ("active", "paused")


@dataclass(frozen=True)
class Agreement:
    """The text that a person says yes to, and its version."""

    version: str
    text: str


def agreement_of(questionnaire: Questionnaire) -> Agreement:
    """The text of the consent question, with a hash of it as version."""
    text = next(question.ask for question in questionnaire.questions if question.role == "consent")
    return Agreement(hashlib.sha256(text.encode()).hexdigest()[:12], text)


# Read once in a process: a version is a hash of the questionnaire, so it never changes.
_versions: "OrderedDict[str, Questionnaire]" = OrderedDict()
_MOST_VERSIONS = 64

# Made once: SQLAlchemy then need not work out again at every message which SQL it is.
_PERSON = select(Person).join(Sender, Sender.person_id == Person.id).where(Sender.sender == bindparam("sender"))
_LOCKED_PERSON = _PERSON.with_for_update(of=Person)
_INTAKES = select(Intake).where(Intake.person_id == bindparam("person")).order_by(Intake.changed_at.desc(), Intake.id)
_STEPS = select(Step).where(Step.intake_id == bindparam("intake")).order_by(Step.id)
_HANDLED = (
    select(func.count(Step.id))
    .join(Intake, Intake.id == Step.intake_id)
    .where(Intake.person_id == bindparam("person"), Step.message_id == bindparam("message"))
)


class Records:
    """What can be asked of and written to the people's database in one transaction."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self.session = session
        self.cipher = cipher

    def ensure(self, model: Any, **values: Any) -> None:
        """Add a row unless one with its key is there; two transactions that do so at once both go on."""
        insert = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[self.session.get_bind().dialect.name]
        self.session.execute(insert(model.__table__).values(**values).on_conflict_do_nothing())

    # ---- people

    def person(self, sender: str, lock: bool = False) -> Optional[Person]:
        """The person behind a conversation id; with `lock` two messages of one person are handled one after the other."""
        return self.session.scalars(_LOCKED_PERSON if lock else _PERSON, {"sender": sender}).first()

    def add_person(self, sender: str, agreement: Agreement, now: datetime) -> Person:
        """A new person, who agreed to `agreement` just now."""
        person = Person(id=uuid.uuid4().hex, created_at=now, seen_at=now)
        self.session.add(person)
        self.session.flush()
        self.session.add(Sender(sender=sender, person_id=person.id))
        self.agree(person.id, agreement, now)
        return person

    def senders(self, person_id: str) -> List[str]:
        """The conversation ids of a person."""
        return list(
            self.session.scalars(select(Sender.sender).where(Sender.person_id == person_id).order_by(Sender.sender))
        )

    def join(self, sender: str, person: Person, now: datetime) -> None:
        """Let a conversation belong to `person`; what the conversation had of its own moves along."""
        old = self.person(sender)
        if old is None:
            self.session.add(Sender(sender=sender, person_id=person.id))
        elif old.id != person.id:
            for table in (Sender, Intake, Consent, Code, Audit, Note):
                for row in self.session.scalars(select(table).where(table.person_id == old.id)):
                    row.person_id = person.id
            self.session.flush()
            self._move_signals(old.id, person.id)
            person.name = person.name or old.name
            self.session.execute(delete(Card).where(Card.person_id == old.id))
            self.session.delete(old)
        person.seen_at = now

    def _move_signals(self, old: str, new: str) -> None:
        """What was agreed to under `old` belongs to `new`, each need once."""
        known = set(self.signals(new))
        for signal in self.session.scalars(select(Signal).where(Signal.person_id == old).order_by(Signal.id)).all():
            if signal.need in known:
                self.session.delete(signal)
            else:
                signal.person_id = new
        self.session.flush()

    def agrees(self, person_id: str, agreement: Agreement) -> bool:
        """Whether the person said yes to this very text."""
        return any(consent.version == agreement.version for consent in self.consents(person_id))

    def agree(self, person_id: str, agreement: Agreement, now: datetime) -> None:
        """Record a yes to `agreement`."""
        given = dict(person_id=person_id, version=agreement.version, text=agreement.text, given_at=now)
        self.session.add(Consent(**given))
        self.audit(person_id, "client", "consent", now)

    def consents(self, person_id: str) -> List[Consent]:
        """What the person agreed to, oldest first."""
        return list(self.session.scalars(select(Consent).where(Consent.person_id == person_id).order_by(Consent.id)))

    # ---- intakes

    def start(self, person: Person, kind: str, questionnaire: Questionnaire, now: datetime, **more: Any) -> Intake:
        """A new run through `questionnaire`; its version is kept with it. `more`: profession, based_on."""
        version = dict(version=questionnaire.version, questionnaire=questionnaire.id)
        self.ensure(Version, **version, definition=questionnaire.definition, created_at=now)
        run = dict(id=uuid.uuid4().hex, person_id=person.id, kind=kind, status="active", version=questionnaire.version)
        intake = Intake(**run, started_at=now, changed_at=now, **more)
        self.session.add(intake)
        self.session.flush()
        counts.count(self, counts.STARTED, kind, now)
        return intake

    def intakes(self, person_id: str, kind: Optional[str] = None) -> List[Intake]:
        """The person's runs, the one worked on last first."""
        runs = self.session.scalars(_INTAKES, {"person": person_id})
        return [run for run in runs if kind in (None, run.kind)]

    def running(self, person_id: str) -> Optional[Intake]:
        """The run that is going on or paused and was worked on last."""
        return next((intake for intake in self.intakes(person_id) if intake.status in RUNNING), None)

    def questionnaire(self, intake: Intake) -> Questionnaire:
        """The questionnaire as it was when the intake started."""
        known = _versions.get(intake.version)
        if known is None:
            known = parse_definition(self.session.get(Version, intake.version).definition)
            _versions[intake.version] = known
            while len(_versions) > _MOST_VERSIONS:
                _versions.popitem(last=False)
        return known

    def steps(self, intake_id: str, until: Optional[datetime] = None) -> List[Event]:
        """The events of an intake, in order, for the engine; with `until` as they stood at that moment."""
        query = _STEPS.where(Step.at <= until) if until else _STEPS
        steps = self.session.scalars(query, {"intake": intake_id})
        return [Event(step.kind, step.question, self._answer(step)) for step in steps]

    def _answer(self, step: Step) -> Optional[Answer]:
        return Answer(**json.loads(self.cipher.decrypt(step.content))) if step.content else None

    def add_step(self, intake: Intake, event: Event, message_id: str, now: datetime) -> None:
        """Store one event. The same message for the same question twice is a database error, never a double."""
        content = (
            self.cipher.encrypt(json.dumps(event.answer.as_dict())) if event.kind == ANSWER and event.answer else None
        )
        what = dict(intake_id=intake.id, kind=event.kind, question=event.question, message_id=message_id)
        self.session.add(Step(**what, content=content, at=now))
        intake.changed_at = now
        self.session.flush()

    def handled(self, person_id: str, message_id: str) -> bool:
        """Whether a message was stored before: a repeated delivery."""
        return bool(self.session.scalar(_HANDLED, {"person": person_id, "message": message_id}))

    def remove_intake(self, intake: Intake) -> None:
        """Delete a run with everything that hangs on it."""
        self.session.delete(intake)
        self.session.flush()

    # ---- around

    def note_signal(self, person_id: str, need: str, now: datetime) -> None:
        """Note once that the person agreed to have a need mentioned to the coach."""
        if need not in self.signals(person_id):
            self.session.add(Signal(person_id=person_id, need=need, at=now))
            self.session.flush()

    def signals(self, person_id: str) -> Sequence[str]:
        """The needs noted for the coach, in the order they came."""
        return list(self.session.scalars(select(Signal.need).where(Signal.person_id == person_id).order_by(Signal.id)))

    def audit(self, person_id: str, actor: str, action: str, now: datetime, shown: Optional[str] = None) -> None:
        """Write down who did what; never with content. `shown`: the name of a coach, for the person who asks who read."""
        self.session.add(Audit(person_id=person_id, actor=actor, action=action, at=now, shown=shown))

    def audit_of(self, person_id: str) -> List[Dict[str, str]]:
        """Who did what with this person's data, oldest first."""
        query = select(Audit).where(Audit.person_id == person_id).order_by(Audit.id)
        return [
            {"actor": a.actor, "action": a.action, "at": a.at.isoformat(), **({"name": a.shown} if a.shown else {})}
            for a in self.session.scalars(query)
        ]
