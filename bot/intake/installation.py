"""The intake service of this installation, put together from its settings."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.intake import erasure
from bot.intake.conversations import Conversations
from bot.intake.erasure import Periods
from bot.intake.library import Library
from bot.intake.service import IntakeService
from bot.intake.store import open_store
from bot.settings import Settings
from knowledge import open_knowledge

EXPORTS = "exports"  # folder with files of people, one folder a person


def open_service(settings: Settings) -> IntakeService:
    """The service on the databases of `settings`; erasing reaches the conversations too. Raises SecretError."""
    conversations, store = Conversations(settings.conversations_url), open_store(settings)
    return IntakeService(
        store,
        Library(open_knowledge(settings.knowledge_url)),
        outside=(conversations.erase,),
        folder=settings.data_dir / EXPORTS,
        periods=periods(settings),
        told=lambda senders: conversations.told(senders, store.cipher),
    )


def periods(settings: Settings) -> Periods:
    """How long things are kept here."""
    return Periods(timedelta(days=settings.dossier_days), timedelta(days=settings.unfinished_days))


def expire(settings: Settings, now: datetime) -> int:
    """Remove what was kept long enough: dossiers, unfinished questionnaires, conversations. Returns how many things went.

    Needs no knowledge base. Raises SecretError.
    """
    store, conversations = open_store(settings), Conversations(settings.conversations_url)
    gone = erasure.expire(store, now, periods(settings))
    erasure.finish(store, now, (conversations.erase,), settings.data_dir / EXPORTS)
    store.scrub()
    return gone + conversations.expire(now - periods(settings).unfinished)
