"""One running product for all conversations of a test run; each test talks in a conversation of its own."""

from __future__ import annotations

from typing import Iterator

import pytest

from tests.e2e.talk import Conversation
from tests.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product, started as a person starts it."""
    running = Product(tmp_path_factory.mktemp("data"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def talk(product: Product) -> Conversation:
    """A new conversation with the product."""
    return Conversation(product)
