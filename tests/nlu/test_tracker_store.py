"""Conversations in Rasa's table: encrypted, found again, forgotten without a trace."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Iterator

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import tracker_store
from bot.nlu.tracker_store import ErasableTrackerStore

WORDS = "mijn geheim over zilverdraad"
DOMAIN = Domain.from_dict({"slots": {"erased": {"type": "bool", "mappings": [{"type": "custom"}]}}})


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ErasableTrackerStore]:
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    tracker_store.cipher.cache_clear()
    yield ErasableTrackerStore(DOMAIN, dialect="sqlite", host=f"sqlite:///{tmp_path / 'conversations.db'}")
    tracker_store.cipher.cache_clear()


def talk(store: ErasableTrackerStore, sender: str, *more: SlotSet) -> DialogueStateTracker:
    said = UserUttered(WORDS, {"name": "crisis", "confidence": 1.0})
    tracker = DialogueStateTracker.from_events(sender, [said, BotUttered(f"Je zei: {WORDS}"), *more], DOMAIN.slots)
    asyncio.run(store.save(tracker))
    return tracker


def content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("conversations.db*"))


def test_a_conversation_is_found_again_and_its_file_holds_no_word(store: ErasableTrackerStore, tmp_path: Path) -> None:
    told = talk(store, "anna")
    found = asyncio.run(store.retrieve("anna"))
    assert found is not None and list(found.events) == list(told.events)
    for word in ("zilverdraad", "crisis", WORDS):
        assert word.encode() not in content(tmp_path)
    assert b"anna" in content(tmp_path)


def test_a_conversation_goes_on_where_it_was(store: ErasableTrackerStore) -> None:
    talk(store, "anna")
    tracker = asyncio.run(store.retrieve("anna"))
    assert tracker is not None
    tracker.update(UserUttered("nog iets"))
    asyncio.run(store.save(tracker))
    again = asyncio.run(store.retrieve("anna"))
    assert again is not None and [e.text for e in again.events if isinstance(e, UserUttered)] == [WORDS, "nog iets"]


def test_a_conversation_from_before_encryption_is_read(store: ErasableTrackerStore) -> None:
    row = {
        "s": "oud",
        "d": '{"event": "user", "text": "van vroeger", "timestamp": 1.0, "parse_data": {"intent": {"name": "greet"}}}',
    }
    insert = "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, 'user', 1, :d)"
    with store.engine.begin() as connection:
        connection.execute(sa.text(insert), row)
    found = asyncio.run(store.retrieve("oud"))
    assert found is not None and found.latest_message is not None and found.latest_message.text == "van vroeger"


def test_an_erased_conversation_leaves_neither_its_name_nor_its_ciphertext(
    store: ErasableTrackerStore, tmp_path: Path
) -> None:
    talk(store, "anna")
    with store.engine.connect() as connection:
        tokens = connection.execute(sa.text("SELECT data FROM events")).scalars().all()
    talk(store, "anna", SlotSet("erased", True))
    left = content(tmp_path)
    assert b"anna" not in left and not [token for token in tokens if token[20:60].encode() in left]


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(store: ErasableTrackerStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    with pytest.raises(sa.exc.OperationalError) as caught:
        talk(store, "anna")
    assert "anna" not in str(caught.value)
