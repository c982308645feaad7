"""The way to Rasa: its REST webhook on loopback."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Optional

import httpx

from bot.settings import Settings

AGAIN = 0.5  # seconds before what failed is sent once more
Reply = Dict[str, Any]  # {"text": str, "buttons": [{"title": str, "payload": str}]}


class RasaError(Exception):
    """Rasa gave no usable answer. `sent` tells whether the message may have reached it; `reason` names the text shown."""

    def __init__(self, reason: str, sent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sent = sent


class RasaClient:
    """Sends messages to Rasa over connections that stay open."""

    def __init__(self, settings: Settings, token: str, transport: Optional[httpx.AsyncBaseTransport] = None) -> None:
        self._client = httpx.AsyncClient(
            base_url=settings.rasa_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(120, connect=2, pool=5),
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=4),
            transport=transport,
            trust_env=False,  # a proxy setting of the machine must not carry conversations out of it
        )

    async def send(self, sender: str, message: str, message_id: str) -> List[Reply]:
        """Send one message and return the replies in order; by `message_id` it is known when it comes again. Raises RasaError.

        What failed halfway is sent once more: by then another server may have taken over, or a cut connection been replaced.
        """
        try:
            return await self._send(sender, message, message_id)
        except RasaError as error:
            if error.reason != "failed":
                raise
        await asyncio.sleep(AGAIN)
        return await self._send(sender, message, message_id)

    async def _send(self, sender: str, message: str, message_id: str) -> List[Reply]:
        content = {"sender": sender, "message": message, "metadata": {"message_id": message_id}}
        try:
            # By the header a proxy before several Rasa servers can keep a conversation with one of them.
            answer = await self._client.post("/webhooks/rest/webhook", json=content, headers={"X-Sender": sender})
            items = answer.raise_for_status().json()
            replies = [_reply(item) for item in items]
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise RasaError("unreachable", sent=False) from error
        except httpx.PoolTimeout as error:
            raise RasaError("busy", sent=False) from error
        except (httpx.HTTPError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise RasaError("failed", sent=True) from error
        replies = [reply for reply in replies if reply["text"] or reply["buttons"]]
        # Rasa's webhook hides an internal error behind an empty list, our channel marks its words about one.
        if not replies or items[-1].get("failed"):
            raise RasaError("failed", sent=True)
        return replies

    async def is_up(self) -> bool:
        """Return whether Rasa answers at all."""
        try:
            return (await self._client.get("/", timeout=2)).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _reply(item: Dict[str, Any]) -> Reply:
    buttons = [
        {"title": str(button["title"]), "payload": str(button["payload"])} for button in item.get("buttons") or []
    ]
    return {"text": str(item.get("text") or ""), "buttons": buttons}
