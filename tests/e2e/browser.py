"""A browser that never gives up: it sends a message by the website until the answer is there, under the same id as ours does."""

from __future__ import annotations

import time
import uuid
from typing import Dict, List

import httpx

from tests.e2e.simulated import NO_ANSWER
from tests.product import Product

PATIENCE = 150  # seconds in which a killed process is back, on a busy machine


class Browser:
    """One visitor of the website of `product`."""

    def __init__(self, product: Product) -> None:
        self._client = httpx.Client(base_url=product.address, timeout=30, trust_env=False)

    def say(self, text: str) -> List[Dict[str, str]]:
        """Send a message, again and again when that fails; when the bot says that something went wrong, say it anew."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            replies = self._send(uuid.uuid4().hex, text, end)
            if replies and replies[-1]["text"] != NO_ANSWER:
                return replies
            time.sleep(0.5)
        raise AssertionError(f"no answer to {text!r} within {PATIENCE} s")

    def _send(self, message_id: str, text: str, end: float) -> List[Dict[str, str]]:
        while time.monotonic() < end:
            try:
                answer = self._client.post("/api/chat", json={"id": message_id, "message": text})
                if answer.is_success:
                    replies: List[Dict[str, str]] = answer.json()["replies"]
                    return replies
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        return []
