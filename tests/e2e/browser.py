"""A browser that never gives up: it sends a message by the website until the answer is there, under the same id as ours does."""

from __future__ import annotations

import time
import uuid
from typing import Any, Dict, List, Tuple

import httpx

from tests.product import Product

PATIENCE = 150  # seconds in which a killed process is back, on a busy machine


class Browser:
    """One visitor of the website of `product`. `refused`: what was said instead of an answer: the reason that the page explains,
    or "unreachable" when there was nobody at all."""

    def __init__(self, product: Product) -> None:
        self._client = httpx.Client(base_url=product.address, timeout=30, trust_env=False)
        self.refused: List[str] = []

    def say(self, text: str) -> List[Dict[str, str]]:
        """Send a message, again and again when that fails."""
        message_id, end = uuid.uuid4().hex, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            replies = self.send(message_id, text)
            if replies:
                return replies
            time.sleep(0.5)
        raise AssertionError(f"no answer to {text!r} within {PATIENCE} s: {self.refused[-3:]}")

    def send(self, message_id: str, text: str) -> List[Dict[str, str]]:
        """Send a message once; [] when it gets no answer."""
        try:
            answer = self._client.post("/api/chat", json={"id": message_id, "message": text})
        except httpx.HTTPError:
            self.refused.append("unreachable")
            return []
        if answer.is_success:
            replies: List[Dict[str, str]] = answer.json()["replies"]
            return replies
        self.refused.append(answer.json()["error"])
        return []

    def move(self, product: Product) -> None:
        """Go on at the same website at another address."""
        self._client.base_url = httpx.URL(product.address)

    def question(self) -> str:
        """The id of the open question of the intake; "" when there is none."""
        run = self._get("/mijn/overzicht.json")["run"]
        return (run["question"] or {}).get("id", "") if run else ""

    def stored(self) -> List[Tuple[str, str]]:
        """What is stored of this visitor: each question with the words of the answer, in order."""
        (run,) = self._get("/mijn/gegevens.json")["questionnaires"]
        return [(answer["question"], answer["text"]) for answer in run["answers"]]

    def _get(self, path: str) -> Any:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._client.get(path).raise_for_status().json()
            except httpx.HTTPError:
                assert time.monotonic() < end, f"{path} stays away"
                time.sleep(0.5)
