"""One running product for all conversations of a test run; each test talks in a conversation of its own. It logs all it can, and
at the end of the run its logs must hold nothing of what was said."""

from __future__ import annotations

from typing import Iterator

import pytest

from tests.e2e.talk import Conversation
from tests.product import Product

TELLING = 12  # characters; a shorter message may be part of any line


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product, started as a person starts it."""
    running = Product(tmp_path_factory.mktemp("data"), log_level="DEBUG")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()
    logs = running.logs()
    assert "rasa_events" in logs  # Rasa's most talkative level
    assert [text for text in set(running.said) if len(text) >= TELLING and text in logs] == []


@pytest.fixture(scope="session")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product for the tests that break it; as always, each talks in conversations of its own."""
    running = Product(tmp_path_factory.mktemp("fragile"), conversation_rate="10000/minute")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def talk(product: Product) -> Conversation:
    """A new conversation with the product."""
    return Conversation(product)
