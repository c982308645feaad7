"""Making or migrating the tables of both databases, as a step of its own."""

from __future__ import annotations

from bot.intake.crypto import load_cipher
from bot.intake.store import Store
from bot.nlu.tracker_store import ErasableTrackerStore
from bot.settings import Settings


def migrate(settings: Settings) -> None:
    """Bring the people's database to the newest migration and make Rasa's table of conversations."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    Store(settings.people_url, load_cipher(settings)).migrate()
    ErasableTrackerStore(host=settings.conversations_url).engine.dispose()
