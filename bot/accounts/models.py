"""The tables of accounts. Secrets are hashed or encrypted; a name tried at the login stands here as a keyed digest only."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text

from bot.intake.models import ENCRYPTED, Base, Utc


class Account(Base):
    """Somebody who works here. `name` is typed at the login, `shown` is what others read; `secret` is of the authenticator app.

    `last_code` is the period of 30 seconds whose code was used last: a code counts once.
    """

    __tablename__ = "accounts"
    id = Column(String(32), primary_key=True)
    name = Column(String(64), nullable=False, unique=True)
    shown = Column(String(80), nullable=False)
    role = Column(String(16), nullable=False)
    password = Column(String(200), nullable=False)
    must_change = Column(Boolean, nullable=False)
    secret = Column(Text, info=ENCRYPTED)
    confirmed_at = Column(Utc)
    last_code = Column(Integer)
    active = Column(Boolean, nullable=False)
    created_at = Column(Utc, nullable=False)


class AccountSession(Base):
    """A browser that is logged in; only a keyed digest of its token is stored. `complete`: the second factor was given too."""

    __tablename__ = "account_sessions"
    digest = Column(String(64), primary_key=True)
    account_id = Column(String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True)
    complete = Column(Boolean, nullable=False)
    created_at = Column(Utc, nullable=False)
    seen_at = Column(Utc, nullable=False)


class Attempt(Base):
    """Failures in a row at one door (a login name, a second factor, a share code), and until when it stays shut."""

    __tablename__ = "attempts"
    door = Column(String(64), primary_key=True)
    failures = Column(Integer, nullable=False)
    last_at = Column(Utc, nullable=False)
    shut_until = Column(Utc)


class AccountEvent(Base):
    """What happened with an account, and when. No content."""

    __tablename__ = "account_events"
    id = Column(Integer, primary_key=True)
    account_id = Column(String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True)
    action = Column(String(32), nullable=False)
    at = Column(Utc, nullable=False, index=True)
