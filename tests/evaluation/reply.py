"""A reply of the bot, and the REST channel it comes from."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

import httpx

from .text import normalise


@dataclass(frozen=True)
class Reply:
    """The messages that one message of a person brought about, and how long they took (milliseconds)."""

    texts: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    ms: float = 0.0
    payloads: tuple[str, ...] = ()  # what is sent when the button at the same place is pressed

    @property
    def text(self) -> str:
        """All messages as the person reads them."""
        return "\n".join(self.texts)

    @property
    def plain(self) -> str:
        """All messages, normalised."""
        return normalise(self.text)

    @property
    def visible(self) -> str:
        """All messages and button titles, normalised."""
        return normalise("\n".join((*self.texts, *self.buttons)))


class Conversation:
    """One conversation with a fresh sender over Rasa's REST channel."""

    def __init__(self, client: httpx.Client, name: str) -> None:
        self._client = client
        self._sender = f"evaluation-{name}-{uuid.uuid4().hex[:12]}"

    def say(self, message: str) -> Reply:
        """Send `message` and return the reply. Raises httpx.HTTPError when the bot cannot be reached or fails."""
        start = time.perf_counter()
        answer = self._client.post("/webhooks/rest/webhook", json={"sender": self._sender, "message": message})
        ms = (time.perf_counter() - start) * 1000
        answer.raise_for_status()
        messages = answer.json()
        buttons = [b for m in messages for b in m.get("buttons") or ()]
        return Reply(
            texts=tuple(m["text"] for m in messages if m.get("text")),
            buttons=tuple(b["title"] for b in buttons),
            ms=ms,
            payloads=tuple(b.get("payload") or b["title"] for b in buttons),
        )
