"""The tables of what people entrust to us. Answers are encrypted; what is readable here names nobody."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Optional

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import TypeDecorator

Base: Any = declarative_base()
ENCRYPTED = {"encrypted": True}  # such a column gets a new key with the others (bot.rotation)


class Utc(TypeDecorator):
    """A moment in UTC, with its time zone also on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Optional[datetime], dialect: Any) -> Optional[datetime]:
        """Refuse a moment without time zone: nobody could know what it means."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(timezone.utc) if value is not None else None

    def process_result_value(self, value: Optional[datetime], dialect: Any) -> Optional[datetime]:
        """Give the time zone back that SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class Person(Base):
    """Somebody who gave consent. `pending` is a question of ours that waits for an answer (erase, restart, scan); `name` what
    they want a coach to call them."""

    __tablename__ = "people"
    id = Column(String(32), primary_key=True)
    created_at = Column(Utc, nullable=False)
    seen_at = Column(Utc, nullable=False)
    pending = Column(String(32))
    name = Column(Text, info=ENCRYPTED)


class Sender(Base):
    """A conversation id that belongs to a person: one for each device."""

    __tablename__ = "senders"
    sender = Column(String(200), primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)


class Consent(Base):
    """What a person agreed to (our own text, not theirs) and when."""

    __tablename__ = "consents"
    id = Column(Integer, primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    version = Column(String(12), nullable=False)
    text = Column(Text, nullable=False)
    given_at = Column(Utc, nullable=False)


class Version(Base):
    """A questionnaire as it was when an intake started. Holds nothing personal."""

    __tablename__ = "questionnaire_versions"
    version = Column(String(12), primary_key=True)
    questionnaire = Column(String(64), nullable=False)
    definition = Column(Text, nullable=False)
    created_at = Column(Utc, nullable=False)


class Intake(Base):
    """One run through a questionnaire. `kind`: intake, scan or followup; `status`: active, paused, ended or closed."""

    __tablename__ = "intakes"
    id = Column(String(32), primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    kind = Column(String(16), nullable=False)
    profession = Column(String(64))
    version = Column(String(12), ForeignKey("questionnaire_versions.version"), nullable=False)
    status = Column(String(16), nullable=False)
    based_on = Column(String(32), ForeignKey("intakes.id", ondelete="CASCADE"))
    started_at = Column(Utc, nullable=False)
    changed_at = Column(Utc, nullable=False, index=True)
    closed_at = Column(Utc)


class Step(Base):
    """One event of an intake (see engine.Event). `content` is the answer as encrypted JSON."""

    __tablename__ = "steps"
    id = Column(Integer, primary_key=True)
    intake_id = Column(String(32), ForeignKey("intakes.id", ondelete="CASCADE"), nullable=False)
    kind = Column(String(16), nullable=False)
    question = Column(String(64), nullable=False)
    message_id = Column(String(200), nullable=False)
    content = Column(Text, info=ENCRYPTED)
    at = Column(Utc, nullable=False)
    __table_args__ = (UniqueConstraint("intake_id", "question", "message_id", name="steps_once_per_message"),)


class Signal(Base):
    """A need that a person agreed to have noted for the coach, such as money; no words of theirs."""

    __tablename__ = "signals"
    id = Column(Integer, primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    need = Column(String(64), nullable=False)
    at = Column(Utc, nullable=False)
    __table_args__ = (UniqueConstraint("person_id", "need", name="signals_once"),)


class Code(Base):
    """A resume or share code; only its keyed digest is stored. `holder` is the coach who opened it first, `label` what they call
    the client. `shared_by_team`: the client lets every coach of an organisation read, that of the holder (`organisation`)."""

    __tablename__ = "codes"
    id = Column(Integer, primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    purpose = Column(String(16), nullable=False)
    digest = Column(String(64), nullable=False, unique=True)
    created_at = Column(Utc, nullable=False)
    expires_at = Column(Utc, nullable=False)
    used_at = Column(Utc)
    revoked_at = Column(Utc)
    holder = Column(String(64), index=True)
    label = Column(Text, info=ENCRYPTED)
    shared_by_team = Column(Boolean, nullable=False, default=False)
    organisation = Column(String(80), index=True)


class Member(Base):
    """For which organisation a coach works; a coach without one has no row. Written with the accounts."""

    __tablename__ = "members"
    coach = Column(String(64), primary_key=True)
    organisation = Column(String(80), nullable=False, index=True)


class Audit(Base):
    """Who did what with a person's data, and when; `shown` is the name of a coach at that time. No content."""

    __tablename__ = "audit"
    id = Column(Integer, primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    actor = Column(String(64), nullable=False)
    action = Column(String(64), nullable=False)
    at = Column(Utc, nullable=False, index=True)
    shown = Column(String(80))


class Card(Base):
    """What the list of a coach shows of a person, so that it need not read ten thousand dossiers. Names nobody.

    `made_of` tells from which runs it was made: when they changed, so must the card (bot.intake.cards).
    """

    __tablename__ = "cards"
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    status = Column(String(16), nullable=False)
    phase = Column(String(16), nullable=False)
    signals = Column(Integer, nullable=False)
    due = Column(Date)
    changed_at = Column(Utc, nullable=False)
    made_of = Column(String(64), nullable=False)


class Note(Base):
    """A coach's own words about a client: a note, an agreement or a moment of aftercare. Never mixed with the client's."""

    __tablename__ = "notes"
    id = Column(Integer, primary_key=True)
    person_id = Column(String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    coach = Column(String(64), nullable=False)
    kind = Column(String(16), nullable=False)
    content = Column(Text, nullable=False, info=ENCRYPTED)
    due = Column(Date)
    at = Column(Utc, nullable=False)
    done_at = Column(Utc)


class Count(Base):
    """How often something happened in a week (its Monday). About nobody: see bot.intake.counts."""

    __tablename__ = "counts"
    week = Column(Date, primary_key=True)
    what = Column(String(16), primary_key=True)
    detail = Column(String(64), primary_key=True)
    number = Column(Integer, nullable=False)


class Erasure(Base):
    """A request to erase. Until it is done it holds whom and where; afterwards it is a receipt without personal data."""

    __tablename__ = "erasures"
    receipt = Column(String(32), primary_key=True)
    person_id = Column(String(32))
    senders = Column(Text, info=ENCRYPTED)
    requested_at = Column(Utc, nullable=False)
    finished_at = Column(Utc)
    erased = Column(Text)  # JSON: how many rows of each kind
